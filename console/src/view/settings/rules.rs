//! Rules: a list in the order in which they are asked, each with a switch and its JSON.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{shown, switch, text};
use super::lists::json;
use crate::settings_edit::{move_up, new_id, remove, set};
use crate::settings_editor::Editor;

const LIST: &str = "/rules";

/// The section.
pub fn rules(editor: Editor) -> AnyView {
    let count = editor.value_now(LIST).as_array().map_or(0, Vec::len);
    let department = editor.value_now("/handover/department");
    let buttons = templates(&department).into_iter().map(|(words, rule)| {
        let add = move |_| add(editor, rule.clone());
        view! { <button type="button" class="button is-small" on:click=add>{words}</button> }
    });
    view! {
        <p class="hint">"All rules that hold act, from the first to the last. A rule is kept while it is off."</p>
        {(count == 0).then(|| view! { <p class="settings-word">"There is no rule yet."</p> })}
        {(0..count).map(|number| rule(editor, number, count)).collect_view()}
        <div class="settings-row">
            <span class="label">"Add a rule:"</span>
            {buttons.collect_view()}
        </div>
    }
    .into_any()
}

fn rule(editor: Editor, number: usize, count: usize) -> AnyView {
    let at = format!("{LIST}/{number}");
    let place = at.clone();
    let name = shown(&editor.value_now(&format!("{at}/name")));
    let up = move |_| editor.reshape(LIST, |document| move_up(document, LIST, number));
    let down = move |_| editor.reshape(LIST, |document| move_up(document, LIST, number + 1));
    let delete = move |_| editor.reshape(LIST, |document| remove(document, &place));
    view! {
        <fieldset class="settings-group" data-testid="rule">
            <legend class="settings-name">{format!("{}. {name}", number + 1)}</legend>
            <div class="settings-row">
                {switch(editor, &format!("{at}/is_on"), "On")}
                <button type="button" class="button is-small" disabled=number == 0 on:click=up>"Up"</button>
                <button type="button" class="button is-small" disabled=number + 1 == count on:click=down>"Down"</button>
                <button type="button" class="button is-small" on:click=delete>"Delete"</button>
            </div>
            {text(editor, &format!("{at}/name"), "Name", "Agents read it in the reason.")}
            {json(editor, &format!("{at}/when"), "When", "One condition; \"all\", \"any\" and \"not\" combine several.")}
            {json(editor, &format!("{at}/then"), "Then", "Actions, one after the other.")}
        </fieldset>
    }
    .into_any()
}

fn add(editor: Editor, mut rule: Value) {
    let known = editor.value_now(LIST);
    let ids: Vec<&str> =
        known.as_array().into_iter().flatten().filter_map(|it| it.get("id")?.as_str()).collect();
    let id = new_id(&rule.get("name").map(shown).unwrap_or_default(), |id| ids.contains(&id));
    set(&mut rule, "/id", id.into());
    editor.reshape(LIST, |document| set(document, "/rules/-", rule));
}

/// What admins want first, ready to be changed.
fn templates(department: &Value) -> [(&'static str, Value); 4] {
    let rule = |name: &str, when: Value, then: Value| json!({ "id": "", "name": name, "is_on": true, "when": when, "then": then });
    [
        (
            "Words",
            rule(
                "Words",
                json!({ "message_contains": ["cancel*", "complaint"] }),
                json!([{ "escalate": { "department": department } }]),
            ),
        ),
        (
            "Frustration",
            rule(
                "Frustration",
                json!({ "signal": "frustration" }),
                json!([{ "escalate": {} }, { "priority": "high" }]),
            ),
        ),
        (
            "Sensitive topic",
            rule(
                "Sensitive topic",
                json!({ "topic": ["legal", "fraud"] }),
                json!([{ "escalate": {} }, { "tag": "sensitive" }]),
            ),
        ),
        (
            "Long wait",
            rule("Long wait", json!({ "wait_ms_over": 120_000 }), json!([{ "priority": "urgent" }])),
        ),
    ]
}
