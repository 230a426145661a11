//! A page's side of a conversation: gaps, late and double frames, pending messages, commands without an answer.

use baton_client::chat::{About, Ask, Chat, Credentials, Entry, Input, Output};
use baton_client::link::Link;
use baton_shared::conversation::Note;
use baton_shared::ids::{AgentId, ClientId, ConversationId, Seq, Version};
use baton_shared::message::{AgentRef, Message, Sender};
use baton_shared::protocol::{Asks, Role, ServerFrame, View, You};
use baton_shared::time::Timestamp;
use baton_tests::sample;
use baton_tests::table::{Step, check};

struct Tab {
    chat: Chat,
    now: Timestamp,
}

impl Tab {
    fn new() -> Self {
        Self { chat: Chat::new(Credentials::Token("token".to_owned())), now: Timestamp(1_000_000) }
    }

    fn row(&mut self, row: &str) -> String {
        let words: Vec<&str> = row.split(' ').collect();
        let input = match words.as_slice() {
            ["starts"] => Input::Start,
            ["opens"] => Input::Opened,
            ["closes", code] => Input::Closed { code: code.parse().unwrap() },
            ["posts", name] => {
                let (text, files) = (format!("text {name}"), String::new());
                Input::Post { client_id: ClientId::new(*name).unwrap(), text, files }
            }
            ["asks", "for", "a", "human"] => Input::Ask(Ask::RequestHuman),
            ["asks", "to", "cancel"] => Input::Ask(Ask::CancelRequest),
            ["page", "says", name, value] => {
                tells(About::Visitor, &format!("{{\"attributes\":{{\"{name}\":\"{value}\"}}}}"))
            }
            ["page", "shows", url] => tells(About::Page, &format!("{{\"url\":\"{url}\"}}")),
            ["page", "chooses", id] => tells(About::Department, &format!("{{\"department\":\"{id}\"}}")),
            ["page", "calls"] => tells(About::Human, "{}"),
            ["types"] => Input::Typing(true),
            ["has", "a", "token"] => Input::Token("new".to_owned()),
            ["hurries"] => Input::Hurry,
            ["waits", ms, "ms"] => {
                self.now = self.now.plus_ms(ms.parse().unwrap());
                Input::Wake
            }
            ["gets", text] if text.starts_with('{') || *text == "pong" => Input::Received((*text).to_owned()),
            ["gets", rest @ ..] => Input::Received(frame(rest).to_json()),
            _ => panic!("no such words: {row}"),
        };
        let outputs = self.chat.handle(self.now, 0.5, input);
        let said: Vec<String> = outputs.iter().map(output).collect();
        format!("{} ⇒ {}", if said.is_empty() { "–".to_owned() } else { said.join(", ") }, self.shown())
    }

    fn shown(&self) -> String {
        let entries = self.chat.entries();
        let mut last = 0;
        let entries: Vec<String> = entries
            .iter()
            .filter(|entry| match entry {
                Entry::Message(message) => {
                    let follows = message.seq.0 == last + 1;
                    last = message.seq.0;
                    // Of many only the first and the last few.
                    !follows || last < 5 || self.chat.messages().len() as u64 - last < 3
                }
                _ => true,
            })
            .map(|entry| match entry {
                Entry::Message(message) => message.seq.to_string(),
                Entry::Note(note) => format!("note {}", note.text),
                Entry::Pending { client_id, .. } => format!("({client_id})"),
            })
            .collect();
        let mut parts = vec![format!("[{}]", entries.join(" "))];
        parts.push(match self.chat.link() {
            Link::Idle => "idle".to_owned(),
            Link::Connecting { .. } => "connecting".to_owned(),
            Link::Live { .. } => "live".to_owned(),
            Link::Retrying { .. } => "retrying".to_owned(),
            Link::NeedsToken => "needs a token".to_owned(),
            Link::Ended { code } => format!("ended by {code}"),
        });
        parts.extend(self.chat.view().map(|view| format!("view {}", view.version)));
        parts.extend(self.chat.typing().map(|from| format!("{from} types")));
        parts.extend(self.chat.draft().map(|draft| format!("draft {draft}")));
        parts.extend(self.chat.next_wake().map(|at| format!("wakes in {} ms", at.since_ms(self.now))));
        parts.join(", ")
    }
}

fn tells(about: About, fields: &str) -> Input {
    Input::Ask(Ask::Tell { about, fields: fields.to_owned() })
}

fn output(output: &Output) -> String {
    match output {
        Output::Connect => "connect".to_owned(),
        Output::Disconnect => "disconnect".to_owned(),
        Output::Send(text) => {
            let Ok(frame) = serde_json::from_str::<serde_json::Value>(text) else { return text.clone() };
            let field = |name: &str| frame.get(name).map(|value| format!(" {value}")).unwrap_or_default();
            let kind = frame["type"].as_str().unwrap();
            let more = ["after", "client_id", "ref", "attributes", "url", "department"].map(field);
            format!("{kind}{}", more.concat()).replace('"', "")
        }
        Output::NeedToken => "need a token".to_owned(),
        Output::Answer { reference, result, .. } => match result {
            Ok(()) => format!("{reference} is done"),
            Err(refusal) => format!("{reference} failed: {}", refusal.code),
        },
        Output::Refused { client_id, text, refusal, .. } => {
            format!("{client_id} refused: {} ({text})", refusal.code)
        }
    }
}

