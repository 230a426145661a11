//! What rings: a card for each offer, over the desk but not in the way, and a word on how one has ended.

use baton_shared::ids::ConversationId;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::ringing::{Ended, Ring as State};
use crate::texts;

/// All of it. It is always in the page, so that what comes into it is read out.
#[component]
pub fn Ring(desk: Desk) -> impl IntoView {
    let rings = Memo::new(move |_| desk.ringing.with(|ringing| ringing.rings().to_vec()));
    let ended = Memo::new(move |_| desk.ringing.with(|ringing| ringing.ended().to_vec()));
    let first = Memo::new(move |_| rings.with(|rings| rings.first().map(|it| it.offer.conversation.clone())));
    let news = move || {
        let newest = rings.with(|rings| rings.last().map(|ring| ring.offer.conversation.clone()))?;
        Some(format!("{} rings.", untrack(move || visitor(desk, &newest))))
    };
    let key = |ring: &State| (ring.offer.conversation.clone(), ring.offer.until);
    view! {
        <section class="rings" data-testid="rings" aria-label="Ringing">
            <p class="unseen" role="alert">{news}</p>
            <For each=move || rings.get() key=key let:ring>
                <Card desk ring first/>
            </For>
            {move || (rings.with(|rings| !rings.is_empty()) && is_silent(desk)).then(|| view! {
                <p class="ring-hint">"The browser allows no sound before your first click or key on this page."</p>
            })}
            <div class="ring-ends" role="status">
                <For each=move || ended.get() key=|ended| (ended.conversation.clone(), ended.at) let:ended>
                    <End desk ended/>
                </For>
            </div>
        </section>
    }
}

fn is_silent(desk: Desk) -> bool {
    !desk.sound.is_ready.get() && !desk.settings.is_muted.get()
}

fn visitor(desk: Desk, id: &ConversationId) -> String {
    desk.row(id).map_or_else(|| "A visitor".to_owned(), |row| row.visitor)
}

#[component]
fn Card(desk: Desk, ring: State, first: Memo<Option<ConversationId>>) -> impl IntoView {
    let id = ring.offer.conversation.clone();
    let (shown, own, accepted, declined) = (id.clone(), id.clone(), id.clone(), id.clone());
    let row = Memo::new(move |_| desk.row(&shown));
    // The keys are for the one that rings longest.
    let is_first = Memo::new(move |_| first.with(|first| first.as_ref() == Some(&own)));
    let facts = move || {
        let row = row.get()?;
        let facts = [desk.department_name(&row.department), texts::priority(row.priority).map(str::to_owned)];
        let facts: Vec<String> = facts.into_iter().flatten().chain(row.tags.iter().cloned()).collect();
        (!facts.is_empty()).then(|| facts.join(" · "))
    };
    // Why a human at all, and why this one.
    let chosen = ring.offer.why.clone();
    let why = move || {
        let reason = row.get().and_then(|row| row.reason).map(texts::reason);
        [reason.unwrap_or_default(), chosen.as_str()].join(" ").trim().to_owned()
    };
    view! {
        <article class="ring" data-testid="ring" data-conversation=id.to_string()>
            <Countdown desk ring/>
            <div class="ring-body">
                <h2 class="ring-name">{move || row.get().map_or_else(|| "A visitor".to_owned(), |row| row.visitor)}</h2>
                <p class="ring-facts">{facts}</p>
                <p class="ring-words">{move || row.get().map(|row| format!("{}{}", texts::said_by(&row), row.excerpt))}</p>
                <p class="ring-why">{why}</p>
            </div>
            <div class="ring-acts">
                <button
                    class="button is-primary"
                    data-testid="ring-accept"
                    aria-keyshortcuts=move || is_first.get().then_some("a")
                    on:click=move |_| desk.accept(&accepted)
                >
                    "Accept"{move || is_first.get().then(|| view! { <kbd>"a"</kbd> })}
                </button>
                <button
                    class="button"
                    data-testid="ring-decline"
                    aria-keyshortcuts=move || is_first.get().then_some("x")
                    on:click=move |_| desk.decline(&declined)
                >
                    "Decline"{move || is_first.get().then(|| view! { <kbd>"x"</kbd> })}
                </button>
            </div>
        </article>
    }
}

/// A circle that empties, and the seconds in it.
#[component]
fn Countdown(desk: Desk, ring: State) -> impl IntoView {
    let seconds = {
        let ring = ring.clone();
        Memo::new(move |_| ring.seconds_left(desk.now()))
    };
    let left = move || format!("{:.3}", ring.share_left(desk.now()));
    view! {
        <span class="countdown" role="timer" aria-label="Seconds left">
            <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
                <circle class="countdown-all" cx="20" cy="20" r="17"></circle>
                <circle class="countdown-left" cx="20" cy="20" r="17" pathLength="1" style=("--left", left)></circle>
            </svg>
            <span class="countdown-number" data-testid="ring-seconds">{seconds}</span>
        </span>
    }
}

#[component]
fn End(desk: Desk, ended: Ended) -> impl IntoView {
    let words = move || {
        let row = desk.row(&ended.conversation);
        desk.me.with_value(|me| ended.words(row.as_ref(), &me.agent.id))
    };
    move || words().map(|words| view! { <p class="ring-end" data-testid="ring-end">{words}</p> })
}
