//! When a wait becomes long: what turns a timer amber, then red. Pure.

/// Amber from here on, without a department's own limit: most visitors expect a first word within a minute.
const SOON_MS: u64 = 60_000;
/// Red from here on: what most teams promise for an answer in a chat.
const LATE_MS: u64 = 3 * 60_000;

/// How urgent a wait is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// In time.
    Calm,
    /// It should be answered now.
    Soon,
    /// It is late.
    Late,
}

impl Urgency {
    /// Of a wait. A department that lets nobody wait so long turns red at three quarters of what it allows.
    pub fn of(waited_ms: u64, wait_ms_max: Option<u64>) -> Self {
        let late = wait_ms_max.map_or(LATE_MS, |max| LATE_MS.min(max / 4 * 3));
        let soon = SOON_MS.min(late / 2);
        match waited_ms {
            waited if waited >= late => Self::Late,
            waited if waited >= soon => Self::Soon,
            _ => Self::Calm,
        }
    }

    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "is-calm",
            Self::Soon => "is-soon",
            Self::Late => "is-late",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Urgency::{Calm, Late, Soon};

    #[test]
    fn a_timer_turns_amber_and_then_red() {
        for (waited_s, max_s, want) in [
            (0, None, Calm),
            (59, None, Calm),
            (60, None, Soon),
            (179, None, Soon),
            (180, None, Late),
            (180, Some(600), Late),
            (44, Some(120), Calm),
            (45, Some(120), Soon),
            (90, Some(120), Late),
            (0, Some(0), Late),
        ] {
            assert_eq!(
                super::Urgency::of(waited_s * 1_000, max_s.map(|s: u64| s * 1_000)),
                want,
                "{waited_s} s of {max_s:?}"
            );
        }
    }
}