/// `welcome 3`, `messages 1 2 3 of 9`, `message 4 [by v1] [by-agent]`, `view 7`, `ack v1 2`, `done 1`, …
fn frame(words: &[&str]) -> ServerFrame {
    match words {
        ["welcome", head, "view", version] => ServerFrame::Welcome {
            v: 1,
            you: You { role: Role::Visitor, agent: None },
            conversation: ConversationId::new("c1").unwrap(),
            head: seq(head),
            view: Box::new(view(version)),
            notes: Vec::new(),
        },
        ["messages", seqs @ .., "of", head] => messages(seqs, head, false),
        ["resync", seqs @ .., "of", head] => messages(seqs, head, true),
        ["message", place] => ServerFrame::Message(message(place, None)),
        ["message", place, "by", name] => ServerFrame::Message(message(place, Some(name))),
        ["answer", place, "to", question] => {
            let answers = Some(seq(question));
            ServerFrame::Message(Message { answers, sender: Sender::Bot, ..message(place, None) })
        }
        ["note", text, "after", place] => ServerFrame::Note(Note {
            after: seq(place),
            author: AgentRef { id: AgentId::new("one").unwrap(), name: "Agent One".to_owned() },
            text: (*text).to_owned(),
            client_id: None,
            at: Timestamp(0),
        }),
        ["view", version] => ServerFrame::View(Box::new(view(version))),
        ["view", version, "with", "a", "form"] => {
            ServerFrame::View(Box::new(View { asks: Some(Asks::PreChat), ..view(version) }))
        }
        ["ack", name, place] => {
            ServerFrame::Ack { client_id: ClientId::new(*name).unwrap(), seq: seq(place), duplicate: false }
        }
        ["done", reference] => ServerFrame::Done { reference: reference.parse().unwrap() },
        ["rejected", reference, code] => rejected(Some(reference.parse().unwrap()), None, code),
        ["refused", name, code] => rejected(None, Some(ClientId::new(*name).unwrap()), code),
        ["typing", from] => ServerFrame::Typing { from: (*from).to_owned(), on: true },
        ["no", "typing", from] => ServerFrame::Typing { from: (*from).to_owned(), on: false },
        ["draft", text, "for", question] => {
            ServerFrame::Draft { question: seq(question), text: (*text).to_owned() }
        }
        ["error"] => ServerFrame::Error { code: "bad_field".to_owned(), message: String::new() },
        _ => panic!("no such frame: {words:?}"),
    }
}

fn rejected(reference: Option<u64>, client_id: Option<ClientId>, code: &str) -> ServerFrame {
    ServerFrame::Rejected { reference, client_id, code: code.to_owned(), message: "No.".to_owned() }
}

fn seq(text: &str) -> Seq {
    Seq(text.parse().unwrap())
}

fn messages(seqs: &[&str], head: &str, resync: bool) -> ServerFrame {
    let messages: Vec<Message> =
        seqs.iter().flat_map(|word| range(word)).map(|at| message(&at.to_string(), None)).collect();
    let after = messages.first().map_or(Seq(0), |first| Seq(first.seq.0 - 1));
    ServerFrame::Messages { after, messages, head: seq(head), resync }
}

/// `3` or `3-7`.
fn range(word: &str) -> std::ops::RangeInclusive<u64> {
    let (from, to) = word.split_once('-').unwrap_or((word, word));
    from.parse().unwrap()..=to.parse().unwrap()
}

fn message(place: &str, name: Option<&str>) -> Message {
    Message {
        seq: seq(place),
        at: Timestamp(0),
        client_id: name.map(|name| ClientId::new(name).unwrap()),
        ..sample::message("text")
    }
}

fn view(version: &str) -> View {
    View { version: Version(version.parse().unwrap()), is_bot_typing: true, ..sample::view() }
}

#[test]
fn a_page_does_what_the_table_says() {
    let mut tab = Tab::new();
    check("client/chat.txt", |step| match step {
        Step::Heading(_) => {
            tab = Tab::new();
            String::new()
        }
        Step::Row(row) => tab.row(row),
    });
}

#[test]
fn the_missing_message_is_taken_however_many_wait_for_it() {
    let mut tab = Tab::new();
    for row in ["starts", "opens", "gets welcome 0 view 1", "gets messages of 0"] {
        tab.row(row);
    }
    for place in 2..700 {
        tab.row(&format!("gets message {place}"));
    }
    assert!(tab.chat.messages().is_empty());
    tab.row("gets message 1");
    assert_eq!(tab.chat.messages().len(), 501);
    assert!(tab.row("waits 5000 ms").contains("resume 501"), "what was not kept is asked for");
}
