//! One conversation as the desk sees it: what it reported, its place in the queue, and for whom it rings.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::index::Asked;
use super::notice::{NoPlace, Notice};
use crate::conversation::HandoverReason;
use crate::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use crate::limits::ASK_AGAIN_MS;
use crate::message::AgentRef;
use crate::priority::Priority;
use crate::protocol::PhaseName;
use crate::time::Timestamp;

/// What the desk's list shows of a conversation: a projection that can be rebuilt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Which.
    pub conversation: ConversationId,
    /// Of the conversation; an older report is ignored.
    pub version: Version,
    /// Where it stands.
    pub phase: PhaseName,
    /// Who owns it, if it is an agent.
    pub agent: Option<AgentRef>,
    /// The open handover.
    pub handover: Option<HandoverId>,
    /// Whether it goes before those who come new: its agent was lost.
    #[serde(default)]
    pub is_front: bool,
    /// Why the last handover was begun.
    pub reason: Option<HandoverReason>,
    /// Where its request goes or would go.
    pub department: DepartmentId,
    /// Who had it before, in this conversation.
    #[serde(default)]
    pub previous_agent: Option<AgentId>,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// The visitor's language, as the page told it.
    #[serde(default)]
    pub language: Option<String>,
    /// What rules and agents have marked it with. One that is a skill asks for that skill.
    #[serde(default)]
    pub tags: BTreeSet<String>,
    /// A name that agents can tell visitors apart by.
    pub visitor: String,
    /// The last thing that somebody said, on one line; never a system message.
    pub excerpt: String,
    /// Who said it: `visitor`, `agent`, `bot`.
    pub last_sender: String,
    /// When the last message came, of whatever kind.
    pub last_at: Timestamp,
    /// Since when the visitor waits for a word of a human: the request, or the first message without an answer.
    #[serde(default)]
    pub unanswered_since: Option<Timestamp>,
    /// Since when the present phase lasts.
    pub since: Timestamp,
    /// Whether the visitor's page is open.
    pub is_visitor_online: bool,
    /// Whether agents see it: the visitor has said something.
    pub is_listed: bool,
    /// Agents who look at it now.
    #[serde(default)]
    pub viewers: BTreeSet<AgentId>,
    /// What the visitor gave the last handover, 1 to 5.
    #[serde(default)]
    pub rating: Option<u8>,
}

/// A place in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Whose.
    pub handover: HandoverId,
    /// In which department's queue.
    pub department: DepartmentId,
    /// Since when.
    pub since: Timestamp,
    /// Before those who come new: its agent was lost.
    #[serde(default)]
    pub is_front: bool,
    /// Its number when it was given.
    #[serde(default)]
    pub position: u32,
    /// Taken back: the conversation has to leave the queue.
    #[serde(default)]
    pub turned_away: Option<NoPlace>,
}

/// A conversation rings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// With whom; the first to accept has it.
    pub agents: BTreeSet<AgentId>,
    /// Until when.
    pub until: Timestamp,
    /// Why with them, in one sentence.
    pub why: String,
}

/// One conversation's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As reported last.
    pub summary: Summary,
    /// Its place in the queue.
    #[serde(default)]
    pub place: Option<Place>,
    /// For whom it rings.
    #[serde(default)]
    pub offer: Option<Offer>,
    /// Who has declined or missed it, and when.
    #[serde(default)]
    pub passed: BTreeMap<AgentId, Timestamp>,
    /// What the conversation is known to know; `None` from the moment at which it is given another word.
    #[serde(default)]
    pub told: Option<Notice>,
}

/// The order of a queue: the more urgent, then those who were served before, then the longer wait; the id makes it one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueKey {
    priority: std::cmp::Reverse<Priority>,
    is_new: bool,
    since: Timestamp,
    /// Whose place it is.
    pub conversation: ConversationId,
}

impl Row {
    /// Whether an agent has declined or missed it a moment ago.
    pub fn has_passed(&self, agent: &AgentId, now: Timestamp) -> bool {
        self.passed.get(agent).is_some_and(|at| now < at.plus_ms(ASK_AGAIN_MS))
    }

    /// What it asks of whoever takes it.
    pub(super) fn asked(&self) -> Asked {
        (self.summary.tags.clone(), self.summary.language.clone())
    }

    /// Where it stands in its queue, if it waits.
    pub fn queue_key(&self) -> Option<(DepartmentId, QueueKey)> {
        let place = self.place.as_ref().filter(|place| place.turned_away.is_none())?;
        let key = QueueKey {
            priority: std::cmp::Reverse(self.summary.priority),
            is_new: !place.is_front,
            since: place.since,
            conversation: self.summary.conversation.clone(),
        };
        Some((place.department.clone(), key))
    }

    /// Whether the conversation has a use for what the desk knows.
    pub fn is_interested(&self) -> bool {
        self.summary.is_visitor_online || self.place.is_some() || self.summary.agent.is_some()
    }
}
