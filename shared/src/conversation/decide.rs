//! The one place that decides what may happen to a conversation. Leaves below compute and return.

use crate::conversation::command::{AgentCommand, BotReply, Command, Reply, VisitorCommand};
use crate::conversation::event::{Event, HandoverEnd, HandoverReason, Note, OfflineMessage};
use crate::conversation::state::{Conversation, Phase, PosterKey};
use crate::escalation::asks_for_human;
use crate::ids::{ClientId, HandoverId, Seq, VisitorId};
use crate::limits::{DESK_ANSWER_MS_MAX, MESSAGES_MAX};
use crate::message::{AgentRef, Message, Notice, RichText, Sender, Source};
use crate::policy::{AfterEnd, Policy};
use crate::rejection::Rejection;
use crate::time::Timestamp;

/// What a command makes happen now: events to store, or the reason why not. No events: it has happened before.
///
/// # Errors
/// A [`Rejection`] when the state does not allow it.
pub fn decide(
    state: &Conversation,
    command: &Command,
    policy: &Policy,
    now: Timestamp,
) -> Result<Vec<Event>, Rejection> {
    let turn = Turn { state, policy, now };
    if !matches!(command, Command::Start { .. }) && state.visitor.is_none() {
        return Err(Rejection::NotFound);
    }
    match command {
        Command::Start { visitor, page } => Ok(turn.start(visitor, page.as_deref())),
        Command::Visitor(VisitorCommand::Post { client_id, text }) => turn.visitor_posts(client_id, text),
        Command::Visitor(VisitorCommand::RequestHuman) => turn.visitor_requests(),
        Command::Visitor(VisitorCommand::CancelRequest) => turn.visitor_cancels(),
        Command::Visitor(VisitorCommand::LeaveOfflineMessage { name, email, message }) => {
            turn.offline_message(name, email, message)
        }
        Command::Agent(agent, AgentCommand::Accept) => turn.accept(agent),
        Command::Agent(agent, AgentCommand::TakeOver) => turn.take_over(agent),
        Command::Agent(agent, AgentCommand::Post { client_id, body }) => {
            turn.agent_posts(agent, client_id, body)
        }
        Command::Agent(agent, AgentCommand::Transfer { to, is_available, note }) => {
            turn.transfer(agent, to, *is_available, note.as_deref())
        }
        Command::Agent(agent, AgentCommand::HandBack) => turn.hand_back(agent),
        Command::Agent(agent, AgentCommand::End) => turn.end(agent),
        Command::DeskAnswered { handover, queued } => turn.desk_answered(*handover, *queued),
        Command::BotReplied(reply) => turn.bot_replied(reply),
        Command::Tick => Ok(turn.tick()),
    }
}

struct Turn<'a> {
    state: &'a Conversation,
    policy: &'a Policy,
    now: Timestamp,
}

