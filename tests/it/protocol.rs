//! The wire, held still: one example of every frame, and the document that describes them.

pub mod examples;

use baton_shared::desk::Presence;
use baton_shared::ids::{AgentId, DepartmentId, HandoverId, Seq};
use baton_shared::priority::Priority;
use baton_shared::protocol::{
    AgentShown, ClientFrame, Close, DepartmentShown, DeskClientFrame, DeskServerFrame, OfferShown, Role,
    ServerFrame, VERSION, You,
};
use baton_shared::time::Timestamp;
use baton_tests::table::{Line, Step, check, read};

use crate::tables::rejections;
use examples::{
    AT, agents_view, bots, client_id, conversation, file, note, one, summary, visitors, visitors_view,
};

fn client_frame(name: &str) -> Option<ClientFrame> {
    Some(match name {
        "hello" => ClientFrame::Hello { v: VERSION, token: Some("eyJ…".to_owned()), after: Seq(0) },
        "resume" => ClientFrame::Resume { after: Seq(41) },
        "post" => ClientFrame::Post {
            client_id: client_id(),
            text: "Where is my parcel?".to_owned(),
            files: vec![file().id],
        },
        "seen" => ClientFrame::Seen { received: Seq(42), read: Seq(41) },
        "typing" => ClientFrame::Typing { on: true },
        "request_human" => ClientFrame::RequestHuman { reference: 1 },
        "call_human" => ClientFrame::CallHuman {
            reference: 14,
            department: DepartmentId::new("billing").ok(),
            reason: "The payment was refused twice.".to_owned(),
        },
        "set_attributes" => ClientFrame::SetAttributes {
            reference: 15,
            attributes: [("plan".to_owned(), Some("gold".to_owned())), ("trial".to_owned(), None)].into(),
        },
        "view_page" => ClientFrame::ViewPage {
            reference: 16,
            url: "https://shop.example.com/tents".to_owned(),
            title: "Tents".to_owned(),
        },
        "track" => ClientFrame::Track {
            reference: 17,
            client_id: client_id(),
            name: "added to basket".to_owned(),
            properties: [("price".to_owned(), "240".to_owned())].into(),
        },
        "set_department" => {
            ClientFrame::SetDepartment { reference: 18, department: DepartmentId::new("billing").unwrap() }
        }
        "cancel_request" => ClientFrame::CancelRequest { reference: 2 },
        "leave_offline_message" => ClientFrame::LeaveOfflineMessage {
            reference: 3,
            name: "A visitor".to_owned(),
            email: "visitor@example.com".to_owned(),
            message: "Please call back.".to_owned(),
        },
        "open_offline_form" => ClientFrame::OpenOfflineForm { reference: 9 },
        "rate" => ClientFrame::Rate { reference: 10, score: 5, comment: "Quick.".to_owned() },
        "accept" => ClientFrame::Accept { reference: 4 },
        "take_over" => ClientFrame::TakeOver { reference: 5 },
        "transfer" => ClientFrame::Transfer {
            reference: 6,
            to: AgentId::new("b2c9").unwrap(),
            note: "The parcel is in Linz.".to_owned(),
        },
        "transfer_to_department" => ClientFrame::TransferToDepartment {
            reference: 11,
            department: DepartmentId::new("billing").unwrap(),
            note: "It is about the invoice.".to_owned(),
        },
        "note" => {
            ClientFrame::Note { reference: 12, client_id: client_id(), text: "Has called before.".to_owned() }
        }
        "mark" => {
            ClientFrame::Mark { reference: 13, tags: vec!["orders".to_owned()], priority: Priority::High }
        }
        "hand_back" => ClientFrame::HandBack { reference: 7 },
        "end" => ClientFrame::End { reference: 8 },
        _ => return None,
    })
}

/// A new frame does not compile until it has a name here, and then the table wants its row.
fn client_name(frame: &ClientFrame) -> &'static str {
    match frame {
        ClientFrame::Hello { .. } => "hello",
        ClientFrame::Resume { .. } => "resume",
        ClientFrame::Post { .. } => "post",
        ClientFrame::Seen { .. } => "seen",
        ClientFrame::Typing { .. } => "typing",
        ClientFrame::RequestHuman { .. } => "request_human",
        ClientFrame::CallHuman { .. } => "call_human",
        ClientFrame::SetAttributes { .. } => "set_attributes",
        ClientFrame::ViewPage { .. } => "view_page",
        ClientFrame::Track { .. } => "track",
        ClientFrame::SetDepartment { .. } => "set_department",
        ClientFrame::CancelRequest { .. } => "cancel_request",
        ClientFrame::LeaveOfflineMessage { .. } => "leave_offline_message",
        ClientFrame::Accept { .. } => "accept",
        ClientFrame::TakeOver { .. } => "take_over",
        ClientFrame::Transfer { .. } => "transfer",
        ClientFrame::OpenOfflineForm { .. } => "open_offline_form",
        ClientFrame::Rate { .. } => "rate",
        ClientFrame::TransferToDepartment { .. } => "transfer_to_department",
        ClientFrame::Note { .. } => "note",
        ClientFrame::Mark { .. } => "mark",
        ClientFrame::HandBack { .. } => "hand_back",
        ClientFrame::End { .. } => "end",
    }
}

