//! An open conversation: who it is, what can be done, what was said, and the box.

use baton_shared::ids::ConversationId;
use leptos::prelude::*;

use crate::clock;
use crate::connection::Connection;
use crate::desk::Desk;
use crate::opened::{Dialog, Opened};
use crate::standing::{Action, Standing};
use crate::texts;
use crate::timers::{Awaited, Timer};
use crate::view::avatar::avatar;
use crate::view::collision::Collision;
use crate::view::composer::Composer;
use crate::view::confirm::Confirm;
use crate::view::icon::{Icon, icon};
use crate::view::notice::{Banner, Notice};
use crate::view::timeline::Timeline;
use crate::view::transfer::Transfer;
use crate::view::visitor_card::VisitorCard;
use crate::view::why::Why;

/// Connected as long as it is shown.
#[component]
pub fn Conversation(desk: Desk, id: ConversationId) -> impl IntoView {
    let opened = Opened::start(desk, id.clone());
    // One lost connection is told once: the desk's own banner is above.
    let connection = RwSignal::new(Connection::default());
    Effect::new(move || {
        let is_desk_live = desk.connection.get() == Connection::Live;
        connection.set(if is_desk_live { opened.connection.get() } else { Connection::default() });
    });
    view! {
        <section
            class="conversation"
            data-testid="conversation"
            data-conversation=id.to_string()
            aria-label="Conversation"
        >
            <Head opened/>
            <Banner connection clock=desk.clock hurry=move || opened.hurry()/>
            <Notice text=move || opened.refusal_words() dismiss=move || opened.refusal.set(None)/>
            <Collision opened/>
            <Timeline opened/>
            <Composer opened/>
        </section>
        <VisitorCard opened/>
        {move || opened.dialog.get().map(|dialog| match dialog {
            Dialog::Transfer => view! { <Transfer opened/> }.into_any(),
            Dialog::Why => view! { <Why opened/> }.into_any(),
            which => view! { <Confirm opened which/> }.into_any(),
        })}
    }
}

#[component]
fn Head(opened: Opened) -> impl IntoView {
    let desk = opened.desk;
    let id = opened.id.get_value();
    let who = move || {
        let card = opened.card.get()?;
        Some(view! {
            {avatar(id.as_str(), &card.name, card.is_online)}
            <h2 class="head-name">{card.name}</h2>
        })
    };
    view! {
        <header class="head">
            <button class="icon-button head-back" aria-label="Back to the list" on:click=move |_| desk.close()>
                {icon(Icon::Back)}
            </button>
            {who}
            <p class="head-state"><State opened/></p>
            <div class="actions" role="group" aria-label="Actions">
                {move || opened.standing.get().map(|standing| {
                    standing.actions().iter().map(|action| act(opened, *action)).collect_view()
                })}
            </div>
            <button
                class="icon-button head-details"
                aria-label="Visitor's details"
                aria-keyshortcuts="i"
                aria-expanded=move || desk.has_card.get().to_string()
                on:click=move |_| desk.has_card.update(|has_card| *has_card = !*has_card)
            >
                {icon(Icon::Details)}
            </button>
        </header>
    }
}

/// Where it stands: a badge, and what a badge can't say.
#[component]
fn State(opened: Opened) -> impl IntoView {
    let phase = Memo::new(move |_| {
        opened.view.with(|view| view.as_ref().map(|view| (view.phase, view.since, view.position)))
    });
    let words = move || {
        let (_, since, position) = phase.get()?;
        Some(match opened.standing.get()? {
            Standing::Queued => position.map(|position| format!("place {position}")).unwrap_or_default(),
            // What the visitor waits for says more.
            _ if opened
                .card
                .with(|card| card.as_ref().is_some_and(|card| card.unanswered_since.is_some())) =>
            {
                String::new()
            }
            Standing::Mine | Standing::Theirs(_) | Standing::FollowUp | Standing::Ended => {
                format!("since {}", clock::when(since))
            }
            Standing::Bot | Standing::Requested | Standing::OfflineForm => String::new(),
        })
    };
    let name = move |phase| match opened.standing.get() {
        Some(Standing::Mine) => "You".to_owned(),
        Some(Standing::Theirs(owner)) => owner,
        _ => texts::phase(phase).to_owned(),
    };
    view! {
        {move || phase.get().map(|(phase, ..)| view! {
            <span class=format!("badge {}", texts::phase_class(phase)) role="status">{move || name(phase)}</span>
        })}
        <Waits opened/>
        <span class="head-since">{words}</span>
    }
}

/// How long the visitor has been waiting for a word of a human: amber, then red.
#[component]
fn Waits(opened: Opened) -> impl IntoView {
    let timer = Memo::new(move |_| {
        let row = opened.id.with_value(|id| opened.desk.row(id))?;
        let timer = Timer::of(&row, opened.desk.wait_ms_max(&row.department));
        // An offline message is answered by e-mail: seconds say nothing of it.
        matches!(timer.awaited, Awaited::Agent | Awaited::Reply).then_some(timer)
    });
    let words = |timer: Timer| if timer.awaited == Awaited::Agent { "Waits " } else { "No reply for " };
    move || {
        timer.get().map(|timer| {
            view! {
                <span
                    class=move || format!("waits {}", timer.heat(opened.desk.now()).class())
                    data-testid="waits"
                    role="timer"
                >
                    {words(timer)}
                    {move || timer.text(opened.desk.now())}
                </span>
            }
        })
    }
}

fn act(opened: Opened, action: Action) -> impl IntoView {
    let picture = match action {
        Action::Join | Action::Accept => Icon::Join,
        Action::Transfer => Icon::Transfer,
        Action::HandBack => Icon::HandBack,
        Action::End => Icon::End,
    };
    view! {
        <button
            class="button action"
            class:is-primary=matches!(action, Action::Join | Action::Accept)
            data-testid=action.test_id()
            title=format!("{} ({})", action.label(), action.key())
            aria-keyshortcuts=action.key()
            aria-busy=move || opened.is_busy.get().to_string()
            disabled=move || opened.connection.get() != Connection::Live
            on:click=move |_| opened.act(action)
        >
            {icon(picture)}
            <span class="action-name">{action.label()}</span>
        </button>
    }
}
