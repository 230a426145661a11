//! The box: open for the owner, closed for everybody else, with the reason.

use baton_shared::limits::MESSAGE_CHARS_MAX;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::opened::Opened;
use crate::standing::Standing;
use crate::view::icon::{Icon, icon};
use crate::view::notice::Notice;

/// The browser's code for a key that an input method has taken (Safari tells it in no other way).
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Box and button, or who owns the conversation.
#[component]
pub fn Composer(opened: Opened) -> impl IntoView {
    let theirs = Memo::new(move |_| match opened.standing.get() {
        Some(standing @ Standing::Theirs(_)) => standing.why_closed(),
        _ => None,
    });
    move || match theirs.get() {
        Some(words) => view! { <p class="composer-owner" role="status">{words}</p> }.into_any(),
        None => view! { <Box opened/> }.into_any(),
    }
}

#[component]
fn Box(opened: Opened) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    // Before the first view nobody knows whether this agent may write: closed, without a reason yet.
    let why = Memo::new(move |_| {
        opened.standing.with(|it| it.as_ref().map_or(Some(String::new()), Standing::why_closed))
    });
    let is_open = Memo::new(move |_| why.with(Option::is_none));
    let chars = Memo::new(move |_| opened.text.with(|text| text.trim().chars().count()));
    let is_too_long = Memo::new(move |_| chars.get() > MESSAGE_CHARS_MAX);
    write_when_opened(is_open, field);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        opened.send();
    };
    let pressed = move |event: KeyboardEvent| {
        let is_composing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
        if event.key() == "Enter" && !event.shift_key() && !is_composing {
            event.prevent_default();
            opened.send();
        }
    };
    view! {
        <form class="composer" class:is-closed=move || !is_open.get() on:submit=submit>
            <Notice text=move || opened.not_sent.get() dismiss=move || opened.not_sent.set(None)/>
            <div class="composer-box">
                <textarea
                    node_ref=field
                    class="composer-field"
                    data-testid="composer"
                    aria-label="Reply"
                    aria-describedby="composer-foot"
                    aria-keyshortcuts="r"
                    aria-invalid=move || is_too_long.get().to_string()
                    rows="2"
                    placeholder=move || why.get().unwrap_or_else(|| "Write a reply".to_owned())
                    disabled=move || !is_open.get()
                    prop:value=opened.text
                    on:input:target=move |event| opened.typed(event.target().value())
                    on:keydown=pressed
                    on:blur=move |_| opened.stop_typing()
                ></textarea>
                <button
                    type="submit"
                    class="send"
                    aria-label="Send"
                    disabled=move || !is_open.get() || chars.get() == 0 || is_too_long.get()
                >
                    {icon(Icon::Send)}
                </button>
            </div>
            <p id="composer-foot" class="composer-foot" class:unseen=move || !is_open.get()>
                <span class="composer-hint">
                    {move || why.get().map_or_else(|| markdown().into_any(), |why| why.into_any())}
                </span>
                {move || (is_open.get() && chars.get() > 0).then(|| view! {
                    <span class="counter" class:is-over=is_too_long>{move || counter(chars.get())}</span>
                })}
            </p>
        </form>
    }
}

/// Accepted or joined: what comes next is writing.
fn write_when_opened(is_open: Memo<bool>, field: NodeRef<html::Textarea>) {
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if is_open && was_open == Some(false) {
            // The frame after, the box is enabled.
            request_animation_frame(move || {
                if let Some(field) = field.try_get_untracked().flatten().filter(|_| has_keyboard()) {
                    let _ = field.focus();
                }
            });
        }
        is_open
    });
}

/// On a touch screen the focus would open a keyboard over the conversation.
fn has_keyboard() -> bool {
    window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}

fn counter(chars: usize) -> String {
    match chars.checked_sub(MESSAGE_CHARS_MAX) {
        Some(over) if over > 0 => {
            format!("{} too many: please shorten it or send it in parts", grouped(over))
        }
        _ => format!("{} / {}", grouped(chars), grouped(MESSAGE_CHARS_MAX)),
    }
}

/// `4,000`
fn grouped(number: usize) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

fn markdown() -> impl IntoView {
    view! {
        <span class="unseen">"Markdown: "</span>
        <strong>"**bold**"</strong>" "<em>"*italic*"</em>" "<code>"`code`"</code>" - list "
        <span class="composer-keys">
            <kbd>"Enter"</kbd>" sends, "<kbd>"Shift"</kbd>" "<kbd>"Enter"</kbd>" new line"
        </span>
    }
}
