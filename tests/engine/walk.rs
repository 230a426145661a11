//! The main job from end to end, as the visitor's and the agents' pages see it.

use std::time::{Duration, Instant};

use baton_client::chat::{Ask, Output};
use baton_shared::conversation::HandoverReason;
use baton_shared::desk::Presence;
use baton_shared::ids::Seq;
use baton_shared::message::{Block, Inline, Message, Notice, Sender};
use baton_shared::protocol::{HandoverButton, PhaseName};

use crate::support::desk_page::DeskPage;
use crate::support::page::Page;
use crate::support::world::{Account, Visit, World};

const QUESTIONS: [&str; 3] =
    ["How long does delivery take?", "How do I return an item?", "Where do I find my invoice?"];

const NOTE: &str = "The customer was promised a refund of 17 Euro, order 4711.";

async fn answered_question(page: &Page, text: &str) -> Message {
    let question = page.say(text).await;
    let answer = page.answer(question).await;
    assert_eq!(answer.sender, Sender::Bot);
    answer
}

/// A visitor who has had the answers that the site asks for.
async fn patient_visitor(world: &World) -> (Visit, Page) {
    let visit = world.visit().await;
    let page = Page::visitor(world, &visit).await;
    for text in QUESTIONS {
        assert_eq!(page.look(|chat| chat.view().unwrap().button), None, "no button before: {text}");
        let answer = answered_question(&page, text).await;
        assert!(!answer.sources.is_empty(), "{text}: {answer:?}");
    }
    (visit, page)
}

async fn has_button(page: &Page, wanted: HandoverButton) {
    page.view(&format!("{wanted:?}"), |view| view.button == Some(wanted)).await;
}

#[tokio::test]
async fn with_nobody_there_the_visitor_leaves_an_offline_message_and_the_desk_shows_it() {
    let world = World::start();
    let agent = &world.agents(1).await[0];
    let desk = DeskPage::open(&world, agent).await;
    let (visit, page) = patient_visitor(&world).await;

    let greeting = page.messages()[0].clone();
    assert_eq!(greeting.sender, Sender::Bot);
    let said = greeting.body.to_plain();
    assert!(said.contains("AI assistant") && said.contains("not a person"), "{said}");
    assert!(!greeting.chips.is_empty());

    has_button(&page, HandoverButton::LeaveOfflineMessage).await;
    page.ask(Ask::RequestHuman).await.unwrap();
    page.notice(Seq(0), Notice::NoOperator).await;
    page.view("the form", |view| view.phase == PhaseName::OfflineForm && view.button.is_none()).await;
    let form = |email: &str| Ask::LeaveOfflineMessage {
        name: "A Customer".to_owned(),
        email: email.to_owned(),
        message: "The tent has a hole.".to_owned(),
    };
    assert_eq!(page.ask(form("nobody at home")).await.unwrap_err().code, "invalid_email");
    page.ask(form("customer@example.com")).await.unwrap();
    let stored = page.notice(Seq(0), Notice::OfflineStored).await;
    assert!(stored.body.to_plain().contains("customer@example.com"));
    page.view("the end", |view| view.phase == PhaseName::AwaitingFollowUp).await;

    let listed =
        desk.listed(&visit.conversation, "it waits", |row| row.phase == PhaseName::AwaitingFollowUp).await;
    assert_eq!((listed.visitor.as_str(), listed.reason), ("A Customer", Some(HandoverReason::VisitorButton)));
    let window = Page::agent(&world, agent, &visit).await;
    let card = window.view("the card", |view| view.card.is_some()).await.card.unwrap();
    assert_eq!(card.offline_message.unwrap().message, "The tent has a hole.");
    assert_eq!(card.page.as_deref(), Some("https://shop.example.com/cart"), "without query and fragment");
    assert_eq!(card.bot_answers, 3);

    // Whoever has time takes it up, and closes it.
    window.ask(Ask::Accept).await.unwrap();
    window.say("We have sent you a new one.").await;
    window.ask(Ask::End).await.unwrap();
    page.view("it is over", |view| view.phase == PhaseName::Resolved).await;
}

#[tokio::test]
async fn from_the_bot_to_a_human_to_another_and_back() {
    let world = World::start();
    let accounts = world.agents(2).await;
    let desks = [DeskPage::open(&world, &accounts[0]).await, DeskPage::open(&world, &accounts[1]).await];
    let (visit, visitor) = patient_visitor(&world).await;
    has_button(&visitor, HandoverButton::LeaveOfflineMessage).await;
    let begun = Instant::now();
    desks[0].choose(Presence::Available).await;
    has_button(&visitor, HandoverButton::RequestHuman).await;
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "the button changed after {took:?}");

    visitor.ask(Ask::RequestHuman).await.unwrap();
    visitor.notice(Seq(0), Notice::Waiting).await;
    visitor.view("the queue", |v| v.phase == PhaseName::Queued && v.position == Some(1)).await;
    let second = words_do_the_same_as_the_button(&world).await;
    second.view("the queue", |v| v.phase == PhaseName::Queued && v.position == Some(2)).await;

    desks[0].listed(&visit.conversation, "it waits", |row| row.phase == PhaseName::Queued).await;
    let window = Page::agent(&world, &accounts[0], &visit).await;
    window.reached(visitor.messages().len()).await;
    assert_eq!(window.messages().len(), visitor.messages().len(), "the whole history");
    window.ask(Ask::Accept).await.unwrap();
    let joined = visitor.notice(Seq(0), Notice::AgentJoined).await;
    assert!(joined.body.to_plain().contains("Agent 1"));
    let view = visitor.view("the agent", |view| view.phase == PhaseName::Assigned).await;
    assert_eq!((view.agent_name.as_deref(), view.agent_id, view.position), (Some("Agent 1"), None, None));
    second.view("a step forward", |view| view.position == Some(1)).await;

    messages_both_ways(&visitor, &window).await;
    let other = Page::agent(&world, &accounts[1], &visit).await;
    transfer_with_a_note(&visitor, &window, &other, &desks[1], &accounts[1]).await;
    back_to_the_bot_and_over(&visitor, &window, &other).await;
    let frames = visitor.frames();
    assert!(!frames.iter().any(|frame| frame.contains("4711")), "the visitor was sent the note");
}

