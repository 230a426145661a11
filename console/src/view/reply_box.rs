//! The box to the visitor: open for the owner, closed for everybody else, with the reason.

use baton_client::browser::attach;
use baton_shared::limits::MESSAGE_CHARS_MAX;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::opened::Opened;
use crate::standing::Standing;
use crate::view::canned_list::{CannedList, Search};
use crate::view::composer::{Counter, is_enter};
use crate::view::icon::{Icon, icon};

/// Box and button.
#[component]
pub fn ReplyBox(opened: Opened) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    // Before the first view nobody knows whether this agent may write: closed, without a reason yet.
    let why = Memo::new(move |_| {
        opened.standing.with(|it| it.as_ref().map_or(Some(String::new()), Standing::why_closed))
    });
    let is_open = Memo::new(move |_| why.with(Option::is_none));
    let chars = Memo::new(move |_| opened.text.with(|text| text.trim().chars().count()));
    let is_too_long = Memo::new(move |_| chars.get() > MESSAGE_CHARS_MAX);
    let is_nothing = move || chars.get() == 0 && opened.attached.with(String::is_empty);
    let place = take_files(opened);
    let search = Search::start(opened, field);
    write_when_opened(is_open, field);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        opened.send();
    };
    let pressed = move |event: KeyboardEvent| {
        if !search.pressed(&event) && is_enter(&event) {
            event.prevent_default();
            opened.send();
        }
    };
    let typed = move |text: String| {
        opened.typed(text);
        search.look();
    };
    let left = move |_| {
        search.close();
        opened.stop_typing();
    };
    view! {
        <form class:is-closed=move || !is_open.get() on:submit=submit>
            <CannedList search/>
            <div class="composer-box" node_ref=place>
                <textarea
                    node_ref=field
                    id="reply"
                    class="composer-field"
                    data-testid="composer"
                    aria-label="Reply"
                    aria-describedby="composer-foot"
                    aria-autocomplete="list"
                    aria-haspopup="listbox"
                    aria-controls=move || search.is_open().then_some("canned")
                    aria-activedescendant=move || search.chosen_id()
                    aria-invalid=move || is_too_long.get().to_string()
                    rows="2"
                    placeholder=move || why.get().unwrap_or_else(|| "Write a reply, or / for a canned response".to_owned())
                    disabled=move || !is_open.get()
                    prop:value=opened.text
                    on:input:target=move |event| typed(event.target().value())
                    on:click=move |_| search.look()
                    on:keydown=pressed
                    on:blur=left
                ></textarea>
                <span class="composer-tools"></span>
                <button
                    type="submit"
                    class="send"
                    aria-label="Send"
                    disabled=move || !is_open.get() || is_nothing() || opened.is_attaching.get() || is_too_long.get()
                >
                    {icon(Icon::Send)}
                </button>
            </div>
            {foot(why, chars)}
        </form>
    }
}

/// What can be written, or why nothing can.
fn foot(why: Memo<Option<String>>, chars: Memo<usize>) -> impl IntoView {
    let is_open = move || why.with(Option::is_none);
    view! {
        <p id="composer-foot" class="composer-foot" class:unseen=move || !is_open()>
            <span class="composer-hint">
                {move || why.get().map_or_else(|| markdown().into_any(), |why| why.into_any())}
            </span>
            {move || is_open().then(|| view! { <Counter chars chars_max=MESSAGE_CHARS_MAX/> })}
        </p>
    }
}

/// Puts the tools for files beside the field, once it is there.
fn take_files(opened: Opened) -> NodeRef<html::Div> {
    let place = NodeRef::<html::Div>::new();
    place.on_load(move |place| {
        attach::begin(&place, move |is_attaching, attached| {
            // The box may be gone: what is attached is told again where it comes back.
            let _ = opened.is_attaching.try_set(is_attaching);
            let _ = opened.attached.try_set(attached);
        });
    });
    place
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

fn markdown() -> impl IntoView {
    view! {
        <span class="unseen">"Markdown: "</span>
        <strong>"**bold**"</strong>" "<em>"*italic*"</em>" "<code>"`code`"</code>" - list "
        <span class="composer-keys">
            <kbd>"Enter"</kbd>" sends, "<kbd>"Shift"</kbd>" "<kbd>"Enter"</kbd>" new line"
        </span>
    }
}
