//! How a conversation begins: the loader's secret is exchanged for a token, then the socket opens.

use std::time::Duration;

use baton_client::browser::LiveChat;
use baton_client::chat::{Ask, Chat, Output};
use baton_shared::json::Json;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;

use super::{Rating, Reach, Session, Unsent};
use crate::http::{self, HttpError};
use crate::words;

/// The longest pause between two tries.
const PAUSE_MS_MAX: u32 = 30_000;

#[derive(Serialize)]
struct Start<'a> {
    start_id: &'a str,
    page: &'a str,
    /// As the browser says it: `de-AT`.
    language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    department: &'a str,
}

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

    /// Gets a token, for the first time or because the old one is not taken any more.
    fn renew(self) {
        let state = self.state();
        if state.is_beginning.replace(true) {
            return;
        }
        let path = ["/api/sites/", &state.config.site, "/conversations"].concat();
        spawn_local(async move {
            let config = &state.config;
            let start = Start {
                start_id: &config.start_id,
                page: &config.page,
                language: &window().navigator().language().unwrap_or_default(),
                department: &config.department,
            };
            // Texts always serialise.
            let body = serde_json::to_string(&start).unwrap_or_default();
            let answer = http::post(&path, &body).await;
            state.is_beginning.set(false);
            match answer {
                Ok(answer) => {
                    state.failures.set(0);
                    state.name.set(answer.get("site_name").and_then(Json::as_str).map(str::to_owned));
                    wear(&answer);
                    self.connect(Started {
                        conversation: answer.text_of("conversation").to_owned(),
                        token: answer.text_of("token").to_owned(),
                    });
                }
                Err(HttpError::Later) => self.begin_later(),
                Err(HttpError::Refused(message)) => state.trouble.set(Some(words::refusal(message))),
            }
        });
    }

    fn begin_later(self) {
        let state = self.state();
        let failures = state.failures.get();
        state.failures.set(failures.saturating_add(1));
        let longest = (1_000_u32 << failures.min(5)).min(PAUSE_MS_MAX);
        let pause = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        state.reach.set(Reach::Lost);
        set_timeout(move || self.renew(), Duration::from_millis(pause as u64));
    }

    fn connect(self, started: Started) {
        let state = self.state();
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
            live.post(unsent.text);
        }
        state.live.replace(Some(live));
    }

    fn hear(self, output: Output) {
        let state = self.state();
        match output {
            Output::NeedToken => self.renew(),
            Output::Answer { ask, result, .. } => {
                state.asking.set(None);
                let why = result.err().map(|refusal| words::refusal(refusal.message));
                if !matches!(ask, Ask::Rate { .. }) {
                    return state.refusal.set(why);
                }
                if why.is_none() {
                    state.rating.set(Rating::Given);
                }
                state.rating_refusal.set(why);
            }
            Output::Refused { client_id, text, refusal } => {
                let unsent = Unsent { client_id, text, refusal: Some(words::refusal(refusal.message)) };
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
