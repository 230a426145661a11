//! The desk's object as the edge has it: stored rows, sockets of agents, words that are owed to conversations.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::desk::{Command, Desk, Event, Notice, decide, evolve, next_deadline};
use baton_shared::ids::{ConversationId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{DeskClientFrame, DeskServerFrame, PING, PONG, VERSION};
use baton_shared::time::Timestamp;

use super::bug::Bug;
use super::calls::{Crashed, Out, Question, Reported, Surroundings};

/// A word that was not heard is said again after this time.
const RETRY_MS: u64 = 1_000;

pub struct DeskObject {
    /// What outlives a crash.
    pub stored: Desk,
    pub alarm: Option<Timestamp>,
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
}

impl DeskObject {
    pub fn new(names: Vec<ConversationId>) -> Self {
        Self {
            stored: Desk::default(),
            alarm: None,
            is_awake: true,
            life: 0,
            sessions: BTreeMap::new(),
            telling: BTreeSet::new(),
            given: BTreeMap::new(),
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
        // Words that were under way may still arrive: what anybody knows is not known any more.
        self.stored.rows.values_mut().for_each(|row| row.told = None);
        let known: Vec<AgentRef> = self.stored.agents.values().map(|known| known.agent.clone()).collect();
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
        let events = decide(&self.stored, command, around.now);
        around.may_crash()?;
        for event in &events {
            let was_listed = self.is_listed(event);
            evolve(&mut self.stored, event);
            self.show(event, was_listed, outs);
        }
        self.tell(around, outs);
        Ok(())
    }

    fn is_listed(&self, event: &Event) -> bool {
        let conversation = match event {
            Event::RowChanged(row) => &row.summary.conversation,
            Event::RowDropped(conversation) => conversation,
            Event::AgentChanged(_) => return false,
        };
        self.stored.rows.get(conversation).is_some_and(|row| row.summary.is_listed)
    }

    fn show(&self, event: &Event, was_listed: bool, outs: &mut Vec<Out>) {
        let frame = match event {
            Event::AgentChanged(agent) => DeskServerFrame::Agent(agent.clone()),
            Event::RowChanged(row) if row.summary.is_listed => {
                DeskServerFrame::Conversation(Box::new(row.summary.clone()))
            }
            Event::RowDropped(conversation) if was_listed => {
                DeskServerFrame::Removed { conversation: conversation.clone() }
            }
            Event::RowChanged(_) | Event::RowDropped(_) => return,
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
                self.give(conversation, *notice);
                let question = Question::Word { version: self.stored.version, notice: *notice };
                outs.push(Out::CallConversation { conversation: at, question });
            }
        }
        let retry = (!owed.is_empty()).then(|| around.now.plus_ms(RETRY_MS));
        self.alarm = [next_deadline(&self.stored), retry].into_iter().flatten().min();
    }

    /// A word is given out. From then until its arrival is known, nobody knows which one the conversation has.
    fn give(&mut self, conversation: &ConversationId, notice: Notice) {
        self.given.insert(conversation.clone(), self.stored.version);
        if let Some(row) = self.stored.rows.get_mut(conversation) {
            row.told = row.told.filter(|told| *told == notice);
        }
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
        let queued = self.stored.rows.get(&conversation).and_then(|row| row.queued);
        let notice = self.stored.notice(&conversation);
        self.give(&conversation, notice);
        Ok(Reported {
            is_queued: asks.is_some() && queued.map(|(handover, _)| handover) == asks,
            version: self.stored.version,
            notice,
        })
    }

    pub fn alarm(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) -> Result<(), Crashed> {
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
                let agents = self.stored.agents.values().cloned().collect();
                let rows = self.stored.rows.values().map(|row| &row.summary);
                let conversations = rows.filter(|summary| summary.is_listed).cloned().collect();
                let welcome = DeskServerFrame::Welcome { v: VERSION, you: agent, agents, conversations };
                outs.push(Out::Send { socket, text: welcome.to_json() });
                Ok(())
            }
            DeskClientFrame::SetPresence { presence } if is_greeted => {
                self.turn(around, &Command::SetPresence { agent: agent.id, presence }, outs)
            }
            DeskClientFrame::SetPresence { .. } => Ok(()),
        }
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
