//! What can be asked of the desk, and what changes at it. Each change is one stored row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agent::{AgentAtDesk, Presence};
use super::config::DeskConfig;
use super::decision::Decision;
use super::notice::{Hours, Notice};
use super::row::{Row, Summary};
use super::wait::WaitSample;
use crate::ids::{AgentId, ConversationId, DepartmentId, HandoverId};
use crate::message::AgentRef;
use crate::time::Timestamp;

/// One reason for a turn of the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The site's settings have changed.
    Configure(Box<DeskConfig>),
    /// The object has looked at the business hours.
    HoursChecked(BTreeMap<DepartmentId, Hours>),
    /// How many windows an agent has now open, counted from the sockets that exist.
    WindowsCounted {
        /// Who.
        agent: AgentRef,
        /// How many.
        windows: u32,
    },
    /// An agent chooses.
    SetPresence {
        /// Who.
        agent: AgentId,
        /// What.
        presence: Presence,
    },
    /// An agent is no member any more.
    Left {
        /// Who.
        agent: AgentId,
    },
    /// An agent has done something at the own page.
    Active {
        /// Who.
        agent: AgentId,
    },
    /// An agent does not want what rings.
    Decline {
        /// Who.
        agent: AgentId,
        /// What.
        conversation: ConversationId,
    },
    /// A conversation reports how it stands; `asks` for a place in the queue.
    Report {
        /// How it stands.
        summary: Box<Summary>,
        /// The request that waits for an answer.
        asks: Option<HandoverId>,
    },
    /// A conversation has taken in what it was told.
    Told {
        /// Which.
        conversation: ConversationId,
        /// What.
        notice: Notice,
    },
    /// Time has passed.
    Tick,
}

/// What has changed at the desk; each is one stored row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The settings.
    ConfigChanged(Box<DeskConfig>),
    /// Which departments are open.
    HoursChanged(BTreeMap<DepartmentId, Hours>),
    /// An agent's row.
    AgentChanged(AgentAtDesk),
    /// A conversation's row.
    RowChanged(Box<Row>),
    /// A conversation has left the list.
    RowDropped(ConversationId),
    /// The recent waits of a department.
    WaitsChanged {
        /// Which.
        department: DepartmentId,
        /// The newest last.
        samples: Vec<WaitSample>,
    },
    /// A department in which somebody waits has nobody there, or somebody again.
    StaffChanged {
        /// Which.
        department: DepartmentId,
        /// Since when nobody is there.
        unstaffed_since: Option<Timestamp>,
    },
    /// Why. Kept in the log, no part of the state.
    Decided(Box<Decision>),
}
