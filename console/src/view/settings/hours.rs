//! Business hours: a zone, a week with as many intervals a day as wanted, and the days that differ.

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use super::field::{Wrong, field, id_of, shown, text, wrong_at};
use crate::settings_edit::{remove, set};
use crate::settings_editor::Editor;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The hours at a place, or the way to have some.
pub fn hours(editor: Editor, at: &str) -> AnyView {
    let (value, at) = (editor.value(at), at.to_owned());
    let has_hours = Memo::new(move |_| value.with(|value| !value.is_null()));
    let place = at.clone();
    let switch = move |is_on: bool| {
        let new = if is_on { usual() } else { Value::Null };
        editor.reshape(&place, |document| set(document, &place, new));
    };
    view! {
        <div class="settings-group">
            <h4>"Business hours"</h4>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=has_hours
                    on:change:target=move |event| switch(event.target().checked())
                />
                <span>"It has business hours (otherwise it is open whenever somebody is available)"</span>
            </label>
            {move || has_hours.get().then(|| week(editor, &at))}
        </div>
    }
    .into_any()
}

/// Nine to five on weekdays, where this browser is.
fn usual() -> Value {
    let day = json!([{ "from": "09:00", "until": "17:00" }]);
    let week: serde_json::Map<String, Value> =
        DAYS.iter().take(5).map(|name| ((*name).to_owned(), day.clone())).collect();
    json!({ "zone": own_zone(), "week": week, "overrides": [] })
}

fn week(editor: Editor, at: &str) -> AnyView {
    let days = DAYS.map(|day| {
        let label = day.chars().take(1).flat_map(char::to_uppercase).chain(day.chars().skip(1)).collect();
        intervals(editor, format!("{at}/week/{day}"), label)
    });
    let place = at.to_owned();
    let copy_monday = move |_| {
        let monday = editor.value_now(&format!("{place}/week/monday"));
        editor.reshape(&place, |document| {
            for day in DAYS.iter().take(5) {
                set(document, &format!("{place}/week/{day}"), monday.clone());
            }
        });
    };
    view! {
        {zone(editor, &format!("{at}/zone"))}
        <div class="week">{days.into_iter().collect_view()}</div>
        <div class="settings-row">
            <button type="button" class="button is-small" on:click=copy_monday>"Monday's hours for all weekdays"</button>
        </div>
        {overrides(editor, format!("{at}/overrides"))}
    }
    .into_any()
}

fn zone(editor: Editor, at: &str) -> AnyView {
    let (value, wrong, place) = (editor.value(at), wrong_at(editor, at), at.to_owned());
    let control = view! {
        <input
            class="input"
            type="text"
            id=id_of(at)
            list="zones"
            autocomplete="off"
            aria-describedby=format!("{0}-hint {0}-wrong", id_of(at))
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=move || shown(&value.get())
            on:input:target=move |event| editor.set(&place, event.target().value().into())
        />
        <datalist id="zones">{zones().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
    };
    field(editor, at, "Time zone", "Whose clock the times are read from, such as Europe/Vienna.", control)
}

/// The intervals of one day: rows with begin and end.
fn intervals(editor: Editor, at: String, label: String) -> AnyView {
    let value = editor.value(&at);
    let count = Memo::new(move |_| value.with(|value| value.as_array().map_or(0, Vec::len)));
    let wrong = wrong_at(editor, &at);
    let (id, name, own, title) = (id_of(&at), label.clone(), at.clone(), label.clone());
    let (place, rows) = (at.clone(), StoredValue::new(at));
    let add = move |_| {
        let next = if count.get_untracked() == 0 { ("09:00", "17:00") } else { ("18:00", "20:00") };
        let at = format!("{place}/-");
        editor.change(&at, |document| set(document, &at, json!({ "from": next.0, "until": next.1 })));
    };
    view! {
        <div
            class="week-day"
            role="group"
            aria-label=title class:is-wrong=move || wrong.with(Option::is_some) id=id tabindex="-1">
            <span class="label" aria-hidden="true">{label}</span>
            <div class="intervals">
                <For each=move || 0..count.get() key=|number| *number let:number>
                    {interval(editor, rows.get_value(), number, &name)}
                </For>
                {move || (count.get() == 0).then(|| view! { <span class="hint">"Closed"</span> })}
                <button type="button" class="button is-small" on:click=add>
                    "Add hours"<span class="unseen">" on this day"</span>
                </button>
            </div>
            <Wrong id=id_of(&own) wrong/>
        </div>
    }
    .into_any()
}

fn interval(editor: Editor, list: String, number: usize, day: &str) -> AnyView {
    let at = format!("{list}/{number}");
    let gone = at.clone();
    let time = |name: &'static str, words: &str| {
        let place = format!("{at}/{name}");
        let (value, wrong, id) = (editor.value(&place), wrong_at(editor, &place), id_of(&place));
        view! {
            <input
                class="input is-time"
                type="text"
                inputmode="numeric"
                maxlength="5"
                placeholder="hh:mm"
                id=id
                aria-label=format!("{day}, interval {}, {words}", number + 1)
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                prop:value=move || shown(&value.get())
                on:input:target=move |event| editor.set(&place, event.target().value().into())
            />
        }
    };
    view! {
        <span class="interval">
            {time("from", "from")}"–"{time("until", "until")}
            <button
                type="button"
                class="link"
                aria-label=format!("{day}, interval {}: remove", number + 1)
                on:click=move |_| editor.change(&list, |document| remove(document, &gone))
            >
                "Remove"
            </button>
        </span>
    }
    .into_any()
}

