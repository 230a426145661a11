//! How long somebody waits for a human, and when that is too long. Pure.

use baton_shared::desk::Summary;
use baton_shared::protocol::PhaseName;
use baton_shared::time::Timestamp;

use crate::texts;

/// A visitor who looks at the window and gets no answer for a minute looks elsewhere.
const REPLY_WARM_MS: u64 = 60_000;
/// The target that most teams set for an answer in a chat.
const REPLY_HOT_MS: u64 = 3 * 60_000;
/// An offline message is answered by mail: within half a working day nobody worries.
const FOLLOW_UP_WARM_MS: u64 = 4 * 3_600_000;
/// After a whole day a customer writes again, or somewhere else.
const FOLLOW_UP_HOT_MS: u64 = 24 * 3_600_000;
/// A wait may grow red long before the desk turns it away, in departments that let visitors wait for very long.
const WAIT_HOT_MS_MAX: u64 = 3 * 60_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// An agent.
    Agent,
    /// The owner's next answer.
    Reply,
    /// An answer by mail.
    FollowUp,
    /// Nothing: the last message is simply so old.
    Nothing,
}

/// How bad a wait is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heat {
    /// All is well.
    Calm,
    /// Soon too long.
    Warm,
    /// Too long.
    Hot,
}

/// The timer of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer {
    /// What for.
    pub awaited: Awaited,
    since: Timestamp,
    warm_ms: u64,
    hot_ms: u64,
}

impl Timer {
    /// What a conversation waits for. `wait_ms_max`: how long its department lets a visitor wait, in milliseconds.
    pub fn of(row: &Summary, wait_ms_max: Option<u64>) -> Self {
        let unanswered = row.unanswered_since;
        match (row.phase, unanswered) {
            (PhaseName::Queued | PhaseName::Requested, _) => {
                // Red while there is still time to do something about it.
                let hot_ms = wait_ms_max.map_or(WAIT_HOT_MS_MAX, |most| (most / 2).min(WAIT_HOT_MS_MAX));
                let since = unanswered.unwrap_or(row.since);
                Self { awaited: Awaited::Agent, since, warm_ms: hot_ms / 2, hot_ms }
            }
            (PhaseName::Assigned, Some(since)) => {
                Self { awaited: Awaited::Reply, since, warm_ms: REPLY_WARM_MS, hot_ms: REPLY_HOT_MS }
            }
            (PhaseName::AwaitingFollowUp, since) => Self {
                awaited: Awaited::FollowUp,
                since: since.unwrap_or(row.since),
                warm_ms: FOLLOW_UP_WARM_MS,
                hot_ms: FOLLOW_UP_HOT_MS,
            },
            _ => Self { awaited: Awaited::Nothing, since: row.last_at, warm_ms: u64::MAX, hot_ms: u64::MAX },
        }
    }

    /// How bad it is. `now` is the desk's.
    pub fn heat(self, now: Timestamp) -> Heat {
        match now.since_ms(self.since) {
            past if past >= self.hot_ms => Heat::Hot,
            past if past >= self.warm_ms => Heat::Warm,
            _ => Heat::Calm,
        }
    }

    /// As it is shown. `now` is the desk's.
    pub fn text(self, now: Timestamp) -> String {
        let past = now.since_ms(self.since);
        match self.awaited {
            Awaited::Agent | Awaited::Reply => texts::wait(past),
            Awaited::FollowUp | Awaited::Nothing => texts::ago(past),
        }
    }

    /// What the number means, for who can't see where it stands.
    pub fn label(self) -> &'static str {
        match self.awaited {
            Awaited::Agent => "Waits for an agent: ",
            Awaited::Reply => "Waits for a reply: ",
            Awaited::FollowUp => "Waits for an answer by mail: ",
            Awaited::Nothing => "",
        }
    }
}

impl Heat {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "is-calm",
            Self::Warm => "is-warm",
            Self::Hot => "is-hot",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Heat, Timer};
    use baton_shared::time::Timestamp;

    fn timer(phase: &str, unanswered: &str, wait_ms_max: Option<u64>) -> Timer {
        let json = format!(
            r#"{{"conversation":"c","version":1,"phase":"{phase}","agent":null,"handover":null,"reason":null,
            "department":"support","unanswered_since":{unanswered},"visitor":"V","excerpt":"","last_sender":"visitor",
            "last_at":500,"since":0,"is_visitor_online":true,"is_listed":true}}"#
        );
        Timer::of(&serde_json::from_str(&json).unwrap(), wait_ms_max)
    }

    #[test]
    fn a_wait_grows_amber_and_then_red() {
        use Heat::{Calm, Hot, Warm};
        const S: u64 = 1_000;
        type Row = (&'static str, &'static str, Option<u64>, [(u64, Heat, &'static str); 3]);
        let table: [Row; 5] = [
            (
                "queued",
                "0",
                Some(300 * S),
                [(74 * S, Calm, "1:14"), (75 * S, Warm, "1:15"), (150 * S, Hot, "2:30")],
            ),
            (
                "queued",
                "null",
                None,
                [(89 * S, Calm, "1:29"), (90 * S, Warm, "1:30"), (180 * S, Hot, "3:00")],
            ),
            ("assigned", "0", None, [(59 * S, Calm, "0:59"), (60 * S, Warm, "1:00"), (180 * S, Hot, "3:00")]),
            (
                "assigned",
                "null",
                None,
                [(S, Calm, "now"), (600 * S, Calm, "9 min"), (7_300 * S, Calm, "2 h")],
            ),
            (
                "awaiting_follow_up",
                "0",
                None,
                [(60 * S, Calm, "1 min"), (14_400 * S, Warm, "4 h"), (86_400 * S, Hot, "1 d")],
            ),
        ];
        for (phase, unanswered, most, moments) in table {
            let timer = timer(phase, unanswered, most);
            for (at, heat, text) in moments {
                let now = Timestamp(at);
                assert_eq!(
                    (timer.heat(now), timer.text(now).as_str()),
                    (heat, text),
                    "{phase} {unanswered} {at}"
                );
            }
        }
    }
}
