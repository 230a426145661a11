//! The button that brings a human. Which of the two it is, the edge decides; the press is checked there again.

use baton_client::chat::Ask;
use baton_shared::protocol::HandoverButton;

use crate::dom::{Node, button, el, icon, live};
use crate::session::Session;
use crate::texts;

pub fn offer(session: Session) -> Node {
    live(move || session.state().button.get().map(|offered| shown(session, offered)))
}

fn shown(session: Session, offered: HandoverButton) -> Node {
    let (label, sign) = match offered {
        HandoverButton::RequestHuman => (texts::REQUEST_HUMAN, "icon i-person"),
        HandoverButton::LeaveOfflineMessage => (texts::LEAVE_OFFLINE_MESSAGE, "icon i-mail"),
    };
    let is_busy = move || session.state().asking.get().is_some();
    let ask = button("wide", move |_| session.ask(Ask::RequestHuman))
        .attr("data-testid", "handover-button")
        .live_aria("aria-busy", is_busy)
        .live_aria("aria-disabled", is_busy)
        .live(move || Some(icon(if is_busy() { "wait" } else { sign }).into()))
        .say(label);
    el("div", "pair").child(refusal(session)).child(ask).into()
}

/// Why what was asked can't be, in words.
pub fn refusal(session: Session) -> Node {
    refused(move || session.state().refusal.get())
}

/// The same for whatever was refused.
pub fn refused(why: impl Fn() -> Option<String> + 'static) -> Node {
    live(move || {
        let why = why()?;
        let words = el("span", "").text(&why);
        Some(el("p", "refusal").attr("role", "alert").child(icon("icon i-warn")).child(words).into())
    })
}
