//! A page reads the edge's frames by hand (`shared/src/protocol/read.rs`): it must read what the edge writes.

use baton_shared::conversation::{HandoverReason, Note, PageVisit};
use baton_shared::desk::WaitRange;
use baton_shared::files::FileCard;
use baton_shared::forms::{Answer, FieldKind, FormName, Submission};
use baton_shared::ids::{AgentId, ClientId, ConversationId, FileId, Seq, Version};
use baton_shared::json::Json;
use baton_shared::message::{AgentRef, Block, Inline, Message, Notice, RichText, Sender, Source};
use baton_shared::priority::Priority;
use baton_shared::protocol::{Asks, HandoverButton, PhaseName, Role, ServerFrame, View, VisitorCard, You};
use baton_shared::seen::SeenUpTo;
use baton_shared::time::Timestamp;
use baton_tests::sample;

use crate::protocol::examples;

/// All values of an enum, and a match that no longer compiles when one is added.
macro_rules! all {
    ($kind:ident: $($value:ident)*) => {{
        let _ = |value| match value { $($kind::$value => (),)* };
        vec![$($kind::$value),*]
    }};
}

fn one() -> AgentRef {
    AgentRef { id: AgentId::new("a7f3").unwrap(), name: "Agent One \u{1F642}\n\"".to_owned() }
}

fn runs() -> Vec<Inline> {
    let words = || "Ärger mit \\ und 日本".to_owned();
    let _ = |run| match run {
        Inline::Text(_) | Inline::Bold(_) | Inline::Italic(_) | Inline::Code(_) | Inline::Link { .. } => (),
    };
    vec![
        Inline::Text(words()),
        Inline::Bold(words()),
        Inline::Italic(words()),
        Inline::Code(words()),
        Inline::Link { href: "https://example.com/?a=1&b=2".to_owned(), label: words() },
    ]
}

fn body() -> RichText {
    let _ = |block| match block {
        Block::Paragraph(_) | Block::List(_) | Block::Numbered(_) | Block::Code(_) => (),
    };
    RichText(vec![
        Block::Paragraph(runs()),
        Block::List(vec![runs(), Vec::new()]),
        Block::Numbered(vec![runs()]),
        Block::Code("a\n\tb".to_owned()),
    ])
}

fn file(width: Option<u32>, height: Option<u32>) -> FileCard {
    let (id, name) = (FileId::new("f_9b1c").unwrap(), "Rechnung \u{1F4C4} \"1\".pdf".to_owned());
    FileCard { id, name, size: 10_485_760, kind: "application/pdf".to_owned(), width, height }
}

fn messages() -> Vec<Message> {
    let notices = all!(Notice: Waiting AgentJoined Transferred HandedBack Ended NoOperator OfflineStored Cancelled TimedOut Closed AgentLost);
    let _ = |sender| match sender {
        Sender::Visitor | Sender::Agent(_) | Sender::Bot | Sender::System { .. } => (),
    };
    let people = vec![Sender::Visitor, Sender::Agent(one()), Sender::Bot];
    let senders = people.into_iter().chain(notices.into_iter().map(|notice| Sender::System { notice }));
    let plain = senders.map(|sender| Message {
        seq: Seq(7),
        at: Timestamp(1_795_168_800_000),
        sender,
        body: body(),
        ..sample::message("")
    });
    let mut all: Vec<Message> = plain.collect();
    all.push(Message {
        files: vec![file(None, None), file(Some(1), Some(u32::MAX))],
        client_id: ClientId::new("k1").ok(),
        answers: Some(Seq(6)),
        sources: vec![Source { slug: "returns".to_owned(), title: "Returns".to_owned() }],
        offers_human: true,
        opens_at: Some(Timestamp(1_795_200_000_000)),
        chips: vec!["What does a return cost?".to_owned()],
        ..all[0].clone()
    });
    all
}

fn views() -> Vec<View> {
    let phases = all!(PhaseName: Bot Requested Queued OfflineForm Assigned AwaitingFollowUp Resolved);
    let plain = phases.into_iter().map(|phase| View {
        version: Version(u64::from(u32::MAX) * 3),
        phase,
        since: Timestamp(5),
        ..sample::view()
    });
    let mut all: Vec<View> = plain.collect();
    for asks in all!(Asks: PreChat Offline Words) {
        all.push(View { asks: Some(asks), ..all[0].clone() });
    }
    for button in all!(HandoverButton: RequestHuman LeaveOfflineMessage) {
        let wait = Some(WaitRange { from_s: 60, to_s: 240 });
        all.push(View {
            button: Some(button),
            seen: SeenUpTo { received: Seq(9), read: Seq(7) },
            is_bot_typing: true,
            position: Some(3),
            wait,
            opens_at: Some(Timestamp(6)),
            asks_rating: true,
            is_available: Some(button == HandoverButton::RequestHuman),
            ..all[0].clone()
        });
    }
    let mut priorities = all!(Priority: Low Normal High Urgent).into_iter().cycle();
    for reason in all!(HandoverReason: VisitorButton VisitorWords AgentTakeover AgentLost Transfer Frustration SensitiveTopic TurnLimit BotUnsure BotFailed Rule)
    {
        let card = card(reason, priorities.next().unwrap());
        let (agent_name, agent_id) = (Some(one().name), Some(one().id));
        all.push(View { agent_name, agent_id, card: Some(card), ..all[0].clone() });
    }
    all
}

