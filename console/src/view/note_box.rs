//! The box for agents: what is written here, no visitor ever receives.

use baton_shared::limits::NOTE_CHARS_MAX;
use leptos::prelude::*;

use crate::opened::Opened;
use crate::view::composer::{Counter, is_enter};
use crate::view::icon::{Icon, icon};

/// Open for every agent, whoever owns the conversation.
#[component]
pub fn NoteBox(opened: Opened) -> impl IntoView {
    let chars = Memo::new(move |_| opened.note.with(|note| note.trim().chars().count()));
    let is_too_long = move || chars.get() > NOTE_CHARS_MAX;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        opened.add_note();
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            opened.add_note();
        }
    };
    view! {
        <form on:submit=submit>
            <div class="composer-box is-note">
                <textarea
                    id="note"
                    class="composer-field"
                    data-testid="note-field"
                    aria-label="Internal note"
                    aria-describedby="composer-foot"
                    aria-invalid=move || is_too_long().to_string()
                    rows="2"
                    placeholder="Write a note for your colleagues"
                    prop:value=opened.note
                    on:input:target=move |event| opened.note.set(event.target().value())
                    on:keydown=pressed
                ></textarea>
                <button
                    type="submit"
                    class="send"
                    aria-label="Add note"
                    disabled=move || chars.get() == 0 || is_too_long()
                >
                    {icon(Icon::Note)}
                </button>
            </div>
            <p id="composer-foot" class="composer-foot">
                <span class="composer-hint">"Only agents see this. The visitor never does."</span>
                <Counter chars chars_max=NOTE_CHARS_MAX/>
            </p>
        </form>
    }
}
