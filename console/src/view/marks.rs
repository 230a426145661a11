//! Tags and priority of a conversation: changed where they are read.

use baton_shared::limits::{TAG_CHARS_MAX, TAGS_MAX};
use baton_shared::priority::Priority;
use leptos::prelude::*;

use crate::opened::Opened;
use crate::view::icon::{Icon, icon};
use crate::view::notice::Notice;

/// From the most urgent.
const PRIORITIES: [(Priority, &str); 4] = [
    (Priority::Urgent, "Urgent"),
    (Priority::High, "High"),
    (Priority::Normal, "Normal"),
    (Priority::Low, "Low"),
];

/// Both, with what was not taken.
#[component]
pub fn Marks(opened: Opened) -> impl IntoView {
    // What was asked is shown at once; what the edge says replaces it.
    let marks = Memo::new(move |_| {
        let known = opened.card.with(|card| {
            card.as_ref().map(|card| (card.tags.iter().cloned().collect::<Vec<String>>(), card.priority))
        });
        opened.marking.get().or(known).unwrap_or_default()
    });
    view! {
        <div class="marks" aria-busy=move || opened.marking.with(Option::is_some).to_string()>
            <label class="mark-field">
                <span class="mark-label">"Priority"</span>
                <select
                    class="select"
                    data-testid="priority"
                    prop:value=move || key(marks.get().1)
                    on:change:target=move |event| {
                        let chosen = PRIORITIES.iter().find(|(priority, _)| key(*priority) == event.target().value());
                        if let Some((priority, _)) = chosen {
                            opened.mark(marks.get_untracked().0, *priority);
                        }
                    }
                >
                    {PRIORITIES.map(|(priority, name)| view! {
                        <option value=key(priority) selected=move || marks.get().1 == priority>{name}</option>
                    }).collect_view()}
                </select>
            </label>
            <Tags opened marks/>
            <Notice text=move || opened.not_marked.get() dismiss=move || opened.not_marked.set(None)/>
        </div>
    }
}

fn key(priority: Priority) -> &'static str {
    match priority {
        Priority::Urgent => "urgent",
        Priority::High => "high",
        Priority::Normal => "normal",
        Priority::Low => "low",
    }
}

#[component]
fn Tags(opened: Opened, marks: Memo<(Vec<String>, Priority)>) -> impl IntoView {
    let new = RwSignal::new(String::new());
    let change = move |tags: Vec<String>| opened.mark(tags, marks.get_untracked().1);
    let add = move || {
        let tag = new.with_untracked(|new| new.trim().to_owned());
        let mut tags = marks.get_untracked().0;
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
            change(tags);
        }
        new.set(String::new());
    };
    let remove =
        move |tag: &str| change(marks.get_untracked().0.into_iter().filter(|it| it != tag).collect());
    let is_full = move || marks.with(|(tags, _)| tags.len() >= TAGS_MAX);
    view! {
        <div class="mark-field">
            <label class="mark-label" for="new-tag">"Tags"</label>
            <ul class="tags" data-testid="tags">
                {move || marks.get().0.into_iter().map(|tag| {
                    let name = tag.clone();
                    view! {
                        <li class="tag">
                            {tag.clone()}
                            <button
                                type="button"
                                class="tag-remove"
                                aria-label=format!("Remove the tag {tag}")
                                on:click=move |_| remove(&name)
                            >
                                {icon(Icon::Close)}
                            </button>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <form class="tag-new" on:submit=move |event| {
                event.prevent_default();
                add();
            }>
                <input
                    id="new-tag"
                    class="input"
                    placeholder="Add a tag"
                    autocomplete="off"
                    maxlength=TAG_CHARS_MAX.to_string()
                    disabled=is_full
                    prop:value=new
                    on:input:target=move |event| new.set(event.target().value())
                    on:change=move |_| add()
                />
            </form>
        </div>
    }
}
