//! The settings, for admins: forms over the one document, and what stands between it and being saved.
//!
//! Reading order: `field`, `lists` (what forms are made of), the sections, then `summary` and `conflict` above them.

mod agents;
mod conflict;
mod department;
mod departments;
mod document;
mod endpoint;
mod endpoints;
mod field;
mod forms;
mod history;
mod hours;
mod identity;
mod lists;
mod responses;
mod rules;
mod summary;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::address;
use crate::place::Place;
use crate::section::Section;
use crate::settings_editor::{Editor, State};
use crate::view::icon::{Icon, icon};
use crate::view::notice::Notice;

/// The whole screen.
#[component]
pub fn Settings(editor: Editor, section: Memo<Option<Section>>) -> impl IntoView {
    let is_admin = editor.is_admin();
    if is_admin {
        editor.open();
    }
    let section = Memo::new(move |_| section.get().unwrap_or_default());
    let body = move || match (is_admin, editor.state.get()) {
        (false, _) => {
            view! { <p class="settings-word">"Only an admin can change the settings."</p> }.into_any()
        }
        (true, State::Loading) => view! { <p class="settings-word" role="status">"Loading …"</p> }.into_any(),
        (true, State::Failed(words)) => view! {
            <div class="settings-word">
                <p>{words}</p>
                <button class="button" on:click=move |_| editor.load()>"Try again"</button>
            </div>
        }
        .into_any(),
        (true, State::Ready) => view! { <Ready editor section/> }.into_any(),
    };
    // A letter chooses in a list of choices; it is no shortcut there.
    let keep_keys = |event: web_sys::KeyboardEvent| {
        let is_choice = event.target().is_some_and(|it| it.has_type::<web_sys::HtmlSelectElement>());
        if is_choice && event.key() != "Escape" {
            event.stop_propagation();
        }
    };
    view! {
        <section class="settings" aria-labelledby="settings-title" data-testid="settings" on:keydown=keep_keys>
            <Head editor/>
            {body}
        </section>
    }
}

#[component]
fn Head(editor: Editor) -> impl IntoView {
    let is_ready = move || editor.is_admin() && editor.state.get() == State::Ready;
    let save = move |_| {
        if !editor.save() {
            summary::show_first(editor);
        }
    };
    view! {
        <header class="settings-head">
            <button class="icon-button" aria-label="Back to the list" on:click=|_| address::go(&Place::List)>
                {icon(Icon::Back)}
            </button>
            <div class="settings-names">
                <h2 id="settings-title">"Settings"</h2>
                <p class="hint" role="status" data-testid="settings-state">{move || state_words(editor)}</p>
            </div>
            {move || is_ready().then(|| view! {
                <div class="settings-actions">
                    <button
                        class="button"
                        disabled=move || !editor.is_changed.get()
                        on:click=move |_| editor.discard()
                    >
                        "Discard"
                    </button>
                    <button
                        class="button is-primary"
                        disabled=move || !editor.is_changed.get()
                        aria-busy=move || editor.is_busy.get().to_string()
                        on:click=save
                    >
                        "Save"
                    </button>
                </div>
            })}
        </header>
    }
}

fn state_words(editor: Editor) -> String {
    if editor.state.get() != State::Ready {
        return String::new();
    }
    match (editor.done.get(), editor.is_changed.get()) {
        (_, true) => "There are changes that are not saved.".to_owned(),
        (Some(done), false) => done,
        (None, false) => format!("Version {}", editor.version.get()),
    }
}

#[component]
fn Ready(editor: Editor, section: Memo<Section>) -> impl IntoView {
    let shown = move || {
        // Lists with other items, or another document: the forms are made anew.
        editor.drawing.get();
        match section.get() {
            Section::General => forms::general(editor),
            Section::Departments => departments::departments(editor),
            Section::Agents => agents::agents(editor),
            Section::Identity => identity::identity(editor),
            Section::Notifications => endpoints::endpoints(editor),
            Section::Handover => forms::handover(editor),
            Section::Rules => rules::rules(editor),
            Section::Texts => forms::texts(editor),
            Section::Theme => forms::theme(editor),
            Section::Responses => responses::responses(editor),
            Section::Targets => forms::targets(editor),
            Section::Document => document::document(editor),
            Section::History => history::history(editor),
        }
    };
    view! {
        <nav class="settings-nav" aria-label="Sections of the settings">
            {Section::ALL.into_iter().map(|it| view! { <Link editor section it/> }).collect_view()}
        </nav>
        <div class="settings-body">
            <Notice text=move || editor.wrong.get() dismiss=move || editor.wrong.set(None)/>
            <conflict::Conflict editor/>
            <conflict::Mine editor/>
            <summary::Summary editor/>
            <h3 class="settings-section">{move || section.get().name()}</h3>
            <div class="settings-form">{shown}</div>
        </div>
    }
}

#[component]
fn Link(editor: Editor, section: Memo<Section>, it: Section) -> impl IntoView {
    let count = Memo::new(move |_| {
        editor
            .problems
            .with(|all| all.iter().filter(|problem| Section::of_pointer(&problem.pointer) == it).count())
    });
    view! {
        <a
            class="settings-link"
            href=Place::Settings(it).hash()
            aria-current=move || (section.get() == it).then_some("page")
        >
            {it.name()}
            {move || (count.get() > 0).then(|| view! {
                <span class="settings-count">{count.get()}<span class="unseen">" to change"</span></span>
            })}
        </a>
    }
}

/// Gives the focus to the field of a place, or to the nearest one above it.
fn focus_place(pointer: &str) {
    let mut at = pointer;
    loop {
        let found = document().get_element_by_id(&field::id_of(at));
        if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only for an element that takes no focus.
            let _ = element.focus();
            return;
        }
        let Some((above, _)) = at.rsplit_once('/') else { return };
        at = above;
    }
}
