//! One department: who serves it, how an agent is found, its limits and hours.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{Unit, choice, number, switch, text};
use super::hours::hours;
use super::lists::{chosen, words};
use crate::settings_editor::Editor;

/// The form.
pub fn department(editor: Editor, id: &str, known: Memo<Vec<(String, String)>>) -> AnyView {
    let at = |name: &str| format!("/departments/{id}/{name}");
    let members = Memo::new(move |_| {
        editor.members.with(|members| {
            members.iter().map(|member| (member.id.to_string(), member.name.clone())).collect::<Vec<_>>()
        })
    });
    let routing = [
        ("round_robin", "Round robin: who was asked longest ago"),
        ("first_available", "First available: it rings with all, the first to accept has it"),
        ("skill_based", "Skill based: whose skills and languages fit best"),
        ("load_balanced", "Load balanced: who has the fewest conversations"),
    ];
    let routing = routing.map(|(value, words)| (Value::from(value), words.to_owned())).into();
    // What a request can't be sent to is itself; circles are told when they are made.
    let elsewhere = |name: &str, label: &str| choice(editor, &at(name), label, "", ways(id, known));
    view! {
        <div class="settings-group">
            {text(editor, &at("name"), "Name", &format!("As agents and visitors read it. Its id is {id}."))}
            {chosen(editor, &at("members"), "Members", "They see and take its conversations. Nobody chosen: everybody does.", members)}
        </div>
        <div class="settings-group">
            <h4>"Routing"</h4>
            {choice(editor, &at("routing"), "How an agent is found", "", routing)}
            {switch(editor, &at("prefers_previous_agent"), "Ask first whoever has spoken with the visitor before")}
            {words(editor, &at("skills"), "Skills", "What every request to it asks for, with commas: returns, invoices.")}
            {number(editor, &at("capacity"), "Conversations at once", "For each agent, unless the agent's own number differs.", Unit::ONE)}
            {number(editor, &at("ring_ms"), "An offer rings for", "", Unit::SECONDS)}
            {number(editor, &at("wrap_up_ms"), "Wrap-up time", "An agent is left alone for so long after a conversation.", Unit::SECONDS)}
        </div>
        <div class="settings-group">
            <h4>"Limits"</h4>
            {number(editor, &at("queue_max"), "Waiting at most", "Empty: as many as come.", Unit::ONE.or("no limit"))}
            {elsewhere("when_full", "When the queue is full")}
            {number(editor, &at("wait_ms_max"), "Longest wait", "", Unit::MINUTES)}
            {elsewhere("when_waited", "After the longest wait")}
            {elsewhere("when_nobody", "When it is closed, or nobody is available")}
            {number(editor, &at("required_answers"), "Bot answers before the button", "Empty: as the site says.", Unit::ONE.or("as the site says"))}
        </div>
        {hours(editor, &at("hours"))}
    }
    .into_any()
}

/// What can happen to a request that it can't take.
fn ways(id: &str, known: Memo<Vec<(String, String)>>) -> Vec<(Value, String)> {
    let fixed = [("offline_form", "The visitor leaves a message"), ("bot", "The bot goes on")];
    let fixed = fixed.map(|(value, words)| (Value::from(value), words.to_owned()));
    let others = known.with_untracked(|known| {
        let others = known.iter().filter(|(other, _)| other != id);
        others
            .map(|(other, name)| (json!({ "department": other }), format!("Ask {name}")))
            .collect::<Vec<_>>()
    });
    fixed.into_iter().chain(others).collect()
}
