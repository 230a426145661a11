//! Reads a document that a person wrote or a form made, and says where it is wrong: by a JSON pointer (RFC 6901).

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_path_to_error::{Path, Segment};

/// One thing that is wrong in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where: a JSON pointer, `/rules/2/when`; empty for the whole document.
    pub pointer: String,
    /// What, in a sentence for the person who wrote it.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the document" } else { &self.pointer };
        write!(f, "{place}: {}", self.message)
    }
}

/// The pointer to a field or an item of what `pointer` points at.
pub fn below(pointer: &str, name: impl fmt::Display) -> String {
    // The order matters: RFC 6901, section 3.
    let escaped = name.to_string().replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{escaped}")
}

/// Reads a document.
///
/// # Errors
/// The first place at which the text is no JSON (then with line and column) or not what `T` wants. What serde can't know
/// (an unknown department, a number out of range) is for the document's own checks.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Vec<Problem>> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut json);
    let strict = read.map_err(|error| problem(error.path(), error.inner()));
    let whole = strict
        .and_then(|value| json.end().map_err(|error| Problem::new("", without_line(&error))).map(|()| value));
    whole.map_err(|strict| vec![clearer::<T>(text, strict)])
}

/// The text's own parser takes a second key where one is wanted for broken syntax. Read as a tree, the same document
/// gets a better word and its place; the tree alone won't do, because it keeps only the last of two equal keys.
fn clearer<T: DeserializeOwned>(text: &str, strict: Problem) -> Problem {
    let tree: serde_json::Value = match serde_json::from_str(text) {
        Ok(tree) => tree,
        Err(syntax) => return Problem::new("", format!("this is no JSON: {syntax}")),
    };
    let said = match serde_path_to_error::deserialize::<_, T>(tree.clone()) {
        Ok(_) => strict,
        Err(error) => problem(error.path(), error.inner()),
    };
    Problem::new(existing(&tree, &said.pointer), said.message)
}

/// The pointer up to what is really there: serde counts the wanted name of a condition as a place, too.
fn existing<'a>(tree: &serde_json::Value, mut pointer: &'a str) -> &'a str {
    while tree.pointer(pointer).is_none() {
        pointer = pointer.rsplit_once('/').map_or("", |(before, _)| before);
    }
    pointer
}

fn problem(path: &Path, error: &serde_json::Error) -> Problem {
    Problem::new(pointer(path), in_our_words(&without_line(error)))
}

/// The pointer is a better place than a line of a text that a form may have made.
fn without_line(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    whole.strip_suffix(&place).unwrap_or(&whole).to_owned()
}

/// Serde speaks of its own data model; a document has objects, lists, texts and names.
fn in_our_words(said: &str) -> String {
    let words = [
        ("map, expected map with a single key", "an object, expected an object with exactly one name"),
        ("unit variant, expected newtype variant", "a name alone, expected an object: {name: value}"),
        ("unit variant, expected struct variant", "a name alone, expected an object: {name: {}}"),
        ("unknown variant", "unknown name"),
        ("unknown field", "unknown name"),
        ("missing field", "missing name"),
        ("duplicate field", "this name stands twice:"),
        ("struct variant ", "an object for "),
        ("expected a map", "expected an object"),
        ("expected a sequence", "expected a list"),
        ("map, expected", "an object, expected"),
        ("sequence, expected", "a list, expected"),
        ("expected struct ", "expected an object for "),
        ("expected a string", "expected a text"),
        ("expected f64", "expected a number"),
        ("expected u64", "expected a whole number from 0"),
        ("expected u32", "expected a whole number from 0"),
        ("an object for variant", "an object"),
    ];
    words.iter().fold(said.to_owned(), |said, (theirs, ours)| said.replace(theirs, ours))
}

fn pointer(path: &Path) -> String {
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => below(&pointer, index),
        Segment::Map { key } => below(&pointer, key),
        // The names of variants are the keys of our externally tagged enums.
        Segment::Enum { variant } => below(&pointer, variant),
        // Within something that has no place of its own, such as a key that is not a string.
        Segment::Unknown => pointer,
    })
}
