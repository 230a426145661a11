//! What an agent should know of the visitor.

use baton_shared::conversation::{OfflineMessage, Rating};
use baton_shared::message::{Message, Sender};
use baton_shared::protocol::VisitorCard as Card;
use leptos::prelude::*;

use crate::clock;
use crate::lines::{Kind, Line};
use crate::opened::{Dialog, Opened};
use crate::texts;
use crate::view::avatar::{avatar, online};
use crate::view::icon::{Icon, icon};
use crate::view::identity::{identity, mark};
use crate::view::marks::Marks;
use crate::view::{ratings, submissions, told};

/// The pane at the side, or over the conversation where there is no room.
#[component]
pub fn VisitorCard(opened: Opened) -> impl IntoView {
    let desk = opened.desk;
    let is_known = Memo::new(move |_| opened.card.with(Option::is_some));
    view! {
        <aside class="card" class:is-open=desk.has_card aria-label="Visitor">
            <header class="card-head">
                <h2>"Visitor"</h2>
                <button class="icon-button card-close" aria-label="Close" on:click=move |_| desk.has_card.set(false)>
                    {icon(Icon::Close)}
                </button>
            </header>
            // Drawn once: what is being written in it must not go when something else changes.
            {move || is_known.get().then(|| view! {
                {move || opened.card.get().map(|card| who(opened, card))}
                <Marks opened/>
                {move || opened.card.get().map(|card| facts(opened, card))}
            })}
        </aside>
    }
}

fn who(opened: Opened, card: Card) -> impl IntoView + use<> {
    let id = opened.id.get_value();
    view! {
        <div class="card-who">
            {avatar(id.as_str(), &card.name, card.is_online)}
            <p><span class="card-name">{card.name}</span><span class="card-online">{online(card.is_online)}</span></p>
            {mark(card.identity.as_ref())}
        </div>
    }
}

fn facts(opened: Opened, card: Card) -> impl IntoView + use<> {
    let told = told::told(&card);
    let submitted = submissions::submissions(&card.submissions);
    let started = format!("{}, {}", clock::day(card.started_at), clock::time(card.started_at));
    let answers = match card.bot_answers {
        0 => "None".to_owned(),
        count => count.to_string(),
    };
    let department = opened.desk.departments.with_untracked(|all| match all.len() {
        // Where there is one, nobody needs to be told which.
        0 | 1 => None,
        _ => all.iter().find(|it| it.id == card.department).map(|it| it.name.clone()),
    });
    let language = card.language.as_deref().map(language_name);
    view! {
        {card.offline_message.map(offline)}
        {submitted}
        {identity(card.identity)}
        <dl class="facts">
            {card.reason.map(|reason| view! { <div><dt>"Why a human"</dt><dd>{texts::reason(reason)}</dd></div> })}
            {department.map(|name| view! { <div><dt>"Department"</dt><dd>{name}</dd></div> })}
            <div><dt>"Page"</dt><dd>{page(card.page)}</dd></div>
            {language.map(|name| view! { <div><dt>"Language"</dt><dd>{name}</dd></div> })}
            <div><dt>"Started"</dt><dd>{started}</dd></div>
            <div><dt>"Answers of the AI"</dt><dd>{answers}</dd></div>
        </dl>
        <button
            type="button"
            class="button is-small card-why"
            data-testid="why"
            on:click=move |_| opened.open_dialog(Dialog::Why)
        >
            "Why did it come here?"
        </button>
        {told}
        {rated(&card.ratings)}
        <Handovers opened/>
    }
}

fn rated(all: &[Rating]) -> impl IntoView + use<> {
    (!all.is_empty()).then(|| {
        view! {
            <section class="card-part" aria-label="Ratings">
                <h3>"Ratings"</h3>
                <ul>{all.iter().rev().map(|it| view! { <li>{ratings::rating(it)}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

/// What has happened between bot and humans here, as the visitor was told.
#[component]
fn Handovers(opened: Opened) -> impl IntoView {
    let told = Memo::new(move |_| {
        let line = |line: &Line| match &line.kind {
            Kind::Message(Message { sender: Sender::System { .. }, body, at, .. }) => {
                Some((*at, body.to_plain()))
            }
            _ => None,
        };
        opened.lines.with(|lines| lines.iter().filter_map(line).collect::<Vec<_>>())
    });
    move || {
        let told = told.get();
        (!told.is_empty()).then(|| {
            view! {
                <section class="card-part" aria-label="Handovers">
                    <h3>"Handovers"</h3>
                    <ol class="handovers">
                        {told.into_iter().map(|(at, words)| view! {
                            <li><time>{clock::when(at)}</time><span>{words}</span></li>
                        }).collect_view()}
                    </ol>
                </section>
            }
        })
    }
}

/// `German`, as the browser knows it; else as the visitor's page said it.
fn language_name(tag: &str) -> String {
    clock::language_name(tag).unwrap_or_else(|| tag.to_owned())
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
