//! Frames that nobody's page should send: each gets a clear answer, nothing is stored, and the conversation goes on.

use baton_client::chat::Ask;
use baton_shared::ids::Seq;
use baton_shared::message::Notice;
use baton_shared::protocol::{ClientFrame, DeskClientFrame};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::support::desk_page::DeskPage;
use crate::support::page::Page;
use crate::support::raw::{Heard, Raw, conversation_path};
use crate::support::world::{Account, Visit, World};

/// A quiet conversation, and what must still be so after everything that is done to it.
pub struct Victim {
    pub world: World,
    pub accounts: Vec<Account>,
    pub visit: Visit,
    pub visitor: Page,
    pub agent: Page,
}

impl Victim {
    pub async fn new() -> Self {
        let world = World::start();
        let accounts = world.agents(2).await;
        let visit = world.visit().await;
        let visitor = Page::visitor(&world, &visit).await;
        let agent = Page::agent(&world, &accounts[0], &visit).await;
        agent.ask(Ask::TakeOver).await.unwrap();
        visitor.notice(Seq(0), Notice::AgentJoined).await;
        Self { world, accounts, visit, visitor, agent }
    }

    pub async fn visitors_socket(&self) -> Raw {
        Raw::visitor(&self.world, &self.visit).await
    }

    /// Nothing was stored meanwhile, and the next message is.
    pub async fn is_unharmed(&self, after_what: &str) {
        let head = self.visitor.head();
        let seq = self.visitor.say("Is this still working?").await;
        assert_eq!(seq, head.next(), "something was stored by: {after_what}");
        self.agent.message("the visitor's message", |message| message.seq == seq).await;
    }
}

/// What a frame must lead to.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    Error(String),
    Rejected(String),
    Closed(u16),
}

/// The next answer that is none of what everybody is told.
async fn answer(socket: &mut Raw) -> Answer {
    loop {
        let text = match socket.heard().await {
            Heard::Closed(code) => return Answer::Closed(code),
            Heard::Text(text) => text,
        };
        let frame: Value = serde_json::from_str(&text).unwrap();
        let code = || frame["code"].as_str().unwrap().to_owned();
        match frame["type"].as_str().unwrap() {
            "error" => return Answer::Error(code()),
            "rejected" => return Answer::Rejected(code()),
            "ack" | "done" => panic!("accepted: {text}"),
            _ => {}
        }
    }
}

fn post_frame(text: &str) -> Value {
    json!({ "type": "post", "client_id": "bad-1", "text": text })
}

fn post(text: &str) -> String {
    post_frame(text).to_string()
}

/// One good frame of each type that a page may send.
fn good_frames() -> Vec<Value> {
    vec![
        json!({ "type": "hello", "v": 1, "token": "t", "after": 0 }),
        json!({ "type": "resume", "after": 0 }),
        json!({ "type": "post", "client_id": "a", "text": "b" }),
        json!({ "type": "typing", "on": true }),
        json!({ "type": "request_human", "ref": 1 }),
        json!({ "type": "cancel_request", "ref": 1 }),
        json!({ "type": "leave_offline_message", "ref": 1, "name": "a", "email": "b@example.com", "message": "c" }),
        json!({ "type": "accept", "ref": 1 }),
        json!({ "type": "take_over", "ref": 1 }),
        json!({ "type": "transfer", "ref": 1, "to": "a", "note": "b" }),
        json!({ "type": "hand_back", "ref": 1 }),
        json!({ "type": "end", "ref": 1 }),
    ]
}

/// Every field of every frame missing and with every wrong type.
fn with_wrong_fields(frames: &[Value]) -> Vec<String> {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(7),
        json!("x y"),
        json!(["a"]),
        json!({ "a": 1 }),
    ];
    let mut texts = Vec::new();
    for frame in frames {
        for field in frame.as_object().unwrap().keys() {
            let mut without = frame.clone();
            without.as_object_mut().unwrap().remove(field);
            texts.push(without.to_string());
            for value in &wrong {
                let mut changed = frame.clone();
                changed[field] = value.clone();
                texts.push(changed.to_string());
            }
        }
    }
    texts
}

