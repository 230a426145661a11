//! Conversations that were never held: seeded random people at the real rules of conversation and desk.

use baton_shared::conversation::{
    AgentCommand, BotReply, Command, Conversation, Event, Phase, Reply, VisitorCommand, decide, evolve,
};
use baton_shared::desk::{
    self, Decision, Department, Desk, DeskConfig, NoPlace, Overflow, Presence, Routing, TurnedAway, settle,
};
use baton_shared::ids::{AgentId, ClientId, ConversationId, DepartmentId, Version, VisitorId};
use baton_shared::message::{AgentRef, RichText};
use baton_shared::policy::{AfterEnd, Policy};
use baton_shared::protocol::{Audience, summary};
use baton_shared::seen::Seen;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;

/// A life, as the journals of its conversation and of the desk keep it.
pub struct Lived {
    pub conversation: ConversationId,
    /// Its policy's department.
    pub department: DepartmentId,
    pub events: Vec<Event>,
    pub decisions: Vec<Decision>,
}

/// 30 days over a change of clocks: 2026-10-10 UTC.
pub const BEGIN: Timestamp = Timestamp(1_791_590_400_000);
pub const DAY_MS: u64 = 86_400_000;

pub const DEPARTMENTS: [&str; 3] = ["support", "billing", "sales"];
pub const AGENTS: [&str; 5] = ["One", "Two", "Three", "Four", "Five"];

pub fn department(name: &str) -> DepartmentId {
    DepartmentId::new(name).unwrap()
}

pub fn agent(name: &str) -> AgentRef {
    AgentRef { id: AgentId::new(name.to_lowercase()).unwrap(), name: format!("Agent {name}") }
}

/// One conversation from its first visit until nobody does anything any more.
pub fn live(random: &mut Random, number: u64) -> Lived {
    let mut life = Life::begin(random, number);
    let visitor = VisitorId::new(format!("v{}", random.below(7_000))).unwrap();
    life.command(&Command::Start { visitor, page: None, language: None, department: None });
    for step in 0..random.between(1, 45) {
        life.pass(random);
        let command = life.wish(random, step);
        if let Some(command) = command {
            life.command(&command);
        }
        life.desk_follows(random);
    }
    life.lived
}

struct Life {
    state: Conversation,
    policy: Policy,
    desk: Desk,
    now: Timestamp,
    version: u64,
    lived: Lived,
}

impl Life {
    fn begin(random: &mut Random, number: u64) -> Self {
        let home = department(random.pick(&DEPARTMENTS).unwrap());
        let mut policy = Policy::standard("Shop", home.clone());
        policy.required_answers = Some(u32::try_from(random.below(2)).unwrap());
        policy.after_end = if random.chance(500) { AfterEnd::Resolve } else { AfterEnd::ReturnToBot };
        policy.offline_form_ms_max = 20 * 60_000;
        let lived = Lived {
            conversation: ConversationId::new(format!("c{number}")).unwrap(),
            department: home,
            events: Vec::new(),
            decisions: Vec::new(),
        };
        let now = BEGIN.plus_ms(random.below(30 * DAY_MS));
        let mut life =
            Self { state: Conversation::default(), policy, desk: Desk::default(), now, version: 0, lived };
        life.staff(random);
        life
    }

    fn staff(&mut self, random: &mut Random) {
        let settings = |routing, when_waited| Department {
            routing,
            ring_ms: 20_000,
            queue_max: Some(1),
            wait_ms_max: 240_000,
            when_nobody: Overflow::Department(department("sales")),
            when_waited,
            ..Department::default()
        };
        let config = DeskConfig {
            version: 1,
            departments: [
                (department("support"), settings(Routing::RoundRobin, Overflow::Bot)),
                (department("billing"), settings(Routing::FirstAvailable, Overflow::OfflineForm)),
                (
                    department("sales"),
                    settings(Routing::LoadBalanced, Overflow::Department(department("billing"))),
                ),
            ]
            .into(),
            ..DeskConfig::default()
        };
        self.at_desk(&desk::Command::Configure(Box::new(config)));
        for name in AGENTS {
            self.at_desk(&desk::Command::WindowsCounted { agent: agent(name), windows: 1 });
            let presence = if random.chance(500) { Presence::Available } else { Presence::Away };
            self.at_desk(&desk::Command::SetPresence { agent: agent(name).id, presence });
        }
    }

