//! The form that a visitor has to fill in now, as his page fetches it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::forms::{Consent, Field, FieldKind, FormName};
use crate::ids::FieldId;

/// What is left to ask. In every language that the site has written: the page knows which one is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormShown {
    /// Which form.
    pub form: FormName,
    /// In their order.
    pub fields: Vec<FieldShown>,
    /// What has to be agreed to, or may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// A human is called when it is filled in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_before_human: bool,
    /// Whether the visitor can go on without it: `cancel_request`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_go_back: bool,
    /// Whether a message can be left instead: `open_offline_form`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_leave_message: bool,
    /// The visitor has refused what the site can't do without.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_refused: bool,
    /// Where to write without the chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldShown {
    /// Its name in the answer.
    pub id: FieldId,
    /// What is asked for.
    pub kind: FieldKind,
    /// What stands beside it.
    pub label: String,
    /// The same in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Whether it has to be answered.
    pub required: bool,
    /// Of a choice: what can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What is known already; to be changed or left.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
}

impl FieldShown {
    /// A question with what is known.
    pub fn new(field: Field, value: &str) -> Self {
        let Field { id, kind, label, labels, required, choices } = field;
        Self { id, kind, label, labels, required, choices, value: value.to_owned() }
    }
}
