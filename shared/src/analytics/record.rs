//! What analytics keeps of one conversation: the fold of its events. Whole and versioned, so that a record may be sent
//! again or overtake another (docs/decisions/0002).

use serde::{Deserialize, Serialize};

use super::handover::{Ended, HandoverRecord, Rated, Span, SpanEnd};
use crate::conversation::{Event, HandoverReason};
use crate::ids::{ConversationId, DepartmentId, Version, VisitorId};
use crate::limits::{BOT_PAUSE_MS_MAX, RECORD_HANDOVERS_MAX, RECORD_SPANS_MAX};
use crate::message::{AgentRef, Message, Sender};
use crate::time::Timestamp;

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationRecord {
    /// Which.
    pub conversation: ConversationId,
    /// Events folded: of two records of one conversation the higher version is the later.
    pub version: Version,
    /// Where its requests go that nothing sends elsewhere.
    pub department: DepartmentId,
    /// Who visits.
    #[serde(default)]
    pub visitor: Option<VisitorId>,
    /// When the chat was opened.
    #[serde(default)]
    pub started_at: Timestamp,
    /// When the visitor wrote for the first time.
    #[serde(default)]
    pub chatted_at: Option<Timestamp>,
    /// All handovers, oldest first; at most [`RECORD_HANDOVERS_MAX`].
    #[serde(default)]
    pub handovers: Vec<HandoverRecord>,
    /// There were more handovers than a record holds: what comes after is not kept.
    #[serde(default)]
    pub is_cut: bool,
    /// Bot time since the last handover, in milliseconds; see [`HandoverRecord::bot_ms`].
    #[serde(default)]
    pub bot_ms: u64,
    /// The last message of visitor or bot while the bot owns.
    #[serde(default)]
    pub bot_last_at: Option<Timestamp>,
}

impl ConversationRecord {
    /// A conversation in which nothing has happened. `department` is its policy's.
    pub fn new(conversation: ConversationId, department: DepartmentId) -> Self {
        Self {
            conversation,
            version: Version(0),
            department,
            visitor: None,
            started_at: Timestamp(0),
            chatted_at: None,
            handovers: Vec::new(),
            is_cut: false,
            bot_ms: 0,
            bot_last_at: None,
        }
    }

    /// Takes in one event. Total, like the conversation's own `evolve`.
    pub fn evolve(&mut self, event: &Event) {
        self.version = self.version.next();
        match event {
            Event::ConversationStarted { visitor, at, .. } => {
                self.visitor = Some(visitor.clone());
                self.started_at = *at;
            }
            Event::MessagePosted(message) => self.post(message),
            Event::HandoverRequested { handover, department, reason, at, .. } => {
                if *reason == HandoverReason::Transfer {
                    self.release(SpanEnd::TransferredToDepartment, *at);
                }
                let bot_ms = std::mem::take(&mut self.bot_ms);
                self.bot_last_at = None;
                self.is_cut |= self.handovers.len() >= RECORD_HANDOVERS_MAX;
                if !self.is_cut {
                    let record = HandoverRecord::new(*handover, department.clone(), *reason, *at, bot_ms);
                    self.handovers.push(record);
                }
            }
            Event::HandoverQueued { at, .. } => {
                self.last(|last| last.queued_at = last.queued_at.or(Some(*at)))
            }
            Event::HandoverRerouted { department, .. } => {
                self.last(|last| last.department.clone_from(department))
            }
            Event::HandoverEnded { end, at, .. } => {
                self.last(|last| last.ended = Some(Ended { how: *end, at: *at }));
            }
            Event::AgentAssigned { agent, at } => self.assign(agent, *at),
            Event::ConversationTransferred { to, at, .. } => {
                self.release(SpanEnd::TransferredToAgent, *at);
                self.assign(to, *at);
            }
            Event::AgentLost { at, .. } => self.release(SpanEnd::AgentLost, *at),
            Event::HandedBack { at, .. } => self.release(SpanEnd::HandedBack, *at),
            Event::ConversationResolved { at, .. } => self.release(SpanEnd::Resolved, *at),
            Event::RatingGiven(rating) => {
                let rated = Rated { score: rating.score, agent: rating.agent.clone(), at: rating.at };
                let of = self.handovers.iter_mut().find(|handover| handover.id == rating.handover);
                of.into_iter().for_each(|handover| handover.rating = Some(rated.clone()));
            }
            Event::VisitorIdentified { .. }
            | Event::OfflineFormOpened { .. }
            | Event::OfflineMessageLeft(_)
            | Event::ConversationMarked { .. }
            | Event::AttributesSet { .. }
            | Event::PageViewed(_)
            | Event::ActionTracked { .. }
            | Event::DepartmentChosen { .. }
            | Event::HumanCalled { .. }
            | Event::NoteAdded(_)
            | Event::FormOpened { .. }
            | Event::FormClosed { .. }
            | Event::FormSubmitted(_)
            | Event::QuestionsBegun { .. }
            | Event::QuestionAnswered { .. }
            | Event::RulesAsked(_)
            | Event::ConversationReopened { .. } => {}
        }
    }

    fn last(&mut self, change: impl FnOnce(&mut HandoverRecord)) {
        if let Some(last) = self.handovers.last_mut().filter(|_| !self.is_cut) {
            change(last);
        }
    }

    fn assign(&mut self, agent: &AgentRef, at: Timestamp) {
        self.last(|last| {
            if last.spans.len() < RECORD_SPANS_MAX {
                last.spans.push(Span {
                    agent: agent.clone(),
                    from: at,
                    first_reply_at: None,
                    released: None,
                });
            }
        });
    }

    fn release(&mut self, how: SpanEnd, at: Timestamp) {
        self.last(|last| {
            if let Some(span) = last.open_span_mut() {
                span.released = Some((how, at));
            }
        });
    }

    /// Whether the bot owns: no request is open and no agent has it. A message in any other phase than these is
    /// preceded by an event that ends the phase.
    fn is_with_bot(&self) -> bool {
        self.handovers.last().is_none_or(|last| last.ended.is_some() && last.open_span().is_none())
    }

    fn post(&mut self, message: &Message) {
        let is_with_bot = self.is_with_bot();
        match &message.sender {
            Sender::Visitor => {
                self.chatted_at = self.chatted_at.or(Some(message.at));
                if is_with_bot {
                    self.talks_with_bot(message.at);
                }
            }
            // The greeting is no talk: that begins with the visitor's first message.
            Sender::Bot if is_with_bot && self.bot_last_at.is_some() => self.talks_with_bot(message.at),
            Sender::Bot => self.last(|last| {
                let is_talking_over = u32::from(last.open_span().is_some());
                last.bot_messages = last.bot_messages.saturating_add(is_talking_over);
            }),
            Sender::Agent(agent) => self.last(|last| {
                if let Some(span) = last.open_span_mut().filter(|span| span.agent.id == agent.id) {
                    span.first_reply_at = span.first_reply_at.or(Some(message.at));
                }
            }),
            Sender::System { .. } => {}
        }
    }

    fn talks_with_bot(&mut self, at: Timestamp) {
        let pause_ms =
            self.bot_last_at.map(|last| at.since_ms(last)).filter(|pause| *pause <= BOT_PAUSE_MS_MAX);
        self.bot_ms = self.bot_ms.saturating_add(pause_ms.unwrap_or_default());
        self.bot_last_at = Some(at);
    }
}
