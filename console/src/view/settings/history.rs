//! Who has saved what, what was different, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conflict::short;
use crate::clock::when;
use crate::settings_api::{self, Version};
use crate::settings_edit::{Change, changes, in_words};
use crate::settings_editor::Editor;
use crate::view::dialog::Dialog;

/// Differences that are listed: a page of them.
const LISTED_MAX: usize = 40;

/// The section.
pub fn history(editor: Editor) -> AnyView {
    let versions = RwSignal::new(None::<Vec<Version>>);
    let asked = RwSignal::new(None::<u64>);
    Effect::new(move || {
        // A save or a restore makes a new one.
        editor.version.get();
        spawn_local(async move {
            match settings_api::versions().await {
                Ok(found) => drop(versions.try_set(Some(found))),
                Err(trouble) => drop(editor.wrong.try_set(Some(trouble.words()))),
            }
        });
    });
    let rows = move || match versions.get() {
        None => view! { <li class="hint">"Loading …"</li> }.into_any(),
        Some(versions) => versions
            .into_iter()
            .map(|version| view! { <Row editor version asked/> })
            .collect_view()
            .into_any(),
    };
    view! {
        <p class="hint">"The last 100 versions are kept. An old one comes back as a new version."</p>
        <ul class="history" aria-label="Versions">{rows}</ul>
        {move || asked.get().map(|number| view! { <Really editor number asked/> })}
    }
    .into_any()
}

#[component]
fn Row(editor: Editor, version: Version, asked: RwSignal<Option<u64>>) -> impl IntoView {
    let (number, at) = (version.version, when(version.saved_at));
    let by = version.saved_by.map_or("as the site began".to_owned(), |by| by.name);
    let counts = move || editor.version.get() == number;
    let found = RwSignal::new(None::<Vec<Change>>);
    let compare = move |_| {
        spawn_local(async move {
            match settings_api::version(number).await {
                Ok(document) => {
                    let differences = editor.base.with_untracked(|base| changes(base, &document));
                    found.try_set(Some(differences));
                }
                Err(trouble) => drop(editor.wrong.try_set(Some(trouble.words()))),
            }
        });
    };
    view! {
        <li class="version">
            <span class="version-name">{format!("Version {number}")}</span>
            <span class="hint">{format!("{at}, {by}")}</span>
            {move || if counts() {
                view! { <span class="badge is-assigned">"Counts now"</span> }.into_any()
            } else {
                view! {
                    <span class="settings-row">
                        <button class="button is-small" on:click=compare>"Compare"</button>
                        <button class="button is-small" on:click=move |_| asked.set(Some(number))>"Restore"</button>
                    </span>
                }
                .into_any()
            }}
            {move || found.get().map(differences)}
        </li>
    }
}

fn differences(found: Vec<Change>) -> impl IntoView {
    let more = found.len().saturating_sub(LISTED_MAX);
    let line = |change: Change| {
        let value = change.value.as_ref().map_or("not there".to_owned(), short);
        view! { <li><span class="mine-place">{in_words(&change.pointer)}</span>": "{value}</li> }
    };
    view! {
        <ul class="differences" aria-label="What was different">
            {found.is_empty().then(|| view! { <li>"The same as now."</li> })}
            {found.into_iter().take(LISTED_MAX).map(line).collect_view()}
            {(more > 0).then(|| view! { <li>{format!("{more} more")}</li> })}
        </ul>
    }
}

#[component]
fn Really(editor: Editor, number: u64, asked: RwSignal<Option<u64>>) -> impl IntoView {
    let is_changed = editor.is_changed.get_untracked();
    let restore = move |_| {
        asked.set(None);
        editor.restore(number);
    };
    view! {
        <Dialog title=format!("Restore version {number}?") class="is-narrow" close=move || asked.set(None)>
            <p class="dialog-text">
                {if is_changed {
                    "It becomes the newest version. Your changes that are not saved stay beside it."
                } else {
                    "It becomes the newest version. The one that counts now is kept in this list."
                }}
            </p>
            <footer class="dialog-foot">
                <button type="button" class="button" on:click=move |_| asked.set(None)>"Cancel"</button>
                <button type="button" class="button is-primary" on:click=restore>"Restore"</button>
            </footer>
        </Dialog>
    }
}
