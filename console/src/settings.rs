//! What this browser remembers for its agent: sound and keys. Without storage the desk works and forgets.

use leptos::prelude::*;

/// Kept in this browser.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// No sound for new requests.
    pub is_muted: RwSignal<bool>,
    /// Single keys are shortcuts (WCAG 2.1.4: they can be switched off).
    pub has_keys: RwSignal<bool>,
}

impl Settings {
    /// As they were left.
    pub fn load() -> Self {
        let kept = |name: &str| storage().and_then(|storage| storage.get_item(name).ok().flatten());
        let is_muted = RwSignal::new(kept("baton.desk.muted").as_deref() == Some("yes"));
        let has_keys = RwSignal::new(kept("baton.desk.keys").as_deref() != Some("no"));
        Effect::new(move || keep("baton.desk.muted", if is_muted.get() { "yes" } else { "no" }));
        Effect::new(move || keep("baton.desk.keys", if has_keys.get() { "yes" } else { "no" }));
        Self { is_muted, has_keys }
    }
}

fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or closed storage is no reason to bother anybody.
        let _ = storage.set_item(name, value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
