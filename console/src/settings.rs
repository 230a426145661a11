//! What this browser remembers for its agent: sound, notifications and keys. Without storage the desk works and forgets.

use leptos::prelude::*;

/// Kept in this browser.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// No sound.
    pub is_muted: RwSignal<bool>,
    /// What rings while the page is not looked at is shown by the system. The browser has its own word to say.
    pub wants_notifications: RwSignal<bool>,
    /// Single keys are shortcuts (WCAG 2.1.4: they can be switched off).
    pub has_keys: RwSignal<bool>,
}

impl Settings {
    /// As they were left.
    pub fn load() -> Self {
        Self {
            is_muted: kept("baton.desk.muted", false),
            wants_notifications: kept("baton.desk.notifications", false),
            has_keys: kept("baton.desk.keys", true),
        }
    }
}

/// A choice that is kept under a name.
fn kept(name: &'static str, standard: bool) -> RwSignal<bool> {
    let before = storage().and_then(|storage| storage.get_item(name).ok().flatten());
    let choice = RwSignal::new(before.map_or(standard, |before| before == "yes"));
    Effect::new(move || {
        let value = if choice.get() { "yes" } else { "no" };
        if let Some(storage) = storage() {
            // A full or closed storage is no reason to bother anybody.
            let _ = storage.set_item(name, value);
        }
    });
    choice
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
