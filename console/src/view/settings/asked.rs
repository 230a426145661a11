//! What visitors are asked: the form before the chat, what the offline form asks besides, and what they have to agree to.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{choice, long_text, shown, switch, text};
use super::lists::{json as as_json, lines};
use crate::settings_edit::{move_up, new_id, remove, set};
use crate::settings_editor::Editor;

/// A kind of question as the document calls it, and in words.
const KINDS: [(&str, &str); 7] = [
    ("name", "Name"),
    ("email", "E-mail address"),
    ("phone", "Phone number"),
    ("line", "One line"),
    ("text", "Some lines"),
    ("choice", "One of several"),
    ("check", "Yes or no"),
];

/// The section.
pub fn asked(editor: Editor) -> AnyView {
    let when = [
        ("never", "Never"),
        ("before_chat", "Before the first message"),
        ("before_human", "Before a human is called"),
    ];
    view! {
        <p class="hint">
            "What the site has signed of a visitor, or the visitor has answered before, is not asked again. Running \
             conversations go by what is asked now, too."
        </p>
        <h4>"Before the chat"</h4>
        {choice(editor, "/forms/pre_chat/when", "When", "", options(&when))}
        {form(editor, "/forms/pre_chat/form")}
        <h4>"When nobody is there"</h4>
        <p class="hint">"The offline form asks for name, e-mail and message, and for this:"</p>
        {form(editor, "/forms/offline")}
        {switch(editor, "/forms/asks_after_hours", "Outside business hours the bot asks all of it one by one, instead of the form")}
    }
    .into_any()
}

fn options(all: &[(&str, &str)]) -> Vec<(Value, String)> {
    all.iter().map(|(value, words)| (Value::from(*value), (*words).to_owned())).collect()
}

fn form(editor: Editor, at: &'static str) -> AnyView {
    let list = format!("{at}/fields");
    let count = editor.value_now(&list).as_array().map_or(0, Vec::len);
    let add = {
        let list = list.clone();
        move |_| add(editor, &list)
    };
    view! {
        {(0..count).map(|number| question(editor, &list, number, count)).collect_view()}
        <div class="settings-row">
            <button type="button" class="button" on:click=add>"Add a question"</button>
        </div>
        {consent(editor, at)}
    }
    .into_any()
}

fn question(editor: Editor, list: &str, number: usize, count: usize) -> AnyView {
    let at = format!("{list}/{number}");
    let label = shown(&editor.value_now(&format!("{at}/label")));
    let is_choice = editor.value_now(&format!("{at}/kind")) == "choice";
    let moved = |from: usize| {
        let list = list.to_owned();
        move |_| editor.reshape(&list.clone(), |document| move_up(document, &list, from))
    };
    let (whole, place) = (list.to_owned(), at.clone());
    let delete = move |_| editor.reshape(&whole, |document| remove(document, &place));
    view! {
        <fieldset class="settings-group" data-testid="question">
            <legend class="settings-name">{format!("{}. {label}", number + 1)}</legend>
            <div class="settings-row">
                {switch(editor, &format!("{at}/required"), "Has to be answered")}
                <button type="button" class="button is-small" disabled=number == 0 on:click=moved(number)>"Up"</button>
                <button type="button" class="button is-small" disabled=number + 1 == count on:click=moved(number + 1)>"Down"</button>
                <button type="button" class="button is-small" on:click=delete>"Delete"</button>
            </div>
            <div class="settings-pair">
                {text(editor, &format!("{at}/label"), "Question", "What stands beside the field.")}
                {kind(editor, list, &at)}
            </div>
            {is_choice.then(|| lines(editor, &format!("{at}/choices"), "Choices", "One a line, two at least."))}
            {as_json(editor, &format!("{at}/labels"), "In other languages", "Such as {\"de\": \"Bestellnummer\"}.")}
        </fieldset>
    }
    .into_any()
}

/// Only a choice has choices: with another kind the question is drawn anew without them.
fn kind(editor: Editor, list: &str, at: &str) -> AnyView {
    let (list, at) = (list.to_owned(), at.to_owned());
    let drawn = choice(editor, &format!("{at}/kind"), "Answer", "", options(&KINDS));
    let is_choice = editor.value_now(&format!("{at}/kind")) == "choice";
    let value = editor.value(&format!("{at}/kind"));
    Effect::new(move |_| {
        let is_now = value.get() == "choice";
        if is_now != is_choice {
            let at = at.clone();
            editor.reshape(&list, move |document| match is_now {
                true => set(document, &format!("{at}/choices"), json!(["", ""])),
                false => remove(document, &format!("{at}/choices")),
            });
        }
    });
    drawn
}

fn add(editor: Editor, list: &str) {
    let known = editor.value_now(list);
    let ids: Vec<&str> =
        known.as_array().into_iter().flatten().filter_map(|it| it.get("id")?.as_str()).collect();
    let taken = ["name", "email", "message", "consent"];
    let id = new_id("question", |id| ids.contains(&id) || taken.contains(&id));
    let new = json!({ "id": id, "kind": "line", "label": "", "labels": {}, "required": false });
    editor.reshape(list, |document| set(document, &format!("{list}/-"), new));
}

fn consent(editor: Editor, at: &'static str) -> AnyView {
    let place = format!("{at}/consent");
    let is_asked = !editor.value_now(&place).is_null();
    let whole = place.clone();
    let ask = move |event: web_sys::Event| {
        let new = json!({ "version": "1", "text": "", "texts": {}, "required": true });
        let value = if event_target_checked(&event) { new } else { Value::Null };
        editor.reshape(&whole, |document| set(document, &whole, value));
    };
    let rest = || {
        view! {
            <div class="settings-pair">
                {text(editor, &format!("{place}/version"), "Version of the text", "Kept with every answer. With another version visitors are asked again.")}
                {address(editor, &format!("{place}/url"))}
            </div>
            {long_text(editor, &format!("{place}/text"), "Text", "What the visitor agrees to.", 4)}
            {as_json(editor, &format!("{place}/texts"), "In other languages", "Such as {\"de\": \"Ich stimme zu, …\"}.")}
            {switch(editor, &format!("{place}/required"), "No chat without it; who refuses can leave a message or write an e-mail")}
        }
    };
    view! {
        <div class="settings-group">
            <label class="check">
                <input type="checkbox" prop:checked=is_asked on:change=ask/>
                <span>"Visitors have to read and agree to something"</span>
            </label>
            {is_asked.then(rest)}
        </div>
    }
    .into_any()
}

/// An empty one is none.
fn address(editor: Editor, at: &str) -> AnyView {
    let (value, place) = (editor.value(at), at.to_owned());
    let drawn =
        text(editor, at, "Where to read more", "An address that begins with https://. Empty: nowhere.");
    Effect::new(move |_| {
        if value.get() == "" {
            editor.set(&place, Value::Null);
        }
    });
    drawn
}
