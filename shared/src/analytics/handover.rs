//! What analytics keeps of one handover, and how it stands.

use serde::{Deserialize, Serialize};

use crate::conversation::{HandoverEnd, HandoverReason};
use crate::ids::{DepartmentId, HandoverId};
use crate::message::AgentRef;
use crate::time::Timestamp;

/// One handover, from its request until the last agent has let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverRecord {
    /// The conversation's how-many-th.
    pub id: HandoverId,
    /// Who was asked; the last one, if a department could not take it.
    pub department: DepartmentId,
    /// What triggered it.
    pub reason: HandoverReason,
    /// When.
    pub requested_at: Timestamp,
    /// When it got its place in the queue.
    #[serde(default)]
    pub queued_at: Option<Timestamp>,
    /// Its one end; `None` while somebody waits.
    #[serde(default)]
    pub ended: Option<Ended>,
    /// Who had the conversation on account of it, one after the other. An offline message that was taken up has some too.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// What the visitor said of it.
    #[serde(default)]
    pub rating: Option<Rated>,
    /// The visitor's talk with the bot before it: from the first message on, pauses of more than
    /// [`crate::limits::BOT_PAUSE_MS_MAX`] left out. In milliseconds.
    #[serde(default)]
    pub bot_ms: u64,
    /// Messages of the bot while an agent had the conversation. Anything but 0 is a bug.
    #[serde(default)]
    pub bot_messages: u32,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub how: HandoverEnd,
    /// When.
    pub at: Timestamp,
}

/// One agent's time with a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Who.
    pub agent: AgentRef,
    /// Since when.
    pub from: Timestamp,
    /// The first message of this agent since then.
    #[serde(default)]
    pub first_reply_at: Option<Timestamp>,
    /// How and when it ended; `None` while it lasts.
    #[serde(default)]
    pub released: Option<(SpanEnd, Timestamp)>,
}

/// How an agent's time with a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanEnd {
    /// The bot has it again.
    HandedBack,
    /// It is over.
    Resolved,
    /// Another agent has it.
    TransferredToAgent,
    /// Another department is asked: a new handover.
    TransferredToDepartment,
    /// The agent has left the desk: a new handover, at the front of the queue.
    AgentLost,
}

/// What the visitor said of a handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// From 1, bad, to 5, good.
    pub score: u8,
    /// Whose work it was.
    pub agent: AgentRef,
    /// When.
    pub at: Timestamp,
}

/// How a handover stands: exactly one of these, so that they add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody waits.
    Pending,
    /// An agent has it.
    InProgress,
    /// The agent has resolved it or handed it back.
    Completed,
    /// Another department has been asked.
    PassedOn,
    /// The agent has left the desk.
    Requeued,
    /// The visitor left a message.
    OfflineMessage,
    /// The visitor did not wait.
    Abandoned,
    /// Nobody came in time.
    TimedOut,
}

impl HandoverRecord {
    /// A handover that has just been requested.
    pub fn new(
        id: HandoverId,
        department: DepartmentId,
        reason: HandoverReason,
        requested_at: Timestamp,
        bot_ms: u64,
    ) -> Self {
        Self {
            id,
            department,
            reason,
            requested_at,
            queued_at: None,
            ended: None,
            spans: Vec::new(),
            rating: None,
            bot_ms,
            bot_messages: 0,
        }
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        match (self.ended.map(|ended| ended.how), self.spans.last().and_then(|span| span.released)) {
            (None, _) => Standing::Pending,
            (Some(HandoverEnd::OfflineMessage), _) => Standing::OfflineMessage,
            (Some(HandoverEnd::Cancelled), _) => Standing::Abandoned,
            (Some(HandoverEnd::TimedOut), _) => Standing::TimedOut,
            (Some(HandoverEnd::Accepted), Some((SpanEnd::HandedBack | SpanEnd::Resolved, _))) => {
                Standing::Completed
            }
            (Some(HandoverEnd::Accepted), Some((SpanEnd::TransferredToDepartment, _))) => Standing::PassedOn,
            (Some(HandoverEnd::Accepted), Some((SpanEnd::AgentLost, _))) => Standing::Requeued,
            (Some(HandoverEnd::Accepted), Some((SpanEnd::TransferredToAgent, _)) | None) => {
                Standing::InProgress
            }
        }
    }

    /// Who accepted it, and from when on.
    pub fn accepted(&self) -> Option<&Span> {
        let is_accepted = self.ended.is_some_and(|ended| ended.how == HandoverEnd::Accepted);
        self.spans.first().filter(|_| is_accepted)
    }

    /// From the request to the agent who accepted, in milliseconds; `None` if nobody did, or nobody had to wait.
    pub fn wait_ms(&self) -> Option<u64> {
        let first = self.accepted().filter(|_| self.reason != HandoverReason::AgentTakeover)?;
        Some(first.from.since_ms(self.requested_at))
    }

    /// From the acceptance to the first answer of an agent, in milliseconds.
    pub fn response_ms(&self) -> Option<u64> {
        let first = self.accepted()?;
        let answer = self.spans.iter().filter_map(|span| span.first_reply_at).min();
        answer.map(|answer| answer.since_ms(first.from))
    }

    /// From the acceptance to the completion, in milliseconds.
    pub fn resolution_ms(&self) -> Option<u64> {
        let first = self.accepted().filter(|_| self.standing() == Standing::Completed)?;
        self.spans.last()?.released.map(|(_, at)| at.since_ms(first.from))
    }

    /// The time in which agents had it and have let go, in milliseconds.
    pub fn human_ms(&self) -> u64 {
        self.spans.iter().filter_map(Span::length_ms).fold(0, u64::saturating_add)
    }

    /// Whether somebody asked for a human: the visitor, or a rule for him. Not an agent who came unasked, and not what
    /// goes on from another handover.
    pub fn is_request(&self) -> bool {
        use HandoverReason::{AgentLost, AgentTakeover, Transfer};
        !matches!(self.reason, AgentTakeover | AgentLost | Transfer)
    }

    /// The agent's time that lasts.
    pub(super) fn open_span(&self) -> Option<&Span> {
        self.spans.last().filter(|span| span.released.is_none())
    }

    pub(super) fn open_span_mut(&mut self) -> Option<&mut Span> {
        self.spans.last_mut().filter(|span| span.released.is_none())
    }
}

impl Span {
    /// How long it was, in milliseconds; `None` while it lasts.
    pub fn length_ms(&self) -> Option<u64> {
        self.released.map(|(_, at)| at.since_ms(self.from))
    }

    /// From the assignment to the agent's first message, in milliseconds.
    pub fn response_ms(&self) -> Option<u64> {
        self.first_reply_at.map(|at| at.since_ms(self.from))
    }
}
