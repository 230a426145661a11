//! A small world, whole: two agents, two conversations, one department. Every sequence of commands up to a length keeps
//! what must always be true of conversations and desk together. States that look the same are visited once.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash, Hasher};

use baton_shared::conversation::{
    AgentCommand, Command as Ask, Conversation, Effect, Event, Phase, VisitorCommand, decide, evolve,
    next_deadline, unfinished,
};
use baton_shared::desk::{
    self, Command, Department, Desk, DeskConfig, DeskRules, Notice, Presence, answer, settle,
};
use baton_shared::ids::{ConversationId, DepartmentId, HandoverId, Version, VisitorId};
use baton_shared::message::AgentRef;
use baton_shared::policy::Policy;
use baton_shared::protocol::{Audience, summary};
use baton_shared::seen::Seen;
use baton_shared::time::Timestamp;

use super::words::agent;

/// How long the sequences are.
const LENGTH: usize = 6;
const RING_MS: u64 = 30_000;
const GRACE_MS: u64 = 60_000;

/// One step. Numbers are of a conversation (0, 1) and of an agent (0, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Request(usize),
    Cancel(usize),
    Message(usize),
    Accept(usize, usize),
    TakeOver(usize, usize),
    HandBack(usize, usize),
    End(usize, usize),
    Transfer(usize, usize),
    Decline(usize, usize),
    Presence(usize, Presence),
    Leave(usize),
    Return(usize),
    Wait(u64),
}

fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    for a in 0..2 {
        steps
            .extend([Presence::Available, Presence::Away, Presence::Offline].map(|it| Step::Presence(a, it)));
        steps.extend([Step::Leave(a), Step::Return(a)]);
        for c in 0..2 {
            steps.extend([Step::Accept(a, c), Step::TakeOver(a, c), Step::HandBack(a, c)]);
            steps.extend([Step::End(a, c), Step::Transfer(a, c), Step::Decline(a, c)]);
        }
    }
    for c in 0..2 {
        steps.extend([Step::Request(c), Step::Cancel(c), Step::Message(c)]);
    }
    steps.extend([RING_MS, GRACE_MS].map(Step::Wait));
    steps
}

#[derive(Clone)]
struct Talk {
    state: Conversation,
    heard: Notice,
    version: u64,
    /// How often each handover has begun and ended.
    handovers: BTreeMap<HandoverId, (u32, u32)>,
}

#[derive(Clone)]
struct World {
    talks: [Talk; 2],
    desk: Desk,
    now: Timestamp,
}

fn id(c: usize) -> ConversationId {
    ConversationId::new(["c1", "c2"][c]).unwrap()
}

fn name(a: usize) -> AgentRef {
    agent(["One", "Two"][a])
}

impl World {
    fn new(policy: &Policy) -> Self {
        let department =
            Department { ring_ms: RING_MS, capacity: 1, wait_ms_max: 240_000, ..Department::default() };
        let config = DeskConfig {
            departments: [(DepartmentId::standard(), department)].into(),
            rules: DeskRules { grace_ms: GRACE_MS, idle_ms_max: None, missed_max: Some(2) },
            ..DeskConfig::default()
        };
        let talk = || Talk {
            state: Conversation::default(),
            heard: Notice::default(),
            version: 0,
            handovers: BTreeMap::new(),
        };
        let mut world = Self { talks: [talk(), talk()], desk: Desk::default(), now: Timestamp(1_000_000) };
        world.at_desk(&Command::Configure(Box::new(DeskConfig { version: 1, ..config })));
        for a in 0..2 {
            world.at_desk(&Command::WindowsCounted { agent: name(a), windows: 1 });
        }
        for c in 0..2 {
            let visitor = VisitorId::new(["v1", "v2"][c]).unwrap();
            world.turn(policy, c, &Ask::Start { visitor, page: None, language: None, department: None });
        }
        world
    }

