//! The settings screen's state: the document that counts, the one being edited, and what stands between the two.

mod kept;
mod saving;

use std::collections::BTreeMap;

use baton_shared::document::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::api::{self, Me, Member, MemberRole};
use crate::session::Session;
use crate::settings_api::{self, Loaded, Version};
use crate::settings_edit::{self, Change};

/// Where the screen stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The document is on its way.
    Loading,
    /// It is here.
    Ready,
    /// It did not come.
    Failed(String),
}

/// A text that is no JSON yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// As typed.
    pub text: String,
    /// What is wrong with it.
    pub message: String,
}

/// The whole state, as a handle.
#[derive(Clone, Copy)]
pub struct Editor {
    pub(super) session: Session,
    pub(super) me: StoredValue<Me>,
    /// Where it stands.
    pub state: RwSignal<State>,
    /// The version that was loaded.
    pub version: RwSignal<u64>,
    /// The document as it was loaded.
    pub base: RwSignal<Value>,
    /// The document as it is edited.
    pub now: RwSignal<Value>,
    /// Texts that are no JSON yet, by the pointer of their field.
    pub broken: RwSignal<BTreeMap<String, Broken>>,
    /// What the edge has found wrong with what was sent.
    pub(super) told: RwSignal<Vec<Problem>>,
    /// Everything that is wrong.
    pub problems: Memo<Vec<Problem>>,
    /// Whether there is something to save.
    pub is_changed: Memo<bool>,
    /// Somebody was quicker.
    pub conflict: RwSignal<Option<Version>>,
    /// Own changes that were made to a version that counts no more.
    pub mine: RwSignal<Vec<Change>>,
    /// Grows when the forms must be drawn anew.
    pub drawing: RwSignal<u32>,
    /// Something is on its way.
    pub is_busy: RwSignal<bool>,
    /// What went wrong.
    pub wrong: RwSignal<Option<String>>,
    /// What went well.
    pub done: RwSignal<Option<String>>,
    /// The site's members.
    pub members: RwSignal<Vec<Member>>,
}

impl Editor {
    /// Of one agent's desk; loads when it is first looked at.
    pub fn new(session: Session, me: StoredValue<Me>) -> Self {
        let (base, now) = (RwSignal::new(Value::Null), RwSignal::new(Value::Null));
        let broken = RwSignal::new(BTreeMap::<String, Broken>::new());
        let told = RwSignal::new(Vec::<Problem>::new());
        let problems = Memo::new(move |_| {
            let unread = broken.with(|broken| {
                let problem = |(at, it): (&String, &Broken)| Problem::new(at.as_str(), it.message.as_str());
                broken.iter().map(problem).collect::<Vec<_>>()
            });
            let known = now.with(|now| if now.is_null() { Vec::new() } else { settings_edit::problems(now) });
            unread.into_iter().chain(known).chain(told.get()).collect()
        });
        let is_changed = Memo::new(move |_| {
            base.with(|base| now.with(|now| base != now)) || !broken.with(BTreeMap::is_empty)
        });
        let editor = Self {
            session,
            me,
            state: RwSignal::new(State::Loading),
            version: RwSignal::new(0),
            base,
            now,
            broken,
            told,
            problems,
            is_changed,
            conflict: RwSignal::new(None),
            mine: RwSignal::new(Vec::new()),
            drawing: RwSignal::new(0),
            is_busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
            done: RwSignal::new(None),
            members: RwSignal::new(Vec::new()),
        };
        editor.watch();
        editor
    }

    /// Whether this agent may be here at all.
    pub fn is_admin(self) -> bool {
        self.me.with_value(|me| me.role == MemberRole::Admin)
    }

    /// Loads what is not here yet.
    pub fn open(self) {
        if self.version.get_untracked() == 0 {
            self.load();
        }
    }

    /// Loads the document that counts; what was changed and not saved is kept beside it.
    pub fn load(self) {
        if self.version.get_untracked() == 0 {
            self.state.set(State::Loading);
        }
        spawn_local(async move {
            if let Ok(members) = api::members().await {
                self.members.try_set(members);
            }
            match settings_api::load().await {
                Ok(loaded) => self.take(loaded),
                Err(trouble) => self.failed(&trouble),
            }
        });
    }

    fn take(self, loaded: Loaded) {
        let mine = if self.version.get_untracked() == 0 { self.kept(&loaded) } else { self.changes() };
        let mut all = self.mine.get_untracked();
        all.retain(|old| mine.iter().all(|new| new.pointer != old.pointer));
        all.extend(mine);
        self.mine.try_set(all);
        self.version.try_set(loaded.version);
        self.base.try_set(loaded.document.clone());
        self.conflict.try_set(None);
        self.state.try_set(State::Ready);
        self.redraw(loaded.document);
        // Nobody else has saved in between: going on is what was meant.
        if self.is_kept_of(loaded.version) {
            self.use_all();
        }
    }

    fn changes(self) -> Vec<Change> {
        self.base.with_untracked(|base| self.now.with_untracked(|now| settings_edit::changes(base, now)))
    }

    /// Shows another document in the forms.
    pub fn redraw(self, document: Value) {
        self.told.try_set(Vec::new());
        self.broken.try_set(BTreeMap::new());
        self.now.try_set(document);
        self.drawing.try_update(|drawing| *drawing = drawing.wrapping_add(1));
    }

    /// The value at a place; `null` where there is none.
    pub fn value(self, at: &str) -> Memo<Value> {
        let at = at.to_owned();
        Memo::new(move |_| self.now.with(|now| now.pointer(&at).cloned().unwrap_or_default()))
    }

    /// The value at a place, once.
    pub fn value_now(self, at: &str) -> Value {
        self.now.with_untracked(|now| now.pointer(at).cloned().unwrap_or_default())
    }

    /// Sets a value.
    pub fn set(self, at: &str, value: Value) {
        self.change(at, |document| settings_edit::set(document, at, value));
    }

    /// Changes something at a place.
    pub fn change(self, at: &str, change: impl FnOnce(&mut Value)) {
        self.done.set(None);
        self.told
            .update(|told| told.retain(|it| !it.pointer.starts_with(at) && !at.starts_with(&it.pointer)));
        self.now.update(change);
    }

    /// Changes the shape of a list, after which its items have other places.
    pub fn reshape(self, at: &str, change: impl FnOnce(&mut Value)) {
        self.change(at, change);
        self.broken.update(|broken| broken.retain(|place, _| !place.starts_with(at)));
        self.drawing.update(|drawing| *drawing = drawing.wrapping_add(1));
    }

    /// Makes one of the kept changes in the document that is edited now.
    pub fn use_mine(self, change: &Change) {
        self.mine.update(|mine| mine.retain(|it| it != change));
        self.reshape(&change.pointer, |document| settings_edit::apply(document, change));
    }

    /// Makes all of them.
    pub fn use_all(self) {
        for change in self.mine.get_untracked() {
            self.use_mine(&change);
        }
    }

    /// Throws the changes away.
    pub fn discard(self) {
        self.wrong.set(None);
        self.mine.set(Vec::new());
        self.redraw(self.base.get_untracked());
    }
}
