//! Facts change the state: total, without branching on anything but the fact, and it never fails.

use crate::conversation::event::{Event, Judgement};
use crate::conversation::state::{BotTurn, Conversation, Handover, Phase, PosterKey, Questions};
use crate::desk::Overflow;
use crate::forms::FormName;
use crate::ids::HandoverId;
use crate::limits::BOT_TURNS_MAX;
use crate::message::{AgentRef, Message, Sender};

/// Applies one fact. The epoch grows here and only here, by comparison, so that no change of owner can forget it.
pub fn evolve(state: &mut Conversation, event: &Event) {
    let owner_before = state.owner();
    apply(state, event);
    if state.owner() != owner_before {
        state.epoch = state.epoch.next();
        state.bot_turns.clear();
        state.form_opened = None;
    }
    if !matches!(state.phase, Phase::OfflineForm(_)) {
        state.questions = None;
    }
}

fn apply(state: &mut Conversation, event: &Event) {
    match event {
        Event::ConversationStarted { visitor, page, language, at } => {
            state.visitor = Some(visitor.clone());
            state.page.clone_from(page);
            state.language.clone_from(language);
            state.started_at = *at;
        }
        Event::VisitorIdentified { identity, .. } => state.identity = Some((**identity).clone()),
        Event::MessagePosted(message) => post(state, message),
        Event::HandoverRequested { .. }
        | Event::HandoverQueued { .. }
        | Event::HandoverRerouted { .. }
        | Event::OfflineFormOpened { .. } => hand_over(state, event),
        Event::HandoverEnded { .. } | Event::ConversationReopened { .. } | Event::AgentLost { .. } => {
            state.department =
                state.handover().map(|open| open.department.clone()).or(state.department.take());
            state.phase = Phase::Bot;
        }
        Event::HandedBack { agent, .. } => {
            let_go(state, agent);
            state.phase = Phase::Bot;
        }
        Event::AgentAssigned { agent, at } | Event::ConversationTransferred { to: agent, at, .. } => {
            state.phase = Phase::Assigned { agent: agent.clone(), since: *at };
            state.last_agent = Some(agent.clone());
            state.unanswered_since = state.unanswered_since.or(Some(*at));
        }
        Event::RatingGiven(rating) => {
            state.rating_due = None;
            state.ratings.push(rating.clone());
        }
        Event::RulesAsked(judgement) => judged(state, judgement),
        Event::ConversationMarked { tags, priority, .. } => {
            state.tags.clone_from(tags);
            state.priority = *priority;
        }
        Event::AttributesSet { .. }
        | Event::PageViewed(_)
        | Event::ActionTracked { .. }
        | Event::DepartmentChosen { .. }
        | Event::HumanCalled { .. } => tell(state, event),
        Event::FormOpened { .. }
        | Event::FormClosed { .. }
        | Event::FormSubmitted(_)
        | Event::QuestionsBegun { .. }
        | Event::QuestionAnswered { .. } => ask(state, event),
        Event::NoteAdded(note) => state.notes.push(note.clone()),
        Event::OfflineMessageLeft(offline) => {
            state.phase = Phase::AwaitingFollowUp { since: offline.at };
            state.offline_message = Some(offline.clone());
        }
        Event::ConversationResolved { agent, at } => {
            if state.agent().is_some() {
                let_go(state, agent);
            }
            state.phase = Phase::Resolved { at: *at };
            state.bot_answers = 0;
        }
    }
}

/// The way of a request through the desk.
fn hand_over(state: &mut Conversation, event: &Event) {
    match event {
        Event::HandoverRequested { handover, department, reason, is_front, at } => {
            state.handovers = handover.0;
            state.last_reason = Some(*reason);
            state.rating_due = None;
            state.wait_asked_ms = 0;
            state.phase = Phase::Requested(Handover {
                id: *handover,
                department: department.clone(),
                requested_at: *at,
                since: *at,
                until: None,
                then: Overflow::default(),
                is_front: *is_front,
                tried: Vec::new(),
            });
        }
        Event::HandoverQueued { until, then, at } => {
            if let Some(handover) = state.handover() {
                let (until, then) = (*until, then.clone());
                state.phase = Phase::Queued(Handover { since: *at, until, then, ..handover.clone() });
            }
        }
        Event::HandoverRerouted { department, at, .. } => {
            if let Some(handover) = state.handover() {
                let mut next = Handover { department: department.clone(), since: *at, ..handover.clone() };
                next.tried.push(handover.department.clone());
                state.phase = Phase::Requested(next);
            }
        }
        Event::OfflineFormOpened { at, .. } => {
            if let Some(handover) = state.handover() {
                state.phase = Phase::OfflineForm(Handover { since: *at, ..handover.clone() });
            }
        }
        _ => {}
    }
}

