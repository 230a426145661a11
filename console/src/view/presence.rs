//! The agent's own presence: three choices, always in sight.

use baton_shared::desk::Presence as State;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::texts;

/// The switch.
#[component]
pub fn Presence(desk: Desk) -> impl IntoView {
    let effect = move || match desk.presence.get() {
        State::Available => "Visitors can ask for you.",
        State::Away => "You get no new conversations.",
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
                <Choice desk state=State::Away/>
                <Choice desk state=State::Offline/>
            </div>
            <p class="presence-hint">{effect}</p>
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
