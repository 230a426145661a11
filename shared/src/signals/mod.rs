//! What Baton notices by itself in a conversation, for rules to use: in the visitor's words and in its course.
//!
//! The words are English and German, like those of `escalation`; `tests/data/text/frustration.txt` and `sensitive.txt` are
//! what they are measured by.

mod digits;
mod frustration;
mod frustration_words;
mod phrases;
mod topic;
mod topic_pairs;
mod topic_phrases;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::escalation::asks_for_human;
pub use frustration::is_frustrated;
pub use topic::{Topic, topics};

/// Something that was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// The visitor asks for a human, in words.
    AsksForHuman,
    /// The visitor is annoyed.
    Frustration,
    /// A person should read this: any of the [`Topic`]s.
    SensitiveTopic,
    /// The bot has answered as often as the site allows.
    TurnLimit,
    /// The bot found nothing in the knowledge base.
    OutsideKnowledge,
    /// The bot could not answer at all.
    BotFailure,
    /// The bot itself wants to hand over.
    BotAsks,
}

impl Signal {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::AsksForHuman,
        Self::Frustration,
        Self::SensitiveTopic,
        Self::TurnLimit,
        Self::OutsideKnowledge,
        Self::BotFailure,
        Self::BotAsks,
    ];

    /// What was noticed, as a part of a sentence for the agent.
    pub fn words(self) -> &'static str {
        match self {
            Self::AsksForHuman => "the visitor asks for a human",
            Self::Frustration => "the visitor sounds frustrated",
            Self::SensitiveTopic => "the message is about a sensitive topic",
            Self::TurnLimit => "the bot has answered as often as it may",
            Self::OutsideKnowledge => "the bot has found nothing in the knowledge base",
            Self::BotFailure => "the bot could not answer",
            Self::BotAsks => "the bot asks for a human",
        }
    }
}

/// How the bot's part of the conversation went, up to now. The caller counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// Answers of the bot since it last took over.
    pub bot_answers: u32,
    /// How many of its last answers, in a row, were that it doesn't know.
    pub unknowns: u32,
    /// How many of its last turns, in a row, failed.
    pub failures: u32,
    /// Whether it has asked to hand over.
    pub bot_asks: bool,
}

/// From when on the course is a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Answers of the bot; `None` for no limit.
    pub turn_limit: Option<u32>,
    /// Answers in a row that it doesn't know.
    pub unknowns_min: u32,
    /// Failed turns in a row.
    pub failures_min: u32,
}

impl Default for Thresholds {
    /// No turn limit; the first failure and the second answer without knowledge: one may be a question put badly.
    fn default() -> Self {
        Self { turn_limit: None, unknowns_min: 2, failures_min: 1 }
    }
}

/// Everything that is noticed at a visitor's message.
pub fn of(message: &str, course: Course, thresholds: Thresholds) -> BTreeSet<Signal> {
    let is_there = |signal: &Signal| match signal {
        Signal::AsksForHuman => asks_for_human(message),
        Signal::Frustration => is_frustrated(message),
        Signal::SensitiveTopic => !topics(message).is_empty(),
        Signal::TurnLimit => thresholds.turn_limit.is_some_and(|limit| course.bot_answers >= limit),
        Signal::OutsideKnowledge => is_reached(course.unknowns, thresholds.unknowns_min),
        Signal::BotFailure => is_reached(course.failures, thresholds.failures_min),
        Signal::BotAsks => course.bot_asks,
    };
    Signal::ALL.into_iter().filter(is_there).collect()
}

/// None at all is never a signal, whatever the threshold.
fn is_reached(count: u32, min: u32) -> bool {
    count > 0 && count >= min
}
