//! The departments: a list to choose from, and the form of the chosen one.

use baton_shared::desk::Department;
use leptos::prelude::*;
use serde_json::Value;

use super::department::department;
use super::forms;
use crate::settings_edit::{new_id, remove, set};
use crate::settings_editor::Editor;

thread_local! {
    /// Which one is shown; kept while other sections are looked at.
    static CHOSEN: ArcRwSignal<String> = ArcRwSignal::new(String::new());
}

fn chosen() -> ArcRwSignal<String> {
    CHOSEN.with(ArcRwSignal::clone)
}

/// Shows a department.
pub fn choose(id: &str) {
    chosen().set(id.to_owned());
}

/// The section.
pub fn departments(editor: Editor) -> AnyView {
    let known = Memo::new(move |_| forms::departments(editor));
    let wanted = chosen();
    let shown = Memo::new(move |_| {
        let wanted = wanted.get();
        known.with(|known| {
            let found = known.iter().find(|(id, _)| *id == wanted).or_else(|| known.first());
            found.map(|(id, _)| id.clone())
        })
    });
    view! {
        <div class="settings-tabs" role="group" aria-label="Departments">
            <For each=move || known.get() key=|(id, name)| format!("{id} {name}") let((id, name))>
                <Tab id name shown/>
            </For>
            <AddOne editor known/>
        </div>
        {move || shown.get().map(|id| view! {
            {department(editor, &id, known)}
            <div class="settings-danger">
                <button
                    class="button is-small"
                    disabled=move || known.with(|known| known.len() < 2)
                    on:click=move |_| {
                        let at = format!("/departments/{id}");
                        editor.reshape(&at, |document| remove(document, &at));
                    }
                >
                    "Delete this department"
                </button>
                <span class="hint">"Until you save, \"Discard\" brings it back."</span>
            </div>
        })}
    }
    .into_any()
}

#[component]
fn Tab(id: String, name: String, shown: Memo<Option<String>>) -> impl IntoView {
    let own = id.clone();
    view! {
        <button
            type="button"
            class="settings-tab"
            aria-pressed=move || (shown.get().as_ref() == Some(&own)).to_string()
            on:click=move |_| choose(&id)
        >
            {name}
        </button>
    }
}

#[component]
fn AddOne(editor: Editor, known: Memo<Vec<(String, String)>>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return;
        }
        let id =
            known.with_untracked(|known| new_id(&wanted, |id| known.iter().any(|(other, _)| other == id)));
        let made = Department { name: wanted, ..Department::default() };
        // A department can always be written as JSON.
        let value = serde_json::to_value(&made).unwrap_or(Value::Null);
        let at = format!("/departments/{id}");
        choose(&id);
        editor.reshape(&at, |document| set(document, &at, value));
    };
    view! {
        <form class="settings-add" on:submit=add>
            <input
                class="input"
                type="text"
                aria-label="Name of a new department"
                placeholder="New department"
                prop:value=name
                on:input:target=move |event| name.set(event.target().value())
            />
            <button type="submit" class="button" disabled=move || name.with(|name| name.trim().is_empty())>"Add"</button>
        </form>
    }
}
