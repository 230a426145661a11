//! The list of canned responses that a `/` in the reply opens: chosen without leaving the box.

use baton_shared::settings::CannedResponse;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::canned::{Names, Slash, fill, find, insert, slash};
use crate::opened::Opened;

/// What is looked for and found, as a handle.
#[derive(Clone, Copy)]
pub struct Search {
    opened: Opened,
    field: NodeRef<html::Textarea>,
    slash: RwSignal<Option<Slash>>,
    found: Memo<Vec<CannedResponse>>,
    chosen: RwSignal<usize>,
}

impl Search {
    /// Closed, until a `/` is typed.
    pub fn start(opened: Opened, field: NodeRef<html::Textarea>) -> Self {
        let slash = RwSignal::new(None::<Slash>);
        let found = Memo::new(move |_| {
            let Some(query) = slash.with(|slash| slash.as_ref().map(|slash| slash.query.clone())) else {
                return Vec::new();
            };
            let department = opened.card.with(|card| card.as_ref().map(|card| card.department.clone()));
            opened.desk.kept.site.with(|site| {
                find(&site.canned_responses, department.as_ref(), &query).into_iter().cloned().collect()
            })
        });
        Self { opened, field, slash, found, chosen: RwSignal::new(0) }
    }

    /// Whether there is something to choose.
    pub fn is_open(self) -> bool {
        self.found.with(|found| !found.is_empty())
    }

    /// The element that is chosen now.
    pub fn chosen_id(self) -> Option<String> {
        self.is_open().then(|| option_id(self.chosen.get()))
    }

    /// The text or the caret has changed.
    pub fn look(self) {
        let Some(field) = self.field.get_untracked() else { return };
        let caret = field.selection_start().ok().flatten().unwrap_or_default() as usize;
        let has_range = field.selection_end().ok().flatten().unwrap_or_default() as usize != caret;
        let looked = if has_range { None } else { slash(&field.value(), caret) };
        if looked.is_some() && self.slash.with_untracked(Option::is_none) {
            // Somebody may have changed them since.
            self.opened.desk.kept.refresh();
        }
        self.chosen.set(0);
        self.slash.set(looked);
    }

    /// Nothing is looked for any more.
    pub fn close(self) {
        self.slash.set(None);
    }

    /// Takes a key that belongs to the list; whether it was one.
    pub fn pressed(self, event: &KeyboardEvent) -> bool {
        let count = self.found.with_untracked(Vec::len);
        if count == 0 || event.is_composing() || event.shift_key() {
            return false;
        }
        let chosen = self.chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.chosen.set(chosen.saturating_add(1) % count),
            "ArrowUp" => self.chosen.set(chosen.checked_sub(1).unwrap_or(count.saturating_sub(1))),
            "Enter" | "Tab" => self.insert(chosen),
            "Escape" => self.close(),
            _ => return false,
        }
        // The page's own keys see that it was taken.
        event.prevent_default();
        true
    }

    fn insert(self, at: usize) {
        let response = self.found.with_untracked(|found| found.get(at).map(|it| it.text.clone()));
        let (Some(response), Some(slash)) = (response, self.slash.get_untracked()) else { return };
        let words = fill(&response, &names(self.opened));
        let (text, caret) = self.opened.text.with_untracked(|text| insert(text, &slash, &words));
        self.close();
        self.opened.typed(text.clone());
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&text);
            let caret = u32::try_from(caret).unwrap_or(u32::MAX);
            // Fails only for a field that holds no text.
            let _ = field.set_selection_range(caret, caret);
            let _ = field.focus();
        }
    }
}

/// What the variables stand for in this conversation.
fn names(opened: Opened) -> Names {
    let kept = opened.desk.kept;
    let (visitor, department) = opened
        .card
        .with_untracked(|card| card.as_ref().map(|card| (card.name.clone(), card.department.clone())))
        .unzip();
    let (agent, site) = opened.desk.me.with_value(|me| (me.agent.name.clone(), me.site_name.clone()));
    // The settings are younger than the signing in.
    let renamed = kept.site.with_untracked(|site| site.site_name.clone());
    let site = if renamed.is_empty() { site } else { renamed };
    Names {
        visitor: visitor.unwrap_or_default(),
        agent,
        site,
        department: department.and_then(|id| kept.department(&id)).unwrap_or_default(),
    }
}

fn option_id(at: usize) -> String {
    format!("canned-{at}")
}

/// Above the box, as long as something fits.
#[component]
pub fn CannedList(search: Search) -> impl IntoView {
    let count = move || match search.found.with(Vec::len) {
        0 => String::new(),
        1 => "One canned response".to_owned(),
        count => format!("{count} canned responses"),
    };
    view! {
        <p class="unseen" role="status">{count}</p>
        {move || search.is_open().then(|| view! {
            <ul id="canned" class="canned" role="listbox" aria-label="Canned responses" data-testid="canned">
                {search.found.get().into_iter().enumerate().map(|(at, it)| option(search, at, it)).collect_view()}
            </ul>
        })}
    }
}

fn option(search: Search, at: usize, response: CannedResponse) -> impl IntoView {
    let is_chosen = move || search.chosen.get() == at;
    // As it will be read.
    let words = fill(&response.text, &names(search.opened));
    view! {
        <li
            id=option_id(at)
            class="canned-option"
            role="option"
            aria-selected=move || is_chosen().to_string()
            // Before the box loses the focus.
            on:mousedown=move |event| {
                event.prevent_default();
                search.insert(at);
            }
        >
            <span class="canned-title">{response.title}</span>
            <kbd class="canned-short">{format!("/{}", response.shortcut)}</kbd>
            <span class="canned-text">{words}</span>
        </li>
    }
}
