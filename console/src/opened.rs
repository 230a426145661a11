//! One conversation on the screen: its own socket, what is to be seen of it, and what the agent writes.

use std::time::Duration;

use baton_client::browser::LiveChat;
use baton_client::chat::{Ask, Chat, Credentials, Output, Refusal};
use baton_shared::ids::ConversationId;
use baton_shared::limits::MESSAGE_CHARS_MAX;
use baton_shared::protocol::View;
use leptos::prelude::*;

use crate::clock;
use crate::connection::Connection;
use crate::desk::{Desk, set_changed, socket_url};
use crate::lines::{Line, lines};
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
    /// Messages, notes and pending messages.
    pub lines: RwSignal<Vec<Line>>,
    /// Who else writes.
    pub typing: RwSignal<Option<String>>,
    /// The bot's answer so far.
    pub draft: RwSignal<Option<String>>,
    /// How this agent stands to it.
    pub standing: Memo<Option<Standing>>,
    /// What the agent writes.
    pub text: RwSignal<String>,
    /// What was asked and is not answered yet.
    pub is_busy: RwSignal<bool>,
    /// What was refused last, and who owned the conversation then.
    pub refusal: RwSignal<Option<Refused>>,
    /// Why a message was not taken.
    pub not_sent: RwSignal<Option<String>>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    typing_told: StoredValue<u64>,
    typing_stop: StoredValue<Option<TimeoutHandle>>,
    live: StoredValue<LiveChat, LocalStorage>,
}

impl Opened {
    /// Connects; the owner that it is made in disconnects it.
    pub fn start(desk: Desk, id: ConversationId) -> Self {
        let connection = RwSignal::new(Connection::default());
        let (view, lines) = (RwSignal::new(None), RwSignal::new(Vec::new()));
        let (typing, draft) = (RwSignal::new(None), RwSignal::new(None));
        let kept = desk.drafts.with_value(|drafts| drafts.get(&id).cloned().unwrap_or_default());
        let (text, is_busy) = (RwSignal::new(kept), RwSignal::new(false));
        let (refusal, not_sent, dialog) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(None));
        let on_change = move |chat: &Chat| {
            set_changed(connection, connection.get_untracked().after(chat.link()));
            set_changed(view, chat.view().cloned());
            set_changed(typing, chat.typing().map(str::to_owned));
            set_changed(draft, chat.draft().map(str::to_owned));
            set_changed(lines, self::lines(&chat.entries(), clock::day));
        };
        let on_output = move |output: Output| match output {
            Output::Answer { ask, result, .. } => {
                is_busy.set(false);
                match result {
                    Ok(()) => dialog.set(None),
                    Err(why) => refusal.set(Some(Refused { ask, why, owner: None })),
                }
            }
            // The agent's words are not lost: they go back into the box, before what was written since.
            Output::Refused { text: unsent, refusal, .. } => {
                text.update(|text| *text = [unsent.as_str(), text].join("\n").trim().to_owned());
                not_sent.set(Some(refusal.message));
            }
            Output::Connect | Output::Disconnect | Output::Send(_) | Output::NeedToken => {}
        };
        // "as=agent": an agent who tries the own shop has the cookie in the visitor's frame too.
        let url = socket_url(&format!("/api/conversations/{id}/socket?as=agent"));
        let live = LiveChat::start(url, Credentials::Cookie, on_change, on_output);
        let me = desk.my_id();
        let opened = Self {
            desk,
            id: StoredValue::new(id),
            connection,
            view,
            lines,
            typing,
            draft,
            standing: Memo::new(move |_| view.with(|view| view.as_ref().map(|view| Standing::of(view, &me)))),
            text,
            is_busy,
            refusal,
            not_sent,
            dialog,
            typing_told: StoredValue::new(0),
            typing_stop: StoredValue::new(None),
            live: StoredValue::new_local(live),
        };
        opened.watch();
        opened
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
        self.live.with_value(|live| live.ask(ask));
    }

    /// Why the last thing was not done.
    pub fn refusal_words(self) -> Option<String> {
        self.refusal.with(|it| it.as_ref().map(|it| refused(&it.ask, &it.why, it.owner.as_deref())))
    }

    /// Sends what is in the box, if it is something and not too long.
    pub fn send(self) {
        let text = self.text.with_untracked(|text| text.trim().to_owned());
        let may_write = self.standing.with_untracked(|standing| *standing == Some(Standing::Mine));
        if text.is_empty() || text.chars().count() > MESSAGE_CHARS_MAX || !may_write {
            return;
        }
        self.not_sent.set(None);
        self.stop_typing();
        self.live.with_value(|live| live.post(text));
        self.text.set(String::new());
    }

    /// The agent types.
    pub fn typed(self, text: String) {
        self.text.set(text);
        let now = js_sys::Date::now() as u64;
        if now.saturating_sub(self.typing_told.get_value()) >= TYPING_AGAIN_MS {
            self.typing_told.set_value(now);
            self.live.with_value(|live| live.typing(true));
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
            self.live.with_value(|live| live.typing(false));
        }
    }

    /// Tries to connect now.
    pub fn hurry(self) {
        self.live.with_value(LiveChat::hurry);
    }

    fn open_dialog(self, dialog: Dialog) {
        self.refusal.set(None);
        self.dialog.set(Some(dialog));
    }

    fn forget_typing_stop(self) {
        if let Some(stop) = self.typing_stop.try_update_value(Option::take).flatten() {
            stop.clear();
        }
    }

    fn watch(self) {
        Effect::new(move || {
            let (id, text) = (self.id.get_value(), self.text.get());
            self.desk.drafts.update_value(|drafts| match text.trim() {
                "" => drop(drafts.remove(&id)),
                _ => drop(drafts.insert(id, text)),
            });
        });
        Effect::new(move |before: Option<Option<Standing>>| {
            let standing = self.standing.get();
            if standing == Some(Standing::Mine)
                && before.flatten().is_some_and(|before| before != Standing::Mine)
            {
                // Somebody else was faster once; now it is this agent's after all.
                self.refusal.set(None);
            }
            // A dialog of the owner has nothing to say once somebody else is.
            if standing.as_ref().is_some_and(|standing| *standing != Standing::Mine) {
                self.dialog.set(None);
            }
            standing
        });
        let me = self.desk.my_id();
        Effect::new(move || {
            // The view with the faster one may come before or after the refusal; later owners change nothing.
            let other = |view: &View| view.agent_name.clone().filter(|_| view.agent_id.as_ref() != Some(&me));
            let owner = self.view.with(|view| view.as_ref().and_then(other));
            if owner.is_some() && self.refusal.with(|it| it.as_ref().is_some_and(|it| it.owner.is_none())) {
                self.refusal.update(|it| it.iter_mut().for_each(|it| it.owner.clone_from(&owner)));
            }
        });
        Effect::new(move || {
            if self.connection.get() == (Connection::Over { is_signed_out: true }) {
                self.desk.session.lost();
            }
        });
        on_cleanup(move || self.forget_typing_stop());
    }
}
