//! The visitor's conversation on this page: what the views read, and the few things that they can do.

mod begin;
mod follow;
mod state;
mod tell;

use baton_client::browser::{attach, new_client_id, now};
use baton_client::chat::Ask;
use baton_shared::ids::ClientId;
use baton_shared::limits::MESSAGE_CHARS_MAX;
use baton_shared::message::RichText;
use baton_shared::protocol::PhaseName;
use baton_shared::time::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MessagePort};

pub use state::{Article, ArticleBody, Rating, Reach, State, Unsent};

use crate::config::Config;
use crate::dom::{self, after_drawing};
use crate::focus;
use crate::http;
use crate::loader::Loader;
use crate::person::Person;
use crate::texts;
use crate::words::say;

/// The other side shows "is writing" for 6 s; it is told again before that.
const TYPING_AGAIN_MS: u64 = 3_000;

/// A handle; all copies are the same session.
#[derive(Clone, Copy)]
pub struct Session(&'static State);

impl Session {
    /// Begins the conversation, or goes on with the one that the loader's secret belongs to.
    pub fn start(config: Config, port: MessagePort, person: Person) -> Self {
        // As long as the page, and there is one.
        let session = Self(Box::leak(Box::new(State::new(config, person))));
        session.state().loader.replace(Some(Loader::new(port, move |said| session.hear_loader(said))));
        dom::on_window("visibilitychange", move |_| session.look());
        dom::on_window("online", move |_| session.begin());
        dom::on_window("baton:words", move |_| session.draw_anew());
        session.rest_in_cache();
        session.begin();
        session
    }

    /// What is known.
    pub fn state(self) -> &'static State {
        self.0
    }

    fn tell_loader(self, tell: impl FnOnce(&Loader)) {
        if let Some(loader) = &*self.state().loader.borrow() {
            tell(loader);
        }
    }

    /// The visitor's language is another one.
    fn draw_anew(self) {
        let state = self.state();
        state.languages.set(state.languages.peek().wrapping_add(1));
        self.keep_focus();
    }

    /// Tells the loader that the composer takes text.
    pub fn say_ready(self) {
        self.tell_loader(Loader::ready);
    }

    /// Closes the panel.
    pub fn close(self) {
        self.tell_loader(Loader::close);
    }

    /// Whether the conversation stands there now; followed.
    pub fn is_in(self, phases: &[PhaseName]) -> bool {
        self.state().phase.get().is_some_and(|phase| phases.contains(&phase))
    }

    /// Sends what is in the composer, if it can be sent.
    pub fn send_composed(self) {
        let state = self.state();
        if !self.can_send() {
            return;
        }
        let (text, attached) = (state.composing.peek(), state.attached.peek());
        state.composing.set(String::new());
        state.typing_told.set(Timestamp::default());
        if !attached.is_empty() {
            attach::sent();
        }
        self.post(text, attached);
    }

    /// Whether there is something to send, and nothing that it has to wait for; followed.
    pub fn can_send(self) -> bool {
        let state = self.state();
        let chars = state.composing.get().trim().chars().count();
        let is_something = !state.attached.get().is_empty() || chars > 0;
        !state.is_attaching.get() && chars <= MESSAGE_CHARS_MAX && is_something
    }

    /// Puts the tools for files into the composer.
    pub fn attach(self, composer: &Element) {
        attach::begin(composer, move |is_attaching, attached| {
            let state = self.state();
            state.is_attaching.set(is_attaching);
            state.attached.set(attached);
        });
    }

    /// Sends a message: at once, or when the connection is there.
    pub fn post(self, text: String, files: String) {
        let state = self.state();
        let client_id = new_client_id();
        state.person.keep(client_id.as_str(), &text, &files);
        match &*state.live.borrow() {
            Some(live) => live.post(client_id, text, files),
            None => {
                let mut pending = state.pending.peek();
                pending.push(Unsent { client_id, text, files, refusal: None });
                state.pending.set(pending);
            }
        }
        self.show_end();
    }

    /// Sends a refused message again, under a new name.
    pub fn try_again(self, client_id: &ClientId) {
        if let Some(unsent) = self.take_refused(client_id) {
            self.post(unsent.text, unsent.files);
        }
    }

    /// Brings a refused message back into the composer, before what is there.
    pub fn edit(self, client_id: &ClientId) {
        let Some(unsent) = self.take_refused(client_id) else { return };
        let state = self.state();
        attach::back(&unsent.files);
        let rest = state.composing.peek();
        let parts = [unsent.text, rest];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        state.composing.set(parts.join("\n"));
        self.focus_composer();
    }

    fn take_refused(self, client_id: &ClientId) -> Option<Unsent> {
        let state = self.state();
        let mut refused = state.refused.peek();
        let at = refused.iter().position(|unsent| unsent.client_id == *client_id)?;
        let unsent = refused.remove(at);
        state.refused.set(refused);
        Some(unsent)
    }

    /// Asks for something else than a message; one thing at a time.
    pub fn ask(self, ask: Ask) {
        let state = self.state();
        if state.asking.peek().is_some() {
            return;
        }
        match &*state.live.borrow() {
            Some(live) => {
                state.refusal.set(None);
                state.rating_refusal.set(None);
                state.asking.set(Some(ask.clone()));
                live.ask(ask);
            }
            None => state.refusal.set(Some(say(texts::NO_CONNECTION))),
        }
    }

    /// The visitor has changed the composer's text.
    pub fn typed(self, text: String) {
        let state = self.state();
        let told = state.typing_told.get();
        let was_on = told != Timestamp::default();
        let is_on = !text.trim().is_empty();
        state.composing.set(text);
        if is_on && now().since_ms(told) < TYPING_AGAIN_MS || !is_on && !was_on {
            return;
        }
        state.typing_told.set(if is_on { now() } else { Timestamp::default() });
        if let Some(live) = &*state.live.borrow() {
            live.typing(is_on);
        }
    }

    /// Opens an article that an answer rests on.
    pub fn open_article(self, slug: String) {
        let state = self.state();
        if !state.is_reading.peek() {
            let from = document().active_element().and_then(|element| element.dyn_into().ok());
            state.article_opened_from.replace(from);
        }
        state.article.set(Some(Article::Loading));
        state.is_reading.set(true);
        let path = ["/api/sites/", &state.config.site, "/articles/", &slug].concat();
        spawn_local(async move {
            let answer = http::get(&path).await.ok();
            let read = answer.and_then(|answer| {
                let body = RichText::read(answer.get("body")?)?;
                Some(Article::Ready(ArticleBody { title: answer.text_of("title").to_owned(), body }))
            });
            // Closed in the meantime: it stays closed.
            if state.article.peek() == Some(Article::Loading) {
                state.article.set(Some(read.unwrap_or(Article::Failed(slug))));
            }
        });
    }

    /// Back from the article to where it was opened.
    pub fn close_article(self) {
        let state = self.state();
        state.is_reading.set(false);
        state.article.set(None);
        if let Some(from) = state.article_opened_from.take() {
            // The messages are out of reach until the article is gone.
            after_drawing(move || {
                let _ = from.focus();
            });
        }
    }

    /// Shows the end of the messages, once what has just changed is drawn.
    pub fn show_end(self) {
        after_drawing(|| {
            if let Some(scroller) = document().get_element_by_id("scroller") {
                // It is turned over (style.css): its end is 0.
                scroller.set_scroll_top(0);
            }
        });
    }

    /// Something was scrolled: whether the end of the messages is in sight now.
    pub fn scrolled(self, is_at_end: bool) {
        let state = self.state();
        state.is_at_end.set(is_at_end);
        if is_at_end {
            state.has_new_below.set(false);
        }
    }

    /// The visitor does not want to say how the help was.
    pub fn dismiss_rating(self) {
        self.state().rating.set(Rating::Dismissed);
        self.focus_composer();
    }

    /// Puts the visitor where he writes.
    pub fn focus_composer(self) {
        let state = self.state();
        focus::soon(if state.is_reading.peek() {
            "back"
        } else if state.asks.peek().is_some() {
            "form"
        } else {
            "composer"
        });
    }

    /// What had the focus may be gone with the phase: then the visitor goes on where he writes.
    pub fn keep_focus(self) {
        if self.state().is_visible.get() {
            after_drawing(move || {
                if focus::is_lost() {
                    self.focus_composer();
                }
            });
        }
    }
}
