//! Decisions of a large desk, compiled to wasm and timed from outside by `desk.mjs`: 500 agents, 5,000 who wait.
#![allow(unsafe_code, reason = "an export by its name is how JavaScript calls a module without a generator")]
#![allow(clippy::expect_used, reason = "a bench that can't be set up has nothing to measure")]

use std::cell::RefCell;
use std::collections::BTreeSet;

use baton_shared::desk::{
    Command, Department, Desk, DeskConfig, Presence, Profile, Routing, Summary, decide, evolve, settle,
};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::priority::Priority;
use baton_shared::protocol::PhaseName;
use baton_shared::time::Timestamp;

const AGENTS: u32 = 500;
const QUEUED: u32 = 5_000;
/// How many of the agents speak a language that many wait for.
const RARE: u32 = 5;

thread_local! {
    static DESK: RefCell<Bench> = RefCell::default();
}

#[derive(Default)]
struct Bench {
    desk: Desk,
    now: u64,
    version: u64,
    next: u32,
    steps: u32,
}

/// Builds the desk: everybody has as many conversations as may be. With `rare`, those who wait ask for a language that
/// few agents speak, only these are at work, and all others are free.
#[unsafe(no_mangle)]
pub extern "C" fn set_up(routing: u32, rare: u32) {
    let is_rare = rare != 0;
    let bench = Bench { now: 1_000_000, ..Bench::default() };
    DESK.replace(bench);
    turn(Command::Configure(Box::new(config(routing))));
    for number in 0..AGENTS {
        turn(Command::WindowsCounted { agent: agent(number), windows: 1 });
    }
    for number in 0..if is_rare { RARE } else { AGENTS } {
        turn(report(&held(number), PhaseName::Assigned, Some(agent(number)), is_rare));
    }
    for number in 0..AGENTS {
        turn(Command::SetPresence { agent: agent(number).id, presence: Presence::Available });
    }
    for number in 0..QUEUED {
        turn(report(&queued(number), PhaseName::Queued, None, is_rare));
    }
    DESK.with_borrow_mut(|bench| bench.steps = 0);
}

/// An agent's conversation ends, and the first who waits rings for him. Says how many steps that took.
#[unsafe(no_mangle)]
pub extern "C" fn ends(number: u32) -> u32 {
    turn(report(&held(number), PhaseName::Resolved, None, false))
}

/// What rings for an agent is accepted.
#[unsafe(no_mangle)]
pub extern "C" fn accepts(number: u32) -> u32 {
    let agent = agent(number);
    let rings =
        DESK.with_borrow(|bench| bench.desk.offers_for(&agent.id).next().map(|row| row.summary.clone()));
    let summary = rings.expect("nothing rings");
    let version = summary.version.next();
    let phase = PhaseName::Assigned;
    turn(Command::Report {
        summary: Box::new(Summary { phase, agent: Some(agent), version, ..summary }),
        asks: None,
    })
}

/// Somebody new asks for a place.
#[unsafe(no_mangle)]
pub extern "C" fn asks() -> u32 {
    let number = DESK.with_borrow_mut(|bench| {
        bench.next += 1;
        bench.next
    });
    let Command::Report { summary, .. } =
        report(&conversation("new", number), PhaseName::Requested, None, false)
    else {
        return 0;
    };
    let asks = summary.handover;
    turn(Command::Report { summary, asks })
}

/// One turn as the desk's object takes it, without the store and the sockets.
fn turn(command: Command) -> u32 {
    DESK.with_borrow_mut(|bench| {
        bench.now += 1;
        let now = Timestamp(bench.now);
        let mut steps = 0;
        let mut events = decide(&bench.desk, &command, now);
        loop {
            if events.is_empty() {
                events = settle(&bench.desk, now);
            }
            if events.is_empty() {
                bench.steps += steps;
                return steps;
            }
            steps += 1;
            events.iter().for_each(|event| evolve(&mut bench.desk, event));
            events.clear();
        }
    })
}

fn config(routing: u32) -> DeskConfig {
    let routing = match routing {
        0 => Routing::RoundRobin,
        1 => Routing::SkillBased,
        _ => Routing::LoadBalanced,
    };
    let department = Department { routing, capacity: 1, ..Department::default() };
    let profile = |number: u32| Profile {
        skills: BTreeSet::from(["wholesale".to_owned(), format!("skill-{}", number % 10)]),
        languages: BTreeSet::from([if number < RARE { "pt" } else { "de" }.to_owned(), "en".to_owned()]),
        capacity: None,
    };
    let mut config = DeskConfig { version: 1, ..DeskConfig::default() };
    config.departments.insert(DepartmentId::standard(), department);
    config.agents.extend((0..AGENTS).map(|number| (agent(number).id, profile(number))));
    config.rules.idle_ms_max = None;
    config
}

fn report(
    conversation: &ConversationId,
    phase: PhaseName,
    agent: Option<AgentRef>,
    is_rare: bool,
) -> Command {
    let (now, version) = DESK.with_borrow_mut(|bench| {
        bench.version += 1;
        (Timestamp(bench.now), Version(bench.version))
    });
    let summary = Summary {
        conversation: conversation.clone(),
        version,
        phase,
        agent,
        handover: Some(HandoverId(1)),
        is_front: false,
        reason: None,
        department: DepartmentId::standard(),
        previous_agent: None,
        priority: Priority::default(),
        language: Some(if is_rare { "pt-BR" } else { "de-AT" }.to_owned()),
        tags: BTreeSet::from(["wholesale".to_owned()]),
        visitor: "Visitor 4711".to_owned(),
        excerpt: "Where is my order? It was to come on Tuesday, and nobody could tell me more.".to_owned(),
        last_sender: "visitor".to_owned(),
        last_at: now,
        unanswered_since: Some(now),
        since: now,
        is_visitor_online: true,
        is_listed: true,
        viewers: BTreeSet::new(),
        rating: None,
    };
    Command::Report { summary: Box::new(summary), asks: None }
}

fn agent(number: u32) -> AgentRef {
    let id = AgentId::new(format!("agent-{number:05}-0123456789abcdef")).expect("an id");
    AgentRef { id, name: format!("Agent {number}") }
}

fn held(number: u32) -> ConversationId {
    conversation("held", number)
}

fn queued(number: u32) -> ConversationId {
    conversation("queued", number)
}

fn conversation(kind: &str, number: u32) -> ConversationId {
    ConversationId::new(format!("{kind}-{number:05}-0123456789abcdef")).expect("an id")
}
