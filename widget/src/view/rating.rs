//! How the help of the team was: a question at the end of the messages that can be left alone.

use std::cell::Cell;
use std::rc::Rc;

use baton_client::chat::Ask;
use leptos::prelude::event_target_value;

use crate::dom::{El, Node, button, el, icon, live};
use crate::field::Field;
use crate::session::{Rating, Session};
use crate::texts;
use crate::view::handover::refused;
use crate::words::{say, say_numbers};

/// The scores, from the worst to the best.
const SCORES: [u8; 5] = [1, 2, 3, 4, 5];

pub fn card(session: Session) -> Node {
    live(move || {
        let state = session.state();
        match (state.rating.get(), state.asks_rating.get()) {
            (Rating::Given, _) => {
                Some(el("p", "system").attr("role", "status").say(texts::RATING_THANKS).into())
            }
            (Rating::Open, true) => Some(form(session)),
            (Rating::Open | Rating::Dismissed, _) => None,
        }
    })
}

fn form(session: Session) -> Node {
    let (score, comment) = (Rc::new(Cell::new(0_u8)), Rc::new(Field::new(String::new())));
    // Followed apart from the score: what is being written is not drawn anew when that changes.
    let is_chosen = Rc::new(Field::new(false));
    let dismiss = button("round", move |_| session.dismiss_rating())
        .label(texts::RATING_DISMISS)
        .child(icon("icon i-close"));
    let (sent_score, sent_comment) = (score.clone(), comment.clone());
    let send = move |event: web_sys::Event| {
        event.prevent_default();
        let (score, comment) = (sent_score.get(), sent_comment.peek());
        if SCORES.contains(&score) {
            session.ask(Ask::Rate { score, comment });
        }
    };
    let legend = el("legend", "").say(texts::RATING_TITLE);
    let scores = SCORES.iter().map(|number| one(*number, &score, &is_chosen).into());
    let scores: Vec<Node> = scores.collect();
    let ends = el("div", "ends")
        .attr("aria-hidden", "true")
        .child(el("span", "").say(texts::RATING_WORST))
        .child(el("span", "").say(texts::RATING_BEST));
    el("form", "form rating")
        .attr("data-testid", "rating")
        .label(texts::RATING_TITLE)
        .on("submit", send)
        .child(dismiss)
        .child(el("fieldset", "").child(legend).child(el("div", "scores").children(&scores)).child(ends))
        .live(move || is_chosen.get().then(|| rest(session, &comment)))
        .into()
}

fn one(number: u8, score: &Rc<Cell<u8>>, is_chosen: &Rc<Field<bool>>) -> El {
    let (score, is_chosen) = (score.clone(), is_chosen.clone());
    let digits = number.to_string();
    let of = say_numbers(texts::RATING_OF, number.into(), 0);
    let words = match number {
        1 => [&of, ": ", &say(texts::RATING_WORST)].concat(),
        5 => [&of, ": ", &say(texts::RATING_BEST)].concat(),
        _ => of,
    };
    let input = el("input", "").attr("type", "radio").attr("name", "score").attr("aria-label", &words).on(
        "change",
        move |_| {
            score.set(number);
            is_chosen.set(true);
        },
    );
    el("label", "score").child(input).child(el("span", "").attr("aria-hidden", "true").text(&digits))
}

fn rest(session: Session, comment: &Rc<Field<String>>) -> Node {
    let comment = comment.clone();
    let is_busy = move || session.state().asking.get().is_some();
    let field = el("textarea", "")
        .attr("id", "comment")
        .attr("rows", "2")
        .attr("maxlength", "2000")
        .on("input", move |event| comment.set(event_target_value(&event)));
    let send = el("button", "wide filled")
        .live_aria("aria-disabled", is_busy)
        .live(move || is_busy().then(|| icon("wait").into()))
        .say(texts::RATING_SEND);
    el("div", "field")
        .child(el("label", "").attr("for", "comment").say(texts::RATING_COMMENT))
        .child(field)
        .child(refused(move || session.state().rating_refusal.get()))
        .child(send)
        .into()
}
