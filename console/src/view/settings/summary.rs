//! Everything that is wrong, as a list of ways to it.

use baton_shared::document::Problem;
use leptos::prelude::*;

use super::focus_place;
use crate::address;
use crate::place::Place;
use crate::section::Section;
use crate::settings_edit::in_words;
use crate::settings_editor::Editor;

/// As many as are listed; the fields say the others.
const LISTED_MAX: usize = 8;

/// Above the forms, as long as something is wrong.
#[component]
pub fn Summary(editor: Editor) -> impl IntoView {
    let count = Memo::new(move |_| editor.problems.with(Vec::len));
    let title = move || match count.get() {
        1 => "One thing must be changed before this can be saved".to_owned(),
        count => format!("{count} things must be changed before this can be saved"),
    };
    view! {
        {move || (count.get() > 0).then(|| view! {
            <div class="settings-summary" role="group" aria-labelledby="summary-title" data-testid="settings-problems">
                <p id="summary-title" class="summary-title" role="status">{title}</p>
                <ul>
                    {move || editor.problems.get().into_iter().take(LISTED_MAX).map(way).collect_view()}
                </ul>
            </div>
        })}
    }
}

fn way(problem: Problem) -> impl IntoView {
    let (place, words) = (in_words(&problem.pointer), problem.message.clone());
    view! {
        <li>
            <button type="button" class="link" on:click=move |_| show(&problem)>{place}</button>
            " "
            <span>{words}</span>
        </li>
    }
}

/// Goes to the first of them.
pub fn show_first(editor: Editor) {
    if let Some(first) = editor.problems.with_untracked(|problems| problems.first().cloned()) {
        show(&first);
    }
}

fn show(problem: &Problem) {
    address::go(&Place::Settings(Section::of_pointer(&problem.pointer)));
    if let Some(id) = problem.pointer.strip_prefix("/departments/") {
        super::departments::choose(id.split('/').next().unwrap_or_default());
    }
    let pointer = problem.pointer.clone();
    // The section is there with the next frame, and its fields with the one after.
    request_animation_frame(move || request_animation_frame(move || focus_place(&pointer)));
}