/// What the customer's page says.
fn tell(state: &mut Conversation, event: &Event) {
    state.told.events = state.told.events.saturating_add(1);
    match event {
        Event::AttributesSet { attributes, .. } => state.told.attributes = state.told.changed(attributes),
        Event::PageViewed(page) => {
            state.page = Some(page.url.clone());
            state.told.visit(page);
        }
        Event::ActionTracked { client_id, tracked } => state.told.track(client_id, tracked),
        Event::DepartmentChosen { department, .. } => {
            state.told.department = Some(department.clone());
            state.department = Some(department.clone());
        }
        Event::HumanCalled { reason, .. } => state.told.reason = Some(reason.clone()),
        _ => {}
    }
}

/// What the site asks of the visitor.
fn ask(state: &mut Conversation, event: &Event) {
    match event {
        Event::FormOpened { department, reason, .. } => {
            state.form_opened = Some((department.clone(), *reason));
            // Whoever calls a human does not want the bot's answer to that.
            state.bot_turns.clear();
        }
        Event::FormClosed { .. } => state.form_opened = None,
        Event::FormSubmitted(submission) => {
            if submission.form == FormName::PreChat && !submission.is_refusal() {
                state.form_opened = None;
            }
            state.submissions.push((**submission).clone());
        }
        Event::QuestionsBegun { .. } => {
            let after = state.head();
            state.questions = Some(Questions { after, ..Questions::default() });
        }
        Event::QuestionAnswered { field, value, .. } => {
            if let Some(questions) = &mut state.questions {
                questions.answered.insert(field.clone(), value.clone());
            }
        }
        _ => {}
    }
}

/// What rules mark is added; what agents have marked stays.
fn judged(state: &mut Conversation, judgement: &Judgement) {
    let actions = &judgement.outcome.actions;
    state.tags.extend(actions.tags.iter().cloned());
    state.priority = actions.priority.map_or(state.priority, |priority| priority.max(state.priority));
    state.department = actions.department.clone().or(state.department.take());
    state.wait_asked_ms = judgement.inputs.wait_ms.unwrap_or(state.wait_asked_ms);
}

/// An agent has finished: the visitor can say how it was.
fn let_go(state: &mut Conversation, agent: &AgentRef) {
    state.told.reason = None;
    state.rating_due = Some((HandoverId(state.handovers), agent.clone()));
    state.unanswered_since = None;
}

fn post(state: &mut Conversation, message: &Message) {
    if let (Some(poster), Some(client_id)) = (PosterKey::of(&message.sender), &message.client_id) {
        state.posted.insert((poster, client_id.clone()), message.seq);
    }
    state.files.extend(message.files.iter().map(|file| file.id.clone()));
    match &message.sender {
        Sender::Visitor => state.unanswered_since = state.unanswered_since.or(Some(message.at)),
        Sender::Agent(_) | Sender::Bot => state.unanswered_since = None,
        Sender::System { .. } => {}
    }
    match (&message.sender, message.answers) {
        (Sender::Visitor, _) if state.phase == Phase::Bot && state.bot_turns.len() < BOT_TURNS_MAX => {
            state.bot_turns.push_back(BotTurn { question: message.seq, asked_at: message.at });
        }
        (Sender::Bot, Some(question)) => {
            state.bot_turns.retain(|turn| turn.question != question);
            state.bot_answers = state.bot_answers.saturating_add(1);
            state.is_human_offered |= message.offers_human;
            state.helpless_answers =
                if message.offers_human { state.helpless_answers.saturating_add(1) } else { 0 };
        }
        _ => {}
    }
    state.messages.push(message.clone());
}
