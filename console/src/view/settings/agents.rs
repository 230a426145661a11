//! Agents: what each of them knows about, which languages, how many conversations.

use leptos::prelude::*;
use serde_json::Value;

use super::field::{Unit, number};
use super::lists::words;
use crate::settings_edit::remove;
use crate::settings_editor::Editor;

/// The section: every member, and whoever has a profile and is none any more.
pub fn agents(editor: Editor) -> AnyView {
    let rows = move || {
        let members = editor.members.get();
        let mut rows: Vec<(String, String, bool)> =
            members.iter().map(|member| (member.id.to_string(), member.name.clone(), true)).collect();
        editor.now.with_untracked(|now| {
            let known = now.pointer("/agents").and_then(Value::as_object).into_iter().flatten();
            for (id, _) in
                known.filter(|(id, _)| members.iter().all(|member| member.id.as_str() != id.as_str()))
            {
                rows.push((id.clone(), id.clone(), false));
            }
        });
        rows
    };
    view! {
        <p class="hint">"Members are invited under Members. What is empty here is as the department says."</p>
        <For each=rows key=|(id, _, _)| id.clone() let((id, name, is_member))>
            {agent(editor, &id, &name, is_member)}
        </For>
    }
    .into_any()
}

fn agent(editor: Editor, id: &str, name: &str, is_member: bool) -> AnyView {
    let place = format!("/agents/{id}");
    let at = |field: &str| format!("{place}/{field}");
    let gone = place.clone();
    view! {
        <fieldset class="settings-group is-row">
            <legend class="settings-name">{name.to_owned()}</legend>
            {words(editor, &at("skills"), "Skills", "With commas: returns, invoices.")}
            {words(editor, &at("languages"), "Languages", "Tags with commas: de, pt-BR.")}
            {number(editor, &at("capacity"), "Conversations at once", "", Unit::ONE.or("as the department"))}
            {(!is_member).then(|| view! {
                <p class="hint">
                    "Not a member any more. "
                    <button
                        type="button"
                        class="link"
                        on:click=move |_| editor.reshape(&gone, |document| remove(document, &gone))
                    >
                        "Remove"
                    </button>
                </p>
            })}
        </fieldset>
    }
    .into_any()
}
