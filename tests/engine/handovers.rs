//! Guarantee 8: every handover ends in exactly one way, whoever is fastest.

use std::collections::BTreeMap;

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::ids::Seq;
use baton_shared::message::{Message, Notice, Sender};
use baton_shared::protocol::{PhaseName, View};
use baton_tests::random::Random;
use futures_util::future::join_all;

use crate::support::desk_page::DeskPage;
use crate::support::history::{Violations, snapshot};
use crate::support::page::{Page, line};
use crate::support::pass_ms;
use crate::support::world::{Account, World};

const WORDS: &str = "I want to talk to a human";

/// How long a visitor waits in these tests.
const WAIT_MS: u64 = 1_500;

/// What has ended how often.
type Ends = BTreeMap<String, usize>;

#[tokio::test]
async fn every_handover_ends_in_exactly_one_way() {
    let wait = WAIT_MS.to_string();
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0"), ("WAIT_MS_MAX", &wait)]);
    let account = &world.agents(1).await[0];
    let desk = DeskPage::open(&world, account).await;
    let results = tokio::select! {
        results = join_all((0..20).map(|_| requests(&world, account, 5))) => results,
        () = come_and_go(&desk, world.random()) => unreachable!("it goes on for ever"),
    };
    let mut ends = Ends::new();
    for (wrong, ended) in results {
        assert!(wrong.is_empty(), "{wrong:#?}");
        ended.into_iter().for_each(|(end, count)| *ends.entry(end).or_default() += count);
    }
    assert_eq!(ends.values().sum::<usize>(), 100, "{ends:?}");
    assert!(ends.len() == 4 && ends.values().all(|count| *count >= 3), "some way was hardly taken: {ends:?}");
}

/// The only agent is available more often than not.
async fn come_and_go(desk: &DeskPage, mut random: Random) {
    loop {
        desk.choose(Presence::Available).await;
        pass_ms(random.between(100, 400)).await;
        desk.choose(Presence::Away).await;
        pass_ms(random.between(10, 150)).await;
    }
}

async fn requests(world: &World, account: &Account, rounds: usize) -> (Violations, Ends) {
    let visit = world.visit().await;
    let visitor = Page::visitor(world, &visit).await;
    let agent = Page::agent(world, account, &visit).await;
    let mut random = world.random();
    for _round in 0..rounds {
        let asked = visitor.say(WORDS).await;
        let placed = |message: &Message| {
            matches!(message.sender, Sender::System { notice: Notice::Waiting | Notice::NoOperator })
        };
        visitor.message_after(asked, "a place or the form", placed).await;
        race(&visitor, &agent, &mut random).await;
        an_end(&visitor).await;
        // What the agent has done is on his page; the visitor's may be a moment behind.
        visitor.reached(agent.messages().len()).await;
        if is_joined(visitor.messages().last()) {
            agent.ask(Ask::HandBack).await.unwrap();
            visitor.notice(asked, Notice::HandedBack).await;
        }
    }
    walk(&snapshot(world, &visit, None).await)
}

/// Everybody who may end it tries, or does not, at once or just when the wait ends.
async fn race(visitor: &Page, agent: &Page, random: &mut Random) {
    let mut moment = || match random.below(10) {
        0..4 => Some(random.below(20)),
        4..6 => Some(random.between(WAIT_MS - 60, WAIT_MS + 60)),
        _ => None,
    };
    let (accept, cancel, leave) = (moment(), moment(), moment());
    // Whoever comes too late is refused; that is what the race is for.
    tokio::join!(
        try_at(agent, accept, Ask::Accept),
        try_at(visitor, cancel, Ask::CancelRequest),
        try_at(visitor, leave, form()),
    );
}

/// Waits for the end; a form that nobody has touched would stay open for an hour.
async fn an_end(visitor: &Page) {
    let is_placed = |view: &View| !matches!(view.phase, PhaseName::Requested | PhaseName::Queued);
    let view = visitor.view("an end or the form", is_placed).await;
    if view.phase == PhaseName::OfflineForm {
        try_at(visitor, Some(0), form()).await;
        visitor.view("an end", |view| is_placed(view) && view.phase != PhaseName::OfflineForm).await;
    }
}

fn is_joined(message: Option<&Message>) -> bool {
    message.is_some_and(|it| matches!(it.sender, Sender::System { notice: Notice::AgentJoined }))
}

fn form() -> Ask {
    Ask::LeaveOfflineMessage {
        name: "A Customer".to_owned(),
        email: "customer@example.com".to_owned(),
        message: "Please call me.".to_owned(),
    }
}

async fn try_at(page: &Page, moment: Option<u64>, ask: Ask) {
    if let Some(moment) = moment {
        pass_ms(moment).await;
        let _refused = page.ask(ask).await;
    }
}

/// Walks through a conversation: what has begun ends once, and nothing else ends.
fn walk(messages: &[Message]) -> (Violations, Ends) {
    let (mut wrong, mut ends) = (Vec::new(), Ends::new());
    let mut open: Option<Seq> = None;
    let mut waits_for_follow_up = false;
    for message in messages {
        match message.sender {
            Sender::Visitor if message.body.to_plain() == WORDS => {
                if let Some(first) = open.replace(message.seq) {
                    wrong.push(format!("{first} had not ended when {} began", message.seq));
                }
                waits_for_follow_up = false;
            }
            // An offline message can be taken up later: that ends nothing.
            Sender::System { notice: Notice::AgentJoined } if waits_for_follow_up => {
                waits_for_follow_up = false;
            }
            Sender::System {
                notice:
                    notice @ (Notice::AgentJoined | Notice::OfflineStored | Notice::Cancelled | Notice::TimedOut),
            } => {
                if open.take().is_none() {
                    wrong.push(format!("nothing was open: {}", line(message)));
                }
                waits_for_follow_up = notice == Notice::OfflineStored;
                *ends.entry(format!("{notice:?}")).or_default() += 1;
            }
            _ => {}
        }
    }
    wrong.extend(open.map(|seq| format!("{seq} never ended")));
    (wrong, ends)
}
