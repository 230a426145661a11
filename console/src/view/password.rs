//! A password, which its owner may look at.

use baton_shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use leptos::prelude::*;

/// What a password manager should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Fill in the known one.
    Current,
    /// Offer a new one.
    New,
}

/// Whether it can be a new password.
pub fn is_long_enough(password: &str) -> bool {
    (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&password.chars().count())
}

/// The field with its button.
#[component]
pub fn Password(password: RwSignal<String>, purpose: Purpose) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let is_new = purpose == Purpose::New;
    let missing = move || password.with(|text| PASSWORD_CHARS_MIN.saturating_sub(text.chars().count()));
    let hint = move || match missing() {
        0 => "Long enough.".to_owned(),
        PASSWORD_CHARS_MIN => {
            format!("At least {PASSWORD_CHARS_MIN} characters. A few words are easy to remember.")
        }
        1 => "1 more character.".to_owned(),
        missing => format!("{missing} more characters."),
    };
    view! {
        <div class="field">
            <label class="label" for="password">"Password"</label>
            <div class="input-row">
                <input
                    id="password"
                    class="input"
                    type=move || if is_shown.get() { "text" } else { "password" }
                    name="password"
                    autocomplete=if is_new { "new-password" } else { "current-password" }
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    aria-describedby=is_new.then_some("password-hint")
                    prop:value=password
                    on:input:target=move |event| password.set(event.target().value())
                />
                <button
                    type="button"
                    class="button is-in-input"
                    aria-pressed=move || is_shown.get().to_string()
                    aria-label="Show password"
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    {move || if is_shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            {is_new.then(|| view! {
                <span id="password-hint" class="hint" class:is-good=move || missing() == 0>{hint}</span>
            })}
        </div>
    }
}
