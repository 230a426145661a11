//! What the customer's page says over the loader's channel. What is not known is for a newer widget, and ignored.

use baton_client::chat::{About, Ask};
use wasm_bindgen::JsValue;

use crate::config::{flag, text};

/// One message of the loader.
pub enum Told {
    /// The panel was opened or closed.
    Visible(bool),
    /// For the edge.
    Ask(Ask),
    /// What the visitor finds written: the message, the name, the e-mail address.
    Prefill([Option<String>; 3]),
}

impl Told {
    /// Reads a message; `None` if it says nothing to this widget.
    pub fn read(said: &JsValue) -> Option<Self> {
        let about = match text(said, "type")?.as_str() {
            "visible" => return Some(Self::Visible(flag(said, "on"))),
            "prefill" => return Some(Self::Prefill(["message", "name", "email"].map(|it| text(said, it)))),
            "attributes" => About::Visitor,
            "page" => About::Page,
            "track" => About::Action,
            "department" => About::Department,
            "human" => About::Human,
            _ => return None,
        };
        Some(Self::Ask(Ask::Tell { about, fields: text(said, "fields")? }))
    }
}
