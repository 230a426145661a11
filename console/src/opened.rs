//! One conversation on the screen: its own socket, what is to be seen of it, and what the agent writes.

mod notes;
mod watch;

use std::time::Duration;

use baton_client::browser::{LiveChat, attach, new_client_id};
use baton_client::chat::{Ask, Chat, Credentials, Output, Refusal};
use baton_shared::ids::ConversationId;
use baton_shared::limits::MESSAGE_CHARS_MAX;
use baton_shared::priority::Priority;
use baton_shared::protocol::{View, VisitorCard};
use leptos::prelude::*;

use crate::alerts::is_unseen;
use crate::clock;
use crate::connection::Connection;
use crate::desk::{Desk, set_changed, socket_url};
use crate::lines::{Extras, Line, lines};
use crate::standing::{Action, Standing, refused};

/// The other side drops "writes" after 6 s: it is said again before that.
const TYPING_AGAIN_MS: u64 = 4_000;
/// Nothing typed for this long: not writing any more.
const TYPING_STOPS_MS: u64 = 5_000;

/// A dialog of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// To whom, with which note.
    Transfer,
    /// Really back to the bot?
    HandBack,
    /// Really end it?
    End,
    /// Why the desk did what it did.
    Why,
}

/// For whom the box writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// The visitor.
    #[default]
    Reply,
    /// Agents.
    Note,
}

/// Something that was not done.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    ask: Ask,
    why: Refusal,
    owner: Option<String>,
}

/// An open conversation, as a handle.
#[derive(Clone, Copy)]
pub struct Opened {
    /// The desk that it is open at.
    pub desk: Desk,
    /// Which.
    pub id: StoredValue<ConversationId>,
    /// Its connection.
    pub connection: RwSignal<Connection>,
    /// What is to be seen apart from the lines.
    pub view: RwSignal<Option<View>>,
    /// What an agent should know of the visitor.
    pub card: Memo<Option<VisitorCard>>,
    /// Messages, notes and what is on its way.
    pub lines: RwSignal<Vec<Line>>,
    /// Whether the visitor writes.
    pub is_visitor_typing: RwSignal<bool>,
    /// Other agents who write.
    pub writers: RwSignal<Vec<String>>,
    /// The bot's answer so far.
    pub draft: RwSignal<Option<String>>,
    /// How this agent stands to it.
    pub standing: Memo<Option<Standing>>,
    /// For whom the box writes.
    pub mode: RwSignal<Mode>,
    /// What the agent writes to the visitor.
    pub text: RwSignal<String>,
    /// What is attached to it: ids with spaces between.
    pub attached: RwSignal<String>,
    /// Something is still to be attached.
    pub is_attaching: RwSignal<bool>,
    /// What the agent writes to agents.
    pub note: RwSignal<String>,
    /// What was asked and is not answered yet.
    pub is_busy: RwSignal<bool>,
    /// What was refused last, and who owned the conversation then.
    pub refusal: RwSignal<Option<Refused>>,
    /// Why a message was not taken.
    pub not_sent: RwSignal<Option<String>>,
    /// Tags and priority that were asked for and are not answered yet.
    pub marking: RwSignal<Option<(Vec<String>, Priority)>>,
    /// Why they were not taken.
    pub not_marked: RwSignal<Option<String>>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    typing_told: StoredValue<u64>,
    typing_stop: StoredValue<Option<TimeoutHandle>>,
    live: StoredValue<Option<LiveChat>, LocalStorage>,
}

