//! Who may chat, and the keys that the site signs its visitors' identities with. Keys are no part of the document: they
//! count at once, and what they are is shown once at most.

use baton_shared::ids::KeyId;
use baton_shared::limits::IDENTITY_KEYS_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::switch;
use crate::clock::when;
use crate::identity_api::{self as api, Key, Made};
use crate::settings_editor::Editor;
use crate::view::dialog::Dialog;
use crate::view::one_time::OneTime;

/// What the section has in hand.
#[derive(Clone, Copy)]
struct Keys {
    editor: Editor,
    all: RwSignal<Option<Vec<Key>>>,
    made: RwSignal<Option<Made>>,
    asked: RwSignal<Option<KeyId>>,
    is_busy: RwSignal<bool>,
}

impl Keys {
    fn load(self) {
        spawn_local(async move {
            match api::keys().await {
                Ok(found) => drop(self.all.try_set(Some(found))),
                Err(trouble) => drop(self.editor.wrong.try_set(Some(trouble.words()))),
            }
        });
    }

    fn add(self, public_key: Option<String>, done: impl FnOnce() + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.editor.wrong.set(None);
        spawn_local(async move {
            match api::add(public_key.as_deref()).await {
                Ok(made) => {
                    self.made.try_set(Some(made));
                    done();
                    self.load();
                }
                Err(trouble) => drop(self.editor.wrong.try_set(Some(trouble.words()))),
            }
            self.is_busy.try_set(false);
        });
    }

    fn retire(self, kid: KeyId) {
        self.asked.set(None);
        spawn_local(async move {
            match api::retire(&kid).await {
                Ok(()) => {
                    // What was shown of it is of no use any more.
                    self.made.try_update(|made| made.take_if(|made| made.kid == kid));
                    self.load();
                }
                Err(trouble) => drop(self.editor.wrong.try_set(Some(trouble.words()))),
            }
        });
    }

    fn is_full(self) -> bool {
        let live = |all: &Vec<Key>| all.iter().filter(|key| key.retired_at.is_none()).count();
        self.all.with(|all| all.as_ref().is_none_or(|all| live(all) >= IDENTITY_KEYS_MAX))
    }
}

/// The section.
pub fn identity(editor: Editor) -> AnyView {
    let keys = Keys {
        editor,
        all: RwSignal::new(None),
        made: RwSignal::new(None),
        asked: RwSignal::new(None),
        is_busy: RwSignal::new(false),
    };
    keys.load();
    let rows = move || match keys.all.get() {
        None => view! { <li class="hint">"Loading …"</li> }.into_any(),
        Some(all) if all.is_empty() => {
            view! { <li class="hint">"None yet: nobody's identity can be verified."</li> }.into_any()
        }
        Some(all) => all.into_iter().map(|key| row(keys, key)).collect_view().into_any(),
    };
    view! {
        {switch(editor, "/identity/is_required", "Only visitors whose identity is verified may chat")}
        <h4>"Keys"</h4>
        <p class="hint">
            "Your server signs a short-lived token (JWT) for each signed-in visitor with one of these. Two can be live, so that \
             you can change to a new one: add it, sign with it, then retire the old one. Keys count at once."
        </p>
        <ul class="history" aria-label="Identity keys" data-testid="identity-keys">{rows}</ul>
        {move || keys.made.get().map(shown_once)}
        <New keys/>
        {move || keys.asked.get().map(|kid| view! { <Really keys kid/> })}
    }
    .into_any()
}

fn row(keys: Keys, key: Key) -> AnyView {
    let made = format!("{}, {}, {}", key.algorithm, when(key.created_at), key.created_by);
    let kid = key.kid.clone();
    let state = match key.retired_at {
        Some(at) => view! { <span class="hint">{format!("Retired {}", when(at))}</span> }.into_any(),
        None => view! {
            <span class="settings-row">
                <span class="badge is-assigned">"Live"</span>
                <button
                    type="button"
                    class="button is-small"
                    aria-label=format!("Retire {kid}")
                    on:click=move |_| keys.asked.set(Some(kid.clone()))
                >
                    "Retire"
                </button>
            </span>
        }
        .into_any(),
    };
    view! {
        <li class="version" data-testid="identity-key">
            <code class="version-name">{key.kid.to_string()}</code>
            <span class="hint">{made}</span>
            {state}
        </li>
    }
    .into_any()
}

/// A secret is shown once: the edge never tells it again.
fn shown_once(made: Made) -> AnyView {
    let Some(secret) = made.secret else {
        let words = format!("{} is live: sign with its private key and kid \"{}\".", made.kid, made.kid);
        return view! { <p class="hint" role="status">{words}</p> }.into_any();
    };
    view! {
        <OneTime label="Secret" value=secret>
            "The secret of "<strong>{made.kid.to_string()}</strong>". Keep it on your server: it is shown only now."
        </OneTime>
    }
    .into_any()
}

#[component]
fn New(keys: Keys) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let is_full = Memo::new(move |_| keys.is_full());
    let is_empty = move || text.with(|text| text.trim().is_empty());
    let give = move |_| keys.add(Some(text.get_untracked()), move || drop(text.try_set(String::new())));
    view! {
        <div class="settings-group">
            <h4>"New key"</h4>
            {move || is_full.get().then(|| view! { <p class="hint">"Two keys are live. Retire one first."</p> })}
            <p class="settings-row">
                <button
                    type="button"
                    class="button"
                    disabled=is_full
                    aria-busy=move || keys.is_busy.get().to_string()
                    on:click=move |_| keys.add(None, || {})
                >
                    "Make a secret (HS256)"
                </button>
            </p>
            <div class="field">
                <label class="label" for="public-key">"Or a public key (EdDSA, Ed25519)"</label>
                <textarea
                    class="input"
                    id="public-key"
                    rows="3"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="public-key-hint"
                    prop:value=text
                    on:input:target=move |event| text.set(event.target().value())
                ></textarea>
                <span class="hint" id="public-key-hint">"As PEM or JWK. Its private half stays on your server."</span>
            </div>
            <p class="settings-row">
                <button
                    type="button"
                    class="button"
                    disabled=move || is_full.get() || is_empty()
                    aria-busy=move || keys.is_busy.get().to_string()
                    on:click=give
                >
                    "Add the public key"
                </button>
            </p>
        </div>
    }
}

#[component]
fn Really(keys: Keys, kid: KeyId) -> impl IntoView {
    let title = format!("Retire {kid}?");
    let retire = move |_| keys.retire(kid.clone());
    view! {
        <Dialog title class="is-narrow" close=move || keys.asked.set(None)>
            <p class="dialog-text">
                "Tokens that are signed with it are refused from now on. Visitors who chat now may go on until their token ends. \
                 A retired key can't come back."
            </p>
            <footer class="dialog-foot">
                <button type="button" class="button" on:click=move |_| keys.asked.set(None)>"Cancel"</button>
                <button type="button" class="button is-primary" on:click=retire>"Retire"</button>
            </footer>
        </Dialog>
    }
}
