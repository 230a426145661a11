//! Why was done with a conversation what was done: the decisions of its rules and its desk as sentences.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::clock;
use crate::opened::Opened;
use crate::view::dialog::Dialog;
use baton_shared::conversation::Reason;

/// What is known of it.
#[derive(Clone)]
enum Known {
    Loading,
    Failed(String),
    Reasons(Vec<Reason>),
}

/// Asked for each time it is opened: it grows.
#[component]
pub fn Why(opened: Opened) -> impl IntoView {
    let known = RwSignal::new(Known::Loading);
    let load = move || {
        known.set(Known::Loading);
        let id = opened.id.get_value();
        spawn_local(async move {
            let answer = match api::why(&id).await {
                Ok(reasons) => Known::Reasons(reasons),
                Err(trouble) => Known::Failed(trouble.words()),
            };
            // Closed in the meantime: nobody wants it any more.
            known.try_set(answer);
        });
    };
    load();
    let close = move || opened.dialog.set(None);
    view! {
        <Dialog title="Why?" close>
            <div class="why" aria-live="polite">
                {move || match known.get() {
                    Known::Loading => view! { <p class="dialog-text">"Loading …"</p> }.into_any(),
                    Known::Failed(words) => view! {
                        <p class="dialog-text">{words}</p>
                        <button type="button" class="button" on:click=move |_| load()>"Try again"</button>
                    }
                    .into_any(),
                    Known::Reasons(reasons) if reasons.is_empty() => view! {
                        <p class="dialog-text">"Nothing has been decided about this conversation yet."</p>
                    }
                    .into_any(),
                    Known::Reasons(reasons) => list(reasons).into_any(),
                }}
            </div>
        </Dialog>
    }
}

fn list(reasons: Vec<Reason>) -> impl IntoView {
    view! {
        <ol class="reasons" data-testid="reasons">
            {reasons.into_iter().map(|reason| view! {
                <li><time>{clock::when(reason.at)}</time><span>{reason.sentence}</span></li>
            }).collect_view()}
        </ol>
    }
}
