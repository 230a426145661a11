//! A conversation's object as the edge has it: a journal that is kept, a memory that a crash takes, one turn.

use std::collections::BTreeMap;

use baton_shared::conversation::{
    BotReply, Command, Conversation, Effect, Event, decide, effects, evolve, next_deadline, unfinished,
};
use baton_shared::desk::{Notice, Summary};
use baton_shared::ids::{ConversationId, Epoch, HandoverId, Seq, Version};
use baton_shared::message::{AgentRef, Message};
use baton_shared::protocol::{Audience, Role, ServerFrame, View, message_for, summary, view};
use baton_shared::rejection::Rejection;
use baton_shared::seen::Seen;
use baton_shared::time::Timestamp;

use super::bug::Bug;
use super::calls::{Crashed, Out, Question, Reported, Surroundings};

/// What was not done yet is tried again after this time.
const RETRY_MS: u64 = 1_500;

/// Who a socket speaks for.
#[derive(Debug, Clone)]
pub struct Session {
    /// `None` for the visitor.
    pub agent: Option<AgentRef>,
    pub is_greeted: bool,
}

impl Session {
    pub fn role(&self) -> Role {
        if self.agent.is_some() { Role::Agent } else { Role::Visitor }
    }
}

/// What outlives a crash.
#[derive(Default)]
pub struct Stored {
    /// One entry a turn.
    pub journal: Vec<(Timestamp, Vec<Event>)>,
    /// All messages of the journal, for the checks.
    pub messages: Vec<Message>,
    pub heard: (Version, Notice),
    pub seen: Seen,
    pub alarm: Option<Timestamp>,
}

/// What does not.
pub struct Memory {
    pub state: Conversation,
    pub version: Version,
    told: Version,
    pub heard: (Version, Notice),
    is_telling: bool,
    asking_desk: Option<HandoverId>,
    asking_bot: Option<(Epoch, Seq)>,
    counter: u64,
}

pub struct ConversationObject {
    pub id: ConversationId,
    pub stored: Stored,
    pub memory: Option<Memory>,
    /// Grows with every crash: answers to calls of an earlier life are lost.
    pub life: u64,
    /// Sockets with their attachments: they outlive an eviction, not a kill.
    pub sessions: BTreeMap<usize, Session>,
}

/// Why a turn has come to nothing.
pub enum Refused {
    Rejection(Rejection),
    StoreFailed,
}

impl ConversationObject {
    pub fn new(id: ConversationId) -> Self {
        Self { id, stored: Stored::default(), memory: None, life: 0, sessions: BTreeMap::new() }
    }

    /// The memory is gone; with a kill the sockets are, too.
    pub fn end(&mut self, bug: Option<Bug>) {
        self.memory = None;
        self.life += 1;
        if bug == Some(Bug::AlarmNotStored) {
            self.stored.alarm = None;
        }
    }

    /// Makes the memory from the store; what was owed is owed still.
    pub fn load(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) {
        if self.memory.is_some() {
            return;
        }
        let mut state = Conversation::default();
        self.stored.journal.iter().flat_map(|(_, events)| events).for_each(|event| evolve(&mut state, event));
        around.assert(state.broken_invariant());
        if around.bug == Some(Bug::DedupeOnlyInMemory) {
            state.posted.clear();
        }
        let version = match around.bug {
            Some(Bug::VersionStartsAnew) => Version(1),
            _ => Version(around.now.0),
        };
        let told = if around.bug == Some(Bug::ReportNotRepeated) { version } else { Version(0) };
        let counter = state.head().0;
        self.memory = Some(Memory {
            state,
            version,
            told,
            heard: self.stored.heard.clone(),
            is_telling: false,
            asking_desk: None,
            asking_bot: None,
            counter,
        });
        self.resume(around, outs);
    }

    /// Whatever is owed and not on its way.
    pub fn resume(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) {
        for effect in unfinished(&self.state().clone()) {
            self.carry_out(around, &effect, outs);
        }
        self.tell_desk(around, outs);
        self.set_alarm(around);
    }

    pub fn state(&self) -> &Conversation {
        &self.memory.as_ref().unwrap().state
    }

    fn memory(&mut self) -> &mut Memory {
        self.memory.as_mut().unwrap()
    }

