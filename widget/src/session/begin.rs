//! How a conversation begins: the loader's secret is exchanged for a token, then the socket opens.

use std::time::Duration;

use baton_client::browser::{LiveChat, attach};
use baton_client::chat::{Ask, Chat, Output};
use baton_client::link::Link;
use baton_shared::json::{Json, Object};
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{Rating, Reach, Session, Unsent};
use crate::dom::after;
use crate::http::{self, HttpError};
use crate::words;

/// The longest pause between two tries.
const PAUSE_MS_MAX: u32 = 30_000;

/// The answer to the loader's secret.
struct Started {
    conversation: String,
    token: String,
}

impl Session {
    /// Gets a token and connects; tries again until it has worked.
    pub(super) fn begin(self) {
        if self.state().live.borrow().is_none() {
            self.renew();
        }
    }

    /// Gets a token, for the first time or because the old one ends.
    fn renew(self) {
        let state = self.state();
        if state.is_beginning.replace(true) {
            return;
        }
        let path = ["/api/sites/", &state.config.site, "/conversations"].concat();
        spawn_local(async move {
            let config = &state.config;
            let jwt = JsFuture::from(state.person.token()).await.ok();
            let jwt = jwt.and_then(|jwt| jwt.as_string()).unwrap_or_default();
            if jwt.is_empty() && config.is_signed {
                state.is_beginning.set(false);
                return self.begin_later();
            }
            let body = Object::new()
                .text("start_id", &config.start_id)
                .text_if_any("user_id", &config.user_id)
                .text_if_any("jwt", &jwt)
                .text("page", &config.page)
                // As the browser says it: `de-AT`.
                .text("language", &window().navigator().language().unwrap_or_default())
                .text_if_any("department", &config.department)
                .text("origin", &config.origin)
                .end();
            let answer = http::post(&path, &body).await;
            state.is_beginning.set(false);
            match answer {
                Ok(answer) => {
                    state.failures.set(0);
                    state.is_unproven.set(false);
                    self.tell_beginning(&answer);
                    state.name.set(answer.get("site_name").and_then(Json::as_str).map(str::to_owned));
                    // A signed identity is shown again before it ends.
                    if let Some(pause_ms) = answer.get("renew_in_ms").and_then(Json::as_u64) {
                        self.renew_in(pause_ms);
                    }
                    wear(&answer);
                    self.connect(Started {
                        conversation: answer.text_of("conversation").to_owned(),
                        token: answer.text_of("token").to_owned(),
                    });
                }
                Err(HttpError::Later) => self.begin_later(),
                // It may have ended on its way; a second one that is not taken is the page's last word.
                Err(HttpError::Refused(401, _)) if !state.is_unproven.replace(true) => self.renew(),
                Err(HttpError::Refused(_, message)) => state.trouble.set(Some(words::refusal(message))),
            }
        });
    }

    /// What was to be done before is not done any more: there is one way to the next token at a time.
    fn renew_in(self, pause_ms: u64) {
        let state = self.state();
        let planned = state.renewals.get().wrapping_add(1);
        state.renewals.set(planned);
        let due = move || {
            if self.state().renewals.get() == planned {
                self.renew();
            }
        };
        after(Duration::from_millis(pause_ms), due);
    }

    fn begin_later(self) {
        let state = self.state();
        let failures = state.failures.get();
        state.failures.set(failures.saturating_add(1));
        let longest = (1_000_u32 << failures.min(5)).min(PAUSE_MS_MAX);
        let pause = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        let is_live = |live: &LiveChat| live.with(|chat| matches!(chat.link(), Link::Live { .. }));
        if !state.live.borrow().as_ref().is_some_and(is_live) {
            state.reach.set(Reach::Lost);
        }
        self.renew_in(pause as u64);
    }

    fn connect(self, started: Started) {
        let state = self.state();
        attach::enter(&started.conversation, &started.token);
        if let Some(live) = &*state.live.borrow() {
            return live.token(started.token);
        }
        let early = state.pending.peek();
        let live = LiveChat::start(
            socket_address(&started.conversation),
            Chat::of_visitor(started.token),
            move |chat| self.follow(chat),
            move |output| self.hear(output),
        );
        // What was written before goes out first, in its order.
        for unsent in early {
            live.post(unsent.client_id, unsent.text, unsent.files);
        }
        for ask in state.untold.take() {
            live.ask(ask);
        }
        state.live.replace(Some(live));
        self.look();
    }

    fn hear(self, output: Output) {
        let state = self.state();
        match output {
            Output::NeedToken => self.renew(),
            Output::Answer { ask: Ask::Tell { .. }, result, .. } => {
                if let Err(refusal) = result {
                    self.tell_error(&refusal.code, &refusal.message);
                }
            }
            Output::Answer { ask, result, .. } => {
                state.asking.set(None);
                let why = result.err().map(|refusal| words::refusal(refusal.message));
                let Ask::Rate { score, .. } = ask else { return state.refusal.set(why) };
                if why.is_none() {
                    state.rating.set(Rating::Given);
                    self.tell_rating(score);
                }
                state.rating_refusal.set(why);
            }
            Output::Refused { client_id, text, files, refusal } => {
                let unsent =
                    Unsent { client_id, text, files, refusal: Some(words::refusal(refusal.message)) };
                let mut refused = state.refused.peek();
                refused.push(unsent);
                state.refused.set(refused);
                self.show_end();
            }
            // The browser's side of the client does these itself.
            Output::Connect | Output::Disconnect | Output::Send(_) => {}
        }
    }
}

/// What the site has decided of looks and language. An edge that does not say it leaves them as they are.
fn wear(answer: &Json) {
    if let Some(theme) = answer.get("theme") {
        let of = |name| theme.text_of(name);
        words::site(
            of("accent"),
            of("mode"),
            of("corner"),
            of("density"),
            of("picture"),
            answer.text_of("language"),
        );
    }
}

fn socket_address(conversation: &str) -> String {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    // http becomes ws, https becomes wss.
    ["ws", origin.strip_prefix("http").unwrap_or_default(), "/api/conversations/", conversation, "/socket"]
        .concat()
}
