//! What is not saved outlives this page: it is kept in the tab until it is saved or thrown away.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Editor;
use crate::settings_api::Loaded;
use crate::settings_edit::{self, Change};

/// What is kept in this tab until it is saved or thrown away.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u64,
    base: Value,
    now: Value,
    mine: Vec<Change>,
}

impl Editor {
    /// What this tab has kept from before it was loaded again.
    pub(super) fn kept(self, loaded: &Loaded) -> Vec<Change> {
        let Some(kept) = self.read_kept() else { return Vec::new() };
        let mut changes = settings_edit::changes(&kept.base, &kept.now);
        changes.extend(kept.mine);
        // What somebody has saved alike is no change any more.
        changes.retain(|change| loaded.document.pointer(&change.pointer) != change.value.as_ref());
        changes
    }

    pub(super) fn is_kept_of(self, version: u64) -> bool {
        self.read_kept().is_some_and(|kept| kept.version == version && kept.mine.is_empty())
    }

    /// Keeps what is not saved in this tab, and has the browser ask before it is lost.
    pub(super) fn watch(self) {
        Effect::new(move || {
            let is_open = self.is_changed.get() || self.mine.with(|mine| !mine.is_empty());
            if self.version.get() == 0 {
                return;
            }
            let Some(storage) = storage() else { return };
            // A full or closed storage is no reason to bother anybody: the page still holds it all.
            let _ = match is_open {
                true => {
                    let (version, base) = (self.version.get(), self.base.get());
                    let kept = Kept { version, base, now: self.now.get(), mine: self.mine.get() };
                    storage.set_item(&self.key(), &serde_json::to_string(&kept).unwrap_or_default())
                }
                false => storage.remove_item(&self.key()),
            };
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if self.is_changed.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
    }

    fn read_kept(self) -> Option<Kept> {
        let text = storage()?.get_item(&self.key()).ok().flatten()?;
        serde_json::from_str(&text).ok()
    }

    /// Of this agent: another one in the same tab has not written it.
    fn key(self) -> String {
        self.me.with_value(|me| format!("baton.settings.{}", me.agent.id))
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
