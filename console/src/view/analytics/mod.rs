//! Analytics: which time, how it stands against the targets, and why. Every number has its formula one click away.

mod charts;
mod filters;
mod question;
mod tables;
mod tiles;

use baton_shared::analytics::{Analytics as Answer, Measure, Numbers};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, MemberRole};
use crate::desk::Desk;
use crate::place::Place;
use filters::Filters;
use question::Question;

/// In place of list and conversation, when it is asked for.
#[component]
pub fn Analytics(desk: Desk) -> impl IntoView {
    let is_shown = Memo::new(move |_| desk.session.place.get() == Place::Analytics);
    move || is_shown.get().then(|| view! { <Page desk/> })
}

/// What the edge has answered to the question of now.
#[derive(Clone, PartialEq)]
enum Shown {
    Loading,
    Failed(String),
    Counted(Box<Answer>),
}

#[component]
fn Page(desk: Desk) -> impl IntoView {
    let question = Question::start();
    let (shown, again) = (RwSignal::new(Shown::Loading), RwSignal::new(0_u32));
    let asked = RwSignal::new(0_u32);
    let choices = RwSignal::new(None::<Answer>);
    Effect::new(move || {
        again.track();
        let query = question.query();
        asked.update(|number| *number = number.wrapping_add(1));
        let mine = asked.get_untracked();
        shown.set(Shown::Loading);
        spawn_local(async move {
            let answer = api::analytics(&query).await;
            // An answer to an older question comes too late.
            if asked.try_get_untracked() != Some(mine) {
                return;
            }
            match answer {
                Ok(answer) => {
                    choices.try_set(Some(answer.clone()));
                    shown.try_set(Shown::Counted(Box::new(answer)));
                }
                Err(trouble) if trouble.status() == Some(401) => desk.session.lost(),
                Err(trouble) => drop(shown.try_set(Shown::Failed(trouble.words()))),
            }
        });
    });
    fetch_charts();
    let is_admin = desk.me.with_value(|me| me.role == MemberRole::Admin);
    let file = move || format!("/api/analytics.csv?{}", question.query());
    view! {
        <section class="analytics" aria-labelledby="analytics-title" data-testid="analytics">
            <header class="analytics-head">
                <h2 id="analytics-title">"Analytics"</h2>
                <a class="button is-small" href=file download="analytics.csv">"Download CSV"</a>
            </header>
            <Filters question choices is_admin/>
            <div class="analytics-body" aria-busy=move || (shown.get() == Shown::Loading).to_string()>
                {move || match shown.get() {
                    Shown::Loading => view! { <p class="analytics-state" role="status">"Counting …"</p> }.into_any(),
                    Shown::Failed(words) => view! { <Failed words again/> }.into_any(),
                    Shown::Counted(answer) if is_empty(&answer.figures.whole) => nothing().into_any(),
                    Shown::Counted(answer) => counted(*answer, is_admin).into_any(),
                }}
            </div>
        </section>
    }
}

/// What draws charts is fetched by `boot.js`.
fn fetch_charts() {
    if let Ok(event) = web_sys::Event::new("baton:charts") {
        // Without it the tables are there.
        let _ = window().dispatch_event(&event);
    }
}

#[component]
fn Failed(words: String, again: RwSignal<u32>) -> impl IntoView {
    view! {
        <div class="analytics-state" role="alert">
            <p>{words}</p>
            <button class="button" on:click=move |_| again.update(|times| *times = times.wrapping_add(1))>
                "Try again"
            </button>
        </div>
    }
}

fn is_empty(whole: &Numbers) -> bool {
    [Measure::Total, Measure::VisitorsChatted].iter().all(|it| whole.get(it).is_none_or(|count| *count == 0))
}

fn nothing() -> impl IntoView {
    view! {
        <div class="analytics-state" role="status">
            <p class="empty-title">"Nothing happened in this time"</p>
            <p>"No visitor has written and no handover was requested. Choose a longer time or other filters."</p>
        </div>
    }
}

fn counted(answer: Answer, is_admin: bool) -> impl IntoView {
    let figures = answer.figures;
    view! {
        <p class="unseen" role="status">"The numbers are there."</p>
        {tiles::targets(&figures)}
        {tiles::handovers(&figures.whole)}
        {charts::all(&figures)}
        {tiles::times(&figures.whole)}
        {tables::all(&figures)}
        {(!is_admin).then(|| view! { <p class="hint">"You see the handovers that you had yourself."</p> })}
    }
}
