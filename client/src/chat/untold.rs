//! What the customer's page says about its visitor and the edge has not taken yet: kept over lost connections, sent one
//! at a time in its order. Each may be sent again: the edge keeps it once.

use std::collections::VecDeque;

use baton_shared::limits::UNTOLD_MAX;
use baton_shared::time::Timestamp;

use super::{About, Ask};

/// Oldest first; the first one may be on its way.
#[derive(Debug, Clone, Default)]
pub(super) struct Untold {
    waiting: VecDeque<Ask>,
    /// The reference of the first one, and until when its answer is waited for.
    sent: Option<(u64, Timestamp)>,
    /// The edge was too busy: not before.
    paused: Option<Timestamp>,
}

impl Untold {
    /// Keeps one. A department is no choice any more when another is chosen.
    pub fn keep(&mut self, about: About, fields: String) {
        let on_its_way = usize::from(self.sent.is_some());
        let new = Ask::Tell { about, fields };
        if about == About::Department {
            let is_choice = |ask: &Ask| matches!(ask, Ask::Tell { about: About::Department, .. });
            let before = self.waiting.iter_mut().skip(on_its_way).find(|ask| is_choice(ask));
            if let Some(before) = before {
                *before = new;
                return;
            }
        }
        self.waiting.push_back(new);
        if self.waiting.len() > UNTOLD_MAX {
            self.waiting.remove(on_its_way);
        }
    }

    /// The reference of what waits for its answer.
    pub fn on_its_way(&self) -> Option<u64> {
        self.sent.map(|(reference, _)| reference)
    }

    /// The next one, if it may be sent now. Under the reference its answer is waited for until `until`.
    pub fn next(&mut self, now: Timestamp, reference: u64, until: Timestamp) -> Option<&Ask> {
        let is_held = self.sent.is_some() || self.paused.is_some_and(|paused| now < paused);
        let next = self.waiting.front().filter(|_| !is_held)?;
        self.sent = Some((reference, until));
        self.paused = None;
        Some(next)
    }

    /// The edge has taken it or never will.
    pub fn answered(&mut self, reference: u64) -> Option<Ask> {
        self.sent.take_if(|(sent, _)| *sent == reference)?;
        self.waiting.pop_front()
    }

    /// The edge was too busy: the same again, later. False if it is none of these.
    pub fn postpone(&mut self, reference: u64, until: Timestamp) -> bool {
        let is_mine = self.sent.take_if(|(sent, _)| *sent == reference).is_some();
        if is_mine {
            self.paused = Some(until);
        }
        is_mine
    }

    /// No answer in time: the same again.
    pub fn wake(&mut self, now: Timestamp) {
        self.sent.take_if(|(_, until)| *until <= now);
    }

    /// The connection is gone.
    pub fn disconnected(&mut self) {
        self.sent = None;
        self.paused = None;
    }

    /// When something is due while connected.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.sent.map(|(_, until)| until).or(self.paused)
    }
}
