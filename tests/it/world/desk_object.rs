//! The desk's object as the edge has it: stored rows, sockets of agents, words that are owed to conversations.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::desk::{
    Command, Desk, DeskConfig, Event, Hours, Notice, Parts, answer, decide, evolve, next_deadline, settle,
};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{AgentShown, DeskClientFrame, DeskServerFrame, OfferShown, PING, PONG, VERSION};
use baton_shared::time::Timestamp;

use super::bug::Bug;
use super::calls::{Crashed, Out, Question, Reported, Surroundings};

/// A word that was not heard is said again after this time.
const RETRY_MS: u64 = 1_000;

pub struct DeskObject {
    /// What outlives a crash.
    pub stored: Desk,
    pub alarm: Option<Timestamp>,
    /// What the clock and the settings make of each department's hours.
    pub hours: BTreeMap<DepartmentId, Hours>,
    /// Awake; its state is the stored one, which every turn writes.
    pub is_awake: bool,
    pub life: u64,
    /// Whose sockets, and whether greeted.
    pub sessions: BTreeMap<usize, (AgentRef, bool)>,
    /// Conversations that are being told something: one word at a time.
    telling: BTreeSet<ConversationId>,
    /// Of the last word that each was given, be it in the answer to a report: only that one's arrival counts.
    given: BTreeMap<ConversationId, Version>,
    names: Vec<ConversationId>,
    /// What the pages were shown last.
    agents: BTreeMap<AgentId, AgentShown>,
    offers: BTreeMap<AgentId, Vec<OfferShown>>,
    /// Why, as the edge keeps it: text.
    pub log: Vec<String>,
}

impl DeskObject {
    pub fn new(names: Vec<ConversationId>, config: DeskConfig) -> Self {
        let mut stored = Desk::default();
        evolve(&mut stored, &Event::ConfigChanged(Box::new(config)));
        Self {
            stored,
            alarm: None,
            hours: BTreeMap::new(),
            is_awake: true,
            life: 0,
            sessions: BTreeMap::new(),
            telling: BTreeSet::new(),
            given: BTreeMap::new(),
            agents: BTreeMap::new(),
            offers: BTreeMap::new(),
            log: Vec::new(),
            names,
        }
    }

    pub fn end(&mut self, bug: Option<Bug>) {
        self.is_awake = false;
        self.life += 1;
        self.telling.clear();
        self.given.clear();
        if bug == Some(Bug::AlarmNotStored) {
            self.alarm = None;
        }
    }

    /// After a crash the windows are counted anew: some sockets are gone.
    pub fn load(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) -> Result<(), Crashed> {
        if self.is_awake {
            return Ok(());
        }
        self.is_awake = true;
        self.stored = Desk::restored(Parts {
            config: self.stored.config.clone(),
            agents: self.stored.agents.values().cloned().collect(),
            rows: self.stored.rows.values().cloned().collect(),
            waits: self.stored.waits.clone(),
            unstaffed: self.stored.unstaffed.clone(),
            version: self.stored.version,
        });
        let known: Vec<AgentRef> = self.stored.agents.values().map(|known| known.agent.clone()).collect();
        self.look_at_the_clock(around, outs)?;
        for agent in known {
            self.count(around, agent, outs)?;
        }
        self.tell(around, outs);
        Ok(())
    }

    fn turn(
        &mut self,
        around: &mut Surroundings<'_>,
        command: &Command,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let mut events = decide(&self.stored, command, around.now);
        loop {
            if events.is_empty() {
                events = settle(&self.stored, around.now);
            }
            if events.is_empty() {
                break;
            }
            around.may_crash()?;
            for event in std::mem::take(&mut events) {
                let was_listed = self.is_listed(&event);
                evolve(&mut self.stored, &event);
                if let Event::Decided(decision) = &event {
                    self.log.push(serde_json::to_string(decision).unwrap());
                }
                self.show(&event, was_listed, outs);
            }
        }
        self.show_agents(outs);
        self.tell(around, outs);
        Ok(())
    }

    /// Agents whose look has changed, and what rings for whom.
    fn show_agents(&mut self, outs: &mut Vec<Out>) {
        for id in self.stored.agents.keys() {
            let shown = self.stored.agent_shown(id).unwrap();
            let offers = self.stored.offers_shown(id);
            let greeted = self.sessions.iter().filter(|(_, (_, is_greeted))| *is_greeted);
            if self.offers.insert(id.clone(), offers.clone()).as_ref() != Some(&offers) {
                let text = DeskServerFrame::Offers { offers }.to_json();
                let own = greeted.clone().filter(|(_, (agent, _))| agent.id == *id);
                outs.extend(own.map(|(socket, _)| Out::Send { socket: *socket, text: text.clone() }));
            }
            if self.agents.insert(id.clone(), shown.clone()).as_ref() != Some(&shown) {
                let text = DeskServerFrame::Agent(shown).to_json();
                outs.extend(greeted.map(|(socket, _)| Out::Send { socket: *socket, text: text.clone() }));
            }
        }
    }

    fn is_listed(&self, event: &Event) -> bool {
        let conversation = match event {
            Event::RowChanged(row) => &row.summary.conversation,
            Event::RowDropped(conversation) => conversation,
            _ => return false,
        };
        self.stored.rows.get(conversation).is_some_and(|row| row.summary.is_listed)
    }

