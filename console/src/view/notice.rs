//! Strips of text: what went wrong, next to what was tried, and a lost connection.

use leptos::prelude::*;

use crate::clock::Clock;
use crate::connection::{Connection, Ending};
use crate::view::icon::{Icon, icon};

/// Something went wrong. Gone when dismissed.
#[component]
pub fn Notice(
    /// What; nothing: no strip.
    text: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
    /// Takes it away.
    dismiss: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <div class="notices" role="alert">
            {move || text().map(|text| view! {
                <p class="notice">
                    <span>{text}</span>
                    <button type="button" class="icon-button" aria-label="Dismiss" on:click=move |_| dismiss()>
                        {icon(Icon::Close)}
                    </button>
                </p>
            })}
        </div>
    }
}

/// The connection is gone. Gone by itself when it is back.
#[component]
pub fn Banner(
    /// Which connection.
    connection: RwSignal<Connection>,
    /// Counts down to the next try.
    clock: Clock,
    /// Tries now.
    hurry: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = Memo::new(move |_| match connection.get() {
        // The clock is read only while something counts down.
        lost @ Connection::Lost { next: Some(_) } => lost.words(clock.now()),
        other => other.words(Default::default()),
    });
    let button = move || match connection.get() {
        Connection::Over(Ending::NotYours) => ().into_any(),
        Connection::Over(_) => {
            view! { <button class="button is-small" on:click=reload>"Load again"</button> }.into_any()
        }
        _ => {
            view! { <button class="button is-small" on:click=move |_| hurry()>"Try now"</button> }.into_any()
        }
    };
    let is_shown = Memo::new(move |_| words.with(Option::is_some));
    view! {
        <div class="banners" role="status">
            {move || is_shown.get().then(|| view! {
                <p class="banner"><span>{move || words.get()}</span>{button}</p>
            })}
        </div>
    }
}

fn reload(_: web_sys::MouseEvent) {
    // Fails only while the page is being left.
    let _ = window().location().reload();
}
