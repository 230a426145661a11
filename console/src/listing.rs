//! Which conversations a view of the list holds, and in which order. Pure.

use std::cmp::Reverse;

use baton_shared::desk::Summary;
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::priority::Priority;
use baton_shared::protocol::PhaseName;

/// A view of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Listing {
    /// In the queue, or an offline message that nobody has taken yet.
    #[default]
    Waiting,
    /// Owned by the agent who looks.
    Mine,
    /// The bot answers.
    BotLive,
    /// Everything.
    All,
    /// Over.
    Ended,
}

/// Where a conversation stands in a view: the smaller, the higher. The id makes it one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    group: u8,
    priority: Reverse<Priority>,
    is_new: bool,
    time: u64,
    /// Whose place it is.
    pub id: ConversationId,
}

impl Listing {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Mine, Self::BotLive, Self::All, Self::Ended];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Mine => "Mine",
            Self::BotLive => "Bot-live",
            Self::All => "All",
            Self::Ended => "Ended",
        }
    }

    /// Its place in the page for tests.
    pub fn test_id(self) -> &'static str {
        match self {
            Self::Waiting => "view-waiting",
            Self::Mine => "view-mine",
            Self::BotLive => "view-bot",
            Self::All => "view-all",
            Self::Ended => "view-ended",
        }
    }

    /// Whether a conversation belongs into it.
    pub fn holds(self, row: &Summary, me: &AgentId) -> bool {
        match self {
            Self::Waiting => matches!(row.phase, PhaseName::Queued | PhaseName::AwaitingFollowUp),
            Self::Mine => is_mine(row, me),
            Self::BotLive => row.phase == PhaseName::Bot,
            Self::All => true,
            Self::Ended => row.phase == PhaseName::Resolved,
        }
    }

    /// Where a conversation of this view stands in it.
    pub fn key(self, row: &Summary) -> Key {
        let id = row.conversation.clone();
        let unanswered = row.unanswered_since.map(|since| since.0);
        let newest_first = u64::MAX.saturating_sub(row.last_at.0);
        let plain = |group, time| Key {
            group,
            priority: Reverse(Priority::Normal),
            is_new: false,
            time,
            id: id.clone(),
        };
        match (self, unanswered) {
            // As the desk's own queue: urgent first, then who was served before, then who waits longest. A visitor who
            // looks at the window goes before a message that is answered by mail.
            (Self::Waiting, _) => Key {
                group: u8::from(row.phase != PhaseName::Queued),
                priority: Reverse(row.priority),
                is_new: !row.is_front,
                time: unanswered.unwrap_or(row.since.0),
                id,
            },
            // Who waits for this agent's answer comes first.
            (Self::Mine, Some(since)) => plain(0, since),
            (Self::Mine, None) => plain(1, newest_first),
            (Self::BotLive | Self::All | Self::Ended, _) => plain(0, newest_first),
        }
    }
}

/// Whether an agent owns it.
pub fn is_mine(row: &Summary, me: &AgentId) -> bool {
    row.phase == PhaseName::Assigned && row.agent.as_ref().is_some_and(|agent| agent.id == *me)
}
