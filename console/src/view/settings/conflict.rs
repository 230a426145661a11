//! Somebody else has saved meanwhile: theirs is loaded when this admin says so, and the own changes stay in sight.

use leptos::prelude::*;
use serde_json::Value;

use crate::clock::when;
use crate::settings_edit::{Change, in_words};
use crate::settings_editor::Editor;

/// Characters of a value in the comparison: a line or two.
const SHOWN_CHARS_MAX: usize = 160;

/// Who was quicker.
#[component]
pub fn Conflict(editor: Editor) -> impl IntoView {
    let words = move || {
        let theirs = editor.conflict.get()?;
        let by = theirs.saved_by.map_or("Somebody".to_owned(), |by| by.name);
        let (number, at) = (theirs.version, when(theirs.saved_at));
        Some(format!(
            "{by} has saved version {number} ({at}) while you were editing. Nothing of yours is saved yet."
        ))
    };
    move || {
        words().map(|words| {
            view! {
                <div class="settings-conflict" role="alert" data-testid="settings-conflict">
                    <p>{words}</p>
                    <button class="button is-small" on:click=move |_| editor.load()>
                        "Load theirs and keep mine beside it"
                    </button>
                </div>
            }
        })
    }
}

/// Changes that are not in the document that is edited now.
#[component]
pub fn Mine(editor: Editor) -> impl IntoView {
    let is_shown = Memo::new(move |_| editor.mine.with(|mine| !mine.is_empty()));
    move || {
        is_shown.get().then(|| view! {
            <section class="settings-mine" aria-labelledby="mine-title" data-testid="settings-mine">
                <h3 id="mine-title">"Your changes that are not saved"</h3>
                <p class="hint">
                    "They were made to an older version. Use those that you still want; then save."
                </p>
                <ul>
                    <For each=move || editor.mine.get() key=|change| change.pointer.clone() let:change>
                        <OneChange editor change/>
                    </For>
                </ul>
                <div class="settings-row">
                    <button class="button is-small" on:click=move |_| editor.use_all()>"Use all of mine"</button>
                    <button class="button is-small" on:click=move |_| editor.mine.set(Vec::new())>"Forget mine"</button>
                </div>
            </section>
        })
    }
}

#[component]
fn OneChange(editor: Editor, change: Change) -> impl IntoView {
    let (place, theirs) = (in_words(&change.pointer), editor.value(&change.pointer));
    let mine = change.value.as_ref().map_or("taken out".to_owned(), short);
    view! {
        <li class="mine-change">
            <span class="mine-place">{place}</span>
            <span class="mine-value"><span class="mine-who">"Theirs"</span>{move || short(&theirs.get())}</span>
            <span class="mine-value"><span class="mine-who">"Yours"</span>{mine}</span>
            <button class="button is-small" on:click=move |_| editor.use_mine(&change)>"Use mine"</button>
        </li>
    }
}

/// A value in a line or two.
pub fn short(value: &Value) -> String {
    let whole = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match whole.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{} …", whole.get(..end).unwrap_or_default()),
        None => whole,
    }
}
