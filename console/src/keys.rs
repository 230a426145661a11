//! The keyboard. A key does exactly what the button does that names it in `aria-keyshortcuts`, so the two can't part.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use crate::desk::Desk;

/// Every key and what it does, as the sheet lists them.
pub const KEYS: [(&str, &str); 15] = [
    ("j  k  ↓  ↑", "Next or previous conversation in the list"),
    ("Enter", "Open it"),
    ("Esc", "Leave the field, or close the conversation"),
    ("/", "Search the list"),
    ("1 – 5", "Waiting, Mine, Bot-live, All, Ended"),
    ("a", "Accept, or stop the chatbot and join"),
    ("r", "Write a reply"),
    ("t", "Transfer"),
    ("b", "Hand back to AI"),
    ("e", "End"),
    ("i", "Visitor's details"),
    ("m", "Sound on or off"),
    ("?", "This list"),
    ("Enter ", "In the reply: send"),
    ("Shift + Enter", "In the reply: a new line"),
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
        "j" | "ArrowDown" => step(1),
        "k" | "ArrowUp" => step(-1),
        key => is_plain(key) && press(key),
    };
    if is_done {
        event.prevent_default();
    }
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

/// Moves the focus in the list, from the focused row, else from the open one, else from its edge.
fn step(by: i32) -> bool {
    let Ok(found) = document().query_selector_all("[data-testid=row]") else { return false };
    let rows: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let focused = document().active_element();
    let is_focused = |row: &HtmlElement| focused.as_ref() == Some(row.unchecked_ref::<Element>());
    let is_open = |row: &HtmlElement| row.get_attribute("aria-current").is_some();
    let from = rows.iter().position(is_focused).or_else(|| rows.iter().position(is_open));
    let last = rows.len().saturating_sub(1);
    let to = match (from, by > 0) {
        (Some(at), true) => at.saturating_add(1).min(last),
        (Some(at), false) => at.saturating_sub(1),
        (None, true) => 0,
        (None, false) => last,
    };
    rows.get(to).is_some_and(|row| row.focus().is_ok())
}

/// Gives the focus to an element by its id.
pub fn focus(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        // Fails only for an element that takes no focus.
        let _ = element.focus();
    }
}

/// Gives the focus to the first element that a selector finds.
pub fn focus_first(selector: &str) {
    if let Some(element) = find(selector) {
        // Fails only for an element that takes no focus.
        let _ = element.focus();
    }
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
    is_text || element.is_instance_of::<HtmlTextAreaElement>()
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
