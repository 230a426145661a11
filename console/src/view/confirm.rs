//! "Really?" for what can't be undone: hand back, and end.

use baton_client::chat::Ask;
use leptos::prelude::*;

use crate::opened::{Dialog as Which, Opened};
use crate::view::dialog::Dialog;
use crate::view::notice::Notice;

/// One question, one answer.
#[component]
pub fn Confirm(opened: Opened, which: Which) -> impl IntoView {
    let (title, text, yes, ask) = match which {
        Which::End => (
            "End this conversation?",
            "The visitor is told that it has ended. If the visitor writes again, the AI assistant answers first.",
            "End conversation",
            Ask::End,
        ),
        Which::HandBack | Which::Transfer | Which::Why => (
            "Hand back to the AI assistant?",
            "The visitor is told that the AI assistant answers again. You can join again at any time.",
            "Hand back to AI",
            Ask::HandBack,
        ),
    };
    let close = move || opened.dialog.set(None);
    let say_yes = move |_| opened.ask(ask.clone());
    view! {
        <Dialog title class="is-narrow" close>
            <p class="dialog-text">{text}</p>
            <Notice text=move || opened.refusal_words() dismiss=move || opened.refusal.set(None)/>
            <footer class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close()>"Cancel"</button>
                <button
                    type="button"
                    class="button is-primary"
                    autofocus
                    aria-busy=move || opened.is_busy.get().to_string()
                    on:click=say_yes
                >
                    {yes}
                </button>
            </footer>
        </Dialog>
    }
}
