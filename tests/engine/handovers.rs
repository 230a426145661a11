//! Guarantee 8: every handover ends in exactly one way, whoever is fastest.

use std::collections::BTreeMap;

use baton_client::chat::Ask;
use baton_client::desk_list::DeskList;
use baton_client::link::Link;
use baton_shared::desk::Presence;
use baton_shared::ids::{ConversationId, Seq};
use baton_shared::message::{Message, Notice, Sender};
use baton_shared::protocol::{PhaseName, View};
use baton_tests::random::Random;
use futures_util::future::join_all;

use crate::support::desk_page::DeskPage;
use crate::support::history::{Violations, snapshot};
use crate::support::page::{Page, line};
use crate::support::pass_ms;
use crate::support::world::{Account, Visit, World};

const WORDS: &str = "I want to talk to a human";

/// How long a visitor waits in these tests.
const WAIT_MS: u64 = 1_500;

/// What has ended how often.
type Ends = BTreeMap<String, usize>;

/// Where each conversation stands.
type Phases = BTreeMap<ConversationId, PhaseName>;

/// One visitor and the agent's window on him.
struct Talk {
    visit: Visit,
    visitor: Page,
    agent: Page,
}

#[tokio::test]
async fn every_handover_ends_in_exactly_one_way() {
    let ends = all_requests(20, 5, 0).await;
    assert_eq!(ends.values().sum::<usize>(), 100, "{ends:?}");
    assert!(ends.len() == 4 && ends.values().all(|count| *count >= 3), "some way was hardly taken: {ends:?}");
}

#[tokio::test]
async fn every_handover_ends_in_exactly_one_way_though_the_process_is_killed() {
    let ends = all_requests(10, 5, 6).await;
    assert_eq!(ends.values().sum::<usize>(), 50, "{ends:?}");
}

/// Many visitors ask for a human, again and again; says how often that has ended in which way.
async fn all_requests(visitors: usize, rounds: usize, kills: usize) -> Ends {
    let wait = WAIT_MS.to_string();
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0"), ("WAIT_MS_MAX", &wait), ("WHEN_WAITED", "bot")]);
    let account = &world.agents(1).await[0];
    let desk = DeskPage::open(&world, account).await;
    let talks = join_all((0..visitors).map(|_| Talk::open(&world, account))).await;
    let requests = talks.iter().map(|talk| talk.requests(world.random(), rounds));
    tokio::select! {
        (_, ()) = async { tokio::join!(join_all(requests), power_cuts(&world, kills)) } => {}
        () = come_and_go(&desk, world.random()) => unreachable!("it goes on for ever"),
    }
    let mut ends = Ends::new();
    for talk in &talks {
        let (wrong, ended) = walk(&snapshot(&world, &talk.visit, None).await);
        assert!(wrong.is_empty(), "{wrong:#?}");
        ended.into_iter().for_each(|(end, count)| *ends.entry(end).or_default() += count);
    }
    the_list_is_right(&world, account, &desk, &talks).await;
    ends
}

/// Guarantee 5 for the desk: the list that a page has followed is the list that a fresh page gets, and both are true.
async fn the_list_is_right(world: &World, account: &Account, desk: &DeskPage, talks: &[Talk]) {
    let listed = |desk: &DeskList| -> Phases {
        desk.conversations().map(|row| (row.conversation.clone(), row.phase)).collect()
    };
    let phase = |talk: &Talk| talk.visitor.look(|chat| chat.view().unwrap().phase);
    let seen =
        || -> Phases { talks.iter().map(|talk| (talk.visit.conversation.clone(), phase(talk))).collect() };
    desk.until("the true list", |desk| (listed(desk) == seen()).then_some(())).await;
    let fresh = DeskPage::open(world, account).await;
    assert_eq!(fresh.look(listed), seen());
}

async fn power_cuts(world: &World, kills: usize) {
    let mut random = world.random();
    for _kill in 0..kills {
        pass_ms(random.between(100, 1_200)).await;
        world.kill_and_restart().await;
    }
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

impl Talk {
    async fn open(world: &World, account: &Account) -> Self {
        let visit = world.visit().await;
        let visitor = Page::visitor(world, &visit).await;
        let agent = Page::agent(world, account, &visit).await;
        Self { visit, visitor, agent }
    }

    async fn requests(&self, mut random: Random, rounds: usize) {
        let Self { visitor, agent, .. } = self;
        for _round in 0..rounds {
            let asked = visitor.say(WORDS).await;
            let is_placed =
                |it: &Message| is_notice(it, Notice::Waiting) || is_notice(it, Notice::NoOperator);
            visitor.message_after(asked, "a place or the form", is_placed).await;
            race(visitor, agent, &mut random).await;
            an_end(visitor, asked).await;
            // What the agent has done is on his page; the visitor's may be a moment behind.
            visitor.reached(agent.messages().len()).await;
            if visitor.messages().last().is_some_and(|it| is_notice(it, Notice::AgentJoined)) {
                hand_back(agent, asked).await;
                visitor.notice(asked, Notice::HandedBack).await;
            }
        }
    }
}

/// Hands back, again if the connection was lost.
async fn hand_back(agent: &Page, asked: Seq) {
    while !agent.messages().iter().any(|it| it.seq > asked && is_notice(it, Notice::HandedBack)) {
        agent.live().await;
        let _lost = agent.ask(Ask::HandBack).await;
    }
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
async fn an_end(visitor: &Page, asked: Seq) {
    loop {
        let is_over =
            |message: &Message| message.seq > asked && END.iter().any(|end| is_notice(message, *end));
        let is_form = |view: &View| view.phase == PhaseName::OfflineForm;
        let has_ended = visitor
            .until("an end or the form", |chat| {
                let is_over = chat.messages().iter().any(is_over);
                (is_over || (matches!(chat.link(), Link::Live { .. }) && chat.view().is_some_and(is_form)))
                    .then_some(is_over)
            })
            .await;
        if has_ended {
            return;
        }
        let _too_late = visitor.ask(form()).await;
    }
}

const END: [Notice; 4] = [Notice::AgentJoined, Notice::OfflineStored, Notice::Cancelled, Notice::TimedOut];

fn is_notice(message: &Message, wanted: Notice) -> bool {
    matches!(message.sender, Sender::System { notice } if notice == wanted)
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
