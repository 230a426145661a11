//! An agent as the desk knows him.

use serde::{Deserialize, Serialize};

use crate::message::AgentRef;
use crate::time::Timestamp;

/// What an agent says of himself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Takes conversations.
    Available,
    /// Works on those he has; takes no more.
    Busy,
    /// There, but takes none now.
    Away,
    /// Not there.
    #[default]
    Offline,
}

/// One agent. Times are the desk's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentAtDesk {
    /// Who.
    pub agent: AgentRef,
    /// What he has chosen, or what the desk has set when he was gone, idle or missed too much.
    pub presence: Presence,
    /// Open windows of the desk.
    pub windows: u32,
    /// When the last window vanished; `None` while one is open.
    pub gone_since: Option<Timestamp>,
    /// Gone for longer than the grace: his conversations go back to the queue.
    #[serde(default)]
    pub is_lost: bool,
    /// Left alone until then, after a conversation.
    #[serde(default)]
    pub wrap_up_until: Option<Timestamp>,
    /// When something was offered to him last.
    #[serde(default)]
    pub offered_at: Timestamp,
    /// When he was last seen to do something.
    #[serde(default)]
    pub active_at: Timestamp,
    /// Offers missed in a row.
    #[serde(default)]
    pub missed: u32,
}

impl AgentAtDesk {
    /// Somebody who comes to the desk for the first time.
    pub fn new(agent: AgentRef) -> Self {
        Self {
            agent,
            presence: Presence::Offline,
            windows: 0,
            gone_since: None,
            is_lost: false,
            wrap_up_until: None,
            offered_at: Timestamp(0),
            active_at: Timestamp(0),
            missed: 0,
        }
    }

    /// Whether something can ring for him now.
    pub fn can_be_asked(&self, now: Timestamp) -> bool {
        self.presence == Presence::Available
            && self.windows > 0
            && self.wrap_up_until.is_none_or(|until| now >= until)
    }
}
