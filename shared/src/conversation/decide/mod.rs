//! The one place that decides what may happen to a conversation. The leaves, by who asks, compute and return.

mod agent;
mod bot;
mod desk;
mod forms;
mod questions;
mod rules;
mod told;
mod visitor;

use crate::conversation::command::{AgentCommand, Command, VisitorCommand};
use crate::conversation::event::{Event, HandoverEnd, HandoverReason};
use crate::conversation::state::{Conversation, PosterKey};
use crate::files::FileCard;
use crate::ids::{ClientId, DepartmentId, HandoverId, Seq};
use crate::limits::{FILES_PER_MESSAGE_MAX, MESSAGES_MAX};
use crate::message::{AgentRef, Message, Notice, RichText, Sender};
use crate::policy::Policy;
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
        Command::Start { visitor, page, language, department } => {
            Ok(turn.start(visitor, page.as_deref(), language.as_deref(), department.as_ref()))
        }
        Command::Identify(identity) => turn.identifies(identity),
        Command::Visitor(command) => turn.visitor(command),
        Command::Agent(agent, AgentCommand::Accept) => turn.accept(agent),
        Command::Agent(agent, AgentCommand::TakeOver) => turn.take_over(agent),
        Command::Agent(agent, AgentCommand::Post { client_id, body, files }) => {
            turn.agent_posts(agent, client_id, body, files)
        }
        Command::Agent(agent, AgentCommand::Transfer { to, is_available, note }) => {
            turn.transfer(agent, to, *is_available, note.as_deref())
        }
        Command::Agent(
            agent,
            AgentCommand::TransferToDepartment { department, name, is_available, note },
        ) => turn.transfer_to_department(agent, department, name, *is_available, note.as_deref()),
        Command::Agent(agent, AgentCommand::Note { client_id, text }) => turn.note(agent, client_id, text),
        Command::Agent(_, AgentCommand::Mark { tags, priority }) => Ok(turn.mark(tags, *priority)),
        Command::Agent(agent, AgentCommand::HandBack) => turn.hand_back(agent),
        Command::Agent(agent, AgentCommand::End) => turn.end(agent),
        Command::DeskAnswered { handover, answer, opens_at } => {
            turn.desk_answered(*handover, answer, *opens_at)
        }
        Command::TurnedAway(turned) => turn.turned_away(turned),
        Command::AgentLost(agent) => turn.agent_lost(agent),
        Command::BotReplied(reply) => turn.bot_replied(reply),
        Command::Tick => Ok(turn.tick()),
    }
}

impl Turn<'_> {
    fn visitor(&self, command: &VisitorCommand) -> Result<Vec<Event>, Rejection> {
        match command {
            VisitorCommand::Post { client_id, text, files } => self.visitor_posts(client_id, text, files),
            VisitorCommand::RequestHuman => self.visitor_requests(),
            VisitorCommand::CallHuman { department, reason } => {
                self.page_calls(department.as_ref(), reason.as_deref())
            }
            VisitorCommand::CancelRequest => self.visitor_cancels(),
            VisitorCommand::OpenOfflineForm => self.opens_offline_form(),
            VisitorCommand::LeaveOfflineMessage { name, email, message } => {
                self.offline_message(name, email, message)
            }
            VisitorCommand::SubmitForm(submitted) => self.submits(submitted),
            VisitorCommand::Rate { score, comment } => self.rates(*score, comment),
            VisitorCommand::SetAttributes(attributes) => self.sets_attributes(attributes),
            VisitorCommand::ViewPage { url, title } => self.views_page(url, title),
            VisitorCommand::Track { client_id, name, properties } => self.tracks(client_id, name, properties),
            VisitorCommand::SetDepartment(department) => self.sets_department(department),
        }
    }
}

struct Turn<'a> {
    state: &'a Conversation,
    policy: &'a Policy,
    now: Timestamp,
}

// What the leaves have in common.
impl Turn<'_> {
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

    fn can_carry(&self, files: &[FileCard]) -> Result<(), Rejection> {
        let is_over = files.len() > FILES_PER_MESSAGE_MAX;
        if is_over { Err(Rejection::TooManyFiles { files_max: FILES_PER_MESSAGE_MAX }) } else { Ok(()) }
    }

    fn said(&self, template: &str, agent: Option<&str>) -> RichText {
        RichText::plain(&self.policy.fill(template, agent))
    }

    /// The `nth` message of this turn.
    fn message(&self, nth: u64, sender: Sender, body: RichText) -> Message {
        Message::new(Seq(self.state.head().0.saturating_add(nth)), self.now, sender, body)
    }

    /// A system message, the first of this turn.
    fn tells(&self, notice: Notice, template: &str, agent: Option<&str>) -> Event {
        Event::MessagePosted(self.message(1, Sender::System { notice }, self.said(template, agent)))
    }

    fn requested(&self, reason: HandoverReason) -> Event {
        self.requested_from(self.state.department(self.policy), reason)
    }

    fn requested_from(&self, department: &DepartmentId, reason: HandoverReason) -> Event {
        Event::HandoverRequested {
            handover: HandoverId(self.state.handovers.saturating_add(1)),
            department: department.clone(),
            reason,
            is_front: reason == HandoverReason::AgentLost,
            at: self.now,
        }
    }

    fn ended(&self, end: HandoverEnd, handover: u64) -> Event {
        Event::HandoverEnded { handover: HandoverId(handover), end, at: self.now }
    }

    fn handover_ends(&self, end: HandoverEnd, notice: Notice, template: &str) -> Vec<Event> {
        vec![self.ended(end, self.state.handovers), self.tells(notice, template, None)]
    }

    fn joins(&self, agent: &AgentRef) -> Vec<Event> {
        let ended = self.state.handover().map(|open| self.ended(HandoverEnd::Accepted, open.id.0));
        ended.into_iter().chain(self.joins_without_end(agent)).collect()
    }

    fn joins_without_end(&self, agent: &AgentRef) -> [Event; 2] {
        [
            Event::AgentAssigned { agent: agent.clone(), at: self.now },
            self.tells(Notice::AgentJoined, &self.policy.texts.agent_joined, Some(&agent.name)),
        ]
    }
}