impl Opened {
    /// Connects; the owner that it is made in disconnects it.
    pub fn start(desk: Desk, id: ConversationId) -> Self {
        let view = RwSignal::new(None::<View>);
        let kept = desk.drafts.with_value(|drafts| drafts.get(&id).cloned().unwrap_or_default());
        let note = desk.kept.with_notes(&id, |notes| notes.draft.clone());
        let me = desk.my_id();
        let opened = Self {
            desk,
            id: StoredValue::new(id.clone()),
            connection: RwSignal::new(Connection::default()),
            view,
            card: Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.card.clone()))),
            lines: RwSignal::new(Vec::new()),
            is_visitor_typing: RwSignal::new(false),
            writers: RwSignal::new(Vec::new()),
            draft: RwSignal::new(None),
            standing: Memo::new(move |_| view.with(|view| view.as_ref().map(|view| Standing::of(view, &me)))),
            mode: RwSignal::new(Mode::default()),
            text: RwSignal::new(kept),
            attached: RwSignal::new(String::new()),
            is_attaching: RwSignal::new(false),
            note: RwSignal::new(note),
            is_busy: RwSignal::new(false),
            refusal: RwSignal::new(None),
            not_sent: RwSignal::new(None),
            marking: RwSignal::new(None),
            not_marked: RwSignal::new(None),
            dialog: RwSignal::new(None),
            typing_told: StoredValue::new(0),
            typing_stop: StoredValue::new(None),
            live: StoredValue::new_local(None),
        };
        // "as=agent": an agent who tries the own shop has the cookie in the visitor's frame too.
        attach::enter(id.as_str(), "");
        let url = socket_url(&format!("/api/conversations/{id}/socket?as=agent"));
        let chat = Chat::new(Credentials::Cookie);
        let live =
            LiveChat::start(url, chat, move |chat| opened.follow(chat), move |output| opened.hear(output));
        opened.live.set_value(Some(live));
        opened.watch();
        desk.kept.refresh();
        opened
    }

    /// Takes over what has changed.
    fn follow(self, chat: &Chat) {
        set_changed(self.connection, self.connection.get_untracked().after(chat.link()));
        set_changed(self.view, chat.view().cloned());
        set_changed(self.is_visitor_typing, chat.typing().any(|from| from == "visitor"));
        // The same agent in another window is nobody else.
        let me = self.desk.me.with_value(|me| me.agent.name.clone());
        let writers = chat.typing().filter(|from| *from != "visitor" && *from != me);
        set_changed(self.writers, writers.map(str::to_owned).collect());
        set_changed(self.draft, chat.draft().map(str::to_owned));
        let unsent = self.id.with_value(|id| self.desk.kept.with_notes(id, |notes| notes.unsent.clone()));
        let card = chat.view().and_then(|view| view.card.as_ref());
        let ratings = card.map(|card| card.ratings.as_slice()).unwrap_or_default();
        let extras = Extras { ratings, unsent: &unsent };
        set_changed(self.lines, lines(&chat.entries(), extras, clock::day));
    }

    fn hear(self, output: Output) {
        match output {
            Output::Answer { ask: Ask::Note { client_id, .. }, result, .. } => {
                self.note_answered(&client_id, &result);
            }
            Output::Answer { ask: Ask::Mark { .. }, result, .. } => {
                self.marking.set(None);
                self.not_marked.set(result.err().map(|why| why.message));
            }
            Output::Answer { ask, result, .. } => {
                self.is_busy.set(false);
                match result {
                    Ok(()) => self.dialog.set(None),
                    Err(why) => self.refusal.set(Some(Refused { ask, why, owner: None })),
                }
            }
            // The agent's words are not lost: they go back into the box, before what was written since.
            Output::Refused { text: unsent, files, refusal, .. } => {
                attach::back(&files);
                put_back(self.text, &unsent);
                self.not_sent.set(Some(refusal.message));
            }
            Output::Connect | Output::Disconnect | Output::Send(_) | Output::NeedToken => {}
        }
    }

    /// Does what a button says, or asks first.
    pub fn act(self, action: Action) {
        match action {
            Action::Join => self.ask(Ask::TakeOver),
            Action::Accept => self.ask(Ask::Accept),
            Action::Transfer => self.open_dialog(Dialog::Transfer),
            Action::HandBack => self.open_dialog(Dialog::HandBack),
            Action::End => self.open_dialog(Dialog::End),
        }
    }

    /// Asks the edge.
    pub fn ask(self, ask: Ask) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.refusal.set(None);
        self.is_busy.set(true);
        self.with_live(|live| live.ask(ask));
    }

    /// Asks for other tags or another priority. Each time all of them, so that the last one is right.
    pub fn mark(self, tags: Vec<String>, priority: Priority) {
        self.not_marked.set(None);
        self.marking.set(Some((tags.clone(), priority)));
        self.with_live(|live| live.ask(Ask::Mark { tags, priority }));
    }

    /// Why the last thing was not done.
    pub fn refusal_words(self) -> Option<String> {
        self.refusal.with(|it| it.as_ref().map(|it| refused(&it.ask, &it.why, it.owner.as_deref())))
    }

    /// Sends what is in the box, if it is something and not too long.
    pub fn send(self) {
        let text = self.text.with_untracked(|text| text.trim().to_owned());
        let may_write = self.standing.with_untracked(|standing| *standing == Some(Standing::Mine));
        let attached = self.attached.get_untracked();
        let is_nothing = text.is_empty() && attached.is_empty() || self.is_attaching.get_untracked();
        if is_nothing || text.chars().count() > MESSAGE_CHARS_MAX || !may_write {
            return;
        }
        if !attached.is_empty() {
            attach::sent();
        }
        self.not_sent.set(None);
        self.stop_typing();
        self.with_live(|live| live.post(new_client_id(), text, attached));
        self.text.set(String::new());
    }

    /// The agent types.
    pub fn typed(self, text: String) {
        self.text.set(text);
        let now = js_sys::Date::now() as u64;
        if now.saturating_sub(self.typing_told.get_value()) >= TYPING_AGAIN_MS {
            self.typing_told.set_value(now);
            self.with_live(|live| live.typing(true));
        }
        self.forget_typing_stop();
        let stop =
            set_timeout_with_handle(move || self.stop_typing(), Duration::from_millis(TYPING_STOPS_MS));
        self.typing_stop.set_value(stop.ok());
    }

    /// The agent does not type any more.
    pub fn stop_typing(self) {
        self.forget_typing_stop();
        if self.typing_told.try_get_value().is_some_and(|told| told > 0) {
            self.typing_told.set_value(0);
            self.with_live(|live| live.typing(false));
        }
    }

    /// Tells whether the agent can see the messages now.
    pub fn look(self) {
        self.with_live(|live| live.look(!is_unseen()));
    }

    /// Tries to connect now.
    pub fn hurry(self) {
        self.with_live(LiveChat::hurry);
    }

    /// Opens a dialog.
    pub fn open_dialog(self, dialog: Dialog) {
        self.refusal.set(None);
        self.dialog.set(Some(dialog));
    }

    fn forget_typing_stop(self) {
        if let Some(stop) = self.typing_stop.try_update_value(Option::take).flatten() {
            stop.clear();
        }
    }

    /// Does something with the connection, if there still is one.
    fn with_live<T>(self, act: impl FnOnce(&LiveChat) -> T) {
        self.live.try_with_value(|live| live.as_ref().map(act));
    }
}

/// Before what was written since.
fn put_back(text: RwSignal<String>, unsent: &str) {
    text.update(|text| *text = [unsent, text].join("\n").trim().to_owned());
}
