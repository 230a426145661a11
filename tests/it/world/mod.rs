//! A whole Baton in one thread without a clock: real rules, real clients, and a world that does its worst.
//!
//! One seed is one run: events happen in the order of a simulated time, and all chance comes from the seed.

pub mod actors;
pub mod bug;
pub mod calls;
pub mod check;
pub mod conversation_object;
pub mod desk_object;
pub mod network;
pub mod objects;
pub mod page;
pub mod run;
pub mod session;
pub mod weather;

use std::collections::BTreeMap;

use baton_shared::conversation::BotReply;
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, Epoch, Seq};
use baton_shared::message::AgentRef;
use baton_shared::policy::Policy;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;

use bug::Bug;
use calls::{Answer, Place, Question};
use conversation_object::ConversationObject;
use desk_object::DeskObject;
use network::Socket;
use page::{Page, Who};
use weather::{Season, Weather};

/// What will happen at some time.
#[derive(Debug)]
pub enum Event {
    AtEdge {
        socket: usize,
    },
    Opened {
        socket: usize,
    },
    ToEdge {
        socket: usize,
        text: String,
    },
    ToPage {
        socket: usize,
        text: String,
    },
    Closed {
        socket: usize,
        code: u16,
    },
    Left {
        socket: usize,
    },
    Wake {
        page: usize,
        generation: u64,
    },
    Token {
        page: usize,
    },
    Act {
        page: usize,
    },
    Called {
        from: Place,
        life: u64,
        to: Place,
        question: Question,
    },
    Answered {
        to: Place,
        life: u64,
        from: Place,
        question: Question,
        answer: Option<Answer>,
    },
    Draft {
        conversation: usize,
        epoch: Epoch,
        question: Seq,
    },
    BotReplied {
        conversation: usize,
        life: u64,
        reply: BotReply,
    },
    AppendLater {
        conversation: usize,
        events: Vec<baton_shared::conversation::Event>,
    },
    Alarm {
        place: Place,
        at: Timestamp,
    },
    Kill,
    /// All pages of conversations close for good.
    Abandon,
    Evict {
        place: Place,
    },
    /// A department opens or closes.
    Hours {
        department: DepartmentId,
        is_open: bool,
    },
}

/// An acknowledgement that a page has received.
#[derive(Debug)]
pub struct Acknowledged {
    pub who: Who,
    pub client_id: String,
    pub seq: u64,
}

/// A guarantee that did not hold.
#[derive(Debug, Clone)]
pub struct Failure {
    pub guarantee: &'static str,
    pub what: String,
    pub trace: Vec<String>,
}

pub struct World {
    pub now: Timestamp,
    pub random: Random,
    pub weather: Weather,
    pub policy: Policy,
    pub bug: Option<Bug>,
    pub agents: Vec<AgentRef>,
    pub conversations: Vec<ConversationObject>,
    pub desk: DeskObject,
    pub pages: Vec<Page>,
    pub sockets: Vec<Socket>,
    pub acknowledged: Vec<Acknowledged>,
    pub failure: Option<Failure>,
    is_acting: bool,
    alarms: Vec<Option<Timestamp>>,
    queue: BTreeMap<(Timestamp, u64), Event>,
    order: u64,
    trace: Option<Vec<String>>,
}

impl World {
    pub fn new(seed: u64, season: Season, bug: Option<Bug>, is_traced: bool) -> Self {
        let mut random = Random::new(seed);
        let weather = Weather::new(season, &mut random);
        let policy = weather::policy(season, &mut random);
        let config = weather::desk_config(&policy, &mut random);
        let ids: Vec<ConversationId> =
            (0..weather.conversations).map(|at| ConversationId::new(format!("c{at}")).unwrap()).collect();
        let agents = ["One", "Two", "Three"].iter().take(weather.agents);
        let agents = agents.map(|name| AgentRef {
            id: AgentId::new(name.to_lowercase()).unwrap(),
            name: format!("Agent {name}"),
        });
        Self {
            now: Timestamp(1_000_000),
            random,
            policy,
            bug,
            agents: agents.collect(),
            conversations: ids.iter().cloned().map(ConversationObject::new).collect(),
            alarms: vec![None; ids.len() + 1],
            desk: DeskObject::new(ids, config),
            pages: Vec::new(),
            sockets: Vec::new(),
            acknowledged: Vec::new(),
            failure: None,
            is_acting: true,
            queue: BTreeMap::new(),
            order: 0,
            trace: is_traced.then(Vec::new),
            weather,
        }
    }

    pub fn at(&mut self, at: Timestamp, event: Event) {
        self.order += 1;
        self.queue.insert((at, self.order), event);
    }

    pub fn later(&mut self, ms: u64, event: Event) {
        self.at(self.now.plus_ms(ms), event);
    }

    /// Keeps the first failure; the run ends with it.
    pub fn fail(&mut self, guarantee: &'static str, what: String) {
        if self.failure.is_none() {
            self.failure = Some(Failure { guarantee, what, trace: self.trace.clone().unwrap_or_default() });
        }
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        let now = self.now.since_ms(Timestamp(1_000_000));
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{now:>7} ms  {}", line()));
        }
    }

    /// Lets the world go on until a time, or until a guarantee is broken.
    pub fn run_until(&mut self, end: Timestamp) {
        while self.failure.is_none() {
            let Some((&(at, _), _)) = self.queue.first_key_value() else { break };
            if at > end {
                break;
            }
            let Some(((at, _), event)) = self.queue.pop_first() else { break };
            self.now = at;
            self.step(event);
        }
        self.now = end;
    }

    /// Whether anything but timers is under way.
    pub fn is_busy(&self) -> bool {
        self.queue.values().any(|event| {
            matches!(
                event,
                Event::ToEdge { .. }
                    | Event::ToPage { .. }
                    | Event::Called { .. }
                    | Event::Answered { .. }
                    | Event::BotReplied { .. }
                    | Event::Closed { .. }
                    | Event::AtEdge { .. }
                    | Event::Opened { .. }
            )
        })
    }
}
