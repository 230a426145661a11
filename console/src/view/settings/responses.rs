//! Canned responses: texts that agents insert by a shortcut.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{long_text, shown, text};
use super::forms;
use super::lists::chosen;
use crate::settings_edit::{remove, set};
use crate::settings_editor::Editor;

const LIST: &str = "/canned_responses";

/// The section.
pub fn responses(editor: Editor) -> AnyView {
    let count = editor.value_now(LIST).as_array().map_or(0, Vec::len);
    let departments = Memo::new(move |_| forms::departments(editor));
    let add = move |_| {
        let new = json!({ "shortcut": "", "title": "", "text": "", "departments": [] });
        editor.reshape(LIST, |document| set(document, "/canned_responses/-", new));
    };
    view! {
        <p class="hint">
            "Agents type / and the shortcut. "
            <code>"{{visitor}}"</code>", "<code>"{{agent}}"</code>", "<code>"{{site}}"</code>" and "
            <code>"{{department}}"</code>" are replaced by names; Markdown is drawn."
        </p>
        {(count == 0).then(|| view! { <p class="settings-word">"There is none yet."</p> })}
        {(0..count).map(|number| response(editor, number, departments)).collect_view()}
        <div class="settings-row">
            <button type="button" class="button" on:click=add>"Add a canned response"</button>
        </div>
    }
    .into_any()
}

fn response(editor: Editor, number: usize, departments: Memo<Vec<(String, String)>>) -> AnyView {
    let at = format!("{LIST}/{number}");
    let place = at.clone();
    let value = editor.value(&at);
    let title = move || {
        let field = |name: &str| value.with(|value| value.get(name).map(shown).unwrap_or_default());
        let (shortcut, title) = (field("shortcut"), field("title"));
        if title.is_empty() && shortcut.is_empty() {
            "New".to_owned()
        } else {
            format!("/{shortcut}  {title}")
        }
    };
    // What is new or wrong is open; the rest is a list to look through.
    let is_open =
        editor.problems.with_untracked(|all| all.iter().any(|it| it.pointer.starts_with(&format!("{at}/"))))
            || value.with_untracked(|value| value.get("text") == Some(&Value::from("")));
    view! {
        <details class="settings-group" open=is_open>
            <summary class="settings-name">{title}</summary>
            <div class="settings-form"><div class="settings-pair">
                {text(editor, &format!("{at}/shortcut"), "Shortcut", "a-z, 0-9, - and _")}
                {text(editor, &format!("{at}/title"), "Title", "")}
            </div>
            {long_text(editor, &format!("{at}/text"), "Text", "", 4)}
            {chosen(editor, &format!("{at}/departments"), "Departments", "None chosen: all.", departments)}
            <button
                type="button"
                class="button is-small"
                on:click=move |_| editor.reshape(LIST, |document| remove(document, &place))
            >
                "Delete"
            </button></div>
        </details>
    }
    .into_any()
}
