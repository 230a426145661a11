//! Who answers here, and the way out.

use baton_shared::protocol::PhaseName;

use crate::dom::{Node, button, el, icon, live};
use crate::session::{Reach, Session};
use crate::texts;
use crate::view::avatar;
use crate::words::{say, say_with};

pub fn header(session: Session) -> Node {
    let title = move || session.state().name.get().unwrap_or_else(|| say(texts::TITLE));
    let status = el("p", "")
        .live_attr("class", move || Some(["status ", tone(session)].concat()))
        .attr("data-testid", "status")
        .child(el("span", "ellipsis").live_text(move || status(session)));
    let who = el("div", "who").child(el("h1", "title").live_text(title)).child(status);
    let close = button("round", move |_| session.close()).label(texts::CLOSE).child(icon("icon i-close"));
    el("header", "header").child(live(move || Some(sign(session)))).child(who).child(close).into()
}

fn sign(session: Session) -> Node {
    match session.state().agent.get() {
        Some(name) => avatar::agent(&name, "avatar is-agent").into(),
        None => avatar::bot().into(),
    }
}

/// Where the conversation stands, in words.
fn status(session: Session) -> String {
    let state = session.state();
    if state.trouble.get().is_some() {
        return say(texts::STATUS_UNAVAILABLE);
    }
    if state.reach.get() == Reach::Lost {
        return say(texts::STATUS_LOST);
    }
    let words = match state.phase.get() {
        None => texts::STATUS_CONNECTING,
        Some(PhaseName::Bot) => texts::STATUS_BOT,
        Some(PhaseName::Requested | PhaseName::Queued) => texts::STATUS_WAITING,
        Some(PhaseName::OfflineForm) => texts::STATUS_NOBODY,
        Some(PhaseName::Assigned) => {
            return say_with(texts::CUSTOMER_SERVICE, state.agent.get().as_deref().unwrap_or_default());
        }
        Some(PhaseName::AwaitingFollowUp) => texts::STATUS_FOLLOW_UP,
        Some(PhaseName::Resolved) => texts::STATUS_ENDED,
    };
    say(words)
}

/// The class that colours the dot beside the words.
fn tone(session: Session) -> &'static str {
    if session.state().reach.get() != Reach::Live {
        ""
    } else if session.is_in(&[PhaseName::Bot, PhaseName::Assigned]) {
        "is-live"
    } else if session.is_in(&[PhaseName::Requested, PhaseName::Queued]) {
        "is-waiting"
    } else {
        ""
    }
}
