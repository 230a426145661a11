//! Whether an answer can be taken: the same for the form, for the bot's questions and for a program.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::form::{Field, FieldKind, Form};
use crate::forms::submission::Answer;
use crate::ids::FieldId;
use crate::limits::{LINE_CHARS_MAX, MESSAGE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::rejection::Rejection;
use crate::text;

/// What is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Of which field.
    pub field: FieldId,
    /// What.
    #[serde(flatten)]
    pub flaw: Flaw,
}

/// What can be wrong. The codes are part of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Flaw {
    /// It has to be answered.
    Missing,
    /// It is too long.
    TooLong {
        /// How long it may be.
        chars_max: usize,
    },
    /// It is no e-mail address.
    NoEmail,
    /// It is no telephone number.
    NoPhone,
    /// It can't be chosen.
    NoChoice,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("This has to be answered."),
            Self::TooLong { chars_max } => write!(f, "{chars_max} characters are possible."),
            Self::NoEmail => f.write_str("This is no e-mail address such as name@example.com."),
            Self::NoPhone => f.write_str("This is no phone number such as +43 1 234567."),
            Self::NoChoice => f.write_str("This can't be chosen."),
        }
    }
}

/// The answers as they are kept, or everything that is wrong with them. What the form does not ask is not looked at.
/// `language`: the one in which the form was read.
///
/// # Errors
/// A fault for each answer that can't be taken, in the form's order.
pub fn check(
    form: &Form,
    given: &BTreeMap<String, String>,
    language: &str,
) -> Result<Vec<Answer>, Vec<Fault>> {
    let (mut answers, mut faults) = (Vec::new(), Vec::new());
    for field in &form.fields {
        let said = given.get(field.id.as_str()).map(String::as_str).unwrap_or_default();
        match value(field, said) {
            Ok(None) => {}
            Ok(Some(value)) => answers.push(Answer {
                id: field.id.clone(),
                kind: field.kind,
                label: field.label_in(language).to_owned(),
                value,
            }),
            Err(flaw) => faults.push(Fault { field: field.id.clone(), flaw }),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// One answer, cleaned; `None` if there is none and none is needed.
fn value(field: &Field, said: &str) -> Result<Option<String>, Flaw> {
    let chars_max = chars_max(field);
    let cleaned = match field.kind {
        FieldKind::Text => text::caption(said).map_err(flaw_of)?,
        _ => text::line(said),
    };
    if cleaned.chars().all(text::is_unseen) {
        return if field.required { Err(Flaw::Missing) } else { Ok(None) };
    }
    if cleaned.chars().count() > chars_max {
        return Err(Flaw::TooLong { chars_max });
    }
    match field.kind {
        FieldKind::Name => text::name(&cleaned).map_err(flaw_of).map(Some),
        FieldKind::Email => text::email(&cleaned).map_err(flaw_of).map(Some),
        FieldKind::Phone if !text::is_phone(&cleaned) => Err(Flaw::NoPhone),
        FieldKind::Choice if !field.choices.contains(&cleaned) => Err(Flaw::NoChoice),
        FieldKind::Check if cleaned != "yes" => Err(Flaw::NoChoice),
        _ => Ok(Some(cleaned)),
    }
}

/// How long an answer may be. The limit of a name is looked at with the name.
fn chars_max(field: &Field) -> usize {
    match field.kind {
        FieldKind::Text if field.id == FieldId::message() => MESSAGE_CHARS_MAX,
        FieldKind::Text => NOTE_CHARS_MAX,
        FieldKind::Line => LINE_CHARS_MAX,
        _ => MESSAGE_CHARS_MAX,
    }
}

fn flaw_of(rejection: Rejection) -> Flaw {
    match rejection {
        Rejection::TooLong { chars_max, .. } => Flaw::TooLong { chars_max },
        Rejection::InvalidEmail => Flaw::NoEmail,
        _ => Flaw::Missing,
    }
}
