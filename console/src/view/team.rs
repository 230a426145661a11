//! The colleagues: who is there, and how much each has to do.

use std::cmp::Reverse;

use baton_shared::desk::Presence;
use baton_shared::protocol::AgentShown;
use leptos::prelude::*;

use crate::desk::{Desk, Sheet};
use crate::texts;
use crate::view::dialog::Dialog;

/// Colleagues who have room in the rail: those who can help stand first.
const IN_RAIL_MAX: usize = 6;

/// Beside the views, where the rail has its words.
#[component]
pub fn Team(desk: Desk) -> impl IntoView {
    let others = Memo::new(move |_| others(desk));
    let first = move || others.with(|others| others.iter().take(IN_RAIL_MAX).cloned().collect::<Vec<_>>());
    let count = move || others.with(Vec::len);
    let is_any = Memo::new(move |_| count() > 0);
    let open = move |_| desk.sheet.set(Some(Sheet::Team));
    move || {
        is_any.get().then(|| {
            view! {
                <section class="team" aria-label="Colleagues">
                    <h2 class="team-title">"Colleagues"</h2>
                    <ul class="colleagues">{move || first().into_iter().map(colleague).collect_view()}</ul>
                    {move || (count() > IN_RAIL_MAX).then(|| view! {
                        <button class="tool team-all" on:click=open>{format!("All {} colleagues", count())}</button>
                    })}
                </section>
            }
        })
    }
}

/// The same over the desk, where the rail has none.
#[component]
pub fn TeamSheet(desk: Desk) -> impl IntoView {
    let is_shown = Memo::new(move |_| desk.sheet.get() == Some(Sheet::Team));
    move || {
        is_shown.get().then(|| {
            view! {
                <Dialog title="Colleagues" close=move || desk.sheet.set(None)>
                    <Colleagues desk/>
                </Dialog>
            }
        })
    }
}

#[component]
fn Colleagues(desk: Desk) -> impl IntoView {
    let others = Memo::new(move |_| others(desk));
    view! {
        <ul class="colleagues">
            {move || others.get().into_iter().map(colleague).collect_view()}
        </ul>
        {move || others.with(Vec::is_empty).then(|| view! {
            <p class="hint">"You are the only one at this desk yet. An admin can invite others under Members."</p>
        })}
    }
}

fn colleague(agent: AgentShown) -> impl IntoView {
    let presence = if agent.is_here { agent.presence } else { Presence::Offline };
    let is_gone = presence == Presence::Offline;
    let is_full = agent.load >= agent.capacity && !is_gone;
    let load = (agent.load > 0 || !is_gone).then(|| {
        view! {
            <span class="colleague-load" class:is-full=is_full>
                {format!("{}/{}", agent.load, agent.capacity)}<span class="unseen">" conversations"</span>
            </span>
        }
    });
    view! {
        <li class="colleague" class:is-gone=is_gone title=texts::presence(presence)>
            <span class=format!("dot is-{}", texts::presence_key(presence))></span>
            <span class="colleague-name">{agent.agent.name}</span>
            <span class="unseen">{texts::presence(presence)}</span>
            {load}
        </li>
    }
}

/// Everybody else, those who can help first.
fn others(desk: Desk) -> Vec<AgentShown> {
    let me = desk.my_id();
    let mut others: Vec<AgentShown> =
        desk.agents.with(|agents| agents.iter().filter(|agent| agent.agent.id != me).cloned().collect());
    let rank = |presence: Presence| match presence {
        Presence::Available => 0,
        Presence::Busy => 1,
        Presence::Away => 2,
        Presence::Offline => 3,
    };
    others.sort_by_key(|it| (Reverse(it.is_here), rank(it.presence), it.agent.name.to_lowercase()));
    others
}
