//! Everything that was said, the newest at the bottom, and who writes now.

use baton_shared::message::Sender;
use baton_shared::seen::Receipt;
use leptos::html;
use leptos::prelude::*;

use crate::connection::Connection;
use crate::lines::Kind;
use crate::opened::Opened;
use crate::view::icon::{Icon, icon};
use crate::view::message::LineView;

/// Scrolled up this far, in CSS pixels, the agent reads something older.
const AWAY_PX: i32 = 160;

/// The pane. Its style lays it from the bottom up, so that it stays at the newest line without a script.
#[component]
pub fn Timeline(opened: Opened) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let is_away = RwSignal::new(false);
    let has_news = RwSignal::new(false);
    let newest = Memo::new(move |_| opened.lines.with(|lines| lines.last().map(|line| line.key.clone())));
    Effect::new(move |before: Option<Option<String>>| {
        let newest = newest.get();
        let is_news = before.is_some_and(|before| before.is_some() && before != newest);
        has_news.set(is_news && is_away.get_untracked());
        newest
    });
    let to_newest = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    };
    let scrolled = move |_| {
        let top = scroller.get_untracked().map(|scroller| scroller.scroll_top()).unwrap_or_default();
        // Laid from the bottom up, what is above has a negative place.
        is_away.set(top < -AWAY_PX);
        if top >= -AWAY_PX {
            has_news.set(false);
        }
    };
    view! {
        <div class="timeline-frame">
            <div class="timeline" node_ref=scroller on:scroll=scrolled tabindex="0" role="region" aria-label="Messages">
                <div class="lines" role="log" aria-busy=move || opened.view.with(Option::is_none).to_string()>
                    <Loading opened/>
                    <For each=move || opened.lines.get() key=|line| line.key.clone() let:line>
                        <LineView opened line/>
                    </For>
                    <Read opened/>
                    <Draft opened/>
                </div>
            </div>
            {move || is_away.get().then(|| view! {
                <button class="to-newest" class:has-news=has_news on:click=to_newest>
                    {icon(Icon::Down)}
                    {move || if has_news.get() { "New messages" } else { "Newest" }}
                </button>
            })}
            <p class="writes" role="status">
                {move || opened.is_visitor_typing.get().then(|| view! {
                    <span>"The visitor is writing"</span>
                    <span class="writes-dots" aria-hidden="true"></span>
                })}
            </p>
        </div>
    }
}

/// How far the visitor has come with the agent's last words. The bot's are nobody's to wait for.
#[component]
fn Read(opened: Opened) -> impl IntoView {
    let seen = Memo::new(move |_| opened.view.with(|view| view.as_ref().map(|view| view.seen)));
    let words = move || {
        let last = opened.lines.with(|lines| {
            let said = lines.iter().rev().find_map(|line| match &line.kind {
                Kind::Message(message) if matches!(message.sender, Sender::System { .. }) => None,
                Kind::Message(message) => Some(Some(message.clone())),
                Kind::Pending(..) => Some(None),
                Kind::Note(_) | Kind::Rating(_) | Kind::PendingNote(_) => None,
            });
            said.flatten()
        })?;
        let is_agents = matches!(last.sender, Sender::Agent(_));
        match seen.get()?.receipt(last.seq) {
            Receipt::Read if is_agents => Some("Read"),
            Receipt::Delivered if is_agents => Some("Delivered"),
            _ => None,
        }
    };
    move || words().map(|words| view! { <p class="receipt" data-testid="receipt">{words}</p> })
}

#[component]
fn Loading(opened: Opened) -> impl IntoView {
    let words = move || match (opened.connection.get(), opened.view.with(Option::is_some)) {
        (_, true) => None,
        (Connection::Opening | Connection::Live, false) => Some("Loading the conversation …"),
        // The browser does not tell a page why a socket was not opened.
        (Connection::Lost { .. } | Connection::Over { .. }, false) => Some(
            "This conversation can't be opened now. If the link is old, the conversation may not exist any more.",
        ),
    };
    move || words().map(|words| view! { <p class="loading">{words}</p> })
}

/// What the bot is about to say; replaced by its message.
#[component]
fn Draft(opened: Opened) -> impl IntoView {
    let is_thinking = move || opened.view.with(|view| view.as_ref().is_some_and(|view| view.is_bot_typing));
    let text = move || match opened.draft.get() {
        Some(text) => Some(text),
        None => is_thinking().then(|| "…".to_owned()),
    };
    move || {
        text().map(|text| view! {
        <div class="line is-ours is-bot is-draft">
            <p class="line-head"><span class="line-who">"AI assistant"</span><span>"is answering"</span></p>
            <div class="bubble"><p>{text}</p></div>
        </div>
    })
    }
}
