//! The document itself: as JSON, as a file to take away, and from a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen_futures::JsFuture;

use super::lists::json;
use crate::settings_editor::Editor;

// As values, not as literals: Leptos would make the links from a text, and the page makes none with an address from one.
const EXPORT: &str = "/api/settings?download";
const SCHEMA: &str = "/settings.schema.json";

/// The section.
pub fn document(editor: Editor) -> AnyView {
    let import = move |input: web_sys::HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was changed.
        input.set_value("");
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            match text.as_deref().map(serde_json::from_str::<Value>) {
                Some(Ok(document)) => editor.redraw(document),
                Some(Err(cause)) => {
                    drop(editor.wrong.try_set(Some(format!("This file is no JSON: {cause}."))))
                }
                None => drop(editor.wrong.try_set(Some("This file can't be read.".to_owned()))),
            }
        });
    };
    view! {
        <div class="settings-row">
            <a class="button" href=EXPORT.to_owned() download>"Export what is saved"</a>
            <label class="button is-file">
                "Import a file"
                <input
                    class="unseen"
                    type="file"
                    accept="application/json,.json"
                    on:change:target=move |event| import(event.target())
                />
            </label>
        </div>
        <p class="hint">
            "An imported file is shown here and in the forms; it counts when you save it. "
            <a href=SCHEMA.to_owned() target="_blank" rel="noopener">"JSON Schema"</a>
        </p>
        {json(editor, "", "The whole document", "Every form edits a part of this.")}
    }
    .into_any()
}
