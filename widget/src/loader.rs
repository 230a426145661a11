//! The channel to the loader on the customer's page.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

use crate::config::{flag, text};

/// The other end listens as long as this lives.
pub struct Loader {
    port: MessagePort,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Loader {
    /// Takes the channel over from `boot.js`. `on_visible` hears whether the panel is open.
    pub fn new(port: MessagePort, on_visible: impl Fn(bool) + 'static) -> Self {
        let heard: Closure<dyn FnMut(MessageEvent)> = Closure::new(move |event: MessageEvent| {
            let data = event.data();
            if text(&data, "type").as_deref() == Some("visible") {
                on_visible(flag(&data, "on"));
            }
        });
        port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Self { port, _heard: heard }
    }

    /// The widget is there.
    pub fn ready(&self) {
        self.say("ready", 0);
    }

    /// The visitor wants the panel closed.
    pub fn close(&self) {
        self.say("close", 0);
    }

    /// Messages that came while the panel was closed.
    pub fn unread(&self, count: usize) {
        self.say("unread", count);
    }

    fn say(&self, kind: &str, count: usize) {
        let message = Object::new();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        // Setting a field of a new object and posting plain data can't fail.
        let _ = Reflect::set(&message, &"type".into(), &kind.into());
        let _ = Reflect::set(&message, &"count".into(), &count.into());
        let _ = self.port.post_message(&message);
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
    }
}
