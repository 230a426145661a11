//! The numbers, each with its published formula. `docs/analytics.md` is written from here.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// One number of analytics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is explained by its formula below")]
pub enum Measure {
    VisitorsChatted,
    VisitorsRequested,
    HandoverRate,
    ChatsWithRequests,
    Total,
    Pending,
    InProgress,
    Completed,
    PassedOn,
    Requeued,
    OfflineMessages,
    Abandoned,
    TimedOut,
    Accepted,
    Received,
    Declined,
    Missed,
    WaitP50,
    WaitP90,
    ResponseP50,
    ResponseP90,
    Unanswered,
    ResolutionP50,
    ResolutionP90,
    ResolutionRate,
    Ratings,
    RatingMean,
    HumanMs,
    BotMs,
    BotMessages,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Things.
    Count,
    /// Thousandths of a whole, rounded half up.
    PerMille,
    /// Hundredths, rounded half up.
    Hundredths,
    /// Milliseconds.
    Ms,
}

/// What every formula of a time rests on.
const NEAREST: &str = "nearest rank: of n values in order the one at place ⌈p × n ÷ 100⌉";

impl Measure {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 30] = [
        Self::VisitorsChatted,
        Self::VisitorsRequested,
        Self::HandoverRate,
        Self::ChatsWithRequests,
        Self::Total,
        Self::Pending,
        Self::InProgress,
        Self::Completed,
        Self::PassedOn,
        Self::Requeued,
        Self::OfflineMessages,
        Self::Abandoned,
        Self::TimedOut,
        Self::Accepted,
        Self::Received,
        Self::Declined,
        Self::Missed,
        Self::WaitP50,
        Self::WaitP90,
        Self::ResponseP50,
        Self::ResponseP90,
        Self::Unanswered,
        Self::ResolutionP50,
        Self::ResolutionP90,
        Self::ResolutionRate,
        Self::Ratings,
        Self::RatingMean,
        Self::HumanMs,
        Self::BotMs,
        Self::BotMessages,
    ];

    /// As it is read.
    pub fn title(self) -> &'static str {
        match self {
            Self::VisitorsChatted => "Visitors who chatted",
            Self::VisitorsRequested => "Visitors who asked for a human",
            Self::HandoverRate => "Handover rate",
            Self::ChatsWithRequests => "Chats with requests",
            Self::Total => "Handovers",
            Self::Pending => "Pending",
            Self::InProgress => "In progress",
            Self::Completed => "Completed",
            Self::PassedOn => "Passed on",
            Self::Requeued => "Requeued",
            Self::OfflineMessages => "Offline messages",
            Self::Abandoned => "Abandoned",
            Self::TimedOut => "Timed out",
            Self::Accepted => "Accepted",
            Self::Received => "Received by transfer",
            Self::Declined => "Declined",
            Self::Missed => "Missed",
            Self::WaitP50 => "Wait, median",
            Self::WaitP90 => "Wait, 90\u{a0}%",
            Self::ResponseP50 => "First response, median",
            Self::ResponseP90 => "First response, 90\u{a0}%",
            Self::Unanswered => "Without a response",
            Self::ResolutionP50 => "Resolution time, median",
            Self::ResolutionP90 => "Resolution time, 90\u{a0}%",
            Self::ResolutionRate => "Resolution rate",
            Self::Ratings => "Ratings",
            Self::RatingMean => "Rating after handover",
            Self::HumanMs => "Human time",
            Self::BotMs => "Bot time",
            Self::BotMessages => "Bot messages after a takeover",
        }
    }

    /// What it counts.
    pub fn unit(self) -> Unit {
        match self {
            Self::HandoverRate | Self::ResolutionRate => Unit::PerMille,
            Self::RatingMean => Unit::Hundredths,
            Self::WaitP50
            | Self::WaitP90
            | Self::ResponseP50
            | Self::ResponseP90
            | Self::ResolutionP50
            | Self::ResolutionP90
            | Self::HumanMs
            | Self::BotMs => Unit::Ms,
            _ => Unit::Count,
        }
    }

    /// How it is worked out. "Handovers" are those of the cohort: requested in the range, and let through by the filters.
    pub fn formula(self) -> String {
        let fixed = match self {
            Self::VisitorsChatted => {
                "Visitors, each once, of the conversations in which the visitor's first message was written in the \
                 range. A department's are those that begin there. The agent filter does not apply."
            }
            Self::VisitorsRequested => {
                "Those visitors who chatted, each once, in one of whose conversations of the range a human was asked \
                 for, whenever that was: by the button, in words or by a rule. An agent who comes unasked, a transfer \
                 and a requeue are no requests."
            }
            Self::HandoverRate => "Visitors who asked for a human ÷ visitors who chatted.",
            Self::ChatsWithRequests => {
                "Conversations, each once, with at least one handover that was asked for by the button, in words or \
                 by a rule."
            }
            Self::Total => {
                "Handovers requested in the range, for whatever reason. Each is exactly one of pending, in progress, \
                 completed, passed on, requeued, offline message, abandoned and timed out."
            }
            Self::Pending => "Handovers without an end: the visitor waits, or has the offline form open.",
            Self::InProgress => "Accepted handovers that an agent has now.",
            Self::Completed => {
                "Accepted handovers that ended when an agent resolved the conversation or handed it back."
            }
            Self::PassedOn => {
                "Accepted handovers that ended when the agent asked another department, which begins a new handover."
            }
            Self::Requeued => {
                "Accepted handovers that ended when the agent was lost, which begins a new handover at the front of \
                 the queue."
            }
            Self::OfflineMessages => "Handovers that ended when the visitor left an offline message.",
            Self::Abandoned => {
                "Handovers that ended when the visitor went back to the bot, from the queue or from the offline form."
            }
            Self::TimedOut => "Handovers that ended because nobody came in time.",
            Self::Accepted => {
                "Handovers that ended when an agent took them, takeovers included. An agent's: the first \
                               agent was this one."
            }
            Self::Received => "Times that an agent was given an accepted handover by another agent.",
            Self::Declined => "Times that a handover rang for an agent who declined.",
            Self::Missed => {
                "Times that a handover rang for an agent until its time was over. With all who it rang for \
                             at once, each counts."
            }
            Self::Unanswered => "Accepted handovers that no agent has any more, without an agent's message.",
            Self::ResolutionRate => {
                "Completed ÷ (completed + offline messages + abandoned + timed out). What is still open, passed on or \
                 requeued does not count: it goes on as itself or as another handover."
            }
            Self::Ratings => "Handovers that the visitor has rated. An agent's: where he was the last one.",
            Self::RatingMean => "Sum of the ratings, 1 to 5, ÷ number of ratings.",
            Self::HumanMs => {
                "Sum of the times from an agent's assignment until this agent let go. Times that still last \
                              do not count."
            }
            Self::BotMs => {
                "Sum of the visitors' talks with the bot before each handover: from the visitor's first \
                            message since the handover before, pauses of more than 30 minutes between two messages of \
                            visitor or bot left out."
            }
            Self::BotMessages => "Messages of the bot while an agent had the conversation. Must be 0.",
            timed => return timed.time_formula(),
        };
        fixed.to_owned()
    }

    fn time_formula(self) -> String {
        let percent = match self {
            Self::WaitP50 | Self::ResponseP50 | Self::ResolutionP50 => 50,
            _ => 90,
        };
        let (what, of_agent) = match self {
            Self::WaitP50 | Self::WaitP90 => {
                ("the times from the request to the acceptance, of accepted handovers except takeovers", "")
            }
            Self::ResponseP50 | Self::ResponseP90 => (
                "the times from the acceptance to the first message of an agent, of accepted handovers that have one",
                " An agent's: from the own assignment to the own first message.",
            ),
            _ => (
                "the times from the acceptance to the completion, of completed handovers",
                " An agent's: from the own assignment, of those that this agent completed.",
            ),
        };
        format!("The {percent}th percentile of {what}; {NEAREST}.{of_agent}")
    }
}

/// All formulas as a document.
pub fn published() -> String {
    let mut text = String::from(include_str!("published.md"));
    for measure in Measure::ALL {
        let unit = match measure.unit() {
            Unit::Count => "",
            Unit::PerMille => " In thousandths.",
            Unit::Hundredths => " In hundredths.",
            Unit::Ms => " In milliseconds.",
        };
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {} | {}{unit} |", measure.title(), measure.formula());
    }
    text
}
