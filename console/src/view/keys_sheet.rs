//! The keys, and the switch for people whom single keys disturb.

use leptos::prelude::*;

use crate::desk::{Desk, Sheet};
use crate::keys::KEYS;
use crate::view::dialog::Dialog;

/// Shown on `?`.
#[component]
pub fn KeysSheet(desk: Desk) -> impl IntoView {
    let close = move || desk.sheet.set(None);
    let has_keys = desk.settings.has_keys;
    let is_shown = Memo::new(move |_| desk.sheet.get() == Some(Sheet::Keys));
    move || {
        is_shown.get().then(|| {
            view! {
                <Dialog title="Keyboard" close>
                    <dl class="keys">
                        {KEYS.map(|(key, does)| view! {
                            <div class="keys-row"><dt>{caps(key)}</dt><dd>{does}</dd></div>
                        }).collect_view()}
                    </dl>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=has_keys
                            on:change:target=move |event| has_keys.set(event.target().checked())
                        />
                        <span>"Use single keys as shortcuts"</span>
                    </label>
                </Dialog>
            }
        })
    }
}

/// Keys that are set apart by two spaces are alternatives.
fn caps(keys: &'static str) -> impl IntoView {
    keys.split("  ").map(|key| view! { <kbd>{key}</kbd>" " }).collect_view()
}