#[tokio::test]
async fn a_frame_that_cannot_be_read_is_named_and_the_socket_stays_open() {
    let victim = Victim::new().await;
    let deep = "[".repeat(10_000);
    let mut not_json =
        vec!["", " ", "{", "nonsense", "[]", "null", "42", "\"text\"", "{}", "{\"type\":7}", &deep];
    not_json.push("\u{feff}{}");
    let mut rows: Vec<(String, &str)> =
        not_json.iter().map(|text| ((*text).to_owned(), "not_json")).collect();
    // What only the edge says, and what nobody says.
    let kinds =
        "welcome messages message view ack done rejected draft error set_presence dance Post \u{202e}tsop";
    for kind in kinds.split(' ').chain([""]) {
        let frame = json!({ "type": kind, "ref": 1, "seq": 1, "client_id": "a", "text": "b", "on": true });
        rows.push((frame.to_string(), "unknown_frame"));
    }
    // Some of the changed frames are good ones: an absent note, another number. They are not for this test.
    let changed = with_wrong_fields(&good_frames());
    rows.extend(
        changed.iter().filter_map(|text| Some((text.clone(), ClientFrame::parse(text).err()?.code()))),
    );
    assert!(rows.len() > 150, "only {} wrong frames", rows.len());
    // What can't be read costs a socket's allowance too: so a few rows each.
    for some in rows.chunks(40) {
        let mut socket = victim.visitors_socket().await;
        for (text, code) in some {
            socket.say_text(text).await;
            assert_eq!(answer(&mut socket).await, Answer::Error((*code).to_owned()), "{text:.60}");
        }
    }
    victim.is_unharmed("frames that can't be read").await;
    the_same_at_the_desk(&victim, &not_json).await;
}

