//! Internal notes of an open conversation: written, sent until they are stored, given back when they are refused.

use std::time::Duration;

use baton_client::browser::new_client_id;
use baton_client::chat::{Chat, Refusal};
use baton_shared::ids::ClientId;
use baton_shared::limits::NOTE_CHARS_MAX;
use leptos::prelude::*;

use super::{Opened, put_back};
use crate::connection::Connection;
use crate::notes::{Notes, Outcome};

/// A note that was refused for the rate is sent again after this time.
const SLOW_DOWN: Duration = Duration::from_secs(2);

impl Opened {
    /// Writes down what is in the box for agents, if it is something and not too long.
    pub fn add_note(self) {
        let text = self.note.with_untracked(|note| note.trim().to_owned());
        if text.is_empty() || text.chars().count() > NOTE_CHARS_MAX {
            return;
        }
        self.not_sent.set(None);
        self.note.set(String::new());
        self.with_notes(|notes| notes.write(new_client_id(), text));
        self.send_notes();
    }

    /// A connection has begun.
    pub(super) fn resend_notes(self) {
        self.with_notes(Notes::connected);
        self.send_notes();
    }

    pub(super) fn note_answered(self, client_id: &ClientId, result: &Result<(), Refusal>) {
        match self.with_notes(|notes| notes.answered(client_id, result)) {
            Outcome::Over => {}
            Outcome::Again => self.send_notes(),
            Outcome::Later => set_timeout(move || self.send_notes(), SLOW_DOWN),
            Outcome::Refused(text) => {
                put_back(self.note, &text);
                self.not_sent.set(result.as_ref().err().map(|why| why.message.clone()));
            }
        }
    }

    /// Asks for what is due. Without a connection the next one does.
    fn send_notes(self) {
        if self.connection.try_get_untracked() == Some(Connection::Live) {
            for ask in self.with_notes(Notes::due) {
                self.with_live(|live| live.ask(ask));
            }
        }
        // What is on its way is shown at once.
        self.with_live(|live| live.with(|chat: &Chat| self.follow(chat)));
    }

    fn with_notes<T: Default>(self, change: impl FnOnce(&mut Notes) -> T) -> T {
        let changed = self.id.try_with_value(|id| self.desk.kept.with_notes(id, change));
        changed.unwrap_or_default()
    }
}
