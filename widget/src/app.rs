//! The whole window, and what happens to it as the conversation goes on.

use std::cell::Cell;

use baton_shared::protocol::PhaseName;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::dom::{Node, el, follow, live, on_window, several};
use crate::field::Field;
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

/// The offline form begins with what stands in the composer and gives back what was not sent.
fn follow_phase(session: Session) {
    let last = Cell::new(None);
    follow(move || {
        let state = session.state();
        let [_, _, message] = &state.form;
        let phase = state.phase.get();
        let before = last.replace(phase);
        if before.is_some() && before != phase {
            state.refusal.set(None);
            session.keep_focus();
        }
        match (before, phase) {
            (_, Some(PhaseName::OfflineForm)) => carry(&state.composing, message),
            (Some(PhaseName::OfflineForm), Some(PhaseName::AwaitingFollowUp)) => message.set(String::new()),
            (Some(PhaseName::OfflineForm), _) => carry(message, &state.composing),
            _ => {}
        }
    });
}

fn carry(from: &Field<String>, to: &Field<String>) {
    if to.peek().is_empty() {
        to.set(from.peek());
        from.set(String::new());
    }
}
