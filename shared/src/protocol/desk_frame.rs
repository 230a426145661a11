//! The socket between an agent's page and the desk: the live list, who is there, and what rings.

use serde::{Deserialize, Serialize};

use crate::desk::{Presence, Summary};
use crate::ids::{ConversationId, DepartmentId, HandoverId};
use crate::message::AgentRef;
use crate::protocol::client_frame::{FrameError, read};
use crate::time::Timestamp;

/// What an agent's page sends to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskClientFrame {
    /// The first frame.
    Hello {
        /// The protocol's version.
        v: u32,
    },
    /// An agent chooses.
    SetPresence {
        /// What.
        presence: Presence,
    },
    /// The agent has touched the page; at most once a minute.
    Active,
    /// The agent does not want what rings.
    Decline {
        /// What.
        conversation: ConversationId,
    },
}

/// What the desk sends. Every frame is whole for what it names: the last one is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskServerFrame {
    /// The whole desk as this agent may see it.
    Welcome {
        /// The protocol's version.
        v: u32,
        /// Who this is.
        you: AgentRef,
        /// Everybody.
        agents: Vec<AgentShown>,
        /// All departments.
        departments: Vec<DepartmentShown>,
        /// What the agent may see.
        conversations: Vec<Summary>,
        /// What rings for this agent.
        offers: Vec<OfferShown>,
        /// The desk's clock: a page whose clock differs can still count.
        now: Timestamp,
    },
    /// One agent.
    Agent(AgentShown),
    /// All departments.
    Departments {
        /// Each.
        departments: Vec<DepartmentShown>,
    },
    /// One conversation.
    Conversation(Box<Summary>),
    /// A conversation that is not to be seen any more.
    Removed {
        /// Which.
        conversation: ConversationId,
    },
    /// All that rings for this agent.
    Offers {
        /// Each.
        offers: Vec<OfferShown>,
    },
    /// A frame could not be read; nothing has happened.
    Error {
        /// What, stable.
        code: String,
        /// In words.
        message: String,
    },
}

/// An agent as others see him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentShown {
    /// Who.
    pub agent: AgentRef,
    /// What he has chosen.
    pub presence: Presence,
    /// Whether a window of the desk is open.
    pub is_here: bool,
    /// Conversations that he has or that ring for him.
    #[serde(default)]
    pub load: u32,
    /// How many he can have.
    #[serde(default)]
    pub capacity: u32,
    /// Which departments he serves.
    #[serde(default)]
    pub departments: Vec<DepartmentId>,
}

/// A department as agents see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentShown {
    /// Which.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Whether a request finds somebody.
    pub is_available: bool,
    /// Whether it is within its hours; absent: it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_open: Option<bool>,
    /// How many wait.
    pub waiting: u32,
    /// How long a visitor may wait, in milliseconds: the timers turn red before.
    pub wait_ms_max: u64,
}

/// What rings for an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferShown {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Which handover.
    pub handover: HandoverId,
    /// Until when, by the desk's clock.
    pub until: Timestamp,
    /// Why with this agent.
    pub why: String,
}

impl DeskClientFrame {
    /// Reads a text frame.
    ///
    /// # Errors
    /// [`FrameError`] with what is wrong.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        read(text)
    }

    /// The frame on the wire.
    pub fn to_json(&self) -> String {
        // Nothing in a frame can fail to serialise: text keys and numbers only.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl DeskServerFrame {
    /// The frame on the wire.
    pub fn to_json(&self) -> String {
        // Nothing in a frame can fail to serialise: text keys and numbers only.
        serde_json::to_string(self).unwrap_or_default()
    }
}
