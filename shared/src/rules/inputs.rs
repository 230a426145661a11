//! Everything that a rule can see at one moment. Stored with what was decided, so that it can be decided again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::confidence::Confidence;
use crate::signals::{Signal, Topic};

/// One moment of a conversation. What is unknown or empty is left out of the JSON, and a field that a later version
/// adds is ignored by an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inputs {
    /// The visitor's message that is decided about; empty at moments without one (a wait grows).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The address of the visitor's page; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What the site's page has said about the visitor.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Whether the department is within its business hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_open: Option<bool>,
    /// How sure the bot was of its answer to the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// How long the visitor has waited in the queue, in milliseconds; `None` outside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_ms: Option<u64>,
    /// The visitor's language as a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What was found, in the words or in the conversation's course.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub signals: BTreeSet<Signal>,
    /// The sensitive topics of the message.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub topics: BTreeSet<Topic>,
    /// Answers of the bot in this conversation.
    pub bot_answers: u32,
}
