//! Why humans were called and how that ended, in sentences for agents and admins, from what is stored anyway.

use serde::{Deserialize, Serialize};

use super::event::{Event, HandoverEnd, HandoverReason};
use crate::rules;
use crate::time::Timestamp;

/// Why something was done, for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// When.
    pub at: Timestamp,
    /// One sentence.
    pub sentence: String,
}

/// What some events say of why: each rule that held, and how each handover began and ended.
pub fn reasons(events: &[Event]) -> Vec<Reason> {
    events.iter().flat_map(of_event).collect()
}

fn of_event(event: &Event) -> Vec<Reason> {
    match event {
        Event::RulesAsked(judgement) => {
            let held = judgement.outcome.held.iter();
            let sentences = held.map(|held| rules::why(held, &judgement.inputs));
            sentences.map(|sentence| Reason { at: judgement.at, sentence }).collect()
        }
        Event::HandoverRequested { handover, reason, at, .. } => {
            let sentence = format!("Handover {} began: {}.", handover.0, reason.in_words());
            vec![Reason { at: *at, sentence }]
        }
        Event::HandoverEnded { handover, end, at } => {
            let sentence = format!("Handover {} ended: {}.", handover.0, end.in_words());
            vec![Reason { at: *at, sentence }]
        }
        _ => Vec::new(),
    }
}

impl HandoverReason {
    /// The reason as the end of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::VisitorButton => "the visitor pressed the button",
            Self::VisitorWords => "the visitor asked in words",
            Self::AgentTakeover => "an agent came unasked",
            Self::AgentLost => "its agent had left the desk",
            Self::Transfer => "its agent gave it to another department",
            Self::Frustration => "a rule saw that the visitor is annoyed",
            Self::SensitiveTopic => "a rule saw a topic that a person should read",
            Self::TurnLimit => "a rule saw that the bot has answered as often as it may",
            Self::BotUnsure => "a rule saw that the bot was not sure, or found nothing",
            Self::BotFailed => "a rule saw that the bot could not answer",
            Self::Rule => "a rule of the site asked for it",
        }
    }
}

impl HandoverEnd {
    /// The end as the end of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Accepted => "an agent came",
            Self::OfflineMessage => "the visitor left a message",
            Self::Cancelled => "the visitor went back to the bot",
            Self::TimedOut => "nobody came in time",
        }
    }
}
