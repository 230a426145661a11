//! What a conversation must know of the desk, and what the desk answers when it is asked for a place.

use serde::{Deserialize, Serialize};

use super::config::Overflow;
use crate::ids::{AgentId, HandoverId};
use crate::time::Timestamp;

/// What a conversation must know of the desk. Always whole: the last one is right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whether somebody is available in its department.
    pub is_available: bool,
    /// Whether its department is within business hours; `None`: it has none.
    #[serde(default)]
    pub is_open: Option<bool>,
    /// When it opens again, while it is closed.
    #[serde(default)]
    pub opens_at: Option<Timestamp>,
    /// Its place in the queue, from 1.
    pub position: Option<u32>,
    /// How long it will wait, as far as the department's recent waits can tell.
    #[serde(default)]
    pub wait: Option<WaitRange>,
    /// It must not wait any longer.
    #[serde(default)]
    pub turned_away: Option<TurnedAway>,
    /// Its agent is not there any more.
    #[serde(default)]
    pub lost_agent: Option<AgentId>,
}

/// A wait as a range, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRange {
    /// One in ten waited less.
    pub from_s: u32,
    /// One in ten waited longer.
    pub to_s: u32,
}

/// A place that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedAway {
    /// Of which handover.
    pub handover: HandoverId,
    /// Why.
    pub reason: NoPlace,
    /// What follows.
    pub then: Overflow,
}

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPlace {
    /// Outside business hours.
    Closed,
    /// No agent of the department takes conversations.
    NobodyAvailable,
    /// As many wait as may.
    QueueFull,
    /// All of the department's agents have left.
    NobodyThere,
    /// It has waited as long as may be.
    WaitedTooLong,
}

/// The desk's answer to a request for a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum DeskAnswer {
    /// There is one.
    Placed {
        /// How long at most, in milliseconds.
        wait_ms_max: u64,
        /// What follows then.
        then: Overflow,
    },
    /// There is none.
    Refused {
        /// Why.
        reason: NoPlace,
        /// What follows.
        then: Overflow,
    },
}

/// Whether a department is open, as the object has worked it out from the hours and the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Now.
    pub is_open: bool,
    /// When that changes.
    pub changes_at: Option<Timestamp>,
}
