//! The messages, what is being written, and the end of them always in sight unless the visitor reads further up.

use std::collections::VecDeque;
use std::sync::Arc;

use baton_shared::ids::{ClientId, Seq};
use baton_shared::time::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::dom::{Node, button, el, follow, icon, live, remove};
use crate::session::{Session, Unsent};
use crate::shown::Shown;
use crate::texts;
use crate::view::{chips, form, message, rating};
use crate::words::say;

/// This near to the end counts as at the end.
const END_PX: i32 = 60;

/// What stands in the list of messages.
enum Line {
    Stored(Arc<Shown>),
    Pending(Unsent),
    Refused(Unsent),
}

/// Lines with the same key are the same, drawn once.
#[derive(PartialEq)]
enum Key {
    Stored(Seq, Timestamp),
    Pending(ClientId),
    Refused(ClientId),
}

pub fn timeline(session: Session) -> Node {
    // Read out by the live region of `app`: this one would repeat the history.
    let log = el("div", "log").attr("role", "log").attr("aria-live", "off").label(texts::MESSAGES);
    fill(log.node(), session);
    let content = el("div", "content")
        .child(log)
        .child(
            el("p", "receipt")
                .attr("data-testid", "receipt")
                .live_text(move || say(&session.state().receipt.get())),
        )
        .child(chips::chips(session))
        .live(move || message::writing(session))
        .child(form::form(session))
        .child(rating::card(session));
    el("main", "scroller")
        .attr("id", "scroller")
        .attr("tabindex", "0")
        .label(texts::CONVERSATION)
        .attr("data-testid", "timeline")
        .on("scroll", move |event| {
            let scroller = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            // Turned over (style.css): 0 is the end, and further up is negative.
            session.scrolled(scroller.is_none_or(|scroller| scroller.scroll_top() > -END_PX));
        })
        .child(content)
        .into()
}

/// A line on the page, with what has to go when it goes.
struct Drawn {
    key: Key,
    node: Node,
    owner: Owner,
}

/// Draws each line once. Lines that stay never change their order: one walk over old and new is enough.
fn fill(log: &Element, session: Session) {
    let log = log.clone();
    let owner = Owner::current().unwrap_or_default();
    let mut drawn: VecDeque<Drawn> = VecDeque::new();
    follow(move || {
        let mut old = std::mem::take(&mut drawn);
        for line in lines(session) {
            let key = key(&line);
            while old.iter().any(|it| it.key == key) && old.front().is_some_and(|it| it.key != key) {
                old.pop_front().inspect(Drawn::remove);
            }
            let kept = if old.front().is_some_and(|it| it.key == key) { old.pop_front() } else { None };
            drawn.push_back(kept.unwrap_or_else(|| {
                let owner = owner.child();
                let node = owner.with(|| draw(session, line));
                // Fails only if what follows were in another place.
                let _ = log.insert_before(&node, old.front().map(|it| &it.node));
                Drawn { key, node, owner }
            }));
        }
        old.iter().for_each(Drawn::remove);
    });
}

impl Drawn {
    fn remove(&self) {
        remove(&self.node);
        self.owner.cleanup();
    }
}

fn lines(session: Session) -> Vec<Line> {
    let state = session.state();
    let stored = state.messages.get().into_iter().map(Line::Stored);
    let pending = state.pending.get().into_iter().map(Line::Pending);
    let refused = state.refused.get().into_iter().map(Line::Refused);
    stored.chain(pending).chain(refused).collect()
}

fn key(line: &Line) -> Key {
    match line {
        Line::Stored(shown) => Key::Stored(shown.message.seq, shown.message.at),
        Line::Pending(unsent) => Key::Pending(unsent.client_id.clone()),
        Line::Refused(unsent) => Key::Refused(unsent.client_id.clone()),
    }
}

fn draw(session: Session, line: Line) -> Node {
    match line {
        Line::Stored(shown) => message::stored(session, &shown),
        Line::Pending(unsent) => message::pending(&unsent),
        Line::Refused(unsent) => message::refused(session, unsent),
    }
}

/// The way down for a visitor who reads further up while something new arrives.
pub fn new_messages(session: Session) -> Node {
    live(move || {
        session.state().has_new_below.get().then(|| {
            let pill = button("pill", move |_| session.show_end());
            pill.child(icon("icon i-down")).say(texts::NEW_MESSAGES).into()
        })
    })
}
