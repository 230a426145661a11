//! The list: what the chosen view holds, searchable, live.

use baton_shared::desk::Presence;
use baton_shared::ids::ConversationId;
use leptos::prelude::*;

use crate::connection::Connection;
use crate::desk::Desk;
use crate::listing::Listing;
use crate::view::icon::{Icon, icon};
use crate::view::row::Row;

/// Rows that are drawn before the agent asks for more: more than anybody scrolls through in one go.
const ROWS_STEP: usize = 150;

/// The pane.
#[component]
pub fn List(desk: Desk) -> impl IntoView {
    let limit = RwSignal::new(ROWS_STEP);
    Effect::new(move || {
        desk.listing.track();
        limit.set(ROWS_STEP);
    });
    let drawn = Memo::new(move |_| {
        desk.shown.with(|shown| shown.iter().take(limit.get()).cloned().collect::<Vec<_>>())
    });
    let hidden = move || desk.shown.with(Vec::len).saturating_sub(limit.get());
    let more = move |_| limit.update(|limit| *limit = limit.saturating_add(ROWS_STEP));
    keep_focus(drawn);
    view! {
        <section class="list" aria-label=move || format!("{} conversations", desk.listing.get().name())>
            <header class="list-head">
                <h2>{move || desk.listing.get().name()}</h2>
                <label class="search">
                    {icon(Icon::Search)}
                    <span class="unseen">"Search the list"</span>
                    <input
                        type="search"
                        placeholder="Search"
                        aria-keyshortcuts="/"
                        prop:value=desk.search
                        on:input:target=move |event| desk.search.set(event.target().value())
                    />
                    <kbd>"/"</kbd>
                </label>
            </header>
            <ul class="rows">
                <For each=move || drawn.get() key=ConversationId::clone let:id>
                    <Row desk id/>
                </For>
                {move || (hidden() > 0).then(|| view! {
                    <li class="rows-more">
                        <button class="button" on:click=more>{move || format!("Show more ({})", hidden())}</button>
                    </li>
                })}
            </ul>
            {move || desk.shown.with(Vec::is_empty).then(|| view! { <Nothing desk/> })}
        </section>
    }
}

/// A row that moves loses the focus in some browsers: it gets it back.
fn keep_focus(drawn: Memo<Vec<ConversationId>>) {
    Effect::new(move |focused: Option<Option<String>>| {
        drawn.track();
        let now = document()
            .active_element()
            .filter(|element| element.get_attribute("data-testid").as_deref() == Some("row"));
        let now = now.map(|element| element.id());
        let is_lost =
            now.is_none() && document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        match focused.flatten() {
            Some(before) if is_lost => {
                crate::keys::focus(&before);
                Some(before)
            }
            _ => now,
        }
    });
}

#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    let words = move || {
        if desk.connection.get() == Connection::Opening {
            return ("Loading the list …", "");
        }
        if !desk.search.with(|search| search.trim().is_empty()) {
            return (
                "Nothing found",
                "No conversation of this view has these words in its name or last message.",
            );
        }
        match desk.listing.get() {
            Listing::Waiting => ("Nobody waits", who_is_there(desk)),
            Listing::Mine => ("Nothing of yours", "Conversations that you accept or join are listed here."),
            Listing::BotLive => {
                ("No chats with the AI", "Visitors who chat with the AI assistant appear here at once.")
            }
            Listing::All => {
                ("No conversations yet", "A conversation appears when a visitor writes for the first time.")
            }
            Listing::Ended => ("Nothing ended", "Conversations that an agent has ended are listed here."),
        }
    };
    view! {
        <div class="empty" role="status">
            <p class="empty-title">{move || words().0}</p>
            <p>{move || words().1}</p>
        </div>
    }
}

fn who_is_there(desk: Desk) -> &'static str {
    let is_any = desk.agents.with(|agents| agents.iter().any(|agent| agent.presence == Presence::Available));
    match (desk.presence.get(), is_any) {
        (Presence::Available, _) => "You are available: a request appears here with a sound.",
        (_, true) => "Another agent is available. Requests appear here for everybody.",
        (_, false) => "No agent is available, so visitors are asked to leave a message.",
    }
}