    fn step(&mut self, policy: &Policy, step: Step) {
        let visitor = |command| Ask::Visitor(command);
        let agents = |a, command| Ask::Agent(name(a), command);
        match step {
            Step::Request(c) => self.turn(policy, c, &visitor(VisitorCommand::RequestHuman)),
            Step::Cancel(c) => self.turn(policy, c, &visitor(VisitorCommand::CancelRequest)),
            Step::Message(c) => {
                self.turn(policy, c, &visitor(VisitorCommand::OpenOfflineForm));
                let (name, email) = ("A visitor".to_owned(), "visitor@example.com".to_owned());
                let message = "Please write.".to_owned();
                self.turn(policy, c, &visitor(VisitorCommand::LeaveOfflineMessage { name, email, message }));
            }
            Step::Accept(a, c) => self.turn(policy, c, &agents(a, AgentCommand::Accept)),
            Step::TakeOver(a, c) => self.turn(policy, c, &agents(a, AgentCommand::TakeOver)),
            Step::HandBack(a, c) => self.turn(policy, c, &agents(a, AgentCommand::HandBack)),
            Step::End(a, c) => self.turn(policy, c, &agents(a, AgentCommand::End)),
            Step::Transfer(a, c) => {
                let to = name(1 - a);
                let is_available = self.desk.is_agent_available(&to.id);
                self.turn(policy, c, &agents(a, AgentCommand::Transfer { to, is_available, note: None }));
            }
            Step::Decline(a, c) => self.at_desk(&Command::Decline { agent: name(a).id, conversation: id(c) }),
            Step::Presence(a, presence) => {
                self.at_desk(&Command::SetPresence { agent: name(a).id, presence })
            }
            Step::Leave(a) => self.at_desk(&Command::WindowsCounted { agent: name(a), windows: 0 }),
            Step::Return(a) => self.at_desk(&Command::WindowsCounted { agent: name(a), windows: 1 }),
            Step::Wait(ms) => {
                self.now = self.now.plus_ms(ms);
                self.at_desk(&Command::Tick);
                (0..2).for_each(|c| self.turn(policy, c, &Ask::Tick));
            }
        }
        self.tell(policy);
    }

    /// A turn of a conversation, its report, and what the desk answers.
    fn turn(&mut self, policy: &Policy, c: usize, command: &Ask) {
        let Ok(events) = decide(&self.talks[c].state, command, policy, self.now) else { return };
        if events.is_empty() {
            return;
        }
        for event in &events {
            self.talks[c].count(event);
            evolve(&mut self.talks[c].state, event);
        }
        self.report(policy, c);
    }

    fn report(&mut self, policy: &Policy, c: usize) {
        let talk = &mut self.talks[c];
        talk.version += 1;
        let asks = unfinished(&talk.state).into_iter().find_map(|effect| match effect {
            Effect::AskDesk { handover } => Some(handover),
            _ => None,
        });
        let (id, notice) = (id(c), &talk.heard);
        let audience = Audience {
            id: &id,
            policy,
            notice,
            is_visitor_online: true,
            version: Version(talk.version),
            seen: &Seen::default(),
            viewers: &[],
        };
        let summary = Box::new(summary(&talk.state, &audience));
        self.at_desk(&Command::Report { summary, asks });
        if let Some(handover) = asks {
            let answer = answer(&self.desk, &id, handover);
            self.turn(policy, c, &Ask::DeskAnswered { handover, answer, opens_at: None });
        }
    }

    fn at_desk(&mut self, command: &Command) {
        let mut events = desk::decide(&self.desk, command, self.now);
        loop {
            if events.is_empty() {
                events = settle(&self.desk, self.now);
            }
            if events.is_empty() {
                return;
            }
            for event in std::mem::take(&mut events) {
                if let desk::Event::Decided(decision) = &event {
                    assert_eq!(decision.replayed(), **decision, "a decision made again is the same");
                }
                desk::evolve(&mut self.desk, &event);
            }
        }
    }

    /// Words of the desk are heard at once, and what they ask for is done.
    fn tell(&mut self, policy: &Policy) {
        for _ in 0..20 {
            let owed = self.desk.owed();
            if owed.is_empty() {
                return;
            }
            for (conversation, notice) in owed {
                let c = (0..2).find(|c| id(*c) == conversation).unwrap();
                self.talks[c].heard = notice.clone();
                self.at_desk(&Command::Told { conversation, notice: notice.clone() });
                if let Some(turned) = notice.turned_away {
                    self.turn(policy, c, &Ask::TurnedAway(turned));
                }
                if let Some(agent) = notice.lost_agent {
                    self.turn(policy, c, &Ask::AgentLost(agent));
                }
            }
        }
        panic!("the desk has always something to tell");
    }

