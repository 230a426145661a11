//! What a view says when it shows nothing, and why.

use baton_shared::desk::Presence;
use leptos::prelude::*;

use crate::connection::Connection;
use crate::desk::Desk;
use crate::listing::Listing;

/// A sentence instead of rows.
#[component]
pub fn Empty(desk: Desk) -> impl IntoView {
    let words = Memo::new(move |_| words(desk));
    let can_widen =
        move || desk.is_loaded.get() && (is_searched(desk) || desk.department.with(Option::is_some));
    let widen = move |_| {
        desk.search.set(String::new());
        desk.department.set(None);
    };
    view! {
        <div class="empty" role="status">
            <p class="empty-title">{move || words.get().0}</p>
            <p>{move || words.get().1}</p>
            {move || can_widen().then(|| view! {
                <button class="button is-small" on:click=widen>"Show everything"</button>
            })}
        </div>
    }
}

fn is_searched(desk: Desk) -> bool {
    desk.search.with(|search| !search.trim().is_empty())
}

fn words(desk: Desk) -> (&'static str, &'static str) {
    if !desk.is_loaded.get() {
        return match desk.connection.get() {
            Connection::Lost { .. } | Connection::Over(_) => {
                ("The list is not here yet", "It comes as soon as there is a connection.")
            }
            Connection::Opening | Connection::Live => ("Loading the list …", ""),
        };
    }
    if is_searched(desk) {
        return (
            "Nothing found",
            "No conversation of this view has these words in its name, its tags or its last message.",
        );
    }
    if desk.department.with(Option::is_some) {
        return ("Nothing here", "This view holds nothing of this department.");
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
}

fn who_is_there(desk: Desk) -> &'static str {
    let is_any = desk.agents.with(|agents| agents.iter().any(|agent| agent.presence == Presence::Available));
    match (desk.presence.get(), is_any) {
        (Presence::Available, _) => "You are available: a request rings here.",
        (_, true) => "Another agent is available. Requests appear here for everybody.",
        (_, false) => "No agent is available, so visitors are asked to leave a message.",
    }
}
