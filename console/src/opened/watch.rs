//! What follows by itself while a conversation is open.

use baton_client::chat::Ask;
use baton_shared::protocol::View;
use leptos::prelude::*;

use super::{Dialog, Opened};
use crate::connection::{Connection, Ending};
use crate::standing::Standing;

impl Opened {
    pub(super) fn watch(self) {
        self.keep_texts();
        self.follow_standing();
        self.name_owner();
        self.accept_from_ring();
        Effect::new(move || match self.connection.get() {
            Connection::Over(Ending::SignedOut) => self.desk.session.lost(),
            Connection::Live => self.resend_notes(),
            Connection::Opening | Connection::Lost { .. } | Connection::Over(_) => {}
        });
        on_cleanup(move || self.forget_typing_stop());
        self.look();
        for event in ["visibilitychange", "focus", "blur"] {
            let listener = window_event_listener_untyped(event, move |_| self.look());
            on_cleanup(move || listener.remove());
        }
    }

    /// What was begun is there when the conversation is opened again.
    fn keep_texts(self) {
        Effect::new(move || {
            let (id, text) = (self.id.get_value(), self.text.get());
            self.desk.drafts.update_value(|drafts| match text.trim() {
                "" => drop(drafts.remove(&id)),
                _ => drop(drafts.insert(id, text)),
            });
        });
        Effect::new(move || {
            let draft = self.note.get();
            self.id.with_value(|id| self.desk.kept.with_notes(id, |notes| notes.draft = draft));
        });
    }

    fn follow_standing(self) {
        Effect::new(move |before: Option<Option<Standing>>| {
            let standing = self.standing.get();
            if standing == Some(Standing::Mine)
                && before.flatten().is_some_and(|before| before != Standing::Mine)
            {
                // Somebody else was faster once; now it is this agent's after all.
                self.refusal.set(None);
            }
            // A dialog of the owner has nothing to say once somebody else is.
            let is_of_owner = self.dialog.get_untracked().is_some_and(|dialog| match dialog {
                Dialog::Transfer | Dialog::HandBack => true,
                Dialog::End => standing != Some(Standing::FollowUp),
                Dialog::Why => false,
            });
            if is_of_owner && standing.as_ref().is_some_and(|standing| *standing != Standing::Mine) {
                self.dialog.set(None);
            }
            standing
        });
    }

    /// The view with the faster one may come before or after the refusal; later owners change nothing.
    fn name_owner(self) {
        let me = self.desk.my_id();
        Effect::new(move || {
            let other = |view: &View| view.agent_name.clone().filter(|_| view.agent_id.as_ref() != Some(&me));
            let owner = self.view.with(|view| view.as_ref().and_then(other));
            if owner.is_some() && self.refusal.with(|it| it.as_ref().is_some_and(|it| it.owner.is_none())) {
                self.refusal.update(|it| it.iter_mut().for_each(|it| it.owner.clone_from(&owner)));
            }
        });
    }

    /// Accepted where it rang: asked as soon as it can be, once.
    fn accept_from_ring(self) {
        Effect::new(move || {
            let is_meant = self
                .desk
                .accepting
                .with(|wanted| wanted.as_ref().is_some_and(|wanted| self.id.with_value(|id| id == wanted)));
            if !is_meant || self.connection.get() != Connection::Live {
                return;
            }
            let Some(standing) = self.standing.get() else { return };
            // The desk rings only for who has been let into the queue; the view may be a moment behind.
            if standing == Standing::Requested {
                return;
            }
            self.desk.accepting.set(None);
            // Where somebody was faster, the refusal names him.
            if standing != Standing::Mine {
                self.ask(Ask::Accept);
            }
        });
    }
}
