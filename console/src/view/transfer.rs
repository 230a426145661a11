//! To another agent, with a note that the visitor never receives.

use baton_client::chat::Ask;
use baton_shared::desk::{AgentAtDesk, Presence};
use baton_shared::ids::AgentId;
use baton_shared::limits::NOTE_CHARS_MAX;
use leptos::prelude::*;

use crate::opened::Opened;
use crate::texts;
use crate::view::dialog::Dialog;
use crate::view::notice::Notice;

/// Who, and a note.
#[component]
pub fn Transfer(opened: Opened) -> impl IntoView {
    let (to, note) = (RwSignal::new(None::<AgentId>), RwSignal::new(String::new()));
    let agents = Memo::new(move |_| others(opened));
    // An agent who goes away while the dialog is open is not chosen any more.
    let chosen = Memo::new(move |_| {
        let to = to.get()?;
        agents.with(|agents| agents.iter().any(|agent| agent.agent.id == to && is_free(agent))).then_some(to)
    });
    let is_too_long = move || note.with(|note| note.trim().chars().count() > NOTE_CHARS_MAX);
    let can_send = move || chosen.with(Option::is_some) && !is_too_long();
    let name = |agent: &AgentAtDesk| (agent.agent.id.clone(), texts::presence_key(agent.presence));
    let close = move || opened.dialog.set(None);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(to) = chosen.get_untracked().filter(|_| can_send()) {
            opened.ask(Ask::Transfer { to, note: note.get_untracked().trim().to_owned() });
        }
    };
    view! {
        <Dialog title="Transfer to another agent" close>
            <form class="dialog-form" on:submit=send>
                <fieldset class="choices">
                    <legend class="label">"To whom"</legend>
                    {move || agents.with(Vec::is_empty).then(|| view! {
                        <p class="hint">
                            "There is no other agent at this site yet. An admin can invite one under Members."
                        </p>
                    })}
                    <For each=move || agents.get() key=name let:agent>
                        <Choice agent to/>
                    </For>
                </fieldset>
                <label class="field">
                    <span class="label">"Note" <span class="label-extra">"optional"</span></span>
                    <textarea
                        class="input is-note"
                        rows="3"
                        aria-describedby="note-hint"
                        placeholder="What should your colleague know?"
                        prop:value=note
                        on:input:target=move |event| note.set(event.target().value())
                    ></textarea>
                    <span id="note-hint" class="hint">
                        {move || if is_too_long() { "At most 2,000 characters." } else { "Only agents see this." }}
                    </span>
                </label>
                <Notice text=move || opened.refusal_words() dismiss=move || opened.refusal.set(None)/>
                <footer class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| close()>"Cancel"</button>
                    <button
                        type="submit"
                        class="button is-primary"
                        disabled=move || !can_send()
                        aria-busy=move || opened.is_busy.get().to_string()
                    >
                        "Transfer conversation"
                    </button>
                </footer>
            </form>
        </Dialog>
    }
}

#[component]
fn Choice(agent: AgentAtDesk, to: RwSignal<Option<AgentId>>) -> impl IntoView {
    let (id, is_free, key) = (agent.agent.id.clone(), is_free(&agent), texts::presence_key(agent.presence));
    let why = match agent.presence {
        Presence::Available => "Available",
        Presence::Away => "Away: takes no conversations now",
        Presence::Offline => "Offline",
    };
    view! {
        <label class="choice" class:is-off=!is_free>
            <input
                type="radio"
                name="to"
                value=id.to_string()
                disabled=!is_free
                on:change=move |_| to.set(Some(id.clone()))
            />
            <span class=format!("dot is-{key}")></span>
            <span class="choice-name">{agent.agent.name}</span>
            <span class="choice-why">{why}</span>
        </label>
    }
}

fn is_free(agent: &AgentAtDesk) -> bool {
    agent.presence == Presence::Available
}

/// Everybody but the one who asks, those who can be chosen first.
fn others(opened: Opened) -> Vec<AgentAtDesk> {
    let me = opened.desk.my_id();
    let mut others: Vec<AgentAtDesk> =
        opened.desk.agents.get().into_iter().filter(|agent| agent.agent.id != me).collect();
    let rank = |presence: Presence| match presence {
        Presence::Available => 0,
        Presence::Away => 1,
        Presence::Offline => 2,
    };
    others.sort_by_key(|agent| (rank(agent.presence), agent.agent.name.to_lowercase()));
    others
}
