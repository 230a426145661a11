//! What a page can see of its conversation, and what it tells of having seen it.

use baton_shared::conversation::Note;
use baton_shared::ids::ConversationId;
use baton_shared::message::{Message, Sender};
use baton_shared::protocol::{ClientFrame, Role, View, You};
use baton_shared::seen::SeenUpTo;

use super::{Chat, Entry, Output};
use crate::link::Link;

impl Chat {
    /// Everything that can be seen, in order.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        let mut notes = self.notes.iter().peekable();
        for message in self.timeline.messages() {
            while let Some(note) = notes.next_if(|note| note.after < message.seq) {
                entries.push(Entry::Note(note));
            }
            entries.push(Entry::Message(message));
        }
        entries.extend(notes.map(Entry::Note));
        let pending = self.outbox.pending().iter();
        entries.extend(pending.map(|it| Entry::Pending {
            client_id: &it.client_id,
            text: &it.text,
            files: &it.files,
        }));
        entries
    }

    /// Stored messages alone.
    pub fn messages(&self) -> &[Message] {
        self.timeline.messages()
    }

    /// Notes alone.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What is to be seen apart from messages; `None` before the first welcome.
    pub fn view(&self) -> Option<&View> {
        self.view.as_ref()
    }

    /// Where the connection stands.
    pub fn link(&self) -> Link {
        self.link.link
    }

    /// Who this page speaks for.
    pub fn you(&self) -> Option<&You> {
        self.you.as_ref()
    }

    /// Which conversation it is.
    pub fn conversation(&self) -> Option<&ConversationId> {
        self.conversation.as_ref()
    }

    /// Who else writes now: `visitor`, or agents by their names.
    pub fn typing(&self) -> impl Iterator<Item = &str> {
        self.typing.iter().map(|(from, _)| from.as_str())
    }

    /// The bot's answer so far.
    pub fn draft(&self) -> Option<&str> {
        self.draft.as_ref().map(|(_, text)| text.as_str())
    }

    /// Tells how far this page has come, where a human of the other side waits for that: nobody looks after the bot's words.
    pub(super) fn tell_seen(&mut self, out: &mut Vec<Output>) {
        let Some(role) = self.you.as_ref().map(|you| you.role) else { return };
        let is_theirs = |message: &&Message| match message.sender {
            Sender::Visitor => role == Role::Agent,
            Sender::Agent(_) => role == Role::Visitor,
            Sender::Bot | Sender::System { .. } => false,
        };
        let received = self.timeline.messages().iter().rev().find(is_theirs).map(|message| message.seq);
        let received = received.unwrap_or_default();
        let seen = SeenUpTo { received, read: if self.is_looking { received } else { self.told.read } };
        if seen != self.told {
            self.told = seen;
            self.say(&ClientFrame::Seen { received: seen.received, read: seen.read }, out);
        }
    }
}
