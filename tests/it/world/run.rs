//! One run from its seed: people act in bad weather, the network heals, everything settles, the checks.

use baton_shared::conversation::Command;
use baton_shared::desk::Hours;
use baton_shared::ids::VisitorId;

use super::bug::Bug;
use super::calls::Place;
use super::page::{Happening, Page, Who};
use super::weather::Season;
use super::{Event, Failure, World};

/// Longer than the longest silence that a client bears, its longest pause, and a bot's deadline.
const SETTLE_MS: u64 = 110_000;

/// Longer than all limits of a handover in a row: it waits in two departments, then the form lies open.
const END_MS: u64 = 800_000;

/// Runs a seed; a failure is run again with its trace.
pub fn run(seed: u64, season: Season, bug: Option<Bug>) -> Result<(), Failure> {
    match whole(World::new(seed, season, bug, false)).failure {
        None => Ok(()),
        Some(_) => Err(whole(World::new(seed, season, bug, true)).failure.unwrap()),
    }
}

/// Why the desk of a run did what it did: its log, as it was kept.
pub fn decisions(seed: u64, season: Season) -> Vec<String> {
    whole(World::new(seed, season, None, false)).desk.log
}

fn whole(mut world: World) -> World {
    world.begin();
    world.run_until(world.now.plus_ms(world.weather.acting_ms));
    world.is_acting = false;
    world.weather.calm();
    world.heal();
    world.note(|| "the network heals".to_owned());
    world.run_until(world.now.plus_ms(SETTLE_MS));
    world.quiet();
    world.check_settled();
    world.join_anew();
    world.quiet();
    world.check_settled();
    world.run_until(world.now.plus_ms(END_MS));
    world.quiet();
    world.check_settled();
    world.check_ended();
    world
}

impl World {
    fn begin(&mut self) {
        for at in 0..self.conversations.len() {
            let visitor = VisitorId::new(format!("v{at}")).unwrap();
            // Without weather: a conversation exists when the first page comes.
            let command = Command::Start { visitor, page: None, language: None, department: None };
            while self.conversations[at].stored.journal.is_empty() {
                self.in_conversation(at, |object, around, outs| {
                    object.turn(around, &command, outs).map(|_| ())
                });
            }
            self.open(Who::Tab { conversation: at });
            self.open(Who::Tab { conversation: at });
            for agent in 0..self.agents.len() {
                self.open(Who::Agent { agent, conversation: at });
            }
        }
        for agent in 0..self.agents.len() {
            self.open(Who::Desk { agent });
        }
        let end = self.weather.acting_ms;
        if self.weather.is_abandoned {
            let at = self.random.between(end / 2, end);
            self.later(at, Event::Abandon);
        }
        for _ in 0..self.weather.kills {
            let at = self.random.below(end);
            self.later(at, Event::Kill);
        }
        for _ in 0..self.weather.evictions {
            let (at, index) =
                (self.random.below(end), self.random.below(self.conversations.len() as u64 + 1));
            let index = usize::try_from(index).unwrap();
            let place =
                if index < self.conversations.len() { Place::Conversation(index) } else { Place::Desk };
            self.later(at, Event::Evict { place });
        }
        let departments: Vec<_> = self.desk.stored.config.departments.keys().cloned().collect();
        for _ in 0..self.weather.hours {
            let department = self.random.pick(&departments).unwrap().clone();
            let (at, is_open) = (self.random.below(end), self.random.chance(500));
            self.later(at, Event::Hours { department, is_open });
        }
    }

    fn open(&mut self, who: Who) -> usize {
        let page = self.pages.len();
        let is_stale = self.random.chance(self.weather.stale_token * 5);
        self.pages.push(Page::new(who, is_stale));
        self.happen(page, Happening::Start);
        let first = self.random.below(self.weather.pause_ms);
        self.later(first, Event::Act { page });
        page
    }

