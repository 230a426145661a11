//! Guarantee 8 at length: thousands of handovers that are accepted, cancelled, left, timed out, transferred and lost at
//! random moments, while hours end and the engine is killed again and again. Each ends once, and nobody waits for who is
//! not there.

use std::cell::Cell;

use baton_client::chat::Ask;
use baton_client::link::Link;
use baton_shared::desk::Presence;
use baton_shared::ids::{DepartmentId, Seq};
use baton_shared::message::{AgentRef, Message, Notice, Sender};
use baton_shared::protocol::PhaseName;
use baton_tests::random::Random;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::support::desk_page::DeskPage;
use crate::support::history::snapshot;
use crate::support::page::{Page, line};
use crate::support::pass_ms;
use crate::support::shop::{WORDS, try_to_change_settings};
use crate::support::world::{Account, Visit, World};

/// How long a visitor waits here, in milliseconds.
const WAIT_MS: u64 = 1_200;
/// How long an agent may be gone here, in milliseconds. Long enough to come back from most power cuts.
const GRACE_MS: u64 = 900;
const VISITORS: usize = 80;
const ROUNDS: usize = 25;
const KILLS: usize = 50;
/// As its settings call the department that conversations are given to.
const OTHER: &str = "Orders and delivery";

/// One visitor and the two agents' windows on him.
struct Talk {
    visit: Visit,
    visitor: Page,
    agents: [Page; 2],
}

#[tokio::test]
async fn two_thousand_handovers_end_once_each_and_nobody_waits_for_who_is_not_there() {
    let (wait, grace) = (WAIT_MS.to_string(), GRACE_MS.to_string());
    let world = World::with_hooks(&[
        ("BOT_TYPING_MS", "0"),
        ("WAIT_MS_MAX", &wait),
        ("GRACE_MS", &grace),
        ("WHEN_WAITED", "bot"),
    ]);
    let accounts = world.agents(2).await;
    let talks = join_all((0..VISITORS).map(|_| Talk::open(&world, &accounts))).await;
    let to = &accounts[1].agent;
    let done = watch::Sender::new(0);
    let closed = Cell::new(0);
    let requests = join_all(talks.iter().map(|talk| talk.requests(world.random(), to, &done)));
    tokio::select! {
        _ = async { tokio::join!(requests, power_cuts(&world, &talks, done.subscribe())) } => {}
        () = open_and_close(&world, &accounts[0], &closed) => unreachable!("it goes on for ever"),
        () = come_and_go(&world, &accounts[0], 1_500) => unreachable!("it goes on for ever"),
        () = come_and_go(&world, &accounts[1], 3_000) => unreachable!("it goes on for ever"),
    }
    let closed = closed.get();
    println!("closed {closed} times");
    // How often depends on the machine; that it was in the midst of it does not.
    assert!(closed >= 3, "hours hardly ended: {closed}");
    while !try_to_change_settings(&world, &accounts[0], |settings| have_hours(settings, None)).await {}
    // Some are left waiting, some with an agent, and then everybody leaves.
    leave_all_alone(&world, &accounts, &talks).await;
    let mut ends = std::collections::BTreeMap::<String, usize>::new();
    let mut begun = 0;
    for talk in &talks {
        let rests = |phase| !matches!(phase, PhaseName::Requested | PhaseName::Queued | PhaseName::Assigned);
        talk.visitor.view("nobody to wait for", |view| rests(view.phase)).await;
        let told = walk(&snapshot(&world, &talk.visit, None).await);
        assert!(told.wrong.is_empty(), "{:#?}", told.wrong);
        begun += told.begun;
        told.ended.into_iter().for_each(|end| *ends.entry(end).or_default() += 1);
    }
    println!("{begun} handovers: {ends:?}");
    let open = talks.iter().filter(|talk| {
        talk.visitor.look(|chat| chat.view().is_some_and(|view| view.phase == PhaseName::OfflineForm))
    });
    assert_eq!(ends.values().sum::<usize>() + open.count(), begun, "{ends:?}");
    assert!(begun >= VISITORS * ROUNDS, "{begun}");
    assert!(
        ends.len() == 4 && ends.values().all(|count| *count >= 20),
        "some way was hardly taken: {ends:?}"
    );
}