    /// One turn: decide, store, evolve, tell. A crash may come before and after each step.
    pub fn turn(
        &mut self,
        around: &mut Surroundings<'_>,
        command: &Command,
        outs: &mut Vec<Out>,
    ) -> Result<Result<Vec<Event>, Refused>, Crashed> {
        self.load(around, outs);
        let mut events = match decide(self.state(), command, around.policy, around.now) {
            Ok(events) => events,
            Err(rejection) => return Ok(Err(Refused::Rejection(rejection))),
        };
        if events.is_empty() {
            return Ok(Ok(events));
        }
        if around.bug == Some(Bug::SeqCountedBeforeAppend) {
            self.renumber(&mut events);
        }
        if around.bug == Some(Bug::ShowBeforeAppend) {
            self.show(&events, outs);
        }
        around.may_crash()?;
        if around.random.chance(around.weather.store_fails) {
            return Ok(Err(Refused::StoreFailed));
        }
        self.append(around, &events, outs)?;
        Ok(Ok(events))
    }

    /// Stores a turn's events and tells of them.
    pub fn append(
        &mut self,
        around: &mut Surroundings<'_>,
        events: &[Event],
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        self.load(around, outs);
        self.stored.journal.push((around.now, events.to_vec()));
        let posted = events.iter().filter_map(|event| match event {
            Event::MessagePosted(message) => Some(message.clone()),
            _ => None,
        });
        self.stored.messages.extend(posted);
        let owed = unfinished(self.state());
        events.iter().for_each(|event| evolve(&mut self.memory().state, event));
        around.assert(self.state().broken_invariant());
        self.touch(around);
        self.set_alarm(around);
        around.may_crash()?;
        for effect in effects(&owed, &self.state().clone(), events) {
            self.carry_out(around, &effect, outs);
        }
        Ok(())
    }

    /// Versions grow over a restart without being stored: the clock does.
    fn touch(&mut self, around: &Surroundings<'_>) {
        let clock = if around.bug == Some(Bug::VersionStartsAnew) { 0 } else { around.now.0 };
        let memory = self.memory();
        memory.version = Version(memory.version.next().0.max(clock));
    }

    fn set_alarm(&mut self, around: &Surroundings<'_>) {
        let deadline = next_deadline(self.state(), around.policy);
        let memory = self.memory();
        let is_behind = memory.told < memory.version || !unfinished(&memory.state).is_empty();
        let retry = is_behind.then(|| around.now.plus_ms(RETRY_MS));
        self.stored.alarm = [deadline, retry].into_iter().flatten().min();
    }

    /// The alarm has come: what is due happens, what failed is tried again.
    pub fn alarm(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) -> Result<(), Crashed> {
        self.load(around, outs);
        let _ = self.turn(around, &Command::Tick, outs)?;
        self.resume(around, outs);
        Ok(())
    }

    /// The visitor has come or gone, or an agent looks on.
    pub fn sessions_changed(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) {
        self.load(around, outs);
        self.touch(around);
        self.carry_out(around, &Effect::ShowView, outs);
        self.carry_out(around, &Effect::TellDesk, outs);
        self.set_alarm(around);
    }

    fn carry_out(&mut self, around: &mut Surroundings<'_>, effect: &Effect, outs: &mut Vec<Out>) {
        match effect {
            Effect::ShowMessage(message) => {
                self.to_all(outs, |role| Some(ServerFrame::Message(message_for(message, role))))
            }
            Effect::ShowNote(note) => {
                self.to_all(outs, |role| (role == Role::Agent).then(|| ServerFrame::Note(note.clone())))
            }
            Effect::ShowView => {
                self.show_view(around, outs);
            }
            Effect::TellDesk => self.tell_desk(around, outs),
            Effect::AskDesk { handover } if self.memory().asking_desk != Some(*handover) => {
                self.memory().asking_desk = Some(*handover);
                let summary = Box::new(self.summary(around));
                outs.push(Out::CallDesk(Question::Report { summary, asks: Some(*handover) }));
            }
            Effect::AskBot { epoch, question } if self.memory().asking_bot != Some((*epoch, *question)) => {
                self.memory().asking_bot = Some((*epoch, *question));
                outs.push(Out::AskBot { epoch: *epoch, question: *question });
            }
            Effect::AskDesk { .. } | Effect::AskBot { .. } => {}
        }
    }

    /// One report at a time; what changes meanwhile goes with the next one.
    fn tell_desk(&mut self, around: &mut Surroundings<'_>, outs: &mut Vec<Out>) {
        let memory = self.memory();
        if memory.is_telling || memory.told >= memory.version {
            return;
        }
        memory.is_telling = true;
        if around.bug == Some(Bug::ReportNotRepeated) {
            memory.told = memory.version;
        }
        let summary = Box::new(self.summary(around));
        outs.push(Out::CallDesk(Question::Report { summary, asks: None }));
    }

