//! One conversation in the list.

use baton_shared::desk::Summary;
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::priority::Priority;
use baton_shared::protocol::PhaseName;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::listing::is_mine;
use crate::place::Place;
use crate::texts;
use crate::timers::{Awaited, Timer};
use crate::view::avatar::avatar;
use crate::view::icon::{Icon, icon};
use crate::view::list::Drawn;

/// A link to the conversation, so that it can also be opened in a tab of its own.
#[component]
pub fn Row(desk: Desk, drawn: Drawn, id: ConversationId) -> impl IntoView {
    let (name, href) = (id.to_string(), Place::Conversation(id.clone()).hash());
    let (own, wanted, reached, stopped) = (id.clone(), id.clone(), id.clone(), id.clone());
    let row = Memo::new(move |_| desk.row(&id));
    let place =
        Memo::new(move |_| drawn.with(|all| all.iter().find(|(_, id)| *id == own).map(|(place, _)| *place)));
    let is_open = Memo::new(move |_| desk.open.with(|open| open.as_ref() == Some(&wanted)));
    // The list is one stop for the Tab key: where the keyboard was last, else its first row in the page.
    let is_stop = Memo::new(move |_| match desk.cursor.at.get() {
        Some(at) => at == stopped,
        None => drawn.with(|all| all.first().is_some_and(|(_, id)| *id == stopped)),
    });
    view! {
        <li
            style=("--place", move || place.get().unwrap_or_default().to_string())
            aria-setsize=move || desk.len().to_string()
            aria-posinset=move || place.get().map(|place| place.saturating_add(1).to_string())
        >
            <a
                class="row"
                id=format!("row-{name}")
                href=href
                data-testid="row"
                data-conversation=name
                tabindex=move || if is_stop.get() { "0" } else { "-1" }
                aria-current=move || is_open.get().then_some("true")
                on:focus=move |_| desk.cursor.focused(desk, &reached)
            >
                {move || row.get().map(|row| inside(desk, row))}
            </a>
        </li>
    }
}

fn inside(desk: Desk, row: Summary) -> impl IntoView {
    let badge = match row.agent.as_ref().filter(|_| row.phase == PhaseName::Assigned) {
        Some(_) if desk.me.with_value(|me| is_mine(&row, &me.agent.id)) => "You".to_owned(),
        Some(agent) => agent.name.clone(),
        None => texts::phase(row.phase).to_owned(),
    };
    view! {
        {avatar(row.conversation.as_str(), &row.visitor, row.is_visitor_online)}
        <span class="row-body">
            <span class="row-line">
                <span class="row-name">{row.visitor.clone()}</span>
                {viewers(desk, &row)}
                {timer(desk, &row)}
            </span>
            <span class="row-excerpt"><span class="row-by">{texts::said_by(&row)}</span>{row.excerpt.clone()}</span>
            <span class="row-facts">
                <span class=format!("badge {}", texts::phase_class(row.phase))>
                    {(row.phase == PhaseName::Assigned).then(|| view! { <span class="unseen">"With "</span> })}
                    {badge}
                </span>
                {priority(&row)}
                {rating(row.rating)}
                {desk.department_name(&row.department).map(|name| view! { <span class="row-fact">{name}</span> })}
                {row.tags.iter().map(|tag| view! { <span class="row-tag">{tag.clone()}</span> }).collect_view()}
            </span>
        </span>
    }
}

fn timer(desk: Desk, row: &Summary) -> impl IntoView + use<> {
    let timer = Timer::of(row, desk.wait_ms_max(&row.department));
    // The clock ticks for all rows; only a text that differs is written.
    let text = Memo::new(move |_| timer.text(desk.now()));
    let heat = Memo::new(move |_| timer.heat(desk.now()).class());
    let awaited = match timer.awaited {
        Awaited::Nothing => "",
        Awaited::Agent | Awaited::Reply | Awaited::FollowUp => "is-wait",
    };
    let picture = (timer.awaited == Awaited::Reply).then(|| icon(Icon::Reply));
    view! {
        <span class=move || format!("row-time {awaited} {}", heat.get())>
            {picture}
            <span class="unseen">{timer.label()}</span>
            {text}
        </span>
    }
}

/// Said only as long as somebody can act on it.
fn priority(row: &Summary) -> Option<impl IntoView + use<>> {
    texts::priority(row.priority).filter(|_| row.phase != PhaseName::Resolved).map(|name| {
        let class = if row.priority == Priority::Urgent { "badge is-urgent" } else { "badge" };
        view! { <span class=class>{name}<span class="unseen">" priority"</span></span> }
    })
}

fn rating(rating: Option<u8>) -> Option<impl IntoView> {
    rating.map(|rating| {
        view! { <span class="row-fact"><span class="unseen">"Rated "</span>{format!("{rating}/5")}</span> }
    })
}

/// Who else looks at it now.
fn viewers(desk: Desk, row: &Summary) -> Option<impl IntoView + use<>> {
    let me = desk.my_id();
    let owner = row.agent.as_ref().map(|agent| agent.id.clone());
    let others = row.viewers.iter().filter(|id| **id != me && owner.as_ref() != Some(id));
    let names: Vec<String> = desk.agents.with_untracked(|agents| {
        let name = |id: &AgentId| {
            agents.iter().find(|agent| agent.agent.id == *id).map(|agent| agent.agent.name.clone())
        };
        others.filter_map(name).collect()
    });
    let words = format!("Looked at by {}", names.join(", "));
    let title = words.clone();
    (!names.is_empty()).then(|| {
        view! {
            <span class="row-viewers" title=title>
                {icon(Icon::Eye)}
                <span aria-hidden="true">{names.len()}</span>
                <span class="unseen">{words}</span>
            </span>
        }
    })
}
