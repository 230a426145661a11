//! The filters: time, department, agent.

use baton_shared::analytics::Analytics;
use leptos::prelude::*;

use super::question::{Question, Range};

/// The row of filters. What can be chosen comes with the answers.
#[component]
pub fn Filters(question: Question, choices: RwSignal<Option<Analytics>>, is_admin: bool) -> impl IntoView {
    let is_custom = Memo::new(move |_| question.range.get() == Range::Custom);
    let ranges = Range::ALL.into_iter().map(|range| {
        view! {
            <label class="segment">
                <input
                    class="unseen"
                    type="radio"
                    name="analytics-range"
                    prop:checked=move || question.range.get() == range
                    on:change=move |_| question.range.set(range)
                />
                <span class="segment-face">{range.name()}</span>
            </label>
        }
    });
    let departments = move || {
        let known = choices.get().map(|answer| answer.departments).unwrap_or_default();
        known.into_iter().map(|(id, name)| (id.to_string(), name)).collect::<Vec<_>>()
    };
    let agents = move || {
        let known = choices.get().map(|answer| answer.agents).unwrap_or_default();
        known.into_iter().map(|agent| (agent.id.to_string(), agent.name)).collect::<Vec<_>>()
    };
    view! {
        <form class="analytics-filters" on:submit=|event| event.prevent_default()>
            <fieldset class="segments" aria-label="Time">{ranges.collect_view()}</fieldset>
            {move || is_custom.get().then(|| view! {
                <Day label="From" day=question.first/>
                <Day label="To" day=question.last/>
            })}
            <Choice label="Department" all="All departments" chosen=question.department options=departments/>
            {is_admin.then(|| view! {
                <Choice label="Agent" all="All agents" chosen=question.agent options=agents/>
            })}
        </form>
    }
}

#[component]
fn Day(label: &'static str, day: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="analytics-filter">
            <span class="analytics-filter-name">{label}</span>
            <input
                class="input"
                type="date"
                required
                prop:value=day
                on:change:target=move |event| {
                    let value = event.target().value();
                    if !value.is_empty() {
                        day.set(value);
                    }
                }
            />
        </label>
    }
}

#[component]
fn Choice(
    label: &'static str,
    all: &'static str,
    chosen: RwSignal<String>,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
) -> impl IntoView {
    let options = Memo::new(move |_| options());
    let option = move |(id, name): (String, String)| {
        let own = id.clone();
        view! { <option value=id prop:selected=move || chosen.get() == own>{name}</option> }
    };
    view! {
        <label class="analytics-filter">
            <span class="analytics-filter-name">{label}</span>
            <select class="input" on:change:target=move |event| chosen.set(event.target().value())>
                <option value="" prop:selected=move || chosen.get().is_empty()>{all}</option>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