/// Holidays, short days, extra days.
fn overrides(editor: Editor, at: String) -> AnyView {
    let value = editor.value(&at);
    let count = Memo::new(move |_| value.with(|value| value.as_array().map_or(0, Vec::len)));
    let (place, list) = (at.clone(), StoredValue::new(at));
    let add = move |_| {
        let at = format!("{place}/-");
        editor.change(&at, |document| set(document, &at, json!({ "date": "", "intervals": [], "name": "" })));
    };
    view! {
        <h5>"Days that differ"</h5>
        <p class="hint">"Without hours a day is a holiday. An end before its begin is on the next day; 24:00 ends a day."</p>
        <For each=move || 0..count.get() key=|number| *number let:number>
            {one_override(editor, list.get_value(), number)}
        </For>
        <div class="settings-row">
            <button type="button" class="button is-small" on:click=add>"Add a day"</button>
        </div>
    }
    .into_any()
}

fn one_override(editor: Editor, list: String, number: usize) -> AnyView {
    let at = format!("{list}/{number}");
    let (date, gone) = (format!("{at}/date"), at.clone());
    let (value, wrong, place) = (editor.value(&date), wrong_at(editor, &date), date.clone());
    let picker = view! {
        <input
            class="input"
            type="date"
            id=id_of(&date)
            aria-describedby=format!("{}-wrong", id_of(&date))
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=move || shown(&value.get())
            on:input:target=move |event| editor.set(&place, event.target().value().into())
        />
    };
    view! {
        <div class="override">
            {field(editor, &date, "Date", "", picker)}
            {text(editor, &format!("{at}/name"), "What agents call it", "")}
            {intervals(editor, format!("{at}/intervals"), "Hours".to_owned())}
            <button
                type="button"
                class="link"
                on:click=move |_| editor.change(&list, |document| remove(document, &gone))
            >
                "Remove this day"
            </button>
        </div>
    }
    .into_any()
}

/// Where this browser is; UTC if it does not say.
fn own_zone() -> String {
    let options = js_sys::Intl::DateTimeFormat::default().resolved_options();
    let zone = js_sys::Reflect::get(&options, &JsValue::from_str("timeZone")).ok();
    zone.and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// The zones that this browser knows, to choose from; what can be saved the edge decides.
fn zones() -> Vec<String> {
    let listed = || -> Option<js_sys::Array> {
        let intl = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
        let list = js_sys::Reflect::get(&intl, &JsValue::from_str("supportedValuesOf")).ok()?;
        let list = wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(list).ok()?;
        let found = list.call1(&intl, &JsValue::from_str("timeZone")).ok()?;
        wasm_bindgen::JsCast::dyn_into(found).ok()
    };
    listed().map(|list| list.iter().filter_map(|name| name.as_string()).collect()).unwrap_or_default()
}
