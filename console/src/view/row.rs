//! One conversation in the list.

use baton_shared::desk::Summary;
use baton_shared::ids::ConversationId;
use baton_shared::protocol::PhaseName;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::listing::is_mine;
use crate::place::Place;
use crate::texts;
use crate::view::avatar::avatar;

/// A wait beyond which nobody should overlook it: the target that most teams set for a first answer.
const LONG_WAIT_MS: u64 = 3 * 60_000;

/// A link to the conversation, so that it can also be opened in a tab of its own.
#[component]
pub fn Row(desk: Desk, id: ConversationId) -> impl IntoView {
    let place = Place::Conversation(id.clone());
    let (name, href, wanted) = (id.to_string(), place.hash(), id.clone());
    let row = Memo::new(move |_| desk.rows.with(|rows| rows.get(&id).cloned()));
    let is_open = Memo::new(move |_| desk.open.with(|open| open.as_ref() == Some(&wanted)));
    view! {
        <li>
            <a
                class="row"
                id=format!("row-{name}")
                href=href
                data-testid="row"
                data-conversation=name
                aria-current=move || is_open.get().then_some("true")
            >
                {move || row.get().map(|row| inside(desk, row))}
            </a>
        </li>
    }
}

fn inside(desk: Desk, row: Summary) -> impl IntoView {
    let is_queued = row.phase == PhaseName::Queued;
    let (since, last_at) = (row.since, row.last_at);
    let waited_ms = move || desk.clock.now().since_ms(since);
    let time = Memo::new(move |_| match is_queued {
        true => texts::wait(waited_ms()),
        false => texts::ago(desk.clock.now().since_ms(last_at)),
    });
    let is_long = Memo::new(move |_| is_queued && waited_ms() >= LONG_WAIT_MS);
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
                <span class=format!("badge {}", texts::phase_class(row.phase))>
                    {(row.phase == PhaseName::Assigned).then(|| view! { <span class="unseen">"With "</span> })}
                    {badge}
                </span>
                <span class="row-time" class:is-wait=is_queued class:is-long=is_long>
                    {is_queued.then(|| view! { <span class="unseen">"Waits for "</span> })}
                    {time}
                </span>
            </span>
            <span class="row-excerpt"><span class="row-by">{texts::said_by(&row)}</span>{row.excerpt.clone()}</span>
        </span>
    }
}
