//! What must be told to others after a turn is stored, and when the conversation wants to be woken.

use crate::conversation::event::{Event, Note};
use crate::conversation::state::{Conversation, Phase};
use crate::ids::{Epoch, HandoverId, Seq};
use crate::limits::DESK_ANSWER_MS_MAX;
use crate::message::Message;
use crate::policy::Policy;
use crate::rules::next_wait_ms;
use crate::time::Timestamp;

/// Something to do outside. Each is safe to repeat: the receiver knows by its number what it has seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Show it to all who look.
    ShowMessage(Message),
    /// Show it to the agents who look.
    ShowNote(Note),
    /// What can be seen apart from messages may have changed.
    ShowView,
    /// The desk's list is behind.
    TellDesk,
    /// Is somebody there? The answer comes back as a command.
    AskDesk {
        /// For which request.
        handover: HandoverId,
    },
    /// The bot's turn; the answer comes back as a command.
    AskBot {
        /// The epoch in which it is asked.
        epoch: Epoch,
        /// The visitor's message.
        question: Seq,
    },
}

/// What follows from a turn's events. `owed_before` is what [`unfinished`] said before the turn.
pub fn effects(owed_before: &[Effect], after: &Conversation, events: &[Event]) -> Vec<Effect> {
    let mut effects = Vec::new();
    if events.is_empty() {
        return effects;
    }
    for event in events {
        match event {
            Event::MessagePosted(message) => effects.push(Effect::ShowMessage(message.clone())),
            Event::NoteAdded(note) => effects.push(Effect::ShowNote(note.clone())),
            _ => {}
        }
    }
    effects.push(Effect::ShowView);
    effects.push(Effect::TellDesk);
    // Another department is asked under the same handover: that is a new question.
    let is_rerouted = events.iter().any(|event| matches!(event, Event::HandoverRerouted { .. }));
    let is_new = |owed: &Effect| {
        let is_question = matches!(owed, Effect::AskDesk { .. });
        !owed_before.contains(owed) || (is_rerouted && is_question)
    };
    effects.extend(unfinished(after).into_iter().filter(is_new));
    effects
}

/// What was begun and has no result yet: asked again after a crash, when the object is loaded.
pub fn unfinished(state: &Conversation) -> Vec<Effect> {
    let mut owed: Vec<Effect> = state
        .bot_turns
        .front()
        .map(|turn| Effect::AskBot { epoch: state.epoch, question: turn.question })
        .into_iter()
        .collect();
    if let Phase::Requested(open) = &state.phase {
        owed.push(Effect::AskDesk { handover: open.id });
    }
    owed
}

/// When `Command::Tick` has something to do, if nothing else happens before.
pub fn next_deadline(state: &Conversation, policy: &Policy) -> Option<Timestamp> {
    match &state.phase {
        Phase::Requested(open) => Some(open.since.plus_ms(DESK_ANSWER_MS_MAX)),
        Phase::Queued(open) => {
            let asked =
                next_wait_ms(&policy.rules, state.wait_asked_ms).map(|ms| open.requested_at.plus_ms(ms));
            asked.into_iter().chain([open.until(policy)]).min()
        }
        Phase::OfflineForm(open) => Some(open.since.plus_ms(policy.offline_form_ms_max)),
        Phase::Bot => {
            state.bot_turns.iter().map(|turn| turn.asked_at.plus_ms(policy.bot_answer_ms_max)).min()
        }
        Phase::Assigned { .. } | Phase::AwaitingFollowUp { .. } | Phase::Resolved { .. } => None,
    }
}
