//! The whole window, and what happens to it as the conversation goes on.

use std::cell::Cell;

use baton_shared::protocol::{Asks, PhaseName};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::dom::{Node, el, follow, live, on_window, several};
use crate::session::Session;
use crate::view::{article, composer, handover, header, notice, queue_card, timeline};

pub fn app(session: Session) -> Node {
    close_on_escape(session);
    follow_phase(session);
    // What is read out stays where it is: put there anew, it would be read out again.
    let announced =
        el("div", "unseen").attr("aria-live", "polite").live_text(move || session.state().announced.get());
    let window = live(move || {
        session.state().languages.get();
        Some(window(session))
    });
    several(&[window, announced.into()])
}

/// Drawn anew when the visitor's language is another one.
fn window(session: Session) -> Node {
    let dock = el("footer", "dock")
        .child(timeline::new_messages(session))
        .child(queue_card::card(session))
        .child(handover::offer(session))
        .child(composer::composer(session));
    let talk = el("div", "talk")
        .live_flag("inert", move || session.state().is_reading.get())
        .child(timeline::timeline(session))
        .child(dock);
    let body = el("div", "body").child(notice::notices(session)).child(talk).child(article::sheet(session));
    several(&[header::header(session), body.into()])
}

fn close_on_escape(session: Session) {
    on_window("keydown", move |event| {
        // With an input method open, Escape belongs to it.
        let event: KeyboardEvent = event.unchecked_into();
        if event.key() != "Escape" || event.is_composing() {
            return;
        }
        if session.state().is_reading.peek() {
            session.close_article();
        } else {
            session.close();
        }
    });
}

/// What was refused before is over, and so may be what had the focus.
fn follow_phase(session: Session) {
    let last = Cell::new(Stand::default());
    follow(move || {
        let state = session.state();
        let now: Stand = (state.phase.get(), state.asks.get());
        let before = last.replace(now);
        if before.0.is_some() && before != now {
            state.refusal.set(None);
            session.keep_focus();
        }
    });
}

/// Where the conversation stands, and which form is shown.
type Stand = (Option<PhaseName>, Option<Asks>);
