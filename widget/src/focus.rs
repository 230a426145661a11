//! Where the keyboard is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::dom::after_drawing;

/// Puts it on an element, once what has just changed is drawn.
pub fn soon(id: &'static str) {
    after_drawing(move || {
        let element =
            document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            // An element that can't have it leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Whether it is in this frame, but on nothing: the element that had it is gone or about to be hidden.
pub fn is_lost() -> bool {
    let document = document();
    let is_here = document.has_focus().unwrap_or_default();
    let is_hidden = |element: Element| {
        element.tag_name() == "BODY" || element.closest("[hidden]").is_ok_and(|hidden| hidden.is_some())
    };
    is_here && document.active_element().is_none_or(is_hidden)
}
