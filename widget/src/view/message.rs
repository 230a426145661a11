//! One message: the visitor's on the right, everybody else's on the left, Baton's own in the middle.

use baton_client::browser::attach;
use baton_shared::message::{Message, RichText, Sender, Source};
use baton_shared::time::Timestamp;

use web_sys::Element;

use crate::dom::{El, Node, button, el, icon};
use crate::session::{Session, Unsent};
use crate::shown::Shown;
use crate::texts;
use crate::view::avatar;
use crate::view::rich_text::rich;
use crate::words::{self, clock, say, say_with};

/// A message in its place.
pub fn stored(session: Session, shown: &Shown) -> Node {
    let message = &shown.message;
    let body: Node = match &message.sender {
        Sender::System { .. } => system(message),
        Sender::Visitor => own(shown),
        Sender::Bot => other(session, shown, "bot", &say(texts::AI)),
        Sender::Agent(agent) => other(session, shown, "agent", &agent.name),
    };
    match words::day(message.at, shown.before) {
        Some(day) => el("div", "dated").child(el("p", "day").text(&day)).child(body).into(),
        None => body,
    }
}

fn entry(tag: &str, classes: &str, sender: &str, seq: &str) -> El {
    el(tag, classes).attr("data-testid", "message").attr("data-sender", sender).attr("data-seq", seq)
}

fn system(message: &Message) -> Node {
    let words = el("p", "").text(&words::body(message).to_plain());
    let said = el("span", "unseen").say(texts::SAYS_BATON).text(": ");
    let entry = entry("div", "system", "system", &message.seq.0.to_string()).child(said).child(words);
    match message.opens_at {
        Some(at) => entry.child(opens(at)).into(),
        None => entry.into(),
    }
}

/// When somebody is back.
pub fn opens(at: Timestamp) -> Node {
    let words = say_with(texts::OPENS, &words::moment(at));
    el("p", "opens").attr("data-testid", "opens").text(&words).into()
}

fn own(shown: &Shown) -> Node {
    let message = &shown.message;
    let sent = el("span", "unseen").say(texts::SENT);
    let meta = el("div", "meta").text(&clock(message.at)).child(icon("icon i-check")).child(sent);
    let classes = if shown.is_run { "message is-own is-run" } else { "message is-own" };
    said(mine(classes, &message.seq.0.to_string()), message).child(meta).into()
}

/// A message on its way.
pub fn pending(unsent: &Unsent) -> Node {
    let meta = el("div", "meta").child(icon("icon i-clock")).say(texts::SENDING);
    unsaid(mine("message is-own is-pending is-new", ""), unsent).child(meta).into()
}

/// A message that the edge does not take, with the reason and the ways on.
pub fn refused(session: Session, unsent: Unsent) -> Node {
    let reason = say_with(texts::NOT_SENT, unsent.refusal.as_deref().unwrap_or_default());
    let said = unsaid(mine("message is-own is-failed", ""), &unsent);
    let (again, edit) = (unsent.client_id.clone(), unsent.client_id);
    let again = button("link-button", move |_| session.try_again(&again)).say(texts::TRY_AGAIN);
    let edit = button("link-button", move |_| session.edit(&edit)).say(texts::EDIT);
    let meta = el("div", "meta")
        .child(el("span", "").attr("role", "alert").text(&reason))
        .child(el("span", "actions").child(again).child(edit));
    said.child(meta).into()
}

fn mine(classes: &str, seq: &str) -> El {
    entry("article", classes, "visitor", seq).child(el("span", "unseen").say(texts::YOU).text(": "))
}

/// The words, if there are any, and what came with them.
fn said(entry: El, message: &Message) -> El {
    let mut entry = bubble(entry, &words::body(message));
    for file in &message.files {
        entry = files(entry, attach::stored(file));
    }
    entry
}

fn unsaid(entry: El, unsent: &Unsent) -> El {
    files(bubble(entry, &RichText::plain(&unsent.text)), attach::sent_from_here(&unsent.files))
}

fn bubble(entry: El, body: &RichText) -> El {
    if body.0.is_empty() { entry } else { entry.child(el("div", "bubble rich").children(&rich(body))) }
}

/// What a file shows is made by `static/later/files.js`.
fn files(entry: El, shown: Option<Element>) -> El {
    if let Some(shown) = shown { entry.child(shown) } else { entry }
}

fn other(session: Session, shown: &Shown, kind: &str, name: &str) -> Node {
    let message = &shown.message;
    let classes = if shown.is_new { "message is-new" } else { "message" };
    let head = entry("article", classes, kind, &message.seq.0.to_string()).child(label(
        kind,
        name,
        &clock(message.at),
    ));
    let said = said(head, message);
    if message.sources.is_empty() {
        said.into()
    } else {
        said.child(sources(session, &message.sources)).into()
    }
}

/// Says who speaks, on every message: the AI is never taken for a person, nor a person for the AI.
fn label(kind: &str, name: &str, time: &str) -> Node {
    let sign =
        if kind == "bot" { icon("icon i-spark") } else { avatar::agent(name, "avatar is-agent is-small") };
    el("div", "meta").child(sign).child(el("b", "").text(name)).text(time).into()
}

fn sources(session: Session, sources: &[Source]) -> Node {
    let buttons = sources.iter().cloned().map(|source| {
        let title = source.title;
        button("source", move |_| session.open_article(source.slug.clone()))
            .child(icon("icon i-page"))
            .child(el("span", "").text(&title))
            .child(icon("icon i-next"))
            .into()
    });
    let buttons: Vec<Node> = buttons.collect();
    el("div", "sources").child(el("p", "").say(texts::SOURCES)).children(&buttons).into()
}

/// What somebody writes just now: the bot's words as they come, or the dots.
pub fn writing(session: Session) -> Option<Node> {
    let state = session.state();
    let (is_bot, agent, draft) = (state.is_bot_writing.get(), state.writing.get(), state.draft.get());
    if !is_bot && agent.is_none() && draft.is_none() {
        return None;
    }
    let kind = if agent.is_some() { "agent" } else { "bot" };
    let name = agent.unwrap_or_else(|| say(texts::AI));
    let dots = || {
        let dot = || el("span", "").into();
        vec![el("div", "dots").attr("aria-hidden", "true").children(&[dot(), dot(), dot()]).into()]
    };
    let body = draft.map_or_else(dots, |text| rich(&RichText::plain(&text)));
    let said = el("span", "unseen").text(&say_with(texts::IS_WRITING, &name));
    let view = el("div", "message is-writing")
        .attr("data-testid", "writing")
        .child(label(kind, &name, ""))
        .child(said)
        .child(el("div", "bubble rich").children(&body));
    Some(view.into())
}
