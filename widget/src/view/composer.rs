//! Where the visitor writes.

use baton_shared::limits::MESSAGE_CHARS_MAX;
use baton_shared::protocol::PhaseName;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::dom::{Node, el, icon, live};
use crate::session::Session;
use crate::texts;
use crate::words::{say, say_numbers};

/// From here on the visitor sees how much room there is.
const COUNTED_FROM_CHARS: usize = 3_600;

pub fn composer(session: Session) -> Node {
    let is_hidden = move || session.state().asks.get().is_some() || session.state().trouble.get().is_some();
    let send = el("button", "send")
        .label(texts::SEND)
        .attr("data-testid", "send")
        .live_aria("aria-disabled", move || !session.can_send())
        .child(icon("icon i-send"));
    let form = el("form", "")
        .live_attr("class", move || {
            Some(if is_over(session) { "composer is-over" } else { "composer" }.to_owned())
        })
        .label(texts::COMPOSER)
        .on("submit", move |event| {
            event.prevent_default();
            session.send_composed();
            session.focus_composer();
        })
        .child(el("span", "composer-tools"))
        .child(field(session))
        .child(send);
    session.attach(form.node());
    el("div", "pair").live_flag("hidden", is_hidden).child(form).child(counter(session)).into()
}

fn field(session: Session) -> Node {
    let placeholder = move || {
        let has_ended = session.is_in(&[PhaseName::Resolved]);
        Some(say(if has_ended { texts::PLACEHOLDER_ENDED } else { texts::PLACEHOLDER }))
    };
    let field = el("textarea", "input")
        .attr("id", "composer")
        .attr("rows", "1")
        .attr("autocomplete", "off")
        .label(texts::MESSAGE)
        .attr("aria-describedby", "counter")
        .attr("data-testid", "composer")
        .live_aria("aria-invalid", move || is_over(session))
        .live_attr("placeholder", placeholder)
        .live_value(move || session.state().composing.get())
        .on("input", move |event| session.typed(event_target_value(&event)))
        .on("keydown", move |event| {
            if is_enter(&event) {
                event.prevent_default();
                session.send_composed();
            }
        });
    // The copy of the text gives both their height (style.css).
    el("div", "grow")
        .live_attr("data-text", move || Some(session.state().composing.get()))
        .child(field)
        .into()
}

/// Enter alone sends; with Shift it is a new line, and within an input method it belongs to that.
fn is_enter(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    // 229: browsers that end the composition before they tell of the key.
    event.key() == "Enter" && !event.shift_key() && !event.is_composing() && event.key_code() != 229
}

fn chars(session: Session) -> usize {
    session.state().composing.get().trim().chars().count()
}

fn is_over(session: Session) -> bool {
    chars(session) > MESSAGE_CHARS_MAX
}

fn counter(session: Session) -> Node {
    let count = live(move || {
        let chars = chars(session);
        let classes = if is_over(session) { "counter is-over" } else { "counter" };
        let count = |chars| u32::try_from(chars).unwrap_or(u32::MAX);
        let words = say_numbers(texts::COUNTER, count(chars), count(MESSAGE_CHARS_MAX));
        (chars >= COUNTED_FROM_CHARS).then(|| el("p", classes).attr("id", "counter").text(&words).into())
    });
    // Said once when it happens, not with every key.
    let warning = el("p", "counter is-over")
        .attr("role", "alert")
        .live_text(move || if is_over(session) { say(texts::TOO_LONG) } else { String::new() });
    el("div", "counters").child(count).child(warning).into()
}
