//! Who the visitor is, as the customer's page says by way of the loader: a conversation is one person's, so another
//! person gets another page.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::Session;
use crate::config::{flag, text};
use crate::loader::Loader;

/// The page asks its own site for a token: a slow phone needs this long, then it is asked again.
const TOKEN_WAIT: Duration = Duration::from_secs(10);

impl Session {
    /// A message of the loader.
    pub(super) fn hear_loader(self, said: &JsValue) {
        match text(said, "type").as_deref() {
            Some("visible") => self.set_visible(flag(said, "on")),
            Some("identify") => self.identify(said),
            Some("reset") => {
                self.state().kept.forget();
                self.leave();
            }
            _ => {}
        }
    }

    /// The same person with a fresh token, or another person.
    fn identify(self, said: &JsValue) {
        let state = self.state();
        let jwt = text(said, "jwt");
        let is_signed = jwt.is_some() || flag(said, "signed");
        if text(said, "userId") != state.config.user_id || is_signed != state.config.is_signed {
            return self.leave();
        }
        let has_come = jwt.is_some();
        state.jwt.replace(jwt);
        if state.is_waiting_for_token.replace(false) {
            state.is_beginning.set(false);
            if has_come { self.renew() } else { self.begin_later() }
        }
    }

    /// Nothing of what is here is for who comes next: this document goes, and the loader tells the new one who it is.
    fn leave(self) {
        if let Some(body) = document().body() {
            body.set_text_content(None);
        }
        // Fails only where the page may not navigate itself; then it stays empty.
        let _ = window().location().reload();
    }

    /// Asks the page for a fresh token; [`Self::identify`] goes on with it.
    pub(super) fn ask_for_token(self) {
        let state = self.state();
        state.is_waiting_for_token.set(true);
        let asked = state.tokens_asked.get().wrapping_add(1);
        state.tokens_asked.set(asked);
        self.tell_loader(Loader::token);
        let late = move || {
            let state = self.state();
            if state.tokens_asked.get() == asked && state.is_waiting_for_token.replace(false) {
                state.is_beginning.set(false);
                self.begin_later();
            }
        };
        set_timeout(late, TOKEN_WAIT);
    }
}
