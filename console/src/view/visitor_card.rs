//! What an agent should know of the visitor.

use baton_shared::conversation::OfflineMessage;
use baton_shared::protocol::VisitorCard as Card;
use leptos::prelude::*;

use crate::clock;
use crate::opened::Opened;
use crate::texts;
use crate::view::avatar::{avatar, online};
use crate::view::icon::{Icon, icon};

/// The pane at the side, or over the conversation where there is no room.
#[component]
pub fn VisitorCard(opened: Opened) -> impl IntoView {
    let desk = opened.desk;
    let id = opened.id.get_value();
    let card = Memo::new(move |_| opened.view.with(|view| view.as_ref().and_then(|view| view.card.clone())));
    view! {
        <aside class="card" class:is-open=desk.has_card aria-label="Visitor">
            <header class="card-head">
                <h2>"Visitor"</h2>
                <button class="icon-button card-close" aria-label="Close" on:click=move |_| desk.has_card.set(false)>
                    {icon(Icon::Close)}
                </button>
            </header>
            {move || card.get().map(|card| facts(id.as_str(), card))}
        </aside>
    }
}

fn facts(id: &str, card: Card) -> impl IntoView + use<> {
    let started = format!("{}, {}", clock::day(card.started_at), clock::time(card.started_at));
    let answers = match card.bot_answers {
        0 => "None".to_owned(),
        count => count.to_string(),
    };
    view! {
        <div class="card-who">
            {avatar(id, &card.name, card.is_online)}
            <p><span class="card-name">{card.name}</span><span class="card-online">{online(card.is_online)}</span></p>
        </div>
        <dl class="facts">
            <div><dt>"Page"</dt><dd>{page(card.page)}</dd></div>
            <div><dt>"Started"</dt><dd>{started}</dd></div>
            <div><dt>"Answers of the AI"</dt><dd>{answers}</dd></div>
            {card.reason.map(|reason| view! { <div><dt>"Why a human"</dt><dd>{texts::reason(reason)}</dd></div> })}
        </dl>
        {card.offline_message.map(offline)}
    }
}

/// The customer's page as a link, without what every address has.
fn page(page: Option<String>) -> AnyView {
    let Some(page) = page else { return "Not known".into_any() };
    let is_web = page.starts_with("https://") || page.starts_with("http://");
    let label = page.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    if is_web {
        view! { <a href=page target="_blank" rel="noopener noreferrer">{label}</a> }.into_any()
    } else {
        label.into_any()
    }
}

fn offline(message: OfflineMessage) -> impl IntoView {
    let mail = format!("mailto:{}", message.email);
    view! {
        <section class="offline" aria-label="Offline message">
            <h3>"Offline message"</h3>
            <p class="offline-from">
                <span>{message.name}</span>
                <a href=mail>{message.email}</a>
                <time>{clock::day(message.at)}", "{clock::time(message.at)}</time>
            </p>
            <p class="offline-text">{message.message}</p>
        </section>
    }
}
