//! Fields whose value is a list: words, lines, members and departments to choose, and plain JSON.

use leptos::prelude::*;
use serde_json::Value;

use super::field::{Wrong, field, id_of, wrong_at};
use crate::settings_edit::{choose, words_of};
use crate::settings_editor::{Broken, Editor};

/// Words in one line, with commas between them; the document keeps them in order.
pub fn words(editor: Editor, at: &str, label: &str, hint: &str) -> AnyView {
    let place = at.to_owned();
    let text = RwSignal::new(texts(&editor.value_now(at)).join(", "));
    let wrong = wrong_at(editor, at);
    let typed = move |typed: String| {
        let mut words = words_of(&typed, ',');
        words.sort();
        words.dedup();
        editor.set(&place, words.into());
        text.set(typed);
    };
    let control = view! {
        <input
            class="input"
            type="text"
            id=id_of(at)
            autocomplete="off"
            aria-describedby=format!("{0}-hint {0}-wrong", id_of(at))
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=text
            on:input:target=move |event| typed(event.target().value())
        />
    };
    field(editor, at, label, hint, control)
}

/// One text a line.
pub fn lines(editor: Editor, at: &str, label: &str, hint: &str) -> AnyView {
    let place = at.to_owned();
    let text = RwSignal::new(texts(&editor.value_now(at)).join("\n"));
    let wrong = wrong_at(editor, at);
    let typed = move |typed: String| {
        editor.set(&place, words_of(&typed, '\n').into());
        text.set(typed);
    };
    let control = view! {
        <textarea
            class="input"
            rows="4"
            id=id_of(at)
            aria-describedby=format!("{0}-hint {0}-wrong", id_of(at))
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=text
            on:input:target=move |event| typed(event.target().value())
        ></textarea>
    };
    field(editor, at, label, hint, control)
}

/// Some of several, by name: `(id, name)`. An id that has no name any more is shown as it is.
pub fn chosen(
    editor: Editor,
    at: &str,
    label: &str,
    hint: &str,
    known: Memo<Vec<(String, String)>>,
) -> AnyView {
    let (value, wrong, own) = (editor.value(at), wrong_at(editor, at), at.to_owned());
    let id = id_of(at);
    let place = StoredValue::new(at.to_owned());
    let options = move || {
        let mut options = known.get();
        let gone = texts(&value.get()).into_iter().filter(|id| options.iter().all(|(known, _)| known != id));
        let gone: Vec<_> = gone.map(|id| (id.clone(), format!("{id} (not there any more)"))).collect();
        options.extend(gone);
        options
    };
    view! {
        <fieldset class="field chosen" class:is-wrong=move || wrong.with(Option::is_some) id=id tabindex="-1">
            <legend class="label">{label.to_owned()}</legend>
            <div class="chosen-options">
                <For each=options key=|(id, name)| format!("{id} {name}") let((word, name))>
                    <Choosable editor place word name value/>
                </For>
            </div>
            <span class="hint">{hint.to_owned()}</span>
            <Wrong id=id_of(&own) wrong/>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Choosable(
    editor: Editor,
    place: StoredValue<String>,
    word: String,
    name: String,
    value: Memo<Value>,
) -> impl IntoView {
    let own = word.clone();
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || value.with(|value| texts(value).contains(&own))
                on:change:target=move |event| {
                    let at = place.get_value();
                    let is_chosen = event.target().checked();
                    editor.change(&at, |document| choose(document, &at, &word, is_chosen));
                }
            />
            <span>{name}</span>
        </label>
    }
}

/// A part of the document as JSON. What can't be read yet is kept as it is typed.
pub fn json(editor: Editor, at: &str, label: &str, hint: &str) -> AnyView {
    let place = at.to_owned();
    let broken = editor.broken.with_untracked(|broken| broken.get(at).map(|it| it.text.clone()));
    let pretty = || serde_json::to_string_pretty(&editor.value_now(at)).unwrap_or_default();
    let text = RwSignal::new(broken.unwrap_or_else(pretty));
    let wrong = json_wrong(editor, at);
    // All of a small one, and a window on a large one.
    let rows = text.with_untracked(|text| text.lines().count().saturating_add(1).clamp(4, 28));
    let typed = move |typed: String| {
        match serde_json::from_str::<Value>(&typed) {
            Ok(value) => {
                editor.broken.update(|broken| drop(broken.remove(&place)));
                editor.set(&place, value);
            }
            Err(cause) => {
                let broken = Broken { text: typed.clone(), message: format!("This is no JSON: {cause}.") };
                editor.broken.update(|all| drop(all.insert(place.clone(), broken)));
            }
        }
        text.set(typed);
    };
    let control = view! {
        <textarea
            class="input is-code"
            rows=rows.to_string()
            id=id_of(at)
            spellcheck="false"
            aria-describedby=format!("{0}-hint {0}-wrong", id_of(at))
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=text
            on:input:target=move |event| typed(event.target().value())
        ></textarea>
        <span class="wrong">{move || wrong.get()}</span>
    };
    field(editor, at, label, hint, control)
}

/// Where in the JSON the first problem is; the field itself says what.
fn json_wrong(editor: Editor, at: &str) -> Memo<Option<String>> {
    let under = format!("{at}/");
    Memo::new(move |_| {
        editor.problems.with(|problems| {
            let deeper = problems.iter().find_map(|it| it.pointer.strip_prefix(&under));
            deeper.map(|place| format!("At {place}:"))
        })
    })
}

/// The texts of a list.
pub fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}
