//! Builds the page: elements that are put together once, and parts that follow fields.
//!
//! Leptos gives the signals, effects and owners. Its views are not used: they compile every different nest of elements
//! anew, which made this widget twice as large (docs/decisions/0007).

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget};

pub use web_sys::Node;

use crate::words::say;

/// An element that is being put together.
pub struct El(Element);

/// Begins an element with its classes; "" for none.
pub fn el(tag: &str, classes: &str) -> El {
    let Ok(element) = document().create_element(tag) else {
        wasm_bindgen::throw_str("this is no name of an element")
    };
    let element = El(element);
    if classes.is_empty() { element } else { element.attr("class", classes) }
}

/// A text node.
pub fn text(words: &str) -> Node {
    document().create_text_node(words).into()
}

/// Nodes beside each other.
pub fn several(nodes: &[Node]) -> Node {
    let fragment = document().create_document_fragment();
    nodes.iter().for_each(|node| append(&fragment, node));
    fragment.into()
}

/// An icon of the style sheet. Beside words only: nobody hears it.
pub fn icon(classes: &str) -> El {
    el("span", classes).attr("aria-hidden", "true")
}

/// A button that is no part of a form's sending.
pub fn button(classes: &str, act: impl FnMut(Event) + 'static) -> El {
    el("button", classes).attr("type", "button").on("click", act)
}

/// Whatever `view` returns now, and again when a field that it has read changes.
pub fn live(view: impl Fn() -> Option<Node> + 'static) -> Node {
    let view: Box<dyn Fn() -> Option<Node>> = Box::new(view);
    let (first, last) = (text(""), text(""));
    let place = several(&[first.clone(), last.clone()]);
    follow(move || {
        while let Some(old) = first.next_sibling().filter(|old| *old != last) {
            remove(&old);
        }
        if let Some((parent, new)) = last.parent_node().zip(view()) {
            // Fails only if the mark were not its parent's child.
            let _ = parent.insert_before(&new, Some(&last));
        }
    });
    place
}

/// Acts now, and again when a field that was read changes, until the part of the page that it belongs to goes.
pub fn follow(act: impl FnMut() + 'static) {
    let mut act: Box<dyn FnMut()> = Box::new(act);
    let effect = RenderEffect::new(move |_: Option<()>| act());
    on_cleanup(move || drop(effect));
}

/// Listens as long as the page.
pub fn on_window(event: &str, act: impl FnMut(Event) + 'static) {
    listen(&window(), event, Box::new(act));
}

/// The browser lets the listener go with its element.
fn listen(target: &EventTarget, event: &str, act: Box<dyn FnMut(Event)>) {
    let listener = Closure::wrap(act).into_js_value();
    // Fails only for a listener that is not a function.
    let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}

/// Acts once what has just changed is drawn.
pub fn after_drawing(act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    request_animation_frame(act);
}

/// Acts later.
pub fn after(pause: Duration, act: impl FnOnce() + 'static) {
    let act: Box<dyn FnOnce()> = Box::new(act);
    set_timeout(act, pause);
}

/// Adds a node at the end of another.
pub fn append(parent: &Node, child: &Node) {
    // Fails only if it were to contain itself.
    let _ = parent.append_child(child);
}

/// Takes a node out of the page.
pub fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // It is a child of its parent.
        let _ = parent.remove_child(node);
    }
}

impl El {
    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// An attribute that stays as it is.
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attr(&self.0, name, Some(value));
        self
    }

    /// An attribute that follows fields; `None` takes it away.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let value: Box<dyn Fn() -> Option<String>> = Box::new(value);
        let element = self.0.clone();
        follow(move || set_attr(&element, name, value().as_deref()));
        self
    }

    /// `true` or `false`, as ARIA wants it.
    pub fn live_aria(self, name: &'static str, is_so: impl Fn() -> bool + 'static) -> Self {
        self.live_attr(name, move || Some(if is_so() { "true" } else { "false" }.to_owned()))
    }

    /// An attribute that is there or not.
    pub fn live_flag(self, name: &'static str, is_there: impl Fn() -> bool + 'static) -> Self {
        self.live_attr(name, move || is_there().then(String::new))
    }

    /// The text in a field to write in.
    pub fn live_value(self, value: impl Fn() -> String + 'static) -> Self {
        let value: Box<dyn Fn() -> String> = Box::new(value);
        let element = self.0.clone();
        follow(move || {
            // Every field to write in has this property.
            let _ = Reflect::set(&element, &"value".into(), &value().into());
        });
        self
    }

    /// Listens as long as there is the element.
    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        listen(&self.0, event, act);
        self
    }

    /// A child.
    pub fn child(self, child: impl Into<Node>) -> Self {
        append(&self.0, &child.into());
        self
    }

    /// Children in their order.
    pub fn children(self, children: &[Node]) -> Self {
        children.iter().for_each(|child| append(&self.0, child));
        self
    }

    /// Words.
    pub fn text(self, words: &str) -> Self {
        self.child(text(words))
    }

    /// A text of `texts`, in the visitor's language.
    pub fn say(self, english: &str) -> Self {
        self.text(&say(english))
    }

    /// What it is called where its words can't be seen.
    pub fn label(self, english: &str) -> Self {
        self.attr("aria-label", &say(english))
    }

    /// Words that follow fields.
    pub fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        let words: Box<dyn Fn() -> String> = Box::new(words);
        let node = text("");
        append(&self.0, &node);
        follow(move || node.set_text_content(Some(&words())));
        self
    }

    /// A child that follows fields.
    pub fn live(self, view: impl Fn() -> Option<Node> + 'static) -> Self {
        self.child(live(view))
    }
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        element.0.into()
    }
}

fn set_attr(element: &Element, name: &str, value: Option<&str>) {
    // Fails only for a name that can't be one; all of them are written in this crate.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
