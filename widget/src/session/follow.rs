//! Takes over what has changed in the conversation, and nothing else: what is the same is not drawn again.

use std::sync::Arc;
use std::time::Duration;

use baton_client::browser::attach;
use baton_client::chat::{Chat, Entry};
use baton_client::link::Link;
use baton_shared::limits::MESSAGES_PER_FRAME_MAX;
use baton_shared::message::{Message, Sender};
use baton_shared::protocol::{Asks, PhaseName, View};
use baton_shared::seen::Receipt;
use baton_shared::time::Timestamp;
use leptos::prelude::*;

use super::{Rating, Reach, Session, Unsent};
use crate::dom::after;
use crate::field::Field;
use crate::loader::Loader;
use crate::shown::{Shown, extend};
use crate::texts;
use crate::words;

/// A connection that is back sooner was not worth a word.
const LOST_AFTER: Duration = Duration::from_millis(800);

/// More at once are counted rather than read out.
const READ_OUT_MAX: usize = 3;

impl Session {
    pub(super) fn follow(self, chat: &Chat) {
        let state = self.state();
        self.follow_link(chat.link());
        self.follow_messages(chat.messages());
        let waiting = pending(chat);
        // Before the connection is handed over nothing has left the outbox: it is being filled.
        if state.live.borrow().is_some() {
            let is_waiting = |it: &Unsent| waiting.iter().any(|other| other.client_id == it.client_id);
            for gone in state.pending.peek().iter().filter(|it| !is_waiting(it)) {
                state.person.stored(gone.client_id.as_str());
            }
        }
        state.pending.set(waiting);
        self.tell_typing(chat.typing().last());
        state.writing.set(chat.typing().last().map(str::to_owned));
        state.draft.set(chat.draft().map(str::to_owned));
        let Some(view) = chat.view() else { return };
        if state.phase.peek().is_none() {
            // Made as the edge said welcome.
            words::set_clock(Timestamp(view.version.0));
        }
        self.tell_view(view);
        self.carry(view);
        state.asks.set(view.form());
        state.phase.set(Some(view.phase));
        state.agent.set(view.agent_name.clone());
        state.position.set(view.position);
        state.wait.set(view.wait);
        state.opens_at.set(view.opens_at);
        if view.asks_rating && !state.asks_rating.peek() {
            // Of another handover: asked anew.
            state.rating.set(Rating::Open);
        }
        state.asks_rating.set(view.asks_rating);
        state.button.set(view.button);
        state.receipt.set(receipt(chat, view).to_owned());
        state.is_bot_writing.set(view.is_bot_typing && view.phase == PhaseName::Bot);
    }

    /// The offline form begins with what stands in the composer and gives back what was not sent.
    fn carry(self, view: &View) {
        let state = self.state();
        let [_, _, message] = &state.form;
        let is_form = |asks| asks == Some(Asks::Offline);
        match (is_form(state.asks.peek()), is_form(view.form())) {
            (false, true) => move_words(&state.composing, message),
            (true, false) if view.phase == PhaseName::AwaitingFollowUp => message.set(String::new()),
            (true, false) => move_words(message, &state.composing),
            _ => {}
        }
    }

    fn follow_link(self, link: Link) {
        let state = self.state();
        match link {
            Link::Live { .. } => state.reach.set(Reach::Live),
            Link::Ended { .. } => state.reach.set(Reach::Outdated),
            Link::Retrying { .. } if state.reach.peek() != Reach::Lost => {
                after(LOST_AFTER, move || self.check_link());
            }
            Link::Idle | Link::Connecting { .. } | Link::Retrying { .. } | Link::NeedsToken => {}
        }
    }

    fn check_link(self) {
        let state = self.state();
        let is_lost = state.live.borrow().as_ref().is_some_and(|live| {
            live.with(|chat| !matches!(chat.link(), Link::Live { .. } | Link::Ended { .. }))
        });
        if is_lost {
            state.reach.set(Reach::Lost);
        }
    }