    /// Mostly seconds, sometimes minutes, seldom hours, now and then nothing.
    fn pass(&mut self, random: &mut Random) {
        let ms = match random.below(20) {
            0 => 0,
            1..=12 => random.between(1, 40_000),
            13..=18 => random.between(1, 400_000),
            _ => random.between(1, 3 * 3_600_000),
        };
        self.now = self.now.plus_ms(ms);
    }

    fn wish(&self, random: &mut Random, step: u64) -> Option<Command> {
        let who = agent(random.pick(&AGENTS).unwrap());
        let client_id = ClientId::new(format!("m{step}")).unwrap();
        let asks = random.chance(120);
        let text = if asks { "I want to talk to a human" } else { "Hello" }.to_owned();
        let post = VisitorCommand::Post { client_id, text, files: Vec::new() };
        Some(match (&self.state.phase, random.below(12)) {
            (_, 0) => Command::Tick,
            (Phase::Bot, 1) => Command::Visitor(VisitorCommand::RequestHuman),
            (Phase::Bot, 2) => Command::Agent(who, AgentCommand::TakeOver),
            (Phase::Bot, 3..=7) => return self.bot_reply(random).or(Some(Command::Visitor(post))),
            (Phase::Bot, 8) | (Phase::Resolved { .. } | Phase::AwaitingFollowUp { .. }, 1..=4) => {
                return self.rating(random).or(Some(Command::Visitor(post)));
            }
            (Phase::Queued(_) | Phase::Requested(_) | Phase::OfflineForm(_), 1) => {
                Command::Visitor(VisitorCommand::CancelRequest)
            }
            (Phase::Queued(_), 2) => Command::Visitor(VisitorCommand::OpenOfflineForm),
            (Phase::Queued(_) | Phase::AwaitingFollowUp { .. }, 5..=7) => {
                Command::Agent(who, AgentCommand::Accept)
            }
            (Phase::OfflineForm(_), 2..=6) => Command::Visitor(VisitorCommand::LeaveOfflineMessage {
                name: "A Customer".to_owned(),
                email: "customer@example.com".to_owned(),
                message: "Please call".to_owned(),
            }),
            (Phase::Assigned { agent, .. }, 1..=9) => {
                Command::Agent(agent.clone(), agents_wish(random, agent, step))
            }
            (Phase::AwaitingFollowUp { .. }, 8) => Command::Agent(who, AgentCommand::End),
            _ => Command::Visitor(post),
        })
    }

    fn bot_reply(&self, random: &mut Random) -> Option<Command> {
        let question = self.state.bot_turns.front()?.question;
        let reply = match random.below(3) {
            0 => Reply::Unknown { chips: Vec::new() },
            1 => Reply::Failed,
            _ => Reply::Answer { body: RichText::plain("So"), sources: Vec::new(), chips: Vec::new() },
        };
        Some(Command::BotReplied(BotReply { epoch: self.state.epoch, question, reply, confidence: None }))
    }

    fn rating(&self, random: &mut Random) -> Option<Command> {
        let score = u8::try_from(random.between(1, 5)).unwrap();
        self.state.rating_due.as_ref()?;
        Some(Command::Visitor(VisitorCommand::Rate { score, comment: String::new() }))
    }

    fn command(&mut self, command: &Command) {
        let Ok(events) = decide(&self.state, command, &self.policy, self.now) else { return };
        for event in &events {
            evolve(&mut self.state, event);
        }
        self.lived.events.extend(events);
        assert_eq!(self.state.broken_invariant(), None);
    }

