//! Facts change the state: total, without branching on anything but the fact, and it never fails.

use crate::conversation::event::Event;
use crate::conversation::state::{BotTurn, Conversation, Handover, Phase, PosterKey};
use crate::limits::BOT_TURNS_MAX;
use crate::message::{Message, Sender};

/// Applies one fact. The epoch grows here and only here, by comparison, so that no change of owner can forget it.
pub fn evolve(state: &mut Conversation, event: &Event) {
    let owner_before = state.owner();
    apply(state, event);
    if state.owner() != owner_before {
        state.epoch = state.epoch.next();
        state.bot_turns.clear();
    }
}

fn apply(state: &mut Conversation, event: &Event) {
    match event {
        Event::ConversationStarted { visitor, page, at } => {
            state.visitor = Some(visitor.clone());
            state.page.clone_from(page);
            state.started_at = *at;
        }
        Event::MessagePosted(message) => post(state, message),
        Event::HandoverRequested { handover, department, reason, at } => {
            state.handovers = handover.0;
            state.last_reason = Some(*reason);
            state.phase = Phase::Requested(Handover {
                id: *handover,
                department: department.clone(),
                requested_at: *at,
                since: *at,
            });
        }
        Event::HandoverQueued { at } => {
            if let Some(handover) = state.handover() {
                state.phase = Phase::Queued(Handover { since: *at, ..handover.clone() });
            }
        }
        Event::OfflineFormOpened { at } => {
            if let Some(handover) = state.handover() {
                state.phase = Phase::OfflineForm(Handover { since: *at, ..handover.clone() });
            }
        }
        Event::HandoverEnded { .. } | Event::HandedBack { .. } | Event::ConversationReopened { .. } => {
            state.phase = Phase::Bot;
        }
        Event::AgentAssigned { agent, at } | Event::ConversationTransferred { to: agent, at, .. } => {
            state.phase = Phase::Assigned { agent: agent.clone(), since: *at };
        }
        Event::NoteAdded(note) => state.notes.push(note.clone()),
        Event::OfflineMessageLeft(offline) => {
            state.phase = Phase::AwaitingFollowUp { since: offline.at };
            state.offline_message = Some(offline.clone());
        }
        Event::ConversationResolved { at, .. } => {
            state.phase = Phase::Resolved { at: *at };
            state.bot_answers = 0;
        }
    }
}

fn post(state: &mut Conversation, message: &Message) {
    if let (Some(poster), Some(client_id)) = (PosterKey::of(&message.sender), &message.client_id) {
        state.posted.insert((poster, client_id.clone()), message.seq);
    }
    match (&message.sender, message.answers) {
        (Sender::Visitor, _) if state.phase == Phase::Bot && state.bot_turns.len() < BOT_TURNS_MAX => {
            state.bot_turns.push_back(BotTurn { question: message.seq, asked_at: message.at });
        }
        (Sender::Bot, Some(question)) => {
            state.bot_turns.retain(|turn| turn.question != question);
            state.bot_answers = state.bot_answers.saturating_add(1);
            state.is_human_offered |= message.offers_human;
        }
        _ => {}
    }
    state.messages.push(message.clone());
}
