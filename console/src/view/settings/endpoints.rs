//! Who is told what happens outside of the desk. Receivers are no part of the document: they count at once, and a secret
//! is shown once at most.

use std::collections::BTreeSet;

use baton_shared::courier::{EndpointKind, Kind, Wanted};
use baton_shared::ids::EndpointId;
use baton_shared::limits::ENDPOINTS_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::endpoint::{Card, kind_words};
use crate::api::Trouble;
use crate::endpoint_api::{self as api, Directory};
use crate::settings_editor::Editor;
use crate::view::one_time::OneTime;

/// What the section has in hand.
#[derive(Clone, Copy)]
pub struct Receivers {
    editor: Editor,
    directory: RwSignal<Option<Directory>>,
    /// A secret that was just made, and whose.
    pub made: RwSignal<Option<(EndpointId, String)>>,
    is_busy: RwSignal<bool>,
}

impl Receivers {
    /// Reads them anew.
    pub fn load(self) {
        spawn_local(async move {
            match api::all().await {
                Ok(found) => drop(self.directory.try_set(Some(found))),
                Err(trouble) => self.wrong(&trouble),
            }
        });
    }

    /// Shows why something did not work.
    pub fn wrong(self, trouble: &Trouble) {
        self.editor.wrong.try_set(Some(trouble.words()));
    }

    /// Takes what was said away.
    pub fn nothing_wrong(self) {
        self.editor.wrong.set(None);
    }

    fn add(self, kind: EndpointKind, url: String, wanted: Wanted, done: impl FnOnce() + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.nothing_wrong();
        spawn_local(async move {
            match api::add(kind, &url, &wanted).await {
                Ok(added) => {
                    self.made.try_set(added.secret.map(|secret| (added.id, secret)));
                    done();
                    self.load();
                }
                Err(trouble) => self.wrong(&trouble),
            }
            self.is_busy.try_set(false);
        });
    }
}

/// The section.
pub fn endpoints(editor: Editor) -> AnyView {
    let receivers = Receivers {
        editor,
        directory: RwSignal::new(None),
        made: RwSignal::new(None),
        is_busy: RwSignal::new(false),
    };
    receivers.load();
    let cards = move || match receivers.directory.get() {
        None => view! { <p class="hint">"Loading …"</p> }.into_any(),
        Some(directory) if directory.endpoints.is_empty() => view! {
            <p class="hint" data-testid="no-endpoints">
                "Nobody yet. While no agent has the desk open, nobody hears that a visitor waits."
            </p>
        }
        .into_any(),
        Some(Directory { endpoints, kinds }) => endpoints
            .into_iter()
            .map(|receiver| view! { <Card receivers receiver kinds=kinds.clone()/> })
            .collect_view()
            .into_any(),
    };
    let is_full = Memo::new(move |_| {
        receivers.directory.with(|all| all.as_ref().is_some_and(|all| all.endpoints.len() >= ENDPOINTS_MAX))
    });
    view! {
        <p class="hint">
            "Channels and systems that are told what happens, at least once each, also while nobody has the desk open. What could \
             not be delivered is tried again for three days, then kept here to be sent by hand."
        </p>
        {move || receivers.made.get().map(|(_, secret)| view! {
            <OneTime label="Secret" value=secret>
                "The receiver checks our signature with this secret (Standard Webhooks). It is shown only now."
            </OneTime>
        })}
        {cards}
        {move || match (is_full.get(), receivers.directory.with(Option::is_some)) {
            (true, _) => view! { <p class="hint">"There are 20 receivers. Remove one to add another."</p> }.into_any(),
            (false, true) => view! { <New receivers/> }.into_any(),
            (false, false) => ().into_any(),
        }}
    }
    .into_any()
}

/// What a new receiver hears of unless somebody chooses otherwise: what a person should act on.
fn usual() -> BTreeSet<Kind> {
    [Kind::HandoverRequested, Kind::OfflineMessageLeft, Kind::TeamNotified].into_iter().collect()
}

#[component]
fn New(receivers: Receivers) -> impl IntoView {
    let (kind, url, name) =
        (RwSignal::new(EndpointKind::Webhook), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kinds = RwSignal::new(usual());
    let all =
        receivers.directory.with_untracked(|it| it.as_ref().map(|it| it.kinds.clone())).unwrap_or_default();
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = Wanted {
            name: name.get_untracked(),
            kinds: kinds.get_untracked(),
            departments: BTreeSet::new(),
            is_on: true,
        };
        receivers.add(kind.get_untracked(), url.get_untracked().trim().to_owned(), wanted, move || {
            url.try_set(String::new());
            name.try_set(String::new());
        });
    };
    view! {
        <form class="settings-group" novalidate on:submit=add data-testid="new-endpoint">
            <h4>"New receiver"</h4>
            <Address kind url name/>
            <Hears kinds all/>
            <p class="settings-row">
                <button class="button is-primary" aria-busy=move || receivers.is_busy.get().to_string()>"Add"</button>
            </p>
        </form>
    }
}

/// How it is reached, where, and what it is called.
#[component]
fn Address(kind: RwSignal<EndpointKind>, url: RwSignal<String>, name: RwSignal<String>) -> impl IntoView {
    let address_hint = move || match kind.get() {
        EndpointKind::Webhook => {
            "Your server's address. Each request is signed, so that you know it is ours."
        }
        EndpointKind::Slack => "The address of an incoming webhook, as Slack shows it. It is kept secret.",
        EndpointKind::Mail => "One or more e-mail addresses, separated by commas.",
    };
    let choose = move |value: String| {
        kind.set(match value.as_str() {
            "slack" => EndpointKind::Slack,
            "mail" => EndpointKind::Mail,
            _ => EndpointKind::Webhook,
        });
    };
    view! {
            <div class="field">
                <label class="label" for="endpoint-kind">"How"</label>
                <select class="input" id="endpoint-kind" on:change:target=move |event| choose(event.target().value())>
                    <option value="webhook">"Webhook"</option>
                    <option value="slack">"Slack"</option>
                    <option value="mail">"E-mail"</option>
                </select>
            </div>
            <div class="field">
                <label class="label" for="endpoint-name">"Name"</label>
                <input
                    class="input"
                    id="endpoint-name"
                    autocomplete="off"
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                />
            </div>
            <div class="field">
                <label class="label" for="endpoint-url">"Address"</label>
                <input
                    class="input"
                    id="endpoint-url"
                    placeholder=move || if kind.get() == EndpointKind::Mail { "team@example.com" } else { "https://" }
                    autocomplete="off"
                    aria-describedby="endpoint-url-hint"
                    prop:value=url
                    on:input:target=move |event| url.set(event.target().value())
                />
                <span class="hint" id="endpoint-url-hint">{address_hint}</span>
            </div>
    }
}

/// What a receiver hears of.
#[component]
pub fn Hears(kinds: RwSignal<BTreeSet<Kind>>, all: Vec<Kind>) -> impl IntoView {
    let one = move |kind: Kind| {
        let toggle = move |is_wanted: bool| {
            kinds.update(|kinds| {
                if is_wanted {
                    kinds.insert(kind)
                } else {
                    kinds.remove(&kind)
                };
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || kinds.with(|kinds| kinds.contains(&kind))
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>{kind_words(kind)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="hears">
            <legend class="label">"Hears of"</legend>
            {all.into_iter().map(one).collect_view()}
        </fieldset>
    }
}
