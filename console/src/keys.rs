//! The keyboard. A key does exactly what the button does that names it in `aria-keyshortcuts`, so the two can't part.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};

use crate::cursor::Step;
use crate::desk::Desk;

/// Every key and what it does, as the sheet lists them.
pub const KEYS: [(&str, &str); 20] = [
    ("a", "Accept what rings; else accept, or stop the chatbot and join"),
    ("x", "Decline what rings"),
    ("j  k  ↓  ↑", "Next or previous conversation in the list"),
    ("Home  End", "In the list: the first or the last"),
    ("Page Up  Page Down", "In the list: a page up or down"),
    ("Enter", "Open it"),
    ("Esc", "Leave the field, or close the conversation"),
    ("/", "Search the list"),
    ("1 – 5", "Waiting, Mine, Bot-live, All, Ended"),
    ("r", "Write a reply"),
    ("n", "Write an internal note"),
    ("t", "Transfer"),
    ("b", "Hand back to AI"),
    ("e", "End"),
    ("i", "Visitor's details"),
    ("m", "Sound on or off"),
    ("?", "This list"),
    ("Enter ", "In the reply: send"),
    ("Shift + Enter", "In the reply: a new line"),
    ("/ ", "In the reply: a canned response"),
];

/// Listens as long as the owner lives.
pub fn listen(desk: Desk) {
    let listening = window_event_listener(leptos::ev::keydown, move |event| pressed(desk, &event));
    on_cleanup(move || listening.remove());
}

fn pressed(desk: Desk, event: &KeyboardEvent) {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    if has_modifier || event.is_composing() || event.default_prevented() || find("dialog[open]").is_some() {
        return;
    }
    let key = event.key();
    if key == "Escape" {
        return leave(desk);
    }
    if is_writing() || !desk.settings.has_keys.get_untracked() {
        return;
    }
    let is_done = match key.as_str() {
        "j" => desk.cursor.step(desk, Step::By(1)),
        "k" => desk.cursor.step(desk, Step::By(-1)),
        key => match move_in_list(key) {
            Some(step) => desk.cursor.step(desk, step),
            None => is_plain(key) && press(key),
        },
    };
    if is_done {
        event.prevent_default();
    }
}

/// Keys that other parts of the page have a use for move only where the list, or nothing, has the focus.
fn move_in_list(key: &str) -> Option<Step> {
    let step = match key {
        "ArrowDown" => Step::By(1),
        "ArrowUp" => Step::By(-1),
        "Home" => Step::First,
        "End" => Step::Last,
        "PageDown" => Step::By(rows_in_sight()),
        "PageUp" => Step::By(rows_in_sight().saturating_neg()),
        _ => return None,
    };
    let focused = document().active_element();
    let is_free = focused.as_ref().is_none_or(|element| element.tag_name() == "BODY");
    let is_in_list = focused.is_some_and(|element| element.closest(".list").ok().flatten().is_some());
    (is_in_list || is_free && key.starts_with("Arrow")).then_some(step)
}

/// As many as a page of the list has, less one that stays in sight.
fn rows_in_sight() -> isize {
    let height = |selector| find(selector).map_or(0, |element| element.offset_height());
    let rows = height(".rows").checked_div(height(".row")).unwrap_or_default();
    isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
}

/// One character that can stand between quotation marks in a selector.
fn is_plain(key: &str) -> bool {
    key.len() == 1 && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '/' || c == '?')
}

fn press(key: &str) -> bool {
    let Some(element) = find(&format!("[aria-keyshortcuts=\"{key}\"]:not(:disabled)")) else { return false };
    let is_field =
        element.is_instance_of::<HtmlInputElement>() || element.is_instance_of::<HtmlTextAreaElement>();
    if is_field {
        return element.focus().is_ok();
    }
    element.click();
    true
}

fn leave(desk: Desk) {
    if is_writing() {
        if let Some(field) =
            document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok())
        {
            // Blurring an element that is there can't fail.
            let _ = field.blur();
        }
    } else if desk.has_card.get_untracked() {
        desk.has_card.set(false);
    } else if desk.open.get_untracked().is_some() {
        desk.close();
    }
}

fn is_writing() -> bool {
    let Some(element) = document().active_element() else { return false };
    let is_text = element
        .dyn_ref::<HtmlInputElement>()
        .is_some_and(|input| !matches!(input.type_().as_str(), "radio" | "checkbox"));
    is_text
        || element.is_instance_of::<HtmlTextAreaElement>()
        || element.is_instance_of::<HtmlSelectElement>()
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
