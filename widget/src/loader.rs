//! The channel to the loader on the customer's page.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

/// The other end listens as long as this lives.
pub struct Loader {
    port: MessagePort,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Loader {
    /// Takes the channel over from `boot.js`. `on_told` gets each message of the loader.
    pub fn new(port: MessagePort, on_told: impl Fn(&JsValue) + 'static) -> Self {
        let heard: Closure<dyn FnMut(MessageEvent)> =
            Closure::new(move |event: MessageEvent| on_told(&event.data()));
        port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Self { port, _heard: heard }
    }

    /// The widget is there.
    pub fn ready(&self) {
        self.say("ready", &[]);
    }

    /// The visitor wants the panel closed.
    pub fn close(&self) {
        self.say("close", &[]);
    }

    /// Messages that came while the panel was closed.
    pub fn unread(&self, count: usize) {
        self.say("unread", &[("count", u32::try_from(count).unwrap_or(u32::MAX).into())]);
    }

    /// Says something else that has happened here; the customer's page hears of it as an event.
    pub fn say(&self, kind: &str, fields: &[(&str, JsValue)]) {
        let message = Object::new();
        // Setting a field of a new object and posting plain data can't fail.
        let _ = Reflect::set(&message, &"type".into(), &kind.into());
        for (name, value) in fields {
            let _ = Reflect::set(&message, &(*name).into(), value);
        }
        let _ = self.port.post_message(&message);
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
    }
}