    fn at_desk(&mut self, command: &desk::Command) {
        let events = desk::decide(&self.desk, command, self.now);
        self.keep(&events);
        for _ in 0..200 {
            let events = settle(&self.desk, self.now);
            self.keep(&events);
            if events.is_empty() {
                return;
            }
        }
        panic!("the desk does not come to rest");
    }

    fn keep(&mut self, events: &[desk::Event]) {
        for event in events {
            desk::evolve(&mut self.desk, event);
            if let desk::Event::Decided(decision) = event {
                self.lived.decisions.push((**decision).clone());
            }
        }
    }

    /// The desk hears how it stands, agents do what they like, and the conversation is told.
    fn desk_follows(&mut self, random: &mut Random) {
        self.report();
        self.at_desk(&desk::Command::Tick);
        let id = self.lived.conversation.clone();
        let offered: Vec<AgentId> = self
            .desk
            .rows
            .get(&id)
            .and_then(|row| row.offer.as_ref())
            .map(|offer| offer.agents.iter().cloned().collect())
            .unwrap_or_default();
        match (random.below(10), random.pick(&offered).cloned()) {
            (0..=2, Some(agent)) => self.at_desk(&desk::Command::Decline { agent, conversation: id.clone() }),
            (3..=4, Some(chosen)) => {
                let name = AGENTS.into_iter().find(|name| agent(name).id == chosen).unwrap();
                self.command(&Command::Agent(agent(name), AgentCommand::Accept));
            }
            (5, _) => {
                let (agent, windows) = (agent(random.pick(&AGENTS).unwrap()), u32::from(random.chance(700)));
                self.at_desk(&desk::Command::WindowsCounted { agent, windows });
            }
            _ => {}
        }
        let notice = self.desk.notice(&id);
        if let Some(turned) = notice.turned_away {
            self.command(&Command::TurnedAway(turned));
        } else if let Some(lost) = notice.lost_agent {
            self.command(&Command::AgentLost(lost));
        } else if let (true, Some(open)) = (random.chance(20), self.state.handover()) {
            let (reason, then) = (NoPlace::NobodyThere, Overflow::Department(department("sales")));
            let turned = TurnedAway { handover: open.id, reason, then };
            self.command(&Command::TurnedAway(turned));
        }
        self.report();
    }

    fn report(&mut self) {
        // A rerouted request asks again.
        for _ in 0..DEPARTMENTS.len() + 1 {
            self.version += 1;
            let notice = desk::Notice::default();
            let audience = Audience {
                id: &self.lived.conversation,
                policy: &self.policy,
                notice: &notice,
                is_visitor_online: true,
                version: Version(self.version),
                seen: &Seen::default(),
                viewers: &[],
            };
            let summary = Box::new(summary(&self.state, &audience));
            let asks = match &self.state.phase {
                Phase::Requested(open) => Some(open.id),
                _ => None,
            };
            self.at_desk(&desk::Command::Report { summary, asks });
            let Some(handover) = asks else { return };
            let answer = desk::answer(&self.desk, &self.lived.conversation, handover);
            self.command(&Command::DeskAnswered { handover, answer, opens_at: None });
        }
    }
}

fn agents_wish(random: &mut Random, owner: &AgentRef, step: u64) -> AgentCommand {
    let client_id = ClientId::new(format!("a{step}")).unwrap();
    let others: Vec<&str> = AGENTS.into_iter().filter(|name| agent(name).id != owner.id).collect();
    match random.below(12) {
        0 => AgentCommand::HandBack,
        1..=2 => AgentCommand::End,
        3 => AgentCommand::Transfer {
            to: agent(random.pick(&others).unwrap()),
            is_available: true,
            note: None,
        },
        4 => AgentCommand::TransferToDepartment {
            department: department(random.pick(&DEPARTMENTS).unwrap()),
            name: "Another".to_owned(),
            is_available: true,
            note: None,
        },
        5 => AgentCommand::Note { client_id, text: "Careful".to_owned() },
        _ => AgentCommand::Post { client_id, body: RichText::plain("Here I am"), files: Vec::new() },
    }
}
