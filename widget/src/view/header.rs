//! Who answers here, and the way out.

use baton_shared::protocol::PhaseName;

use crate::dom::{Node, button, el, icon, live};
use crate::session::{Reach, Session};
use crate::texts;

pub fn header(session: Session) -> Node {
    let title = move || session.state().name.get().unwrap_or_else(|| texts::TITLE.to_owned());
    let status = el("p", "")
        .live_attr("class", move || Some(["status ", tone(session)].concat()))
        .attr("data-testid", "status")
        .child(el("span", "ellipsis").live_text(move || status(session)));
    let who = el("div", "who").child(el("h1", "title").live_text(title)).child(status);
    let close = button("round", move |_| session.close())
        .attr("aria-label", texts::CLOSE)
        .child(icon("icon i-close"));
    el("header", "header").child(live(move || Some(avatar(session)))).child(who).child(close).into()
}

fn avatar(session: Session) -> Node {
    match session.state().agent.get() {
        Some(name) => el("span", "avatar is-agent").attr("aria-hidden", "true").text(&initials(&name)).into(),
        None => el("span", "avatar").attr("aria-hidden", "true").child(icon("icon i-spark")).into(),
    }
}

/// Where the conversation stands, in words.
fn status(session: Session) -> String {
    let state = session.state();
    if state.trouble.get().is_some() {
        return texts::STATUS_UNAVAILABLE.to_owned();
    }
    if state.reach.get() == Reach::Lost {
        return texts::STATUS_LOST.to_owned();
    }
    let words = match state.phase.get() {
        None => texts::STATUS_CONNECTING,
        Some(PhaseName::Bot) => texts::STATUS_BOT,
        Some(PhaseName::Requested | PhaseName::Queued) => texts::STATUS_WAITING,
        Some(PhaseName::OfflineForm) => texts::STATUS_NOBODY,
        Some(PhaseName::Assigned) => {
            return [state.agent.get().as_deref().unwrap_or_default(), texts::CUSTOMER_SERVICE].concat();
        }
        Some(PhaseName::AwaitingFollowUp) => texts::STATUS_FOLLOW_UP,
        Some(PhaseName::Resolved) => texts::STATUS_ENDED,
    };
    words.to_owned()
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

/// At most two letters: of the first and the last word. The style sheet makes them large.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let (first, last) = (letters.next(), letters.next_back());
    first.into_iter().chain(last).collect()
}
