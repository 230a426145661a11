//! What the visitor waits for, above the composer: a person, an e-mail, or nothing any more.

use baton_client::chat::Ask;
use baton_shared::protocol::PhaseName;

use crate::dom::{Node, button, el, icon, live};
use crate::session::Session;
use crate::texts;
use crate::view::handover::refusal;

pub fn card(session: Session) -> Node {
    // Requested and queued are one card, which must not be drawn anew in between.
    let queue =
        live(move || session.is_in(&[PhaseName::Requested, PhaseName::Queued]).then(|| queue(session)));
    let others = live(move || match session.state().phase.get() {
        Some(PhaseName::AwaitingFollowUp) => {
            Some(quiet("follow-up", "icon i-mail", texts::FOLLOW_UP_TITLE, texts::FOLLOW_UP_TEXT))
        }
        Some(PhaseName::Resolved) => {
            Some(quiet("ended", "icon i-check", texts::ENDED_TITLE, texts::ENDED_TEXT))
        }
        _ => None,
    });
    el("div", "cards").child(queue).child(others).into()
}

fn queue(session: Session) -> Node {
    let position = move || session.state().position.get().map(|position| position.to_string());
    let title = move || match position() {
        Some(position) => [texts::WAIT_POSITION, &position, texts::WAIT_IN_QUEUE].concat(),
        None => texts::WAIT_TITLE.to_owned(),
    };
    let badge = el("span", "avatar is-waiting").attr("aria-hidden", "true").live(move || {
        Some(match position() {
            Some(position) => el("span", "").text(&position).into(),
            None => icon("icon i-person").into(),
        })
    });
    let is_busy = move || session.state().asking.get() == Some(Ask::CancelRequest);
    let go_on = button("wide", move |_| session.ask(Ask::CancelRequest))
        .live_aria("aria-disabled", is_busy)
        .live(move || is_busy().then(|| icon("wait").into()))
        .text(texts::GO_ON);
    el("section", "card")
        .attr("data-testid", "queue-card")
        .child(badge)
        .child(el("div", "").attr("role", "status").child(el("h2", "").live_text(title)))
        .child(el("p", "").text(texts::WAIT_TEXT))
        .child(refusal(session))
        .child(go_on)
        .into()
}

fn quiet(name: &str, sign: &'static str, title: &str, words: &str) -> Node {
    let badge = el("span", "avatar").attr("aria-hidden", "true").child(icon(sign));
    el("section", "card")
        .attr("data-testid", name)
        .child(badge)
        .child(el("h2", "").text(title))
        .child(el("p", "").text(words))
        .into()
}
