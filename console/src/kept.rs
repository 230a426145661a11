//! What outlives an opened conversation: notes that are not stored yet, and the site's canned responses.

use std::collections::BTreeMap;

use baton_shared::ids::{ConversationId, DepartmentId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, DeskSettings};
use crate::notes::Notes;

/// A handle.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    notes: StoredValue<BTreeMap<ConversationId, Notes>>,
    /// Of the site, as far as it is known; empty until then.
    pub site: RwSignal<DeskSettings>,
    is_loading: StoredValue<bool>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            notes: StoredValue::default(),
            site: RwSignal::new(DeskSettings::default()),
            is_loading: StoredValue::new(false),
        }
    }
}

impl Kept {
    /// Changes the notes of a conversation.
    pub fn with_notes<T: Default>(self, id: &ConversationId, change: impl FnOnce(&mut Notes) -> T) -> T {
        let changed = self.notes.try_update_value(|all| {
            let notes = all.entry(id.clone()).or_default();
            let changed = change(notes);
            if *notes == Notes::default() {
                all.remove(id);
            }
            changed
        });
        changed.unwrap_or_default()
    }

    /// Asks for the site's settings anew; what is known is used until they come.
    pub fn refresh(self) {
        if self.is_loading.try_get_value() != Some(false) {
            return;
        }
        self.is_loading.set_value(true);
        spawn_local(async move {
            // Without an answer there are no (new) responses, and the next conversation asks again.
            if let Ok(site) = api::desk_settings().await {
                self.site.try_set(site);
            }
            self.is_loading.try_set_value(false);
        });
    }

    /// A department's name.
    pub fn department(self, id: &DepartmentId) -> Option<String> {
        let named = |site: &DeskSettings| {
            site.departments.iter().find(|department| department.id == *id).map(|it| it.name.clone())
        };
        self.site.with(named)
    }
}