impl Turn<'_> {
    fn start(&self, visitor: &VisitorId, page: Option<&str>) -> Vec<Event> {
        if self.state.visitor.is_some() {
            return Vec::new();
        }
        let mut greeting = self.message(1, Sender::Bot, self.said(&self.policy.texts.greeting, None));
        greeting.chips.clone_from(&self.policy.greeting_chips);
        vec![
            Event::ConversationStarted {
                visitor: visitor.clone(),
                page: page.map(str::to_owned),
                at: self.now,
            },
            Event::MessagePosted(greeting),
        ]
    }

    fn visitor_posts(&self, client_id: &ClientId, text: &str) -> Result<Vec<Event>, Rejection> {
        if self.is_known(PosterKey::Visitor, client_id) {
            return Ok(Vec::new());
        }
        self.has_room()?;
        let is_over = matches!(self.state.phase, Phase::Resolved { .. } | Phase::AwaitingFollowUp { .. });
        let mut events = Vec::new();
        if is_over {
            events.push(Event::ConversationReopened { at: self.now });
        }
        let mut message = self.message(1, Sender::Visitor, RichText::plain(text));
        message.client_id = Some(client_id.clone());
        events.push(Event::MessagePosted(message));
        let bot_listens = is_over || self.state.phase == Phase::Bot;
        if bot_listens && self.policy.ask_in_words && asks_for_human(text) {
            events.push(self.requested(HandoverReason::VisitorWords));
        }
        Ok(events)
    }

    fn visitor_requests(&self) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Bot if self.state.offers_human(self.policy) => {
                self.has_room()?;
                Ok(vec![self.requested(HandoverReason::VisitorButton)])
            }
            Phase::Bot => Err(Rejection::NotOfferedYet),
            // A second press is the same request.
            Phase::Requested(_) | Phase::Queued(_) | Phase::OfflineForm(_) | Phase::Assigned { .. } => {
                Ok(Vec::new())
            }
            Phase::AwaitingFollowUp { .. } | Phase::Resolved { .. } => Err(Rejection::NotOfferedYet),
        }
    }

    fn visitor_cancels(&self) -> Result<Vec<Event>, Rejection> {
        if self.state.handover().is_none() {
            return Err(Rejection::NotWaiting { owner: self.state.owner_in_words() });
        }
        let text = self.said(&self.policy.texts.cancelled, None);
        Ok(self.handover_ends(HandoverEnd::Cancelled, Notice::Cancelled, text))
    }

    fn offline_message(&self, name: &str, email: &str, message: &str) -> Result<Vec<Event>, Rejection> {
        if !matches!(self.state.phase, Phase::OfflineForm(_)) {
            return Err(Rejection::NoOfflineForm);
        }
        let text = self.policy.texts.offline_stored.replace("{email}", email);
        let mut events =
            self.handover_ends(HandoverEnd::OfflineMessage, Notice::OfflineStored, self.said(&text, None));
        events.push(Event::OfflineMessageLeft(OfflineMessage {
            name: name.to_owned(),
            email: email.to_owned(),
            message: message.to_owned(),
            at: self.now,
        }));
        Ok(events)
    }

    fn accept(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Queued(_) | Phase::AwaitingFollowUp { .. } => Ok(self.joins(agent)),
            Phase::Assigned { agent: owner, .. } if owner.id == agent.id => Ok(Vec::new()),
            _ => Err(Rejection::NotWaiting { owner: self.state.owner_in_words() }),
        }
    }

    fn take_over(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Bot => {
                let mut events = vec![self.requested(HandoverReason::AgentTakeover)];
                events.push(self.ended(HandoverEnd::Accepted, self.state.handovers.saturating_add(1)));
                events.extend(self.joins_without_end(agent));
                Ok(events)
            }
            Phase::Assigned { agent: owner, .. } if owner.id == agent.id => Ok(Vec::new()),
            _ => Err(Rejection::NotInBotMode { owner: self.state.owner_in_words() }),
        }
    }

    fn agent_posts(
        &self,
        agent: &AgentRef,
        client_id: &ClientId,
        body: &RichText,
    ) -> Result<Vec<Event>, Rejection> {
        if self.is_known(PosterKey::Agent(agent.id.clone()), client_id) {
            return Ok(Vec::new());
        }
        self.is_owned_by(agent)?;
        self.has_room()?;
        let mut message = self.message(1, Sender::Agent(agent.clone()), body.clone());
        message.client_id = Some(client_id.clone());
        Ok(vec![Event::MessagePosted(message)])
    }

    fn transfer(
        &self,
        from: &AgentRef,
        to: &AgentRef,
        is_available: bool,
        note: Option<&str>,
    ) -> Result<Vec<Event>, Rejection> {
        self.is_owned_by(from)?;
        if from.id == to.id {
            return Err(Rejection::SameAgent);
        }
        if !is_available {
            return Err(Rejection::AgentUnavailable { name: to.name.clone() });
        }
        let text = self.said(&self.policy.texts.transferred, Some(&to.name));
        let mut events = vec![
            Event::ConversationTransferred { from: from.clone(), to: to.clone(), at: self.now },
            Event::MessagePosted(self.message(1, Sender::System { notice: Notice::Transferred }, text)),
        ];
        if let Some(note) = note {
            let note = Note {
                after: self.state.head().next(),
                author: from.clone(),
                text: note.to_owned(),
                at: self.now,
            };
            events.push(Event::NoteAdded(note));
        }
        Ok(events)
    }

    fn hand_back(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        self.is_owned_by(agent)?;
        let text = self.said(&self.policy.texts.handed_back, None);
        Ok(vec![
            Event::HandedBack { agent: agent.clone(), at: self.now },
            Event::MessagePosted(self.message(1, Sender::System { notice: Notice::HandedBack }, text)),
        ])
    }

    fn end(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        // A message that waits for follow-up may be closed by whoever has dealt with it.
        if !matches!(self.state.phase, Phase::AwaitingFollowUp { .. }) {
            self.is_owned_by(agent)?;
        }
        match self.policy.after_end {
            AfterEnd::ReturnToBot if self.state.agent().is_some() => self.hand_back(agent),
            _ => {
                let text = self.said(&self.policy.texts.ended, Some(&agent.name));
                let message = self.message(1, Sender::System { notice: Notice::Ended }, text);
                Ok(vec![
                    Event::MessagePosted(message),
                    Event::ConversationResolved { agent: agent.clone(), at: self.now },
                ])
            }
        }
    }

    fn desk_answered(&self, handover: HandoverId, queued: bool) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Requested(open) if open.id == handover => Ok(self.placed(queued)),
            _ => Err(Rejection::Stale),
        }
    }

    fn placed(&self, queued: bool) -> Vec<Event> {
        let texts = &self.policy.texts;
        let (event, notice, text) = if queued {
            (Event::HandoverQueued { at: self.now }, Notice::Waiting, &texts.waiting)
        } else {
            (Event::OfflineFormOpened { at: self.now }, Notice::NoOperator, &texts.no_operator)
        };
        let message = self.message(1, Sender::System { notice }, self.said(text, None));
        vec![event, Event::MessagePosted(message)]
    }

    fn bot_replied(&self, reply: &BotReply) -> Result<Vec<Event>, Rejection> {
        let is_owed = self.state.bot_turns.iter().any(|turn| turn.question == reply.question);
        if reply.epoch != self.state.epoch || self.state.phase != Phase::Bot || !is_owed {
            return Err(Rejection::Stale);
        }
        let (body, sources, chips, offers_human) = match &reply.reply {
            Reply::Answer { body, sources, chips } => (body.clone(), sources.clone(), chips.clone(), false),
            Reply::Unknown { chips } => {
                (self.said(&self.policy.texts.bot_unknown, None), Vec::new(), chips.clone(), true)
            }
            Reply::Failed => (self.said(&self.policy.texts.bot_failed, None), Vec::new(), Vec::new(), true),
        };
        Ok(vec![self.bot_says(1, reply.question, body, sources, chips, offers_human)])
    }

    /// Everything whose time has come, each once: the state that it leaves has no deadline at or before now.
    fn tick(&self) -> Vec<Event> {
        let policy = self.policy;
        match &self.state.phase {
            Phase::Requested(open) if self.is_over(open.since, DESK_ANSWER_MS_MAX) => self.placed(false),
            Phase::Queued(open) if self.is_over(open.since, policy.wait_ms_max) => {
                let text = self.said(&policy.texts.timed_out, None);
                self.handover_ends(HandoverEnd::TimedOut, Notice::TimedOut, text)
            }
            Phase::OfflineForm(open) if self.is_over(open.since, policy.offline_form_ms_max) => {
                let text = self.said(&policy.texts.timed_out, None);
                self.handover_ends(HandoverEnd::TimedOut, Notice::TimedOut, text)
            }
            Phase::Bot => {
                let late = self
                    .state
                    .bot_turns
                    .iter()
                    .filter(|turn| self.is_over(turn.asked_at, policy.bot_answer_ms_max));
                let failed = self.said(&policy.texts.bot_failed, None);
                let answers = late.zip(1..).map(|(turn, nth)| {
                    self.bot_says(nth, turn.question, failed.clone(), Vec::new(), Vec::new(), true)
                });
                answers.collect()
            }
            _ => Vec::new(),
        }
    }

    // Leaves.

    fn is_over(&self, since: Timestamp, duration_ms: u64) -> bool {
        self.now >= since.plus_ms(duration_ms)
    }

    fn is_known(&self, poster: PosterKey, client_id: &ClientId) -> bool {
        self.state.posted_as(poster, client_id).is_some()
    }

    fn has_room(&self) -> Result<(), Rejection> {
        // Room is kept for the system's own messages: a full conversation must still be able to end.
        let is_full = self.state.messages.len().saturating_add(100) >= MESSAGES_MAX;
        if is_full { Err(Rejection::ConversationFull) } else { Ok(()) }
    }

    fn is_owned_by(&self, agent: &AgentRef) -> Result<(), Rejection> {
        if self.state.agent().is_some_and(|owner| owner.id == agent.id) {
            return Ok(());
        }
        Err(Rejection::NotOwner { owner: self.state.owner_in_words() })
    }

    fn said(&self, template: &str, agent: Option<&str>) -> RichText {
        RichText::plain(&self.policy.fill(template, agent))
    }

    /// The `nth` message of this turn.
    fn message(&self, nth: u64, sender: Sender, body: RichText) -> Message {
        Message {
            seq: Seq(self.state.head().0.saturating_add(nth)),
            at: self.now,
            sender,
            body,
            client_id: None,
            answers: None,
            sources: Vec::new(),
            offers_human: false,
            chips: Vec::new(),
        }
    }

    fn bot_says(
        &self,
        nth: u64,
        question: Seq,
        body: RichText,
        sources: Vec<Source>,
        chips: Vec<String>,
        offers_human: bool,
    ) -> Event {
        let message = self.message(nth, Sender::Bot, body);
        Event::MessagePosted(Message { answers: Some(question), sources, chips, offers_human, ..message })
    }

    fn requested(&self, reason: HandoverReason) -> Event {
        Event::HandoverRequested {
            handover: HandoverId(self.state.handovers.saturating_add(1)),
            department: self.policy.department.clone(),
            reason,
            at: self.now,
        }
    }

    fn ended(&self, end: HandoverEnd, handover: u64) -> Event {
        Event::HandoverEnded { handover: HandoverId(handover), end, at: self.now }
    }

    fn handover_ends(&self, end: HandoverEnd, notice: Notice, text: RichText) -> Vec<Event> {
        vec![
            self.ended(end, self.state.handovers),
            Event::MessagePosted(self.message(1, Sender::System { notice }, text)),
        ]
    }

    fn joins(&self, agent: &AgentRef) -> Vec<Event> {
        let ended = self.state.handover().map(|open| self.ended(HandoverEnd::Accepted, open.id.0));
        ended.into_iter().chain(self.joins_without_end(agent)).collect()
    }

    fn joins_without_end(&self, agent: &AgentRef) -> [Event; 2] {
        let text = self.said(&self.policy.texts.agent_joined, Some(&agent.name));
        [
            Event::AgentAssigned { agent: agent.clone(), at: self.now },
            Event::MessagePosted(self.message(1, Sender::System { notice: Notice::AgentJoined }, text)),
        ]
    }
}
