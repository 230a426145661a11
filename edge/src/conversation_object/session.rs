//! A socket's name, right and allowance.

use baton_shared::limits::FRAMES_BURST_MAX;
use baton_shared::protocol::Role;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::WebSocket;

use crate::seat::Seat;

/// Who a socket speaks for; stored, so that a socket can't change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// `None` for the visitor.
    pub agent: Option<Seat>,
    /// Until when: as long as the visitor's token is good. `None` for agents, whose cookie is looked at elsewhere.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

impl Session {
    /// Whether its time is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// Which side.
    pub fn role(&self) -> Role {
        if self.agent.is_some() { Role::Agent } else { Role::Visitor }
    }
}

/// What the platform keeps with a socket while the object sleeps: names only, never a right.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Attachment {
    /// The stored session; absent before a visitor's `hello`.
    pub session: Option<String>,
    /// Whether `hello` was said: only then anything is sent.
    pub is_greeted: bool,
    /// When the socket was opened.
    pub opened_at: Timestamp,
}

impl Attachment {
    /// Of a socket; an empty one if it has none.
    pub fn of(socket: &WebSocket) -> Self {
        socket.deserialize_attachment().ok().flatten().unwrap_or_default()
    }
}

/// A socket's allowance of frames: refilled with time, spent by frames.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    frames: f64,
    at: Timestamp,
    is_used_up: bool,
}

impl Allowance {
    /// A full one.
    pub fn new(now: Timestamp) -> Self {
        Self { frames: f64::from(FRAMES_BURST_MAX), at: now, is_used_up: false }
    }

    /// Takes one frame; false if there is none left. Once it is used up, a second's worth must come back first: so what
    /// was sent right after a refused message is refused too, and the sender's order is kept when both are sent again.
    pub fn spend(&mut self, now: Timestamp, frames_per_second: u32) -> bool {
        let seconds = now.since_ms(self.at) as f64 / 1_000.0;
        let refilled = self.frames + seconds * f64::from(frames_per_second);
        self.at = now;
        self.frames = refilled.min(f64::from(FRAMES_BURST_MAX.max(frames_per_second)));
        let enough = if self.is_used_up { f64::from(frames_per_second) } else { 1.0 };
        let is_left = self.frames >= enough;
        self.is_used_up = !is_left;
        if is_left {
            self.frames -= 1.0;
        }
        is_left
    }
}