    fn abandon(&mut self) {
        for page in 0..self.pages.len() {
            if self.pages[page].who.conversation().is_some() {
                self.leave(page);
                self.pages[page].is_closed = true;
            }
        }
    }

    /// New pages, to be compared with those that were there all the time. To one whom everybody has left nobody comes.
    fn join_anew(&mut self) {
        if self.weather.is_abandoned {
            return;
        }
        for at in 0..self.conversations.len() {
            self.open(Who::Tab { conversation: at });
            self.open(Who::Agent { agent: 0, conversation: at });
        }
        self.run_until(self.now.plus_ms(3_000));
    }

    /// Until nothing is under way.
    fn quiet(&mut self) {
        for _ in 0..200 {
            if self.failure.is_some() || !self.is_busy() {
                return;
            }
            self.run_until(self.now.plus_ms(100));
        }
        self.fail("everything settles", "something is always under way".to_owned());
    }

    pub fn step(&mut self, event: Event) {
        if self.trace.is_some() {
            self.tell(&event);
        }
        match event {
            Event::AtEdge { socket } => self.at_edge(socket),
            Event::Opened { socket } => {
                let page = self.sockets[socket].page;
                if self.pages[page].socket == Some(socket) {
                    self.happen(page, Happening::Opened);
                }
            }
            Event::ToEdge { socket, text } => self.arrive_at_edge(socket, &text),
            Event::ToPage { socket, text } => self.arrive_at_page(socket, text),
            Event::Closed { socket, code } => self.closed(socket, code),
            Event::Left { socket } => self.left(socket),
            Event::Wake { page, generation } => self.wake(page, generation),
            Event::Token { page } => self.happen(page, Happening::Token),
            Event::Act { page } if self.is_acting && !self.pages[page].is_closed => self.act(page),
            Event::Act { .. } => {}
            Event::Called { from, life, to, question } => self.called(from, life, to, question),
            Event::Answered { to, life, from, question, answer } => {
                self.answered(to, life, from, question, answer);
            }
            Event::Draft { conversation, epoch, question } => self.draft(conversation, epoch, question),
            Event::BotReplied { conversation, life, reply } => self.bot_replied(conversation, life, reply),
            Event::AppendLater { conversation, events } => {
                self.in_conversation(conversation, |object, around, outs| {
                    object.append(around, &events, outs)
                });
            }
            Event::Alarm { place, at } => self.alarm(place, at),
            Event::Kill => {
                for at in 0..self.conversations.len() {
                    self.kill(Place::Conversation(at));
                    self.schedule_alarm(Place::Conversation(at));
                }
                self.kill(Place::Desk);
                self.schedule_alarm(Place::Desk);
            }
            Event::Abandon => self.abandon(),
            Event::Evict { place } => self.evict(place),
            Event::Hours { department, is_open } => {
                self.desk.hours.insert(department, Hours { is_open, changes_at: None });
                self.desk.alarm = Some(self.now);
                self.schedule_alarm(Place::Desk);
            }
        }
    }

    fn tell(&mut self, event: &Event) {
        let line = match event {
            Event::Wake { .. } | Event::Act { .. } | Event::Alarm { .. } => return,
            Event::ToEdge { text, .. } | Event::ToPage { text, .. } if text.len() < 8 => return,
            Event::ToEdge { socket, text } => format!("{} says {text}", self.whose(*socket)),
            Event::ToPage { socket, text } => format!("{} gets {text}", self.whose(*socket)),
            Event::Closed { socket, code } => format!("{} is cut with {code}", self.whose(*socket)),
            Event::AtEdge { socket } => format!("{} connects", self.whose(*socket)),
            Event::Left { socket } => format!("{} is gone for the edge", self.whose(*socket)),
            other => format!("{other:?}"),
        };
        self.note(|| line);
    }

    fn whose(&self, socket: usize) -> String {
        let page = self.sockets[socket].page;
        format!("[socket {socket}, page {page}, {:?}]", self.pages[page].who)
    }
}