    /// The desk has answered a report, or the call has failed.
    pub fn reported(
        &mut self,
        around: &mut Surroundings<'_>,
        version: Version,
        asks: Option<HandoverId>,
        answer: Option<Reported>,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        match asks {
            Some(_) => self.memory().asking_desk = None,
            None => self.memory().is_telling = false,
        }
        if let Some(answer) = answer {
            let memory = self.memory();
            memory.told = memory.told.max(version);
            let opens_at = answer.notice.opens_at;
            self.hear(around, answer.version, answer.notice, outs)?;
            if let (Some(handover), Some(answer)) = (asks, answer.answer) {
                let _ = self.turn(around, &Command::DeskAnswered { handover, answer, opens_at }, outs)?;
            }
            self.tell_desk(around, outs);
        }
        self.set_alarm(around);
        Ok(())
    }

    /// A word of the desk: whole and versioned, so an older one is late.
    pub fn hear(
        &mut self,
        around: &mut Surroundings<'_>,
        version: Version,
        notice: Notice,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        self.load(around, outs);
        if version < self.memory().heard.0 {
            return Ok(());
        }
        let is_new = self.memory().heard.1 != notice;
        self.memory().heard = (version, notice.clone());
        if is_new {
            self.stored.heard = (version, notice.clone());
            self.touch(around);
            self.carry_out(around, &Effect::ShowView, outs);
        }
        if let Some(turned) = notice.turned_away {
            let _ = self.turn(around, &Command::TurnedAway(turned), outs)?;
        }
        if let Some(agent) = notice.lost_agent {
            let _ = self.turn(around, &Command::AgentLost(agent), outs)?;
        }
        self.set_alarm(around);
        Ok(())
    }

    /// The bot has answered.
    pub fn bot_replied(
        &mut self,
        around: &mut Surroundings<'_>,
        reply: BotReply,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        self.load(around, outs);
        let asked = (reply.epoch, reply.question);
        if around.bug == Some(Bug::EpochCheckedOnlyBeforeTheAwait) {
            let message = super::calls::unfenced(self.state(), &reply, around.now);
            return self.append(around, &[Event::MessagePosted(message)], outs);
        }
        let _ = self.turn(around, &Command::BotReplied(reply), outs)?;
        if self.memory().asking_bot == Some(asked) {
            self.memory().asking_bot = None;
        }
        self.set_alarm(around);
        Ok(())
    }

    pub fn view(&self, around: &Surroundings<'_>, role: Role) -> View {
        view(self.state(), &self.audience(around), role)
    }

    pub fn summary(&self, around: &Surroundings<'_>) -> Summary {
        summary(self.state(), &self.audience(around))
    }

    fn audience<'a>(&'a self, around: &'a Surroundings<'_>) -> Audience<'a> {
        let memory = self.memory.as_ref().unwrap();
        Audience {
            id: &self.id,
            policy: around.policy,
            notice: &memory.heard.1,
            seen: &self.stored.seen,
            // Who else looks on is the shell's; the world's pages come and go too fast to wait for it.
            viewers: &[],
            is_visitor_online: self.sessions.values().any(|it| it.is_greeted && it.role() == Role::Visitor),
            version: memory.version,
        }
    }

    /// What can be seen apart from messages, to both sides.
    pub fn show_view(&self, around: &Surroundings<'_>, outs: &mut Vec<Out>) {
        self.to_all(outs, |role| Some(ServerFrame::View(Box::new(self.view(around, role)))));
    }

    fn show(&self, events: &[Event], outs: &mut Vec<Out>) {
        for event in events {
            if let Event::MessagePosted(message) = event {
                self.to_all(outs, |role| Some(ServerFrame::Message(message_for(message, role))));
            }
        }
    }

    fn to_all(&self, outs: &mut Vec<Out>, frame: impl Fn(Role) -> Option<ServerFrame>) {
        for role in [Role::Visitor, Role::Agent] {
            let Some(text) = frame(role).map(|frame| frame.to_json()) else { continue };
            let sockets = self.sessions.iter().filter(|(_, it)| it.is_greeted && it.role() == role);
            outs.extend(sockets.map(|(socket, _)| Out::Send { socket: *socket, text: text.clone() }));
        }
    }

    fn renumber(&mut self, events: &mut [Event]) {
        for event in events {
            if let Event::MessagePosted(message) = event {
                self.memory().counter += 1;
                message.seq = Seq(self.memory().counter);
            }
        }
    }
}
