//! The socket between an agent's page and the desk: the live list and who is there.

use serde::{Deserialize, Serialize};

use crate::desk::{AgentAtDesk, Presence, Summary};
use crate::ids::ConversationId;
use crate::message::AgentRef;
use crate::protocol::client_frame::{FrameError, read};

/// What an agent's page sends to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskClientFrame {
    /// The first frame of every socket.
    Hello {
        /// The protocol's version.
        v: u32,
    },
    /// Choose a presence.
    SetPresence {
        /// Which.
        presence: Presence,
    },
}

/// What the desk sends to an agent's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskServerFrame {
    /// The answer to `hello`: everything; replaces what the page had.
    Welcome {
        /// The protocol's version.
        v: u32,
        /// Who this socket speaks for.
        you: AgentRef,
        /// All agents who were ever here.
        agents: Vec<AgentAtDesk>,
        /// All live conversations that are listed.
        conversations: Vec<Summary>,
    },
    /// One agent, as he stands.
    Agent(AgentAtDesk),
    /// One conversation, as it stands.
    Conversation(Box<Summary>),
    /// A conversation has left the list.
    Removed {
        /// Which.
        conversation: ConversationId,
    },
    /// A frame could not be read; the socket stays open.
    Error {
        /// Stable code.
        code: String,
        /// For a developer.
        message: String,
    },
}

impl DeskClientFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// A [`FrameError`]; its text may be shown to the sender.
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
