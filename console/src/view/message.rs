//! One line of the timeline: a message, a note between agents, or what is on its way.

use baton_client::browser::attach;
use baton_shared::conversation::{Note, Rating};
use baton_shared::message::{Message, Notice, Sender};
use leptos::prelude::*;
use web_sys::Element;

use crate::clock;
use crate::lines::{Kind, Line};
use crate::opened::Opened;
use crate::view::icon::{Icon, icon};
use crate::view::ratings;
use crate::view::rich_text::rich_text;

/// With its day above it, where a day begins.
#[component]
pub fn LineView(opened: Opened, line: Line) -> impl IntoView {
    let day = line.day.map(|day| view! { <p class="day"><span>{day}</span></p> });
    let inside = match line.kind {
        Kind::Message(message) => match &message.sender {
            Sender::System { notice } => system(&message, *notice).into_any(),
            Sender::Visitor | Sender::Bot | Sender::Agent(_) => {
                said(opened, &message, line.has_head).into_any()
            }
        },
        Kind::Note(it) => note(&it).into_any(),
        Kind::Rating(it) => rating(&it).into_any(),
        Kind::Pending(text, sent) => pending(text, &sent).into_any(),
        Kind::PendingNote(text) => pending_note(text).into_any(),
    };
    view! { {day}{inside} }
}

fn said(opened: Opened, message: &Message, has_head: bool) -> impl IntoView + use<> {
    let (class, key, who) = match &message.sender {
        Sender::Visitor => ("line is-visitor", "visitor", "Visitor".to_owned()),
        Sender::Bot => ("line is-ours is-bot", "bot", "AI assistant".to_owned()),
        Sender::Agent(agent) if agent.id == opened.desk.my_id() => {
            ("line is-ours is-mine", "agent", "You".to_owned())
        }
        Sender::Agent(agent) => ("line is-ours is-agent", "agent", agent.name.clone()),
        Sender::System { .. } => ("line is-system", "system", String::new()),
    };
    let head = has_head.then(|| {
        view! {
            <p class="line-head">
                <span class="line-who">{who.clone()}</span><time>{clock::time(message.at)}</time>
            </p>
        }
    });
    let words = (!message.body.0.is_empty()).then(|| {
        view! {
            <div class="bubble" title=format!("{who}, {} {}", clock::day(message.at), clock::time(message.at))>
                {rich_text(&message.body)}
            </div>
        }
    });
    view! {
        <div class=class class:has-head=has_head data-testid="message" data-sender=key data-seq=message.seq.to_string()>
            {head}
            {words}
            {files(message.files.iter().map(attach::stored).collect())}
            {sources(message)}
            {offered(message)}
        </div>
    }
}

/// What came with a message. What a file shows is made by the part of the page that is fetched later.
fn files(files: Vec<Option<Element>>) -> impl IntoView + use<> {
    let shown = |file: Element| {
        let place = NodeRef::<leptos::html::Div>::new();
        place.on_load(move |place| {
            // Fails only if it were to contain itself.
            let _ = place.append_child(&file);
        });
        view! { <div class="line-file" node_ref=place></div> }
    };
    files.into_iter().flatten().map(shown).collect_view()
}

fn sources(message: &Message) -> impl IntoView + use<> {
    let titles: Vec<String> = message.sources.iter().map(|source| source.title.clone()).collect();
    (!titles.is_empty()).then(|| view! {
        <ul class="sources" aria-label="Sources">
            {titles.into_iter().map(|title| view! { <li>{icon(Icon::Article)}{title}</li> }).collect_view()}
        </ul>
    })
}

/// What the visitor was offered with an answer: it explains what comes next.
fn offered(message: &Message) -> impl IntoView + use<> {
    let chips = message.chips.join(" · ");
    let chips = (!chips.is_empty()).then(|| format!("Offered: {chips}"));
    let human = message.offers_human.then(|| "Not answered: a human was offered.".to_owned());
    human.into_iter().chain(chips).map(|text| view! { <p class="line-foot">{text}</p> }).collect_view()
}

fn system(message: &Message, notice: Notice) -> impl IntoView + use<> {
    let opens = message.opens_at.map(|at| format!(" Opens again {}.", clock::moment(at)));
    view! {
        <div class="line is-system" data-testid="message" data-sender="system" data-seq=message.seq.to_string()>
            <div class="system" class:is-alarm=notice == Notice::AgentLost>
                {rich_text(&message.body)}{opens}<time>{clock::time(message.at)}</time>
            </div>
        </div>
    }
}

fn rating(rating: &Rating) -> impl IntoView + use<> {
    view! {
        <div class="line is-rating" data-testid="rating">
            {ratings::rating(rating)}
        </div>
    }
}

fn note(note: &Note) -> impl IntoView + use<> {
    view! {
        <div class="line is-note" data-testid="note">
            <p class="line-head">
                {icon(Icon::Note)}
                <span class="line-who">"Note · only agents see this"</span>
                <span>{note.author.name.clone()}</span>
                <time>{clock::time(note.at)}</time>
            </p>
            <p class="note-text">{note.text.clone()}</p>
        </div>
    }
}

fn pending_note(text: String) -> impl IntoView {
    view! {
        <div class="line is-note is-pending" data-testid="pending-note">
            <p class="line-head">
                {icon(Icon::Note)}<span class="line-who">"Note · only agents see this"</span><span>"Saving …"</span>
            </p>
            <p class="note-text">{text}</p>
        </div>
    }
}

fn pending(text: String, sent: &str) -> impl IntoView + use<> {
    let words = (!text.is_empty()).then(|| view! { <div class="bubble"><p>{text}</p></div> });
    view! {
        <div class="line is-ours is-mine is-pending" data-testid="pending">
            {words}
            {files(vec![attach::sent_from_here(sent)])}
            <p class="line-foot">"Sending …"</p>
        </div>
    }
}
