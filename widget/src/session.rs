//! The visitor's conversation on this page: what the views read, and the few things that they can do.

mod begin;
mod follow;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use baton_client::browser::{LiveChat, new_client_id, now};
use baton_client::chat::Ask;
use baton_shared::ids::ClientId;
use baton_shared::limits::MESSAGE_CHARS_MAX;
use baton_shared::message::RichText;
use baton_shared::protocol::{HandoverButton, PhaseName};
use baton_shared::time::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, MessagePort};

use crate::config::Config;
use crate::field::Field;
use crate::focus;
use crate::http;
use crate::loader::Loader;
use crate::shown::Shown;
use crate::texts;

/// The other side shows "is writing" for 6 s; it is told again before that.
const TYPING_AGAIN_MS: u64 = 3_000;

/// A message that is not stored yet, or never will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsent {
    /// Its name.
    pub client_id: ClientId,
    /// As typed.
    pub text: String,
    /// Why the edge does not take it.
    pub refusal: Option<String>,
}

/// Whether the edge can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not yet.
    Connecting,
    /// Yes.
    Live,
    /// No, for long enough to say so.
    Lost,
    /// The edge speaks another version: the frame has to be loaded again.
    Outdated,
}

/// An article of the knowledge base, over the messages.
#[derive(Debug, Clone, PartialEq)]
pub enum Article {
    /// On its way.
    Loading,
    /// Could not be loaded; its name in addresses.
    Failed(String),
    /// There.
    Ready(ArticleBody),
}

/// The words of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleBody {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: RichText,
}

/// A handle; all copies are the same session.
#[derive(Clone, Copy)]
pub struct Session(StoredValue<Rc<State>, LocalStorage>);

/// What is known on this page. The fields with a `Field` are what the views follow.
pub struct State {
    /// What the loader has told.
    pub config: Config,
    /// The site's name, once it is known.
    pub name: Field<Option<String>>,
    /// Stored messages.
    pub messages: Field<Vec<Arc<Shown>>>,
    /// Messages on their way.
    pub pending: Field<Vec<Unsent>>,
    /// Messages that the edge does not take.
    pub refused: Field<Vec<Unsent>>,
    /// Where the conversation stands; `None` until it is known.
    pub phase: Field<Option<PhaseName>>,
    /// The agent who owns it.
    pub agent: Field<Option<String>>,
    /// The place in the queue.
    pub position: Field<Option<u32>>,
    /// The button that brings a human.
    pub button: Field<Option<HandoverButton>>,
    /// Whether the bot owes an answer.
    pub is_bot_writing: Field<bool>,
    /// The agent who writes now.
    pub writing: Field<Option<String>>,
    /// The bot's answer so far.
    pub draft: Field<Option<String>>,
    /// Whether the edge can be reached.
    pub reach: Field<Reach>,
    /// Why there is no chat here at all.
    pub trouble: Field<Option<String>>,
    /// What was asked and is not answered yet.
    pub asking: Field<Option<Ask>>,
    /// Why what was asked can't be.
    pub refusal: Field<Option<String>>,
    /// The text in the composer.
    pub composing: Field<String>,
    /// The offline form: name, e-mail, message.
    pub form: [Field<String>; 3],
    /// The open article.
    pub article: Field<Option<Article>>,
    /// Whether one is open.
    pub is_reading: Field<bool>,
    /// For screen readers: what is new.
    pub announced: Field<String>,
    /// Something new stands below what is in sight.
    pub has_new_below: Field<bool>,
    loader: RefCell<Option<Loader>>,
    live: RefCell<Option<LiveChat>>,
    /// How often the beginning has failed in a row.
    failures: Cell<u32>,
    is_beginning: Cell<bool>,
    is_visible: Cell<bool>,
    is_at_end: Cell<bool>,
    /// Messages that the visitor has seen.
    seen: Cell<usize>,
    /// When the other side was told last that the visitor writes; 0 when he does not.
    typing_told: Cell<Timestamp>,
    article_opened_from: RefCell<Option<HtmlElement>>,
}

