//! Guarantees 2 to 5: one order for all who look, each message once, and nothing is missing after a gap.

use std::collections::BTreeSet;

use baton_client::chat::Ask;
use baton_shared::ids::Seq;
use baton_shared::limits::MESSAGES_PER_FRAME_MAX;
use baton_shared::message::{Message, Notice};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::history::{compare, in_itself, snapshot};
use crate::support::page::Page;
use crate::support::raw::{Raw, conversation_path};
use crate::support::world::{Account, Visit, World};

fn post(client_id: &str, text: &str) -> Value {
    json!({ "type": "post", "client_id": client_id, "text": text })
}

/// A conversation that an agent owns, so that the bot adds nothing.
async fn quiet(world: &World, account: &Account) -> (Visit, Page) {
    let visit = world.visit().await;
    let agent = Page::agent(world, account, &visit).await;
    agent.ask(Ask::TakeOver).await.unwrap();
    agent.notice(Seq(0), Notice::AgentJoined).await;
    (visit, agent)
}

#[tokio::test]
async fn a_message_sent_again_is_stored_once() {
    let world = World::start();
    let accounts = world.agents(1).await;
    let (visit, agent) = quiet(&world, &accounts[0]).await;
    let mut sockets = join_all((0..3).map(|_| Raw::visitor(&world, &visit))).await;
    let mut acks = Vec::new();
    for (number, socket) in sockets.iter_mut().enumerate() {
        for time in 0..4 {
            socket.say(&post("again", &format!("from tab {number}, time {time}"))).await;
        }
    }
    for socket in &mut sockets {
        for _time in 0..4 {
            acks.push(socket.until("ack").await);
        }
    }
    let places: BTreeSet<u64> = acks.iter().map(|ack| ack["seq"].as_u64().unwrap()).collect();
    assert_eq!((acks.len(), places.len()), (12, 1), "{acks:?}");
    assert_eq!(acks.iter().filter(|ack| ack["duplicate"] == false).count(), 1);

    let stored =
        agent.message_after(Seq(0), "the message", |it| it.body.to_plain().starts_with("from tab")).await;
    world.kill_and_restart().await;
    let mut later = Raw::visitor(&world, &visit).await;
    later.say(&post("again", "another text under the same name")).await;
    assert_eq!(
        later.until("ack").await,
        json!({
            "type": "ack", "client_id": "again", "seq": stored.seq, "duplicate": true,
        })
    );
    // An agent's names are his own.
    let mut other = Raw::agent(&world, &accounts[0], &visit).await;
    other.say(&post("again", "the agent's")).await;
    assert_eq!(other.until("ack").await["duplicate"], false);
    let texts: Vec<String> =
        snapshot(&world, &visit, None).await.iter().map(|it| it.body.to_plain()).collect();
    assert_eq!(texts.iter().filter(|text| text.contains("tab") || text.contains("another")).count(), 1);
    assert_eq!(texts.iter().filter(|text| *text == "the agent's").count(), 1);
}

#[tokio::test]
async fn twenty_starts_at_once_are_one_conversation() {
    let world = World::start();
    let start_id = world.name("start-");
    let visits = join_all((0..20).map(|_| world.visit_again(&start_id))).await;
    let ids: BTreeSet<_> = visits.iter().map(|visit| visit.conversation.clone()).collect();
    assert_eq!(ids.len(), 1);
    for visit in &visits {
        assert_eq!(snapshot(&world, visit, None).await.len(), 1, "one greeting; and every token is good");
    }
    assert_ne!(world.visit().await.conversation, visits[0].conversation);
}

