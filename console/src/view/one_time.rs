//! What is shown once, to be taken away: the edge keeps no more than it needs to know it again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// A text to copy, under a line that says for whom it is.
#[component]
pub fn OneTime(
    /// What a screen reader calls it.
    label: &'static str,
    /// It.
    value: String,
    /// For whom, and that it is shown only now.
    children: Children,
) -> impl IntoView {
    let is_copied = RwSignal::new(false);
    let copied = value.clone();
    let copy = move |_| {
        let copying = JsFuture::from(window().navigator().clipboard().write_text(&copied));
        spawn_local(async move {
            is_copied.try_set(copying.await.is_ok());
        });
    };
    view! {
        <div class="one-time" role="status">
            <p>{children()}</p>
            <div class="input-row">
                <input
                    class="input"
                    type="text"
                    readonly
                    aria-label=label
                    data-testid="one-time"
                    prop:value=value
                    on:focus:target=|event| event.target().select()
                />
                <button type="button" class="button is-in-input" on:click=copy>
                    {move || if is_copied.get() { "Copied" } else { "Copy" }}
                </button>
            </div>
        </div>
    }
}
