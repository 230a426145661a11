//! What the visitor leaves when nobody is there: name, e-mail and message. Checked here, and again at the edge.

use std::rc::Rc;

use baton_client::chat::Ask;
use baton_shared::rejection::Rejection;
use baton_shared::text;
use leptos::prelude::*;

use crate::dom::{El, Node, button, el, icon, live};
use crate::field::Field;
use crate::focus;
use crate::session::Session;
use crate::texts;
use crate::view::handover::refusal;
use crate::view::message::opens;

/// The fields' ids, in the order of the form.
const FIELDS: [&str; 3] = ["name", "email", "message"];
const NAME: usize = 0;
const EMAIL: usize = 1;
const MESSAGE: usize = 2;

/// What is wrong with each field.
type Faults = [Option<&'static str>; 3];

pub fn form(session: Session) -> Node {
    let faults = Rc::new(Field::new(Faults::default()));
    let found = faults.clone();
    let is_busy = move || session.state().asking.get().is_some();
    let submit = el("button", "wide filled")
        .live_aria("aria-disabled", is_busy)
        .live(move || is_busy().then(|| icon("wait").into()))
        .say(texts::SUBMIT);
    let back = button("wide plain", move |_| session.ask(Ask::CancelRequest)).say(texts::BACK_TO_BOT);
    let [name, email, message] = [
        el("input", "").attr("autocomplete", "name"),
        el("input", "").attr("autocomplete", "email").attr("type", "email"),
        el("textarea", "").attr("rows", "4"),
    ];
    el("form", "form")
        .attr("novalidate", "")
        .attr("data-testid", "offline-form")
        .label(texts::FORM_TITLE)
        .on("submit", move |event| {
            event.prevent_default();
            submitted(session, &found);
        })
        .child(el("h2", "").say(texts::FORM_TITLE))
        .child(el("p", "").say(texts::FORM_TEXT))
        .live(move || session.state().opens_at.get().map(opens))
        .child(summary(faults.clone()))
        .child(field(session, &faults, NAME, texts::NAME, name))
        .child(field(session, &faults, EMAIL, texts::EMAIL, email))
        .child(field(session, &faults, MESSAGE, texts::MESSAGE, message))
        .child(refusal(session))
        .child(el("div", "pair").child(submit).child(back))
        .into()
}

/// A labelled field with what is wrong with it.
fn field(session: Session, faults: &Rc<Field<Faults>>, at: usize, label: &str, input: El) -> Node {
    let id = id(at);
    let faults = faults.clone();
    let fault = move || faults.get().get(at).copied().flatten();
    let (is_invalid, described, shown) = (fault.clone(), fault.clone(), fault);
    let note = [id, "-fault"].concat();
    let note_id = note.clone();
    let input = input
        .attr("id", id)
        .attr("required", "")
        .live_aria("aria-invalid", move || is_invalid().is_some())
        .live_attr("aria-describedby", move || described().map(|_| note.clone()))
        .live_value(move || session.state().form.get(at).map(Field::get).unwrap_or_default())
        .on("input", move |event| {
            if let Some(field) = session.state().form.get(at) {
                field.set(event_target_value(&event));
            }
        });
    el("div", "field")
        .child(el("label", "").attr("for", id).say(label))
        .child(input)
        .live(move || shown().map(|fault| el("p", "fault").attr("id", &note_id).say(fault).into()))
        .into()
}

/// All that is wrong, in one place at the top, each with the way to its field.
fn summary(faults: Rc<Field<Faults>>) -> Node {
    live(move || {
        let found = faults.get().into_iter().enumerate();
        let lines: Vec<Node> = found.filter_map(|(at, fault)| Some(line(id(at), fault?))).collect();
        (!lines.is_empty()).then(|| {
            el("div", "summary")
                .attr("id", "summary")
                .attr("role", "alert")
                .attr("tabindex", "-1")
                .child(el("p", "").say(texts::FORM_ERRORS))
                .child(el("ul", "").children(&lines))
                .into()
        })
    })
}

fn line(id: &'static str, fault: &str) -> Node {
    let link = el("a", "").attr("href", &["#", id].concat()).say(fault).on("click", move |event| {
        event.prevent_default();
        focus::soon(id);
    });
    el("li", "").child(link).into()
}

fn id(at: usize) -> &'static str {
    FIELDS.get(at).copied().unwrap_or_default()
}

fn submitted(session: Session, faults: &Field<Faults>) {
    let [name, email, message] = session.state().form.each_ref().map(Field::peek);
    let found = check(&name, &email, &message);
    faults.set(found);
    if found.iter().any(Option::is_some) {
        focus::soon("summary");
    } else {
        session.ask(Ask::LeaveOfflineMessage { name, email, message });
    }
}

fn check(name: &str, email: &str, message: &str) -> Faults {
    let name = match text::name(name) {
        Ok(_) => None,
        Err(Rejection::TooLong { .. }) => Some(texts::NAME_TOO_LONG),
        Err(_) => Some(texts::NAME_MISSING),
    };
    let email = text::email(email).is_err().then_some(texts::EMAIL_INVALID);
    let message = match text::message(message) {
        Ok(_) => None,
        Err(Rejection::TooLong { .. }) => Some(texts::MESSAGE_TOO_LONG),
        Err(_) => Some(texts::MESSAGE_MISSING),
    };
    [name, email, message]
}
