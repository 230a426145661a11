//! The language: what a rule can ask and what it can do. In JSON each condition and action is an object with one key.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::confidence::Confidence;
use crate::ids::{DepartmentId, RuleId};
use crate::priority::Priority;
use crate::signals::{Signal, Topic};

/// When this holds, do that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stays the same when the name changes; events name the rule by it.
    pub id: RuleId,
    /// What an agent reads in the reason: "Refunds go to billing".
    pub name: String,
    /// A rule can be kept without being used.
    #[serde(default = "yes")]
    pub is_on: bool,
    /// When.
    pub when: Condition,
    /// What then, in this order.
    pub then: Vec<Action>,
}

fn yes() -> bool {
    true
}

/// What can hold at one moment. What is not known does not hold: no confidence is not below any limit, an unknown
/// attribute is nothing, and unknown hours are neither `true` nor `false`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one of them.
    All(Vec<Self>),
    /// At least one of them.
    Any(Vec<Self>),
    /// It does not hold. So `not` of what is not known holds.
    Not(Box<Self>),
    /// The visitor's message has one of these words or phrases: whole words, whatever their capitals and accents.
    /// A word with `*` at its end stands for all that begin with it.
    MessageContains(Vec<String>),
    /// The address of the visitor's page has this part, whatever its capitals.
    UrlContains(String),
    /// What the site's page has said about the visitor.
    Attribute(Attribute),
    /// Whether the department is within its business hours.
    BusinessHours(bool),
    /// The bot was less sure of its answer than this.
    ConfidenceBelow(Confidence),
    /// The visitor has waited in the queue for longer, in milliseconds.
    WaitMsOver(u64),
    /// The visitor's language is one of these: `de` holds for `de-AT`, too (RFC 4647, 3.3.1).
    Language(Vec<String>),
    /// A built-in signal was found.
    Signal(Signal),
    /// The message is about one of these sensitive topics.
    Topic(Vec<Topic>),
    /// The bot has given more answers than this in the conversation.
    BotAnswersOver(u32),
}

/// `{"name": "plan", "is": "gold"}`, or with `contains` or `is_set`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "AttributeFields", into = "AttributeFields")]
pub struct Attribute {
    /// Which one, exactly as the page calls it.
    pub name: String,
    /// What it must be.
    pub test: AttributeTest,
}

/// What an attribute must be. Capitals and accents make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeTest {
    /// This value.
    Is(String),
    /// A value with this part.
    Contains(String),
    /// Any value (`true`), or none (`false`).
    IsSet(bool),
}

/// An attribute as JSON has it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct AttributeFields {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contains: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_set: Option<bool>,
}

/// None of `is`, `contains` and `is_set`, or several.
#[derive(Debug)]
struct NotOneTest;

impl fmt::Display for NotOneTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute has exactly one of `is`, `contains` and `is_set`")
    }
}

impl TryFrom<AttributeFields> for Attribute {
    type Error = NotOneTest;
    fn try_from(fields: AttributeFields) -> Result<Self, NotOneTest> {
        let test = match (fields.is, fields.contains, fields.is_set) {
            (Some(value), None, None) => AttributeTest::Is(value),
            (None, Some(part), None) => AttributeTest::Contains(part),
            (None, None, Some(is_set)) => AttributeTest::IsSet(is_set),
            _ => return Err(NotOneTest),
        };
        Ok(Self { name: fields.name, test })
    }
}

impl From<Attribute> for AttributeFields {
    fn from(attribute: Attribute) -> Self {
        let mut fields = Self { name: attribute.name, is: None, contains: None, is_set: None };
        match attribute.test {
            AttributeTest::Is(value) => fields.is = Some(value),
            AttributeTest::Contains(part) => fields.contains = Some(part),
            AttributeTest::IsSet(is_set) => fields.is_set = Some(is_set),
        }
        fields
    }
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Hand the conversation over to humans, now; to a department if one is named.
    Escalate {
        /// Where to. Without it: where `route` or the site's settings say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
    },
    /// A handover, whenever one begins, goes to this department.
    Route(DepartmentId),
    /// Tell this department's agents; nothing else changes.
    NotifyTeam(DepartmentId),
    /// The bot asks for the visitor's address.
    AskForEmail {},
    /// Nobody is rung: the conversation waits for the department's next hours.
    QueueForLater {},
    /// Mark the conversation for the desk's filters.
    Tag(String),
    /// How far in front it stands in the queue.
    Priority(Priority),
}
