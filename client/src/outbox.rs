//! Messages that this page has written and the edge has not acknowledged: sent again until it does.

use baton_shared::ids::{ClientId, FileId};
use baton_shared::protocol::ClientFrame;
use baton_shared::time::Timestamp;

/// Without an answer in this time a message is sent again; the edge stores it once.
const ACK_MS_MAX: u64 = 8_000;

/// A message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The name under which it is stored once.
    pub client_id: ClientId,
    /// As it was typed.
    pub text: String,
    /// What is sent with it: ids with spaces between.
    pub files: String,
    /// When it is due to be sent; `None` while there is no connection.
    due: Option<Timestamp>,
    /// Stored; shown until the message itself arrives.
    is_stored: bool,
}

/// In the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    pending: Vec<Pending>,
}

impl Outbox {
    /// What has not been seen in the timeline yet.
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Keeps a message; it is due at once if there is a connection.
    pub fn keep(&mut self, client_id: ClientId, text: String, files: String, due: Option<Timestamp>) {
        self.pending.push(Pending { client_id, text, files, due, is_stored: false });
    }

    /// A connection is there: everything not acknowledged is due.
    pub fn connected(&mut self, now: Timestamp) {
        for pending in self.pending.iter_mut().filter(|pending| !pending.is_stored) {
            pending.due = Some(now);
        }
    }

    /// The connection is gone: nothing is due.
    pub fn disconnected(&mut self) {
        for pending in &mut self.pending {
            pending.due = None;
        }
    }

    /// The edge has stored it; the message itself follows.
    pub fn stored(&mut self, client_id: &ClientId) {
        for pending in self.pending.iter_mut().filter(|pending| pending.client_id == *client_id) {
            pending.is_stored = true;
            pending.due = None;
        }
    }

    /// The message itself has arrived, or the edge will never take it.
    pub fn remove(&mut self, client_id: &ClientId) -> Option<Pending> {
        let at = self.pending.iter().position(|pending| pending.client_id == *client_id)?;
        Some(self.pending.remove(at))
    }

    /// The edge was too busy: later.
    pub fn postpone(&mut self, client_id: &ClientId, due: Timestamp) {
        for pending in self.pending.iter_mut().filter(|pending| pending.client_id == *client_id) {
            pending.due = Some(due);
        }
    }

    /// The frames that are due, oldest first. If one is due, all after it are: the order is the writer's.
    pub fn due_frames(&mut self, now: Timestamp) -> Vec<ClientFrame> {
        let Some(first) = self.pending.iter().position(|pending| pending.due.is_some_and(|due| due <= now))
        else {
            return Vec::new();
        };
        let due = self.pending.iter_mut().skip(first).filter(|pending| pending.due.is_some());
        due.map(|pending| {
            pending.due = Some(now.plus_ms(ACK_MS_MAX));
            let mut files = Vec::new();
            for id in pending.files.split(' ') {
                files.extend(FileId::new(id).ok());
            }
            ClientFrame::Post { client_id: pending.client_id.clone(), text: pending.text.clone(), files }
        })
        .collect()
    }

    /// When a frame is due next.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.pending.iter().filter_map(|pending| pending.due).min()
    }
}
