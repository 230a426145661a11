//! When a delivery is tried again: the schedule of Standard Webhooks 1.0 ("Deliverability and reliability").

use crate::time::Timestamp;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// The pauses after the first, second … failed attempt, in milliseconds.
const PAUSES_MS: [u64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// Attempts at one delivery: the first one, and one after each pause. The last is 75 hours and a half after the first.
pub const ATTEMPTS_MAX: u32 = 10;

/// The longest pause that a receiver can ask for, in milliseconds: as long as the longest of ours.
const RETRY_AFTER_MS_MAX: u64 = 24 * HOUR;

/// A pause grows by up to this part of a thousand, so that what has failed together does not come back together.
const JITTER_PERMILLE: u64 = 100;

/// What an attempt came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has answered.
    Answered {
        /// The HTTP status.
        status: u16,
        /// It wants to be left in peace for so long.
        retry_after_ms: Option<u64>,
    },
    /// There was no answer.
    Failed,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It has arrived.
    Done,
    /// It is tried again then.
    Again(Timestamp),
    /// It was tried often enough: it waits for a person who sends it again.
    GivenUp,
    /// The receiver wants nothing any more (410).
    Gone,
}

/// What follows after attempt number `attempt` (the first is 1). `random` spreads: any number will do.
pub fn next(attempt: u32, outcome: Outcome, now: Timestamp, random: u64) -> Next {
    let asked_ms = match outcome {
        Outcome::Answered { status: 200..=299, .. } => return Next::Done,
        Outcome::Answered { status: 410, .. } => return Next::Gone,
        Outcome::Answered { retry_after_ms, .. } => retry_after_ms.unwrap_or(0).min(RETRY_AFTER_MS_MAX),
        Outcome::Failed => 0,
    };
    let nth = usize::try_from(attempt.max(1) - 1).unwrap_or(usize::MAX);
    let Some(pause_ms) = PAUSES_MS.get(nth) else { return Next::GivenUp };
    let spread_ms = pause_ms.saturating_mul(random % (JITTER_PERMILLE + 1)) / 1_000;
    Next::Again(now.plus_ms(pause_ms.saturating_add(spread_ms).max(asked_ms)))
}
