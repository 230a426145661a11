//! The agent's own presence: four choices, always in sight, what they lead to, and how full the hands are.

use baton_shared::desk::Presence as State;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::texts;

/// The switch.
#[component]
pub fn Presence(desk: Desk) -> impl IntoView {
    let effect = move || match desk.presence.get() {
        State::Available => "New conversations ring for you.",
        State::Busy => "Nothing new rings while you work on yours.",
        State::Away => "Nothing rings. You are shown as away.",
        State::Offline => "You are not counted as there.",
    };
    view! {
        <fieldset
            class="presence"
            data-testid="presence"
            data-presence=move || texts::presence_key(desk.presence.get())
            aria-busy=move || desk.is_presence_on_its_way.get().to_string()
        >
            <legend class="unseen">"Your presence"</legend>
            <div class="segments">
                <Choice desk state=State::Available/>
                <Choice desk state=State::Busy/>
                <Choice desk state=State::Away/>
                <Choice desk state=State::Offline/>
            </div>
            <p class="presence-hint">{effect}</p>
            <Load desk/>
        </fieldset>
    }
}

#[component]
fn Choice(desk: Desk, state: State) -> impl IntoView {
    let key = texts::presence_key(state);
    view! {
        <label class="segment">
            <input
                type="radio"
                class="unseen"
                name="presence"
                value=key
                prop:checked=move || desk.presence.get() == state
                on:change=move |_| desk.set_presence(state)
            />
            <span class="segment-face"><span class=format!("dot is-{key}")></span>{texts::presence(state)}</span>
        </label>
    }
}

/// How many conversations the agent has, of how many.
#[component]
fn Load(desk: Desk) -> impl IntoView {
    let load = Memo::new(move |_| desk.myself().map(|me| (me.load, me.capacity)));
    move || {
        let (load, capacity) = load.get().filter(|(_, capacity)| *capacity > 0)?;
        let is_full = load >= capacity;
        let share = (f64::from(load) / f64::from(capacity)).min(1.0);
        Some(view! {
            <p class="load" class:is-full=is_full data-testid="load">
                <span class="load-bar" aria-hidden="true"><span style=("--share", format!("{share:.3}"))></span></span>
                {format!("{load} of {capacity}")}<span class="unseen">" conversations"</span>
            </p>
        })
    }
}

/// Told by the desk, not chosen: with one click back.
#[component]
pub fn SetAway(desk: Desk) -> impl IntoView {
    move || {
        desk.set_away.get().map(|why| {
            view! {
                <p class="banner" data-testid="set-away">
                    <span><strong>"You are set to away. "</strong>{why}</span>
                    <button
                        class="button is-small is-primary"
                        on:click=move |_| desk.set_presence(State::Available)
                    >
                        "I am available"
                    </button>
                </p>
            }
        })
    }
}