fn server_frame(name: &str) -> Option<ServerFrame> {
    Some(match name {
        "welcome" => ServerFrame::Welcome {
            v: VERSION,
            you: You { role: Role::Agent, agent: Some(one()) },
            conversation: conversation(),
            head: Seq(42),
            view: Box::new(agents_view()),
            notes: vec![note()],
        },
        "messages" => {
            ServerFrame::Messages { after: Seq(41), messages: vec![visitors()], head: Seq(42), resync: false }
        }
        "message" => ServerFrame::Message(bots()),
        "note" => ServerFrame::Note(note()),
        "view" => ServerFrame::View(Box::new(visitors_view())),
        "ack" => ServerFrame::Ack { client_id: client_id(), seq: Seq(42), duplicate: false },
        "done" => ServerFrame::Done { reference: 1 },
        "rejected" => ServerFrame::Rejected {
            reference: Some(5),
            client_id: None,
            code: "not_in_bot_mode".to_owned(),
            message: "Only a conversation with the bot can be taken over; the owner is Agent One.".to_owned(),
        },
        "typing" => ServerFrame::Typing { from: "visitor".to_owned(), on: true },
        "draft" => ServerFrame::Draft { question: Seq(42), text: "You can return it within".to_owned() },
        "error" => ServerFrame::Error {
            code: "bad_field".to_owned(),
            message: "A field is missing or of the wrong type: missing field `after`.".to_owned(),
        },
        _ => return None,
    })
}

fn server_name(frame: &ServerFrame) -> &'static str {
    match frame {
        ServerFrame::Welcome { .. } => "welcome",
        ServerFrame::Messages { .. } => "messages",
        ServerFrame::Message(_) => "message",
        ServerFrame::Note(_) => "note",
        ServerFrame::View(_) => "view",
        ServerFrame::Ack { .. } => "ack",
        ServerFrame::Done { .. } => "done",
        ServerFrame::Rejected { .. } => "rejected",
        ServerFrame::Typing { .. } => "typing",
        ServerFrame::Draft { .. } => "draft",
        ServerFrame::Error { .. } => "error",
    }
}

fn desk_client_frame(name: &str) -> Option<DeskClientFrame> {
    Some(match name {
        "hello" => DeskClientFrame::Hello { v: VERSION },
        "set_presence" => DeskClientFrame::SetPresence { presence: Presence::Available },
        "active" => DeskClientFrame::Active,
        "decline" => DeskClientFrame::Decline { conversation: conversation() },
        _ => return None,
    })
}

fn desk_client_name(frame: &DeskClientFrame) -> &'static str {
    match frame {
        DeskClientFrame::Hello { .. } => "hello",
        DeskClientFrame::SetPresence { .. } => "set_presence",
        DeskClientFrame::Active => "active",
        DeskClientFrame::Decline { .. } => "decline",
    }
}

fn desk_server_frame(name: &str) -> Option<DeskServerFrame> {
    let support = DepartmentId::standard();
    let agent = AgentShown {
        agent: one(),
        presence: Presence::Available,
        is_here: true,
        load: 1,
        capacity: 4,
        departments: vec![support.clone()],
    };
    let department = DepartmentShown {
        id: support,
        name: "Support".to_owned(),
        is_available: true,
        is_open: Some(true),
        waiting: 1,
        wait_ms_max: 600_000,
    };
    let offer = OfferShown {
        conversation: conversation(),
        handover: HandoverId(1),
        until: Timestamp(AT.0 + 30_000),
        why: "It rings for Agent One: the only one who could take it.".to_owned(),
    };
    Some(match name {
        "welcome" => DeskServerFrame::Welcome {
            v: VERSION,
            you: one(),
            agents: vec![agent],
            departments: vec![department],
            conversations: vec![summary()],
            offers: vec![offer],
            now: AT,
        },
        "departments" => DeskServerFrame::Departments { departments: vec![department] },
        "offers" => DeskServerFrame::Offers { offers: vec![offer] },
        "agent" => DeskServerFrame::Agent(agent),
        "conversation" => DeskServerFrame::Conversation(Box::new(summary())),
        "removed" => DeskServerFrame::Removed { conversation: conversation() },
        "error" => DeskServerFrame::Error {
            code: "unknown_frame".to_owned(),
            message: "There is no frame of type \"post\" in protocol version 1.".to_owned(),
        },
        _ => return None,
    })
}

fn desk_server_name(frame: &DeskServerFrame) -> &'static str {
    match frame {
        DeskServerFrame::Welcome { .. } => "welcome",
        DeskServerFrame::Agent(_) => "agent",
        DeskServerFrame::Departments { .. } => "departments",
        DeskServerFrame::Offers { .. } => "offers",
        DeskServerFrame::Conversation(_) => "conversation",
        DeskServerFrame::Removed { .. } => "removed",
        DeskServerFrame::Error { .. } => "error",
    }
}

