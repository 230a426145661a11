//! Where the agent writes: to the visitor, or to agents. The two never share a box.

use leptos::prelude::*;

use crate::focus;
use crate::opened::{Mode, Opened};
use crate::standing::Standing;
use crate::view::note_box::NoteBox;
use crate::view::notice::Notice;
use crate::view::reply_box::ReplyBox;

/// The switch and the box.
#[component]
pub fn Composer(opened: Opened) -> impl IntoView {
    let theirs = Memo::new(move |_| match opened.standing.get() {
        Some(standing @ Standing::Theirs(_)) => standing.why_closed(),
        _ => None,
    });
    view! {
        <div class="composer" class:is-note=move || opened.mode.get() == Mode::Note>
            <Notice text=move || opened.not_sent.get() dismiss=move || opened.not_sent.set(None)/>
            <div class="modes" role="group" aria-label="Write to">
                <Switch opened mode=Mode::Reply name="Reply" key="r" field="#reply"/>
                <Switch opened mode=Mode::Note name="Internal note" key="n" field="#note"/>
            </div>
            {move || match (opened.mode.get(), theirs.get()) {
                (Mode::Note, _) => view! { <NoteBox opened/> }.into_any(),
                (Mode::Reply, Some(words)) => {
                    view! { <p class="composer-owner" role="status">{words}</p> }.into_any()
                }
                (Mode::Reply, None) => view! { <ReplyBox opened/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Switch(
    opened: Opened,
    mode: Mode,
    name: &'static str,
    key: &'static str,
    /// The field that it leads to.
    field: &'static str,
) -> impl IntoView {
    let switch = move |_| {
        opened.mode.set(mode);
        // The frame after, the field is there.
        request_animation_frame(move || focus::put(field));
    };
    view! {
        <button
            type="button"
            class="mode"
            title=format!("{name} ({key})")
            aria-pressed=move || (opened.mode.get() == mode).to_string()
            aria-keyshortcuts=key
            on:click=switch
        >
            {name}
        </button>
    }
}

/// The browser's code for a key that an input method has taken (Safari tells it in no other way).
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Enter alone, and not one that belongs to an input method.
pub fn is_enter(event: &web_sys::KeyboardEvent) -> bool {
    let is_composing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
    event.key() == "Enter" && !event.shift_key() && !is_composing
}

/// How much of its room a text takes; `None`: nothing to say of it yet.
#[component]
pub fn Counter(
    /// Characters.
    chars: Memo<usize>,
    /// The most that there may be.
    chars_max: usize,
) -> impl IntoView {
    let words = move || match chars.get().checked_sub(chars_max) {
        Some(over) if over > 0 => {
            format!("{} too many: please shorten it or send it in parts", grouped(over))
        }
        _ => format!("{} / {}", grouped(chars.get()), grouped(chars_max)),
    };
    move || {
        (chars.get() > 0).then(|| {
            view! { <span class="counter" class:is-over=move || { chars.get() > chars_max }>{words}</span> }
        })
    }
}

/// `4,000`
fn grouped(number: usize) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}
