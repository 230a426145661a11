//! The only place that decides who sees what.

use crate::conversation::{Conversation, Phase};
use crate::desk::{Notice, Summary};
use crate::ids::{ConversationId, Version};
use crate::limits::EXCERPT_CHARS_MAX;
use crate::message::{AgentRef, Message, Sender};
use crate::policy::Policy;
use crate::protocol::server_frame::{HandoverButton, PhaseName, Role, View, VisitorCard};
use crate::seen::Seen;
use crate::text::excerpt;
use crate::time::Timestamp;

/// What a projection is made from.
#[derive(Debug, Clone)]
pub struct Audience<'a> {
    /// Which conversation.
    pub id: &'a ConversationId,
    /// Its rules.
    pub policy: &'a Policy,
    /// What the desk has told last.
    pub notice: &'a Notice,
    /// Whether the visitor's page is open.
    pub is_visitor_online: bool,
    /// Of what is shown.
    pub version: Version,
    /// What each side has seen.
    pub seen: &'a Seen,
    /// Agents who look at it, each once.
    pub viewers: &'a [AgentRef],
}

/// A message as one side may see it: the sender's own name for it is nobody else's business.
pub fn message_for(message: &Message, role: Role) -> Message {
    let is_own_side =
        matches!((&message.sender, role), (Sender::Visitor, Role::Visitor) | (Sender::Agent(_), Role::Agent));
    Message { client_id: message.client_id.clone().filter(|_| is_own_side), ..message.clone() }
}

/// What one side sees of a conversation apart from its messages.
pub fn view(state: &Conversation, facts: &Audience<'_>, role: Role) -> View {
    let is_agent = role == Role::Agent;
    let is_queued = matches!(state.phase, Phase::Queued(_));
    View {
        version: facts.version,
        phase: phase_name(state),
        since: since(state),
        agent_name: state.agent().map(|agent| agent.name.clone()),
        agent_id: state.agent().filter(|_| is_agent).map(|agent| agent.id.clone()),
        position: facts.notice.position.filter(|_| is_queued),
        wait: facts.notice.wait.filter(|_| is_queued),
        opens_at: facts.notice.opens_at,
        asks_rating: !is_agent && facts.policy.asks_rating && state.rating_due.is_some(),
        button: button(state, facts).filter(|_| !is_agent),
        seen: facts.seen.by_other_side_of(role),
        is_available: (!is_agent).then_some(facts.notice.is_available),
        is_bot_typing: !state.bot_turns.is_empty(),
        card: is_agent.then(|| card(state, facts)),
    }
}

fn button(state: &Conversation, facts: &Audience<'_>) -> Option<HandoverButton> {
    let label = if facts.notice.is_available {
        HandoverButton::RequestHuman
    } else {
        HandoverButton::LeaveOfflineMessage
    };
    state.offers_human(facts.policy).then_some(label)
}

fn card(state: &Conversation, facts: &Audience<'_>) -> VisitorCard {
    VisitorCard {
        name: visitor_name(state, facts.id),
        is_online: facts.is_visitor_online,
        identity: state.identity.clone(),
        page: state.page.clone(),
        started_at: state.started_at,
        department: state.department(facts.policy).clone(),
        priority: state.priority,
        tags: state.tags.clone(),
        language: state.language.clone(),
        viewers: facts.viewers.to_vec(),
        unanswered_since: unanswered_since(state),
        ratings: state.ratings.clone(),
        reason: state.last_reason,
        bot_answers: state.bot_answers,
        offline_message: state.offline_message.clone(),
        attributes: state.told.attributes.clone(),
        pages: state.told.pages.iter().cloned().collect(),
        tracked: state.told.tracked.iter().cloned().collect(),
        called_because: state.told.reason.clone(),
    }
}