async fn words_do_the_same_as_the_button(world: &World) -> Page {
    let page = Page::visitor(world, &world.visit().await).await;
    page.say("I want to talk to a human").await;
    page.notice(Seq(0), Notice::Waiting).await;
    page
}

async fn messages_both_ways(visitor: &Page, window: &Page) {
    visitor.typing(true);
    window.until("the visitor types", |chat| chat.typing().next().map(str::to_owned)).await;
    visitor.say("Is somebody there? <b>&amp;</b> **no markup of mine**").await;
    let said = window.message("the visitor's words", |m| m.sender == Sender::Visitor && m.seq > Seq(8)).await;
    assert_eq!(said.body.to_plain(), "Is somebody there? <b>&amp;</b> **no markup of mine**");
    assert_eq!(said.client_id, None, "the visitor's name for it is nobody else's business");

    window.typing(true);
    let who = visitor.until("the agent types", |chat| chat.typing().next().map(str::to_owned)).await;
    assert_eq!(who, "Agent 1");
    let after = window
        .say("**Hello**, see [the page](https://shop.example.com/a) or `x`:\n\n- one\n- *two*\n\n<script>")
        .await;
    let answer = visitor.message_after(Seq(after.0 - 1), "the agent's words", |_| true).await;
    let text = |text: &str| Inline::Text(text.to_owned());
    let link = Inline::Link { href: "https://shop.example.com/a".to_owned(), label: "the page".to_owned() };
    let first = vec![
        Inline::Bold("Hello".to_owned()),
        text(", see "),
        link,
        text(" or "),
        Inline::Code("x".to_owned()),
        text(":"),
    ];
    let items = vec![vec![text("one")], vec![Inline::Italic("two".to_owned())]];
    let wanted = [Block::Paragraph(first), Block::List(items), Block::Paragraph(vec![text("<script>")])];
    assert_eq!(answer.body.0, wanted);
}

async fn transfer_with_a_note(visitor: &Page, window: &Page, other: &Page, desk: &DeskPage, to: &Account) {
    let ask = Ask::Transfer { to: to.agent.id.clone(), note: NOTE.to_owned() };
    assert_eq!(window.ask(ask.clone()).await.unwrap_err().code, "agent_unavailable");
    desk.choose(Presence::Available).await;
    window.ask(ask).await.unwrap();
    let moved = visitor.notice(Seq(0), Notice::Transferred).await;
    assert!(moved.body.to_plain().contains("Agent 2"));
    visitor.view("the other agent", |view| view.agent_name.as_deref() == Some("Agent 2")).await;
    let note = other.until("the note", |chat| chat.notes().first().cloned()).await;
    assert_eq!((note.text.as_str(), note.after, note.author.name.as_str()), (NOTE, moved.seq, "Agent 1"));
    window.view("it is not mine", |view| view.agent_name.as_deref() == Some("Agent 2")).await;
    window.post("One more thing");
    let refused = |told: &Output| match told {
        Output::Refused { text, refusal, .. } => Some((text.clone(), refusal.code.clone())),
        _ => None,
    };
    let (text, code) = window.until_told("the refusal", refused).await;
    assert_eq!((text.as_str(), code.as_str()), ("One more thing", "not_owner"));
}

async fn back_to_the_bot_and_over(visitor: &Page, window: &Page, other: &Page) {
    other.ask(Ask::HandBack).await.unwrap();
    let back = visitor.notice(Seq(0), Notice::HandedBack).await;
    visitor.view("the bot", |view| view.phase == PhaseName::Bot && view.agent_name.is_none()).await;
    let answer = answered_question(visitor, QUESTIONS[0]).await;
    assert!(answer.seq > back.seq && !answer.sources.is_empty());

    window.ask(Ask::TakeOver).await.unwrap();
    visitor.notice(back.seq, Notice::AgentJoined).await;
    window.ask(Ask::End).await.unwrap();
    let ended = visitor.notice(back.seq, Notice::Ended).await;
    visitor.view("the end", |view| view.phase == PhaseName::Resolved).await;
    let answer = answered_question(visitor, QUESTIONS[1]).await;
    assert!(answer.seq > ended.seq);
    visitor.view("the bot again", |view| view.phase == PhaseName::Bot).await;
}