impl State {
    fn new(config: Config) -> Self {
        let is_visible = config.is_visible;
        Self {
            config,
            name: Field::default(),
            messages: Field::default(),
            pending: Field::default(),
            refused: Field::default(),
            phase: Field::default(),
            agent: Field::default(),
            position: Field::default(),
            button: Field::default(),
            is_bot_writing: Field::default(),
            writing: Field::default(),
            draft: Field::default(),
            reach: Field::new(Reach::Connecting),
            trouble: Field::default(),
            asking: Field::default(),
            refusal: Field::default(),
            composing: Field::default(),
            form: Default::default(),
            article: Field::default(),
            is_reading: Field::default(),
            announced: Field::default(),
            has_new_below: Field::default(),
            loader: RefCell::default(),
            live: RefCell::default(),
            failures: Cell::default(),
            is_beginning: Cell::default(),
            is_visible: Cell::new(is_visible),
            is_at_end: Cell::new(true),
            seen: Cell::default(),
            typing_told: Cell::default(),
            article_opened_from: RefCell::default(),
        }
    }
}

impl Session {
    /// Begins the conversation, or goes on with the one that the loader's secret belongs to.
    pub fn start(config: Config, port: MessagePort) -> Self {
        let session = Self(StoredValue::new_local(Rc::new(State::new(config))));
        session.state().loader.replace(Some(Loader::new(port, move |on| session.set_visible(on))));
        let online = window_event_listener_untyped("online", move |_| session.begin());
        on_cleanup(move || online.remove());
        session.begin();
        session
    }

    /// What is known.
    pub fn state(self) -> Rc<State> {
        self.0.get_value()
    }

    fn tell_loader(self, tell: impl FnOnce(&Loader)) {
        if let Some(loader) = &*self.state().loader.borrow() {
            tell(loader);
        }
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
        let text = state.composing.peek();
        if text.trim().is_empty() || text.trim().chars().count() > MESSAGE_CHARS_MAX {
            return;
        }
        state.composing.set(String::new());
        state.typing_told.set(Timestamp::default());
        self.post(text);
    }

    /// Sends a message: at once, or when the connection is there.
    pub fn post(self, text: String) {
        let state = self.state();
        match &*state.live.borrow() {
            Some(live) => {
                live.post(text);
            }
            None => {
                let mut pending = state.pending.peek();
                pending.push(Unsent { client_id: new_client_id(), text, refusal: None });
                state.pending.set(pending);
            }
        }
        self.show_end();
    }

    /// Sends a refused message again, under a new name.
    pub fn try_again(self, client_id: &ClientId) {
        if let Some(unsent) = self.take_refused(client_id) {
            self.post(unsent.text);
        }
    }

    /// Brings a refused message back into the composer, before what is there.
    pub fn edit(self, client_id: &ClientId) {
        let Some(unsent) = self.take_refused(client_id) else { return };
        let state = self.state();
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
                state.asking.set(Some(ask.clone()));
                live.ask(ask);
            }
            None => state.refusal.set(Some(texts::NO_CONNECTION.to_owned())),
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
            request_animation_frame(move || {
                let _ = from.focus();
            });
        }
    }

    /// Shows the end of the messages, once what has just changed is drawn.
    pub fn show_end(self) {
        request_animation_frame(|| {
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

    /// Puts the visitor where he writes.
    pub fn focus_composer(self) {
        let state = self.state();
        focus::soon(if state.is_reading.peek() {
            "back"
        } else if state.phase.peek() == Some(PhaseName::OfflineForm) {
            "name"
        } else {
            "composer"
        });
    }

    /// What had the focus may be gone with the phase: then the visitor goes on where he writes.
    pub fn keep_focus(self) {
        if self.state().is_visible.get() {
            request_animation_frame(move || {
                if focus::is_lost() {
                    self.focus_composer();
                }
            });
        }
    }
}