/// Spread over the whole run, so that on a slow machine, too, people come to do something between two of them.
async fn power_cuts(world: &World, talks: &[Talk], mut done: watch::Receiver<usize>) {
    let mut random = world.random();
    for kill in 0..KILLS {
        let wanted = kill * VISITORS * ROUNDS / KILLS;
        assert!(done.wait_for(|done| *done >= wanted).await.is_ok(), "nobody asks any more");
        pass_ms(random.below(200)).await;
        world.kill_and_restart().await;
        join_all(talks.iter().flat_map(|talk| talk.pages()).map(Page::come_back)).await;
    }
}

/// Available, away, and now and then without a window for longer than may be.
async fn come_and_go(world: &World, account: &Account, here_ms: u64) {
    let mut random = world.random();
    loop {
        let desk = DeskPage::open(world, account).await;
        desk.choose(Presence::Available).await;
        pass_ms(random.between(100, here_ms)).await;
        if random.below(3) == 0 {
            desk.choose_now(Presence::Away);
            pass_ms(random.between(10, 200)).await;
        }
        drop(desk);
        pass_ms(random.between(50, GRACE_MS + 400)).await;
    }
}

/// The hours of both departments end, and begin again, at any moment.
async fn open_and_close(world: &World, admin: &Account, closed: &Cell<usize>) {
    let mut random = world.random();
    loop {
        pass_ms(random.between(200, 900)).await;
        let never = json!({ "zone": "Europe/Vienna", "week": {} });
        if try_to_change_settings(world, admin, |settings| have_hours(settings, Some(never))).await {
            closed.set(closed.get() + 1);
        }
        pass_ms(random.between(50, 400)).await;
        while !try_to_change_settings(world, admin, |settings| have_hours(settings, None)).await {}
    }
}

fn have_hours(settings: &mut Value, hours: Option<Value>) {
    for department in ["support", "orders"] {
        settings["departments"][department]["hours"] = hours.clone().unwrap_or_default();
    }
}