    fn check(&self, policy: &Policy) {
        for (c, talk) in self.talks.iter().enumerate() {
            assert_eq!(talk.state.broken_invariant(), None);
            let open = talk.state.handover().map(|open| open.id);
            for (handover, ends) in &talk.handovers {
                assert_eq!(
                    *ends,
                    if open == Some(*handover) { (1, 0) } else { (1, 1) },
                    "handover {handover}"
                );
            }
            let row = &self.desk.rows[&id(c)];
            let is_queued = matches!(talk.state.phase, Phase::Queued(_));
            assert_eq!(row.place.is_some(), is_queued, "a place is a place in the queue");
            assert!(row.offer.is_none() || is_queued, "it rings only for who waits");
            let lost = talk.state.agent().filter(|owner| self.desk.agents[&owner.id].is_lost);
            assert_eq!(lost, None, "nobody waits for an agent who is not there");
            let deadline = next_deadline(&talk.state, policy);
            assert!(deadline.is_none_or(|at| at > self.now), "a deadline has passed");
        }
        self.check_offers();
        let at = desk::next_deadline(&self.desk, self.now);
        assert!(at.is_none_or(|at| at > self.now), "the desk has left something undone");
    }

    /// It rings for agents who can take it, and nobody who could is left in peace while somebody waits.
    fn check_offers(&self) {
        for row in self.desk.rows.values().filter(|row| row.place.is_some()) {
            for asked in row.offer.iter().flat_map(|offer| &offer.agents) {
                assert!(self.desk.agents[asked].can_be_asked(self.now), "it rings for {asked}");
            }
            let could = self.desk.agents.values().find(|agent| {
                let is_free = agent.can_be_asked(self.now) && self.desk.load(&agent.agent.id) == 0;
                is_free && !row.passed.contains_key(&agent.agent.id)
            });
            assert!(row.offer.is_some() || could.is_none(), "{could:?} could take {row:?}");
        }
        for agent in self.desk.agents.values() {
            let offered = self.desk.offers_for(&agent.agent.id).count();
            assert!(offered <= 1, "{} has one place, and {offered} ring", agent.agent.name);
        }
    }

    /// What matters for what can come: times as distances, no texts, no counters that only grow.
    fn look(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let since = |at: Timestamp| self.now.since_ms(at).min(300_000);
        for (c, talk) in self.talks.iter().enumerate() {
            let state = &talk.state;
            let open = state
                .handover()
                .map(|open| (since(open.since), open.is_front, open.until.map(|at| at.since_ms(self.now))));
            (
                format!("{:?}", state.owner()),
                open,
                state.handovers > 0,
                state.last_agent.as_ref().map(|agent| &agent.id),
            )
                .hash(&mut hasher);
            std::mem::discriminant(&state.phase).hash(&mut hasher);
            let row = &self.desk.rows[&id(c)];
            let place = row
                .place
                .as_ref()
                .map(|place| (since(place.since), place.is_front, place.turned_away.is_some()));
            let offer = row.offer.as_ref().map(|offer| (&offer.agents, offer.until.since_ms(self.now)));
            let passed: Vec<_> = row.passed.iter().map(|(who, at)| (who, since(*at).min(60_000))).collect();
            (place, offer, passed).hash(&mut hasher);
        }
        let mut asked: Vec<_> =
            self.desk.agents.values().map(|agent| (agent.offered_at, &agent.agent.id)).collect();
        asked.sort();
        for agent in self.desk.agents.values() {
            let gone = agent.gone_since.map(since);
            (format!("{:?}", agent.presence), agent.windows, gone, agent.is_lost, agent.missed)
                .hash(&mut hasher);
        }
        asked.first().map(|(_, who)| who).hash(&mut hasher);
        self.desk.unstaffed.values().map(|at| since(*at)).collect::<Vec<_>>().hash(&mut hasher);
        hasher.finish()
    }
}

impl Talk {
    fn count(&mut self, event: &Event) {
        match event {
            Event::HandoverRequested { handover, .. } => self.handovers.entry(*handover).or_default().0 += 1,
            Event::HandoverEnded { handover, .. } => self.handovers.entry(*handover).or_default().1 += 1,
            _ => {}
        }
    }
}

#[test]
fn two_agents_and_two_conversations_keep_the_invariants_whatever_happens() {
    let policy = Policy { required_answers: Some(0), ..Policy::default() };
    let steps = steps();
    let mut level = vec![(World::new(&policy), Vec::new())];
    let mut seen: HashSet<u64> = HashSet::from([level[0].0.look()]);
    let mut tried = 0_u64;
    for _ in 0..LENGTH {
        let mut next = Vec::new();
        for (world, path) in &level {
            for step in &steps {
                let mut after = world.clone();
                let path: Vec<Step> = path.iter().copied().chain([*step]).collect();
                let taken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    after.step(&policy, *step);
                    after.check(&policy);
                }));
                assert!(taken.is_ok(), "after {path:?}");
                tried += 1;
                if seen.insert(after.look()) {
                    next.push((after, path));
                }
            }
        }
        println!("{} states, {tried} steps tried", seen.len());
        level = next;
    }
    assert!(seen.len() > 10_000);
}