/// The example of a row such as `page → conversation: post`.
fn example(row: &str) -> Option<(String, &'static str)> {
    let (way, name) = row.split_once(": ")?;
    Some(match way {
        "page to conversation" => {
            let frame = client_frame(name)?;
            assert_eq!(ClientFrame::parse(&frame.to_json()).as_ref(), Ok(&frame));
            (frame.to_json(), client_name(&frame))
        }
        "conversation to page" => {
            let frame = server_frame(name)?;
            assert_eq!(serde_json::from_str::<ServerFrame>(&frame.to_json()).unwrap(), frame);
            (frame.to_json(), server_name(&frame))
        }
        "page to desk" => {
            let frame = desk_client_frame(name)?;
            assert_eq!(DeskClientFrame::parse(&frame.to_json()).as_ref(), Ok(&frame));
            (frame.to_json(), desk_client_name(&frame))
        }
        "desk to page" => {
            let frame = desk_server_frame(name)?;
            assert_eq!(serde_json::from_str::<DeskServerFrame>(&frame.to_json()).unwrap(), frame);
            (frame.to_json(), desk_server_name(&frame))
        }
        _ => return None,
    })
}

const FRAMES: &str = "protocol/frames.txt";

#[test]
fn every_frame_is_written_as_it_always_was() {
    check(FRAMES, |step| {
        let Step::Row(row) = step else { return String::new() };
        let Some((json, name)) = example(row) else { return "no such frame".to_owned() };
        assert!(row.ends_with(&format!(": {name}")), "{row} is named {name}");
        let kind = serde_json::from_str::<serde_json::Value>(&json).unwrap()["type"].clone();
        assert_eq!(kind, name, "the name on the wire");
        json
    });
}

#[test]
fn every_frame_has_its_row() {
    // How many arms the four `…_name` functions have: whoever adds one sees it here.
    let rows = read(FRAMES).into_iter().filter(|line| matches!(line, Line::Row { .. })).count();
    assert_eq!(rows, 22 + 11 + 4 + 7);
}

fn document() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/protocol.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_document_shows_every_frame() {
    let document = document();
    for line in read(FRAMES) {
        if let Line::Row { given, expected } = line {
            assert!(
                document.lines().any(|line| line == expected),
                "docs/protocol.md lacks {given}:\n{expected}"
            );
        }
    }
}

#[test]
fn the_document_lists_every_refusal_error_and_close_code() {
    let document = document();
    for rejection in rejections::all() {
        let again = if rejection.is_passing() { "yes" } else { "no" };
        let begin = format!("| `{}` | {again} |", rejection.code());
        assert!(document.contains(&begin), "docs/protocol.md lacks a row that begins with {begin}");
    }
    for code in ["not_json", "unknown_frame", "bad_field"] {
        assert!(document.contains(&format!("| `{code}` |")), "docs/protocol.md lacks {code}");
    }
    for close in Close::ALL {
        let back = match close {
            // These two come back with something new.
            Close::Unauthorised => "with a new token",
            Close::SignedOut => "after signing in",
            _ if Close::may_retry(close.code()) => "yes",
            _ => "no",
        };
        let row = format!("| {} | {} | {back} |", close.code(), close.reason());
        assert!(document.contains(&row), "docs/protocol.md lacks a row that begins with {row}");
    }
}

#[test]
fn the_document_names_the_limits_as_they_are() {
    use baton_shared::limits::*;
    let limits = [
        ("frame from a page", format!("{FRAME_BYTES_MAX} bytes")),
        ("message", format!("{MESSAGE_CHARS_MAX} characters")),
        ("note", format!("{NOTE_CHARS_MAX} characters")),
        ("name", format!("{NAME_CHARS_MAX} characters")),
        ("e-mail address", format!("{EMAIL_CHARS_MAX} characters")),
        ("messages in one frame", format!("{MESSAGES_PER_FRAME_MAX}")),
        ("messages of a conversation", format!("{MESSAGES_MAX}")),
        ("messages that wait for the bot", format!("{BOT_TURNS_MAX}")),
        ("sockets on a conversation", format!("{SESSIONS_PER_CONVERSATION_MAX}")),
        ("sockets on a desk", format!("{SESSIONS_PER_DESK_MAX}")),
        ("time until `hello`", format!("{HELLO_MS_MAX} ms")),
        ("attributes of a visitor", format!("{ATTRIBUTES_MAX}")),
        ("properties of a tracked action", format!("{PROPERTIES_MAX}")),
        ("name of an attribute, property or action", format!("{ATTRIBUTE_NAME_CHARS_MAX} characters")),
        ("value of an attribute or property", format!("{ATTRIBUTE_VALUE_CHARS_MAX} characters")),
        ("pages shown of a visitor's way", format!("{PAGES_SHOWN_MAX}")),
        ("what a page tells in a conversation", format!("{TOLD_MAX} frames")),
        ("frames in a burst", format!("{FRAMES_BURST_MAX}")),
        ("frames a second after it", format!("{FRAMES_PER_SECOND_MAX}")),
    ];
    let document = document();
    for (what, limit) in limits {
        let row = format!("| {what} | {limit} |");
        assert!(document.contains(&row), "docs/protocol.md lacks {row}");
    }
}