/// What the desk's list shows.
pub fn summary(state: &Conversation, facts: &Audience<'_>) -> Summary {
    // What a system message tells the phase tells too: a row shows what was said.
    let (last_sender, last_words) = last_said(state);
    Summary {
        conversation: facts.id.clone(),
        version: facts.version,
        phase: phase_name(state),
        agent: state.agent().cloned(),
        handover: state.handover().map(|open| open.id),
        is_front: state.handover().is_some_and(|open| open.is_front),
        reason: state.last_reason,
        department: state.department(facts.policy).clone(),
        previous_agent: state
            .last_agent
            .as_ref()
            .map(|agent| agent.id.clone())
            .filter(|_| state.agent().is_none()),
        priority: state.priority,
        language: state.language.clone(),
        tags: state.tags.clone(),
        visitor: visitor_name(state, facts.id),
        excerpt: excerpt(&last_words, EXCERPT_CHARS_MAX),
        last_sender: last_sender.to_owned(),
        last_at: state.messages.last().map(|message| message.at).unwrap_or(state.started_at),
        unanswered_since: unanswered_since(state),
        since: since(state),
        is_visitor_online: facts.is_visitor_online,
        is_listed: state.has_visitor_spoken(),
        viewers: facts.viewers.iter().map(|agent| agent.id.clone()).collect(),
        rating: state.ratings.last().filter(|last| last.handover.0 == state.handovers).map(|last| last.score),
    }
}

/// What somebody said last: while an offline message waits, that; never a system message.
fn last_said(state: &Conversation) -> (&'static str, String) {
    if let (Phase::AwaitingFollowUp { .. }, Some(offline)) = (&state.phase, &state.offline_message) {
        return ("visitor", offline.message.clone());
    }
    let mut newest_first = state.messages.iter().rev();
    let said = newest_first.find(|message| !matches!(message.sender, Sender::System { .. }));
    said.map(|message| (sender_name(&message.sender), message.words())).unwrap_or_default()
}

fn sender_name(sender: &Sender) -> &'static str {
    match sender {
        Sender::Visitor => "visitor",
        Sender::Agent(_) => "agent",
        Sender::Bot => "bot",
        Sender::System { .. } => "system",
    }
}

/// The name that the site has signed, else the one left with an offline message, else a number made of the
/// conversation's id.
pub fn visitor_name(state: &Conversation, id: &ConversationId) -> String {
    let verified = state.identity.as_ref().filter(|identity| identity.is_verified());
    if let Some(name) = verified.and_then(|identity| identity.name.clone()) {
        return name;
    }
    if let Some(offline) = &state.offline_message {
        return offline.name.clone();
    }
    let id = id.as_str();
    let tail: String = id.chars().skip(id.len().saturating_sub(4)).collect();
    format!("Visitor {}", tail.to_uppercase())
}

/// The phase without its data.
pub fn phase_name(state: &Conversation) -> PhaseName {
    match state.phase {
        Phase::Bot => PhaseName::Bot,
        Phase::Requested(_) => PhaseName::Requested,
        Phase::Queued(_) => PhaseName::Queued,
        Phase::OfflineForm(_) => PhaseName::OfflineForm,
        Phase::Assigned { .. } => PhaseName::Assigned,
        Phase::AwaitingFollowUp { .. } => PhaseName::AwaitingFollowUp,
        Phase::Resolved { .. } => PhaseName::Resolved,
    }
}

/// Who has called for a human waits since then; who talks with one, since his first message without an answer.
fn unanswered_since(state: &Conversation) -> Option<Timestamp> {
    match &state.phase {
        Phase::Requested(open) | Phase::Queued(open) => Some(open.requested_at),
        Phase::Assigned { .. } => state.unanswered_since,
        Phase::AwaitingFollowUp { since } => Some(*since),
        Phase::Bot | Phase::OfflineForm(_) | Phase::Resolved { .. } => None,
    }
}

fn since(state: &Conversation) -> Timestamp {
    match &state.phase {
        Phase::Bot => state.started_at,
        Phase::Requested(open) | Phase::Queued(open) | Phase::OfflineForm(open) => open.since,
        Phase::Assigned { since, .. } | Phase::AwaitingFollowUp { since } => *since,
        Phase::Resolved { at } => *at,
    }
}
