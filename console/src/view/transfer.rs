//! To another agent or department, with a note that the visitor never receives.

use baton_client::chat::Ask;
use baton_shared::limits::NOTE_CHARS_MAX;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::focus;
use crate::opened::Opened;
use crate::targets::{self, Target, To};
use crate::texts;
use crate::view::dialog::Dialog;
use crate::view::notice::Notice;

/// Who, and a note.
#[component]
pub fn Transfer(opened: Opened) -> impl IntoView {
    let (to, note, search) =
        (RwSignal::new(None::<To>), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (agents, departments) = (found_agents(opened, search), found_departments(opened, search));
    // Who goes away while the dialog is open is not chosen any more.
    let chosen = Memo::new(move |_| {
        let to = to.get()?;
        let has = |all: &Vec<Target>| all.iter().any(|target| target.to == to && target.is_free);
        (agents.with(has) || departments.with(has)).then_some(to)
    });
    let is_too_long = move || note.with(|note| note.trim().chars().count() > NOTE_CHARS_MAX);
    let can_send = move || chosen.with(Option::is_some) && !is_too_long();
    let close = move || opened.dialog.set(None);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let note = note.get_untracked().trim().to_owned();
        match chosen.get_untracked().filter(|_| can_send()) {
            Some(To::Agent(to)) => opened.ask(Ask::Transfer { to, note }),
            Some(To::Department(department)) => opened.ask(Ask::TransferToDepartment { department, note }),
            None => {}
        }
    };
    view! {
        <Dialog title="Transfer this conversation" close>
            <form class="dialog-form" on:submit=send>
                <SearchField search/>
                <div class="choices" data-testid="targets">
                    <Choices legend="Departments" targets=departments to search/>
                    <Choices legend="Agents" targets=agents to search/>
                </div>
                <Note note is_too_long=Signal::derive(is_too_long)/>
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

fn found_agents(opened: Opened, search: RwSignal<String>) -> Memo<Vec<Target>> {
    let me = opened.desk.my_id();
    Memo::new(move |_| {
        let here = opened.card.with(|card| card.as_ref().map(|card| card.department.clone()));
        let here =
            opened.desk.departments.with(|all| all.iter().find(|it| Some(&it.id) == here.as_ref()).cloned());
        opened.desk.agents.with(|all| targets::agents(all, &me, here.as_ref(), &search.get()))
    })
}

fn found_departments(opened: Opened, search: RwSignal<String>) -> Memo<Vec<Target>> {
    Memo::new(move |_| {
        let here = opened.card.with(|card| card.as_ref().map(|card| card.department.clone()));
        opened.desk.departments.with(|all| match all.len() {
            // With one department there is nowhere else to go.
            0 | 1 => Vec::new(),
            _ => targets::departments(all, here.as_ref(), &search.get()),
        })
    })
}

/// Narrows the lists; the arrow leads from it to the first that can be chosen.
#[component]
fn SearchField(search: RwSignal<String>) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            focus::put("[name=to]:not(:disabled)");
        }
        // It would send the form before anybody is chosen.
        "Enter" => {
            event.prevent_default();
            focus::put("[name=to]:not(:disabled)");
        }
        _ => {}
    };
    view! {
        <label class="field">
            <span class="label">"To whom"</span>
            <input
                type="search"
                class="input"
                autofocus
                autocomplete="off"
                placeholder="Search by name"
                prop:value=search
                on:input:target=move |event| search.set(event.target().value())
                on:keydown=pressed
            />
        </label>
    }
}

#[component]
fn Choices(
    legend: &'static str,
    targets: Memo<Vec<Target>>,
    to: RwSignal<Option<To>>,
    search: RwSignal<String>,
) -> impl IntoView {
    let is_search = move || search.with(|search| !search.trim().is_empty());
    let nothing = move || match (targets.with(Vec::is_empty), is_search(), legend) {
        (false, ..) | (true, false, "Departments") => None,
        (true, true, _) => Some("Nothing found."),
        (true, false, _) => {
            Some("There is no other agent at this site yet. An admin can invite one under Members.")
        }
    };
    let is_shown = Memo::new(move |_| legend == "Agents" || is_search() || !targets.with(Vec::is_empty));
    move || {
        is_shown.get().then(|| {
            view! {
                <fieldset class="choice-group">
                    <legend class="choice-legend">{legend}</legend>
                    {move || nothing().map(|words| view! { <p class="hint">{words}</p> })}
                    <For each=move || targets.get() key=Target::key let:target>
                        <Choice target to/>
                    </For>
                </fieldset>
            }
        })
    }
}

#[component]
fn Choice(target: Target, to: RwSignal<Option<To>>) -> impl IntoView {
    let (chosen, is_free) = (target.to.clone(), target.is_free);
    let shown = target.to.clone();
    view! {
        <label class="choice" class:is-off=!is_free>
            <input
                type="radio"
                name="to"
                disabled=!is_free
                prop:checked=move || to.with(|to| to.as_ref() == Some(&shown))
                on:change=move |_| to.set(Some(chosen.clone()))
            />
            <span class=format!("dot is-{}", texts::presence_key(target.presence))></span>
            <span class="choice-name">{target.name}</span>
            <span class="choice-why">{target.about}</span>
        </label>
    }
}

#[component]
fn Note(note: RwSignal<String>, is_too_long: Signal<bool>) -> impl IntoView {
    view! {
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
                {move || if is_too_long.get() { "At most 2,000 characters." } else { "Only agents see this." }}
            </span>
        </label>
    }
}
