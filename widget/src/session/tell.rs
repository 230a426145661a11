//! Between the customer's page and the conversation: what the page says goes in, what happens goes out. What people
//! write never goes out: it is between them.

use std::sync::Arc;

use baton_shared::json::Json;
use baton_shared::message::{Notice, Sender};
use baton_shared::protocol::{PhaseName, View};
use wasm_bindgen::JsValue;

use super::Session;
use crate::config::flag;
use crate::dom;
use crate::shown::Shown;
use crate::told::Told;

impl Session {
    pub(super) fn hear_loader(self, said: &JsValue) {
        let state = self.state();
        match Told::read(said) {
            Some(Told::Visible(on)) => self.set_visible(on),
            Some(Told::Ask(ask)) => match &*state.live.borrow() {
                Some(live) => {
                    live.ask(ask);
                }
                None => state.untold.borrow_mut().push(ask),
            },
            Some(Told::Prefill([message, name, email])) => {
                let [to_name, to_email, _] = &state.form;
                for (field, text) in [(&state.composing, message), (to_name, name), (to_email, email)] {
                    // What the visitor has written stays.
                    if field.peek().is_empty() {
                        field.set(text.unwrap_or_default());
                    }
                }
            }
            None => {}
        }
    }

    /// A page that may come back is kept by the browser only without connections.
    pub(super) fn rest_in_cache(self) {
        let with_live = move |act: fn(&baton_client::browser::LiveChat)| {
            if let Some(live) = &*self.state().live.borrow() {
                act(live);
            }
        };
        dom::on_window("pagehide", move |event| {
            if flag(&event, "persisted") {
                with_live(|live| live.rest());
            }
        });
        dom::on_window("pageshow", move |event| {
            if flag(&event, "persisted") {
                with_live(|live| live.hurry());
            }
        });
    }

    fn say(self, kind: &str, fields: &[(&str, JsValue)]) {
        self.tell_loader(|loader| loader.say(kind, fields));
    }

    pub(super) fn tell_error(self, code: &str, message: &str) {
        self.say("error", &[("code", code.into()), ("message", message.into())]);
    }

    /// What the edge has said to the loader's secret.
    pub(super) fn tell_beginning(self, answer: &Json) {
        if answer.get("is_new").and_then(Json::as_bool) == Some(true) {
            self.say("started", &[("id", answer.text_of("conversation").into())]);
        }
        if let Some(contact) = answer.get("contact").and_then(Json::as_str) {
            self.say("contact", &[("contact", contact.into())]);
        }
        if let Some(rejected) = answer.get("rejected") {
            self.tell_error(rejected.text_of("code"), rejected.text_of("message"));
        }
    }

    pub(super) fn tell_rating(self, score: u8) {
        self.say("rated", &[("score", score.into())]);
    }

    /// The form before the chat was sent.
    pub fn tell_pre_chat(self) {
        self.say("prechat", &[]);
    }

    pub(super) fn tell_typing(self, writer: Option<&str>) {
        if self.state().writing.peek().as_deref() != writer {
            self.say("typing", &[("name", writer.map_or(JsValue::NULL, JsValue::from))]);
        }
    }

    pub(super) fn tell_view(self, view: &View) {
        if self.state().view_told.replace(view.version) == view.version {
            return;
        }
        let wait = view.wait.as_ref();
        self.say(
            "view",
            &[
                ("phase", phase(view.phase).into()),
                ("agent", view.agent_name.as_deref().into()),
                ("position", view.position.into()),
                ("waitFrom", wait.map(|wait| wait.from_s).into()),
                ("waitTo", wait.map(|wait| wait.to_s).into()),
                ("available", view.is_available.into()),
            ],
        );
    }

    pub(super) fn tell_messages(self, new: &[Arc<Shown>]) {
        for shown in new {
            let (from, name) = match &shown.message.sender {
                Sender::Visitor => ("visitor", ""),
                Sender::Bot => ("bot", ""),
                Sender::Agent(agent) => ("agent", agent.name.as_str()),
                Sender::System { notice: Notice::TimedOut } => ("system", "timed_out"),
                Sender::System { .. } => ("system", ""),
            };
            // Exact up to a place that no conversation reaches.
            let seq = shown.message.seq.0 as f64;
            self.say("message", &[("seq", seq.into()), ("from", from.into()), ("name", name.into())]);
        }
    }
}

fn phase(phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Bot => "bot",
        PhaseName::Requested => "requested",
        PhaseName::Queued => "queued",
        PhaseName::OfflineForm => "offline_form",
        PhaseName::Assigned => "assigned",
        PhaseName::AwaitingFollowUp => "awaiting_follow_up",
        PhaseName::Resolved => "resolved",
    }
}
