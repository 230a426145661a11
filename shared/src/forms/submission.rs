//! What a visitor has answered, as it is kept: with the words that stood beside it.

use serde::{Deserialize, Serialize};

use crate::forms::form::{Consent, FieldKind};
use crate::ids::FieldId;
use crate::time::Timestamp;

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormName {
    /// Before the chat, or before a human comes.
    PreChat,
    /// When nobody is there.
    Offline,
}

/// A form that was filled in, or whose consent was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Which form.
    pub form: FormName,
    /// In the form's order; what was left empty is not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// What was agreed to, or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ConsentGiven>,
    /// When.
    pub at: Timestamp,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Of which field.
    pub id: FieldId,
    /// What it asked for.
    pub kind: FieldKind,
    /// What stood beside it.
    pub label: String,
    /// What was answered; of a check: `yes`.
    pub value: String,
}

/// What a visitor has read and agreed to, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// The text's version.
    pub version: String,
    /// The text, in the language in which it was read.
    pub text: String,
    /// Whether it was required then.
    pub required: bool,
    /// Whether it was given.
    pub given: bool,
}

/// What a page says of the consent that it has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentSaid {
    /// The version of the text that it has shown.
    pub version: String,
    /// The text that it has shown.
    pub text: String,
    /// Whether the visitor agrees.
    pub given: bool,
}

impl Submission {
    /// Whether the visitor does not agree to what the site can't do without.
    pub fn is_refusal(&self) -> bool {
        self.consent.as_ref().is_some_and(|consent| consent.required && !consent.given)
    }

    /// What was answered to a kind of question.
    pub fn answer_of(&self, kind: FieldKind) -> Option<&str> {
        let mut answers = self.answers.iter();
        answers.find(|answer| answer.kind == kind).map(|answer| answer.value.as_str())
    }
}

impl ConsentGiven {
    /// Whether it is an answer to what is asked today, and one that is good enough.
    pub fn settles(&self, consent: &Consent) -> bool {
        self.version == consent.version && consent.says(&self.text) && (self.given || !consent.required)
    }
}