/// A card with everything on it, and what has to be escaped.
fn card(reason: HandoverReason, priority: Priority) -> VisitorCard {
    let page = PageVisit { title: "Zelte – \\".to_owned(), ..examples::page() };
    VisitorCard {
        priority,
        reason: Some(reason),
        tags: ["orders".to_owned(), "vip".to_owned()].into(),
        attributes: [("plan".to_owned(), "\"gold\"".to_owned())].into(),
        pages: vec![examples::page(), page],
        submissions: submissions(),
        ..examples::agents_view().card.unwrap()
    }
}

fn submissions() -> Vec<Submission> {
    let full = examples::submission();
    let [answer] = full.answers.as_slice() else { panic!("one answer") };
    let kinds = all!(FieldKind: Name Email Phone Line Text Choice Check).into_iter();
    let answers = kinds.map(|kind| Answer { kind, ..answer.clone() }).collect();
    let of = all!(FormName: PreChat Offline).into_iter();
    let bare = of.map(|form| Submission { form, answers: Vec::new(), consent: None, at: full.at });
    bare.chain([Submission { answers, ..full.clone() }]).collect()
}

fn frames() -> Vec<ServerFrame> {
    let client_id = ClientId::new("n1").ok();
    let text = "For us.".to_owned();
    let note = || Note {
        after: Seq(4),
        author: one(),
        text: text.clone(),
        client_id: client_id.clone(),
        at: Timestamp(3),
    };
    let id = || ClientId::new("k1").unwrap();
    let text = || "Please wait.".to_owned();
    let mut frames: Vec<ServerFrame> = all!(Role: Visitor Agent)
        .into_iter()
        .map(|role| ServerFrame::Welcome {
            v: 1,
            you: You { role, agent: (role == Role::Agent).then(one) },
            conversation: ConversationId::new("c81d5a").unwrap(),
            head: Seq(9),
            view: Box::new(views()[0].clone()),
            notes: if role == Role::Agent { vec![note()] } else { Vec::new() },
        })
        .collect();
    frames.extend(messages().into_iter().map(ServerFrame::Message));
    frames.extend(views().into_iter().map(|view| ServerFrame::View(Box::new(view))));
    let _ = |frame| match frame {
        ServerFrame::Welcome { .. } | ServerFrame::Messages { .. } | ServerFrame::Message(_) => {}
        ServerFrame::Note(_) | ServerFrame::View(_) | ServerFrame::Ack { .. } | ServerFrame::Done { .. } => {}
        ServerFrame::Rejected { .. } | ServerFrame::Typing { .. } | ServerFrame::Draft { .. } => {}
        ServerFrame::Error { .. } => {}
    };
    frames.extend([
        ServerFrame::Messages { after: Seq(2), messages: messages(), head: Seq(9), resync: true },
        ServerFrame::Note(note()),
        ServerFrame::Ack { client_id: id(), seq: Seq(9), duplicate: true },
        ServerFrame::Done { reference: u64::MAX },
        ServerFrame::Rejected { reference: None, client_id: Some(id()), code: text(), message: text() },
        ServerFrame::Rejected { reference: Some(2), client_id: None, code: text(), message: text() },
        ServerFrame::Typing { from: text(), on: false },
        ServerFrame::Draft { question: Seq(8), text: text() },
        ServerFrame::Error { code: text(), message: text() },
    ]);
    frames
}

#[test]
fn a_page_reads_every_frame_as_the_edge_has_written_it() {
    for frame in frames() {
        let json = frame.to_json();
        assert_eq!(ServerFrame::read(&json).as_ref(), Some(&frame), "{json}");
    }
}

#[test]
fn a_page_ignores_fields_of_a_later_edge() {
    for frame in frames() {
        let json = frame.to_json().replacen('{', r#"{"later":[{"x":-1.5e3},null,true],"#, 1);
        assert_eq!(ServerFrame::read(&json).as_ref(), Some(&frame), "{json}");
    }
}

/// Wherever a value stands in a frame, another in its place is read by both or by neither.
#[test]
fn a_page_refuses_what_the_edges_own_reader_refuses() {
    for frame in frames() {
        let good: serde_json::Value = serde_json::from_str(&frame.to_json()).unwrap();
        for pointer in pointers(&good) {
            for bad in [
                serde_json::json!(null),
                serde_json::json!({}),
                serde_json::json!(-1),
                serde_json::json!("?x"),
            ] {
                let mut changed = good.clone();
                *changed.pointer_mut(&pointer).unwrap() = bad;
                let json = changed.to_string();
                let derived = serde_json::from_str::<ServerFrame>(&json).ok();
                assert_eq!(ServerFrame::read(&json), derived, "{pointer}: {json}");
            }
        }
    }
}

fn pointers(value: &serde_json::Value) -> Vec<String> {
    let inner: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), value)).collect()
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    let below = inner.into_iter().flat_map(|(name, value)| {
        let here = format!("/{name}");
        let deeper: Vec<String> = pointers(value).iter().map(|rest| format!("{here}{rest}")).collect();
        std::iter::once(here).chain(deeper)
    });
    below.collect()
}

#[test]
fn what_is_not_a_frame_is_none() {
    for text in
        ["", "{}", "[]", "null", "7", r#"{"type":7}"#, r#"{"type":"later"}"#, "{\"type\":\"done\"", "\u{0}"]
    {
        assert_eq!(ServerFrame::read(text), None, "{text}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(Json::read(&deep), None, "and costs no stack");
}