    fn show(&self, event: &Event, was_listed: bool, outs: &mut Vec<Out>) {
        let frame = match event {
            Event::RowChanged(row) if row.summary.is_listed => {
                DeskServerFrame::Conversation(Box::new(row.summary.clone()))
            }
            Event::RowDropped(conversation) if was_listed => {
                DeskServerFrame::Removed { conversation: conversation.clone() }
            }
            _ => return,
        };
        let text = frame.to_json();
        let greeted = self.sessions.iter().filter(|(_, (_, is_greeted))| *is_greeted);
        outs.extend(greeted.map(|(socket, _)| Out::Send { socket: *socket, text: text.clone() }));
    }

    /// Says what is owed, and makes sure to be woken while something is.
    fn tell(&mut self, around: &Surroundings<'_>, outs: &mut Vec<Out>) {
        let owed = self.stored.owed();
        for (conversation, notice) in &owed {
            let at = self.names.iter().position(|name| name == conversation);
            if let Some(at) = at.filter(|_| self.telling.insert(conversation.clone())) {
                self.give(conversation, notice);
                let question = Question::Word { version: self.stored.version, notice: notice.clone() };
                outs.push(Out::CallConversation { conversation: at, question });
            }
        }
        let retry = (!owed.is_empty()).then(|| around.now.plus_ms(RETRY_MS));
        self.alarm = [next_deadline(&self.stored, around.now), retry].into_iter().flatten().min();
    }

    /// A word is given out. From then until its arrival is known, nobody knows which one the conversation has.
    fn give(&mut self, conversation: &ConversationId, notice: &Notice) {
        self.given.insert(conversation.clone(), self.stored.version);
        // Every turn writes the stored state here: it is stored before the word goes.
        let _is_news = self.stored.doubt(conversation, notice);
    }

    /// A conversation has heard a word, or the call has failed.
    pub fn told(
        &mut self,
        around: &mut Surroundings<'_>,
        conversation: usize,
        word: Option<(Version, Notice)>,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let conversation = self.names[conversation].clone();
        self.telling.remove(&conversation);
        let last = self.given.get(&conversation).copied();
        match word.filter(|(version, _)| Some(*version) == last) {
            Some((_, notice)) => self.turn(around, &Command::Told { conversation, notice }, outs),
            None => {
                self.tell(around, outs);
                Ok(())
            }
        }
    }

    /// A conversation reports.
    pub fn report(
        &mut self,
        around: &mut Surroundings<'_>,
        summary: &baton_shared::desk::Summary,
        asks: Option<HandoverId>,
        outs: &mut Vec<Out>,
    ) -> Result<Reported, Crashed> {
        let mut summary = summary.clone();
        let known = self.stored.rows.get(&summary.conversation).map(|row| row.summary.version);
        if around.bug == Some(Bug::DeskIgnoresVersions) {
            summary.version = summary.version.max(known.unwrap_or(Version(0)));
        }
        let conversation = summary.conversation.clone();
        self.turn(around, &Command::Report { summary: Box::new(summary), asks }, outs)?;
        let notice = self.stored.notice(&conversation);
        self.give(&conversation, &notice);
        Ok(Reported {
            answer: asks.map(|handover| answer(&self.stored, &conversation, handover)),
            version: self.stored.version,
            notice,
        })
    }

    pub fn alarm(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) -> Result<(), Crashed> {
        self.look_at_the_clock(around, outs)?;
        self.turn(around, &Command::Tick, outs)
    }

    /// A frame from an agent's window.
    pub fn received(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        text: &str,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let Some((agent, is_greeted)) = self.sessions.get(&socket).cloned() else { return Ok(()) };
        if text == PING {
            outs.push(Out::Send { socket, text: PONG.to_owned() });
            return Ok(());
        }
        match DeskClientFrame::parse(text).unwrap() {
            DeskClientFrame::Hello { .. } => {
                self.sessions.insert(socket, (agent.clone(), true));
                self.count(around, agent.clone(), outs)?;
                let agents = self.stored.agents.keys().filter_map(|id| self.stored.agent_shown(id)).collect();
                let rows = self.stored.rows.values().map(|row| &row.summary);
                let welcome = DeskServerFrame::Welcome {
                    v: VERSION,
                    agents,
                    departments: self.stored.departments_shown(),
                    conversations: rows.filter(|summary| summary.is_listed).cloned().collect(),
                    offers: self.stored.offers_shown(&agent.id),
                    now: around.now,
                    you: agent,
                };
                outs.push(Out::Send { socket, text: welcome.to_json() });
                Ok(())
            }
            _ if !is_greeted => Ok(()),
            DeskClientFrame::SetPresence { presence } => {
                self.turn(around, &Command::SetPresence { agent: agent.id, presence }, outs)
            }
            DeskClientFrame::Active => self.turn(around, &Command::Active { agent: agent.id }, outs),
            DeskClientFrame::Decline { conversation } => {
                self.turn(around, &Command::Decline { agent: agent.id, conversation }, outs)
            }
        }
    }

    /// Hours are not stored: whoever wakes looks at them anew.
    fn look_at_the_clock(
        &mut self,
        around: &mut Surroundings<'_>,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        self.turn(around, &Command::HoursChecked(self.hours.clone()), outs)
    }

    /// Counts an agent's windows from the sockets that exist.
    pub fn count(
        &mut self,
        around: &mut Surroundings<'_>,
        agent: AgentRef,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let open = self.sessions.values().filter(|(of, is_greeted)| *is_greeted && of.id == agent.id).count();
        let windows = u32::try_from(open).unwrap();
        self.turn(around, &Command::WindowsCounted { agent, windows }, outs)
    }
}
