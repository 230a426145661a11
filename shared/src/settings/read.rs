//! Reads a document that is to be saved: all or nothing, and everything that is wrong at once.

use serde_json::Value;

use super::document::Settings;
use crate::document::{Problem, below, parse};

impl Settings {
    /// The document that a text is.
    ///
    /// # Errors
    /// Everything that is wrong with it: its JSON, its types (then only the first), its values. Whether its time zones
    /// exist is the caller's to check: see [`Self::zones`].
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let settings: Self = parse(text)?;
        let mut problems = Vec::new();
        if let (Ok(given), Ok(made)) = (serde_json::from_str::<Value>(text), serde_json::to_value(&settings))
        {
            no_lists_for_objects(&mut problems, "", &given, &made);
        }
        problems.extend(settings.problems());
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }
}

/// Serde takes a list of values in the order of a type's fields for an object. Nobody means that: `[]` would be a whole
/// document with nothing of what was in it before.
fn no_lists_for_objects(problems: &mut Vec<Problem>, pointer: &str, given: &Value, made: &Value) {
    match (given, made) {
        (Value::Array(_), Value::Object(_)) => {
            problems.push(Problem::new(pointer, "A list stands here: write an object."));
        }
        (Value::Object(given), Value::Object(made)) => {
            for (name, value) in given {
                if let Some(made) = made.get(name) {
                    no_lists_for_objects(problems, &below(pointer, name), value, made);
                }
            }
        }
        (Value::Array(given), Value::Array(made)) => {
            for (at, (given, made)) in given.iter().zip(made).enumerate() {
                no_lists_for_objects(problems, &below(pointer, at), given, made);
            }
        }
        _ => {}
    }
}
