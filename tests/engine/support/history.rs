//! Compares what pages were promised and show with what the edge has. Knows nothing of how the edge works.

use std::collections::BTreeMap;

use baton_shared::ids::Seq;
use baton_shared::message::{Message, Sender};

use crate::support::page::{Page, line};
use crate::support::raw::Raw;
use crate::support::world::{Account, Visit, World};

/// What is wrong, each thing in a sentence. Empty: nothing.
pub type Violations = Vec<String>;

/// All messages of a conversation, as the edge sends them to a side that knows nothing yet.
pub async fn snapshot(world: &World, visit: &Visit, agent: Option<&Account>) -> Vec<Message> {
    let mut raw = match agent {
        Some(account) => {
            let path = format!("/api/conversations/{}/socket?as=agent", visit.conversation);
            Raw::open(world, &path, &[("cookie", &account.cookie)]).await
        }
        None => Raw::open(world, &format!("/api/conversations/{}/socket", visit.conversation), &[]).await,
    };
    let token = agent.is_none().then_some(visit.token.as_str());
    raw.say(&serde_json::json!({ "type": "hello", "v": 1, "token": token, "after": 0 })).await;
    let mut messages: Vec<Message> = Vec::new();
    loop {
        let frame = raw.until("messages").await;
        let some: Vec<Message> = serde_json::from_value(frame["messages"].clone()).unwrap();
        messages.extend(some);
        let last = messages.last().map(|message| message.seq).unwrap_or_default();
        if frame["head"] == last.0 {
            return messages;
        }
        raw.say(&serde_json::json!({ "type": "resume", "after": last })).await;
    }
}

/// What is wrong between one page and the edge's snapshot for its side.
pub fn compare(page: &Page, snapshot: &[Message]) -> Violations {
    let mut wrong = in_itself(snapshot);
    let mut places: BTreeMap<&str, Vec<Seq>> = BTreeMap::new();
    for message in snapshot {
        if let Some(client_id) = &message.client_id {
            places.entry(client_id.as_str()).or_default().push(message.seq);
        }
    }
    for (client_id, seqs) in page.acknowledged() {
        match places.get(client_id.as_str()) {
            None => wrong.push(format!("lost: {client_id} was acknowledged as {seqs:?} and is not there")),
            Some(stored) if !seqs.iter().all(|seq| stored.contains(seq)) => {
                wrong.push(format!("moved: {client_id} was acknowledged as {seqs:?} and is {stored:?}"));
            }
            Some(_) => {}
        }
    }
    let mut last = Seq(0);
    for (client_id, _text) in page.posted() {
        let Some(stored) = places.get(client_id.as_str()) else { continue };
        if stored.len() > 1 {
            wrong.push(format!("doubled: {client_id} is stored as {stored:?}"));
        }
        if stored[0] < last {
            wrong.push(format!("overtaken: {client_id} is {}, one written before it {last}", stored[0]));
        }
        last = last.max(stored[0]);
    }
    let shown = page.messages();
    let pairs = shown.iter().zip(snapshot);
    if let Some((ours, theirs)) = pairs.clone().find(|(ours, theirs)| ours != theirs) {
        wrong.push(format!("differs: the page shows {}, the edge has {}", line(ours), line(theirs)));
    }
    if shown.len() != snapshot.len() {
        wrong.push(format!("differs: the page shows {} messages, the edge {}", shown.len(), snapshot.len()));
    }
    wrong
}

/// What is wrong with a conversation, whoever looks.
pub fn in_itself(messages: &[Message]) -> Violations {
    let mut wrong = Vec::new();
    for (message, place) in messages.iter().zip(1..) {
        if message.seq.0 != place {
            wrong.push(format!("gap: place {place} holds {}", line(message)));
        }
    }
    let mut answered: BTreeMap<Seq, Seq> = BTreeMap::new();
    for message in messages {
        let Some(question) = message.answers else { continue };
        if let Some(first) = answered.insert(question, message.seq) {
            wrong.push(format!("answered twice: {question} by {first} and {}", message.seq));
        }
        let asked = messages.iter().find(|asked| asked.seq == question);
        if !asked.is_some_and(|asked| asked.sender == Sender::Visitor && asked.seq < message.seq) {
            wrong.push(format!("answer to nothing: {}", line(message)));
        }
    }
    wrong
}