async fn leave_all_alone(world: &World, accounts: &[Account], talks: &[Talk]) {
    let desk = DeskPage::open(world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    for (number, talk) in talks.iter().enumerate() {
        let _begun = talk.has_begun().await;
        if number % 2 == 0 {
            let _too_late = talk.agents[0].ask(Ask::Accept).await;
        }
    }
}

impl Talk {
    async fn open(world: &World, accounts: &[Account]) -> Self {
        let visit = world.visit().await;
        let visitor = Page::visitor(world, &visit).await;
        let agents =
            [Page::agent(world, &accounts[0], &visit).await, Page::agent(world, &accounts[1], &visit).await];
        Self { visit, visitor, agents }
    }

    fn pages(&self) -> [&Page; 3] {
        [&self.visitor, &self.agents[0], &self.agents[1]]
    }

    async fn requests(&self, mut random: Random, to: &AgentRef, done: &watch::Sender<usize>) {
        for _round in 0..ROUNDS {
            while !self.has_begun().await {
                self.come_to_rest(&mut random, to).await;
            }
            self.race(&mut random).await;
            self.come_to_rest(&mut random, to).await;
            done.send_modify(|done| *done += 1);
        }
    }

    /// Asks for a human. False if that was said to an agent or over a form: somebody was quicker, and this page a
    /// moment behind.
    async fn has_begun(&self) -> bool {
        let asked = self.visitor.say(WORDS).await;
        let placed = [Notice::Waiting, Notice::NoOperator, Notice::Closed];
        let is_placed = |it: &Message| placed.iter().any(|notice| is_notice(it, *notice));
        self.visitor
            .until("a place or the form", |chat| {
                let mut after = chat.messages().iter().filter(|it| it.seq > asked);
                if let Some(first) = after.find(|it| is_placed(it) || is_end(it)) {
                    return Some(is_placed(first));
                }
                let phase = chat.view().map(|view| view.phase);
                matches!(phase, Some(PhaseName::Assigned | PhaseName::OfflineForm)).then_some(false)
            })
            .await
    }

    /// Everybody who may end it tries, or does not, at once or just when the wait ends.
    async fn race(&self, random: &mut Random) {
        let mut moment = || match random.below(10) {
            0..4 => Some(random.below(30)),
            4..5 => Some(random.between(WAIT_MS - 60, WAIT_MS + 60)),
            _ => None,
        };
        let (one, two, cancel, leave) = (moment(), moment(), moment(), moment());
        tokio::join!(
            try_at(&self.agents[0], one, Ask::Accept),
            try_at(&self.agents[1], two, Ask::Accept),
            try_at(&self.visitor, cancel, Ask::CancelRequest),
            try_at(&self.visitor, leave, form()),
        );
    }

    /// Until the next request can begin: forms are sent, agents transfer, hand back, end it or are silent.
    async fn come_to_rest(&self, random: &mut Random, to: &AgentRef) {
        loop {
            let seen = self
                .visitor
                .until("an end", |chat| {
                    let view = chat.view().filter(|_| matches!(chat.link(), Link::Live { .. }))?;
                    let waits = matches!(view.phase, PhaseName::Requested | PhaseName::Queued);
                    (!waits).then_some(view.phase)
                })
                .await;
            let ask = match seen {
                PhaseName::OfflineForm => {
                    let _too_late = self.visitor.ask(form()).await;
                    continue;
                }
                PhaseName::Assigned => random.below(8),
                _ => return,
            };
            let ask = match ask {
                0 => Ask::Transfer { to: to.id.clone(), note: "Please.".to_owned() },
                1 => Ask::TransferToDepartment {
                    department: DepartmentId::new("orders").unwrap(),
                    note: "Please.".to_owned(),
                },
                2 => {
                    // Perhaps the agent is lost meanwhile.
                    pass_ms(random.below(GRACE_MS)).await;
                    continue;
                }
                3 => Ask::End,
                _ => Ask::HandBack,
            };
            // Only the owner's counts.
            let _refused = tokio::join!(self.agents[0].ask(ask.clone()), self.agents[1].ask(ask));
        }
    }
}

async fn try_at(page: &Page, moment: Option<u64>, ask: Ask) {
    if let Some(moment) = moment {
        pass_ms(moment).await;
        // Whoever comes too late is refused; that is what the race is for.
        let _refused = page.ask(ask).await;
    }
}

fn form() -> Ask {
    Ask::LeaveOfflineMessage {
        name: "A Customer".to_owned(),
        email: "customer@example.com".to_owned(),
        message: "Please call me.".to_owned(),
    }
}

fn is_end(message: &Message) -> bool {
    let ends = [Notice::AgentJoined, Notice::OfflineStored, Notice::Cancelled, Notice::TimedOut];
    ends.iter().any(|end| is_notice(message, *end))
}

fn is_notice(message: &Message, wanted: Notice) -> bool {
    matches!(message.sender, Sender::System { notice } if notice == wanted)
}

/// What a conversation's messages tell of its handovers.
#[derive(Default)]
struct Told {
    begun: usize,
    ended: Vec<String>,
    wrong: Vec<String>,
}

/// Walks through a conversation: what has begun ends once before the next begins, and nothing else ends.
fn walk(messages: &[Message]) -> Told {
    let mut told = Told::default();
    let mut open: Option<Seq> = None;
    let (mut waits_for_follow_up, mut has_agent) = (false, false);
    for message in messages {
        let begins = match message.sender {
            // Said to an agent, or while it is open, it is a message like any other.
            Sender::Visitor => message.body.to_plain() == WORDS && open.is_none() && !has_agent,
            Sender::System { notice: Notice::AgentLost } => true,
            // To another agent it is no handover.
            Sender::System { notice: Notice::Transferred } => message.body.to_plain().contains(OTHER),
            _ => false,
        };
        if begins {
            told.begun += 1;
            if let Some(first) = open.replace(message.seq) {
                told.wrong.push(format!("{first} had not ended when {} began", message.seq));
            }
            (waits_for_follow_up, has_agent) = (false, false);
            continue;
        }
        match message.sender {
            Sender::System { notice: Notice::AgentJoined } => has_agent = true,
            Sender::System { notice: Notice::HandedBack | Notice::Ended } => has_agent = false,
            _ => {}
        }
        match message.sender {
            // An offline message can be taken up later: that ends nothing.
            Sender::System { notice: Notice::AgentJoined } if waits_for_follow_up => {
                waits_for_follow_up = false;
            }
            Sender::System {
                notice:
                    notice @ (Notice::AgentJoined | Notice::OfflineStored | Notice::Cancelled | Notice::TimedOut),
            } => {
                if open.take().is_none() {
                    told.wrong.push(format!("nothing was open: {}", line(message)));
                }
                waits_for_follow_up = notice == Notice::OfflineStored;
                told.ended.push(format!("{notice:?}"));
            }
            _ => {}
        }
    }
    told
}