    fn follow_messages(self, messages: &[Message]) {
        let state = self.state();
        let mut shown = state.messages.peek();
        if shown.last().map(|shown| &shown.message) == messages.last() {
            return;
        }
        // The history comes in full frames and a rest.
        let is_full = shown.len().is_multiple_of(MESSAGES_PER_FRAME_MAX)
            && messages.len() > shown.len().saturating_add(1);
        let is_history = shown.is_empty() || is_full;
        let first = extend(&mut shown, messages, !is_history);
        let new = shown.get(first..).unwrap_or_default();
        if !is_history || messages.len() == 1 {
            self.announce(new);
        }
        if !is_history {
            self.tell_messages(new);
        }
        let is_by_others = new.iter().any(|shown| shown.message.sender != Sender::Visitor);
        if !is_history && is_by_others && !state.is_at_end.get() {
            state.has_new_below.set(true);
        }
        if !is_history && is_by_others {
            attach::heard(state.is_visible.get());
        }
        state.messages.set(shown);
        self.count_unread();
    }

    fn announce(self, new: &[Arc<Shown>]) {
        let heard: Vec<String> = new.iter().filter_map(|shown| spoken(&shown.message)).collect();
        if heard.len() > READ_OUT_MAX {
            let count = u32::try_from(heard.len()).unwrap_or(u32::MAX);
            self.state().announced.set(words::say_numbers(texts::MORE_MESSAGES, count, 0));
        } else if !heard.is_empty() {
            self.state().announced.set(heard.join("\n"));
        }
    }

    fn count_unread(self) {
        let state = self.state();
        let shown = state.messages.peek();
        if state.is_visible.get() {
            state.read.set(shown.len());
        }
        let unseen = shown.iter().skip(state.read.get());
        let count = unseen.filter(|shown| shown.message.sender != Sender::Visitor).count();
        self.tell_loader(|loader: &Loader| loader.unread(count));
    }

    /// Tells whether the visitor can see the messages now.
    pub(super) fn look(self) {
        let state = self.state();
        if let Some(live) = &*state.live.borrow() {
            live.look(state.is_visible.get() && !document().hidden());
        }
    }

    /// The panel was opened or closed.
    pub(super) fn set_visible(self, on: bool) {
        self.state().is_visible.set(on);
        self.look();
        if on {
            self.count_unread();
            self.focus_composer();
        }
    }
}

fn move_words(from: &Field<String>, to: &Field<String>) {
    if to.peek().is_empty() {
        to.set(from.peek());
        from.set(String::new());
    }
}

fn pending(chat: &Chat) -> Vec<Unsent> {
    let unsent = |entry| match entry {
        Entry::Pending { client_id, text, files } => {
            let (client_id, files) = (client_id.clone(), files.to_owned());
            Some(Unsent { client_id, text: text.to_owned(), files, refusal: None })
        }
        Entry::Message(_) | Entry::Note(_) => None,
    };
    chat.entries().into_iter().filter_map(unsent).collect()
}

/// How far the agents have come with the visitor's words, while these are the last.
fn receipt(chat: &Chat, view: &View) -> &'static str {
    let mut newest_first = chat.messages().iter().rev();
    let last = newest_first.find(|message| !matches!(message.sender, Sender::System { .. }));
    match last.filter(|last| last.sender == Sender::Visitor).map(|last| view.seen.receipt(last.seq)) {
        Some(Receipt::Read) => texts::READ,
        Some(Receipt::Delivered) => texts::DELIVERED,
        _ => "",
    }
}

/// Nobody needs to be told what he has said himself.
fn spoken(message: &Message) -> Option<String> {
    let words = words::heard(message);
    let who = match &message.sender {
        Sender::Visitor => return None,
        Sender::Bot => words::say(texts::AI),
        Sender::Agent(agent) => agent.name.clone(),
        Sender::System { .. } => return Some(words),
    };
    Some([&who, ": ", &words].concat())
}