async fn the_same_at_the_desk(victim: &Victim, not_json: &[&str]) {
    let mut desk =
        Raw::open(&victim.world, "/api/desk/socket", &[("cookie", &victim.accounts[0].cookie)]).await;
    desk.say(&json!({ "type": "hello", "v": 1 })).await;
    desk.until("welcome").await;
    let good = [json!({ "type": "hello", "v": 1 }), json!({ "type": "set_presence", "presence": "away" })];
    let changed = with_wrong_fields(&good);
    let texts = changed.iter().map(String::as_str).chain(not_json.iter().copied());
    for text in texts.chain([r#"{"type":"post"}"#]) {
        let Err(error) = DeskClientFrame::parse(text) else { continue };
        desk.say_text(text).await;
        assert_eq!(answer(&mut desk).await, Answer::Error(error.code().to_owned()), "{text:.60}");
    }
}

#[tokio::test]
async fn what_is_not_allowed_is_rejected_with_its_code() {
    let victim = Victim::new().await;
    // Only whom the desk has seen can be told that it is he himself.
    let _desk = DeskPage::open(&victim.world, &victim.accounts[0]).await;
    let mut visitor = victim.visitors_socket().await;
    let mut owner = Raw::agent(&victim.world, &victim.accounts[0], &victim.visit).await;
    let mut other = Raw::agent(&victim.world, &victim.accounts[1], &victim.visit).await;
    let ids = victim.accounts.iter().map(|account| account.agent.id.as_str()).collect::<Vec<_>>();
    are_rejected(&mut visitor, visitors_rows(ids[0])).await;
    are_rejected(&mut owner, owners_rows(ids[0], ids[1])).await;
    let rows = [
        (post_frame("Let me help"), "not_owner"),
        (command("accept"), "not_waiting"),
        (command("take_over"), "not_in_bot_mode"),
        (command("hand_back"), "not_owner"),
        (command("end"), "not_owner"),
    ];
    are_rejected(&mut other, rows.into()).await;
    victim.is_unharmed("what is not allowed").await;
}

async fn are_rejected(socket: &mut Raw, rows: Vec<(Value, &str)>) {
    for (frame, code) in rows {
        socket.say(&frame).await;
        let got = answer(socket).await;
        assert_eq!(got, Answer::Rejected(code.to_owned()), "{:.120}", frame.to_string());
    }
}

fn command(kind: &str) -> Value {
    json!({ "type": kind, "ref": 9 })
}

fn form(name: &str, email: &str) -> Value {
    json!({ "type": "leave_offline_message", "ref": 9, "name": name, "email": email, "message": "b" })
}

fn transfer(to: &str, note: &str) -> Value {
    json!({ "type": "transfer", "ref": 9, "to": to, "note": note })
}

fn visitors_rows(to: &str) -> Vec<(Value, &'static str)> {
    let hidden = "\u{0}\u{7}\u{200b}\u{202e}\u{2066}\u{2069}\u{e0041}\u{feff}\r\n\t ";
    vec![
        (command("accept"), "not_yours"),
        (command("take_over"), "not_yours"),
        (transfer(to, ""), "not_yours"),
        (command("hand_back"), "not_yours"),
        (command("end"), "not_yours"),
        (command("cancel_request"), "not_waiting"),
        (form("A Customer", "customer@example.com"), "no_offline_form"),
        (form("A Customer", "customer@example.com,other@example.com"), "invalid_email"),
        (form("A Customer", "customer@example.com\nbcc: other@example.com"), "invalid_email"),
        (form(" ", "customer@example.com"), "name_missing"),
        (form(&"x".repeat(101), "customer@example.com"), "too_long"),
        (post_frame(""), "empty_message"),
        (post_frame(" \n\t"), "empty_message"),
        (post_frame(hidden), "empty_message"),
        (post_frame(&"x".repeat(10_000)), "too_long"),
        (post_frame(&"界".repeat(4_001)), "too_long"),
    ]
}

fn owners_rows(himself: &str, other: &str) -> Vec<(Value, &'static str)> {
    vec![
        (command("request_human"), "not_yours"),
        (command("cancel_request"), "not_yours"),
        (form("A Customer", "customer@example.com"), "not_yours"),
        (transfer(himself, ""), "same_agent"),
        (transfer("a_nobody", ""), "agent_unavailable"),
        (transfer(other, ""), "agent_unavailable"),
        (transfer(himself, &"x".repeat(2_001)), "too_long"),
        (post_frame(&"x".repeat(10_000)), "too_long"),
        (post_frame(""), "empty_message"),
    ]
}

#[tokio::test]
async fn what_cannot_be_a_frame_closes_the_socket_with_its_code() {
    let victim = Victim::new().await;
    let typing = |bytes: usize| {
        let frame = json!({ "type": "typing", "on": false, "pad": "" }).to_string();
        let pad = "x".repeat(bytes - frame.len());
        json!({ "type": "typing", "on": false, "pad": pad }).to_string()
    };
    let rows = [
        ("a frame over the limit", Message::text(typing(65_537)), 1009),
        ("characters count as bytes", Message::text(post(&"界".repeat(30_000))), 1009),
        ("a binary frame", Message::binary(post("binary").into_bytes()), 1003),
        ("an empty binary frame", Message::binary(Vec::new()), 1003),
        ("another version", Message::text(r#"{"type":"hello","v":2,"after":0}"#), 4406),
    ];
    for (what, message, code) in rows {
        let mut socket = victim.visitors_socket().await;
        socket.send(message).await;
        assert_eq!(socket.closed().await, code, "{what}");
        victim.is_unharmed(what).await;
    }
    // More than the engine itself takes, in pieces.
    let mut socket = victim.visitors_socket().await;
    for piece in 0..33 {
        let kind = if piece == 0 { Data::Text } else { Data::Continue };
        let frame = Frame::message(vec![b'x'; 1 << 20], OpCode::Data(kind), piece == 32);
        socket.send(Message::Frame(frame)).await;
    }
    assert_eq!(socket.closed().await, 1009);
    // Just within the limit.
    let mut socket = victim.visitors_socket().await;
    socket.say_text(&typing(65_536)).await;
    socket.say(&json!({ "type": "resume", "after": 0 })).await;
    socket.until("messages").await;
}

/// A browser can't send them. The engine puts U+FFFD in their place, as every lenient reader does, before Baton sees them.
#[tokio::test]
async fn bytes_that_are_no_text_are_replaced_or_refused() {
    let victim = Victim::new().await;
    let mut socket = victim.visitors_socket().await;
    let raw = |data: &[u8]| Message::Frame(Frame::message(data.to_vec(), OpCode::Data(Data::Text), true));
    let head = b"{\"type\":\"post\",\"client_id\":\"bytes-";
    for (number, bytes) in
        [&b"\xc3\x28"[..], b"\xed\xa0\x80", b"\xff\xfe", b"\xf0\x9f\x98"].iter().enumerate()
    {
        let tail = format!("{number}\",\"text\":\"a");
        socket.send(raw(&[head, tail.as_bytes(), bytes, b"b\"}"].concat())).await;
        socket.until("ack").await;
        // The frame ends in the middle of a character.
        socket.send(raw(&[head, tail.as_bytes(), bytes].concat())).await;
        assert_eq!(answer(&mut socket).await, Answer::Error("not_json".to_owned()), "{bytes:?}");
        let wanted = String::from_utf8_lossy(&[b"a", *bytes, b"b"].concat()).into_owned();
        let seen =
            victim.agent.message("the replaced text", |message| message.body.to_plain() == wanted).await;
        victim.visitor.reached(usize::try_from(seen.seq.0).unwrap()).await;
    }
    victim.is_unharmed("bytes that are no text").await;
}

#[tokio::test]
async fn text_is_kept_as_written_and_hidden_characters_are_taken_out() {
    let victim = Victim::new().await;
    let rows: [(String, Option<&str>); 12] = [
        ("a\u{0}b\u{1}c\u{7f}d\u{9b}e".to_owned(), Some("abcde")),
        ("pay \u{202e}00,1\u{202c} \u{2066}now\u{2069}".to_owned(), Some("pay 00,1 now")),
        ("tag\u{e0001}\u{e0041}\u{e007f}s \u{feff}\u{200b}\u{ffff}".to_owned(), Some("tags")),
        ("line\r\nline\rline\nline\ttab".to_owned(), Some("line\nline\nline\nline\ttab")),
        ("注文はいつ届きますか。주문 언제 와요? 订单什么时候到？".to_owned(), None),
        ("متى يصل طلبي؟ مى‌خواهم \u{200f}(123)".to_owned(), None),
        ("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 é e\u{301}".to_owned(), None),
        ("<script>alert(1)</script> &amp; \"quotes\" \\ ' ; --".to_owned(), None),
        ("x".repeat(4_000), None),
        ("界".repeat(4_000), None),
        ("😀".repeat(4_000), None),
        ("e\u{301}".repeat(2_000), None),
    ];
    for (text, kept) in rows {
        let seq = victim.visitor.say(&text).await;
        let wanted = kept.unwrap_or(&text);
        let stored = victim.agent.message("the text", |message| message.seq == seq).await;
        assert_eq!(stored.body.to_plain(), wanted, "{text:.60}");
    }
    // Every character escaped: the longest that a good message can be on the wire.
    let escaped = "\\ud83d\\ude00".repeat(4_000);
    let mut socket = victim.visitors_socket().await;
    socket.say_text(&format!(r#"{{"type":"post","client_id":"escaped","text":"{escaped}"}}"#)).await;
    socket.until("ack").await;
    // One character over each limit, wherever a character could be cut in two.
    for pad in ["", "a", "ab", "é", "界"] {
        let left = 4_000 - pad.chars().count();
        victim.visitor.say(&format!("{pad}{}", "😀".repeat(left))).await;
        socket.say_text(&post(&format!("{pad}{}", "😀".repeat(left + 1)))).await;
        assert_eq!(answer(&mut socket).await, Answer::Rejected("too_long".to_owned()));
    }
    victim.is_unharmed("texts of every kind").await;
}

/// Where a visitor's sockets are, with a query.
pub fn path_with(visit: &Visit, query: &str) -> String {
    format!("{}{query}", conversation_path(visit))
}
