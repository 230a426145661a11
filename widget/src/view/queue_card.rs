//! What the visitor waits for, above the composer: a person, an e-mail, or nothing any more.

use std::cell::Cell;
use std::rc::Rc;

use baton_client::chat::Ask;
use baton_client::wait::{Expected, expected};
use baton_shared::protocol::PhaseName;

use crate::dom::{El, Node, after_drawing, button, el, follow, icon, live};
use crate::field::Field;
use crate::session::Session;
use crate::texts;
use crate::view::handover::refusal;
use crate::words::{minutes, say, say_numbers, say_with};

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
    let badge = el("span", "avatar is-waiting").attr("aria-hidden", "true").live(move || {
        Some(match position() {
            Some(position) => el("span", "").text(&position).into(),
            None => icon("icon i-person").into(),
        })
    });
    let leave = live(move || {
        // The form can be chosen once there is a queue to leave for it.
        session
            .is_in(&[PhaseName::Queued])
            .then(|| choice(session, Ask::OpenOfflineForm, texts::LEAVE_MESSAGE).into())
    });
    el("section", "card")
        .attr("data-testid", "queue-card")
        .child(badge)
        .child(el("h2", "").live_text(move || title(session)))
        .child(el("p", "").live_text(move || [&wait(session), " ", &say(texts::WAIT_WRITE)].concat()))
        .child(told(session))
        .child(refusal(session))
        .child(el("div", "choices").child(choice(session, Ask::CancelRequest, texts::GO_ON)).child(leave))
        .into()
}

fn choice(session: Session, ask: Ask, words: &str) -> El {
    let wanted = ask.clone();
    let is_busy = move || session.state().asking.get().as_ref() == Some(&wanted);
    let is_shown_busy = is_busy.clone();
    button("wide", move |_| session.ask(ask.clone()))
        .live_aria("aria-disabled", is_busy)
        .live(move || is_shown_busy().then(|| icon("wait").into()))
        .say(words)
}

fn title(session: Session) -> String {
    match session.state().position.get() {
        Some(position) => say_numbers(texts::WAIT_POSITION, position, 0),
        None => say(texts::WAIT_TITLE),
    }
}

/// How long it takes, as far as it is known.
fn wait(session: Session) -> String {
    let Some(range) = session.state().wait.get() else { return say(texts::WAIT_TEXT) };
    match expected(range) {
        Expected::UnderAMinute => say(texts::UNDER_A_MINUTE),
        Expected::UpTo(to) => say_with(texts::UP_TO, &minutes(to, to)),
        Expected::About(about) => say_with(texts::ABOUT, &minutes(about, about)),
        Expected::Between(from, to) => say_with(texts::ABOUT, &minutes(from, to)),
        Expected::Long => say(texts::LONG),
    }
}

/// For screen readers: the place when it is known, and when the visitor is next. The steps between are only seen.
fn told(session: Session) -> Node {
    let words = Rc::new(Field::new(String::new()));
    let (told, last) = (words.clone(), Cell::new(None));
    follow(move || {
        let position = session.state().position.get();
        let is_news = match (last.get(), position) {
            (None, Some(_)) => true,
            (Some(before), Some(now)) => before != 1 && now == 1,
            (_, None) => false,
        };
        if is_news {
            last.set(position);
            let news = if position == Some(1) && !told.peek().is_empty() {
                say(texts::WAIT_NEXT)
            } else {
                [&title(session), ". ", &wait(session)].concat()
            };
            // Only what changes in a region that is there already is read out.
            let told = told.clone();
            after_drawing(move || told.set(news));
        }
    });
    el("div", "unseen").attr("role", "status").live_text(move || words.get()).into()
}

fn quiet(name: &str, sign: &'static str, title: &str, words: &str) -> Node {
    let badge = el("span", "avatar").attr("aria-hidden", "true").child(icon(sign));
    el("section", "card")
        .attr("data-testid", name)
        .child(badge)
        .child(el("h2", "").say(title))
        .child(el("p", "").say(words))
        .into()
}
