//! Ten conversations in which everybody writes without a pause, while the engine is treated badly.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use baton_client::chat::Ask;
use baton_shared::ids::Seq;
use baton_shared::message::Notice;
use baton_tests::random::Random;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};

use crate::support::history::{Violations, compare, snapshot};
use crate::support::page::Page;
use crate::support::world::{Account, Visit, World};

const CONVERSATIONS: usize = 10;
/// Of these, an agent each owns two.
const AGENTS: usize = 2;
/// Between two messages, whoever writes them.
const PACE: Duration = Duration::from_millis(12);

/// What visitors say: some of it the bot knows, none of it asks for a person.
const WORDS: [&str; 4] =
    ["How long does delivery take?", "Thanks!", "Is the tent waterproof?", "qwertz uiop"];

/// What can happen to the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The process is killed and started again.
    Kill,
    /// All objects leave memory; sockets stay.
    Hibernate,
    /// All objects leave memory, and their sockets are closed.
    Evict,
    /// All objects end as in a crash.
    Abort,
}

/// Everybody, and the engine that they use.
pub struct Crowd {
    world: World,
    talks: Vec<Talk>,
    random: RefCell<Random>,
    written: Cell<u64>,
    wrote: Notify,
    is_silent: Cell<bool>,
}

struct Talk {
    visit: Visit,
    visitor: Page,
    agent: Option<(Account, Page)>,
    /// A second tab of the visitor, who only reads.
    reader: Page,
}

impl Crowd {
    /// Opens all pages; some conversations are taken over.
    pub async fn gather(world: World) -> Self {
        let accounts = world.agents(AGENTS).await;
        let mut talks = Vec::new();
        for number in 0..CONVERSATIONS {
            let visit = world.visit().await;
            let visitor = Page::visitor(&world, &visit).await;
            let reader = Page::visitor(&world, &visit).await;
            let agent = match accounts.get(number / 2) {
                Some(account) => {
                    let page = Page::agent(&world, account, &visit).await;
                    page.ask(Ask::TakeOver).await.unwrap();
                    visitor.notice(Seq(0), Notice::AgentJoined).await;
                    Some((account.clone(), page))
                }
                None => None,
            };
            talks.push(Talk { visit, visitor, agent, reader });
        }
        let (written, wrote, is_silent) = (Cell::new(0), Notify::new(), Cell::new(false));
        Self { random: RefCell::new(world.random()), world, talks, written, wrote, is_silent }
    }

    /// Writes all the time, while the fault happens so many times; then says what is wrong.
    pub async fn suffer(&self, fault: Fault, rounds: usize) -> Violations {
        tokio::select! {
            () = self.write() => {}
            () = self.happen(fault, rounds) => {}
        }
        self.wrongs().await
    }

    async fn write(&self) {
        let mut pace = interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let writers = self.writers();
        loop {
            pace.tick().await;
            if self.is_silent.get() {
                continue;
            }
            let mut random = self.random.borrow_mut();
            let number = self.written.get() + 1;
            let words = random.pick(&WORDS).unwrap();
            random.pick(&writers).unwrap().post(&format!("{words} ({number})"));
            self.written.set(number);
            self.wrote.notify_waiters();
        }
    }

    async fn happen(&self, fault: Fault, rounds: usize) {
        for _round in 0..rounds {
            // Some hear nothing from now on: what they write may be stored, and they will not know.
            let deaf = self.some_writers(3);
            deaf.iter().for_each(|page| page.deafen());
            let more = self.random.borrow_mut().between(4, 20);
            self.written_more(more).await;
            // The platform evicts objects in which nothing goes on, and waits for that.
            self.is_silent.set(matches!(fault, Fault::Hibernate | Fault::Evict));
            match fault {
                Fault::Kill => self.world.kill_and_restart().await,
                Fault::Hibernate => self.world.fault("hibernate").await,
                Fault::Evict => self.world.fault("evict").await,
                Fault::Abort => self.world.fault("abort").await,
            }
            self.is_silent.set(false);
            deaf.iter().for_each(|page| page.cut());
            for page in self.pages() {
                page.come_back().await;
            }
        }
    }

    async fn written_more(&self, more: u64) {
        let wanted = self.written.get() + more;
        while self.written.get() < wanted {
            self.wrote.notified().await;
        }
    }

    fn writers(&self) -> Vec<&Page> {
        let agents = self.talks.iter().filter_map(|talk| talk.agent.as_ref().map(|(_, page)| page));
        self.talks.iter().map(|talk| &talk.visitor).chain(agents).collect()
    }

    fn pages(&self) -> Vec<&Page> {
        self.writers().into_iter().chain(self.talks.iter().map(|talk| &talk.reader)).collect()
    }

    fn some_writers(&self, wanted: usize) -> Vec<&Page> {
        let writers = self.writers();
        let mut random = self.random.borrow_mut();
        (0..wanted).map(|_| *random.pick(&writers).unwrap()).collect()
    }

    /// Waits until everything is answered, then compares every page with what the edge has.
    async fn wrongs(&self) -> Violations {
        let mut wrong = Vec::new();
        for page in self.writers() {
            page.acknowledged_all().await;
        }
        for talk in &self.talks {
            talk.visitor.view("the bot's last word", |view| !view.is_bot_typing).await;
            let stored = snapshot(&self.world, &talk.visit, None).await;
            for page in [&talk.visitor, &talk.reader] {
                page.reached(stored.len()).await;
                wrong.extend(compare(page, &stored));
            }
            if let Some((account, page)) = &talk.agent {
                let stored = snapshot(&self.world, &talk.visit, Some(account)).await;
                page.reached(stored.len()).await;
                wrong.extend(compare(page, &stored));
            }
        }
        wrong
    }

    /// How many messages were written by pages.
    pub fn written(&self) -> u64 {
        self.written.get()
    }
}