#[tokio::test]
async fn resume_after_any_gap() {
    let world = World::start();
    let accounts = world.agents(1).await;
    let (visit, agent) = quiet(&world, &accounts[0]).await;
    let mut sockets = join_all((0..5).map(|_| Raw::visitor(&world, &visit))).await;
    for (number, socket) in sockets.iter_mut().enumerate() {
        for message in 0..50 {
            socket.say(&post(&format!("m-{number}-{message}"), &format!("message {message}"))).await;
        }
    }
    for socket in &mut sockets {
        for _message in 0..50 {
            socket.until("ack").await;
        }
    }
    let all = snapshot(&world, &visit, None).await;
    let head = all.len() as u64;
    assert_eq!(head, 252, "the greeting, the agent, 250 messages");
    assert_eq!(in_itself(&all), Vec::<String>::new());
    agent.reached(all.len()).await;
    let full = MESSAGES_PER_FRAME_MAX as u64;
    for after in [0, 1, 2, 49, head - full - 1, head - full, head - full + 1, head - 1, head] {
        let (frames, messages, resync) = read_on(&world, &visit, after).await;
        assert_eq!(frames, (head - after).div_ceil(full).max(1), "frames after {after}");
        assert!(!resync && messages == all[usize::try_from(after).unwrap()..], "after {after}");
    }
    // A place that does not exist here: the loss is signalled, and everything comes again.
    for after in [head + 1, 1_000_000, u64::MAX] {
        let (frames, messages, resync) = read_on(&world, &visit, after).await;
        assert!(resync && frames == 2 && messages == all, "after {after}");
    }
}

/// Says hello with `after` and resumes until the head: how many frames, which messages, and whether a loss was signalled.
async fn read_on(world: &World, visit: &Visit, after: u64) -> (u64, Vec<Message>, bool) {
    let mut raw = Raw::open(world, &conversation_path(visit), &[]).await;
    raw.say(&json!({ "type": "hello", "v": 1, "token": visit.token, "after": after })).await;
    let welcome = raw.until("welcome").await;
    let (mut frames, mut all, mut resync) = (0, Vec::new(), false);
    loop {
        let frame = raw.until("messages").await;
        let messages: Vec<Message> = serde_json::from_value(frame["messages"].clone()).unwrap();
        frames += 1;
        resync |= frame["resync"] == true;
        assert!(messages.len() <= MESSAGES_PER_FRAME_MAX);
        assert_eq!(frame["head"], welcome["head"]);
        all.extend(messages);
        let last = all.last().map(|message: &Message| message.seq.0).unwrap_or(after);
        if frame["head"] == last {
            return (frames, all, resync);
        }
        raw.say(&json!({ "type": "resume", "after": last })).await;
    }
}

#[tokio::test]
async fn all_tabs_show_the_same_whenever_they_came_and_went() {
    let world = World::start();
    let accounts = world.agents(1).await;
    let (visit, agent) = quiet(&world, &accounts[0]).await;
    let mut tabs = vec![Page::visitor(&world, &visit).await];
    let mut random = world.random();
    for number in 0..120 {
        random.pick(&tabs).unwrap().post(&format!("visitor {number}"));
        if random.chance(500) {
            agent.say(&format!("agent {number}")).await;
        }
        if number % 15 == 14 {
            tabs.push(Page::visitor(&world, &visit).await);
        }
        if random.chance(100) {
            random.pick(&tabs).unwrap().cut();
        }
    }
    for page in &tabs {
        page.come_back().await;
        page.acknowledged_all().await;
    }
    let stored = snapshot(&world, &visit, None).await;
    let wrong: Vec<String> = {
        for page in &tabs {
            page.reached(stored.len()).await;
        }
        tabs.iter().flat_map(|page| compare(page, &stored)).collect()
    };
    assert!(wrong.is_empty(), "{wrong:#?}");
    let views: Vec<_> = tabs.iter().map(|page| page.look(|chat| chat.view().cloned().unwrap())).collect();
    let fresh = Page::visitor(&world, &visit).await;
    let newest = fresh.view("any", |_| true).await;
    for view in views {
        // Only what is not told again to those who were there may differ: the version.
        assert_eq!(
            (view.phase, view.agent_name, view.since),
            (newest.phase, newest.agent_name.clone(), newest.since)
        );
    }
}
