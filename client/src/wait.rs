//! A wait in the queue as it is told to a person: in whole minutes, rounded so that nobody is promised less.

use baton_shared::desk::WaitRange;

/// Beyond this many minutes an estimate says no more than that it takes long.
const MINUTES_MAX: u32 = 60;

/// What can be said of a wait. Numbers are minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Less than one.
    UnderAMinute,
    /// At most so many.
    UpTo(u32),
    /// So many.
    About(u32),
    /// From the one to the other.
    Between(u32, u32),
    /// Perhaps more than an hour.
    Long,
}

/// What can be said of a range.
pub fn expected(range: WaitRange) -> Expected {
    let (from, to) = (range.from_s / 60, range.to_s.div_ceil(60));
    match (from, to) {
        (_, 0 | 1) => Expected::UnderAMinute,
        (_, to) if to > MINUTES_MAX => Expected::Long,
        (0, to) => Expected::UpTo(to),
        (from, to) if from >= to => Expected::About(to),
        (from, to) => Expected::Between(from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::Expected::{About, Between, Long, UnderAMinute, UpTo};
    use super::expected;
    use baton_shared::desk::WaitRange;

    #[test]
    fn nobody_is_promised_less_than_recent_waits_show() {
        for (from_s, to_s, want) in [
            (0, 0, UnderAMinute),
            (10, 60, UnderAMinute),
            (10, 61, UpTo(2)),
            (59, 300, UpTo(5)),
            (60, 61, Between(1, 2)),
            (130, 290, Between(2, 5)),
            (120, 120, About(2)),
            (600, 3_600, Between(10, 60)),
            (600, 3_601, Long),
            (u32::MAX, u32::MAX, Long),
        ] {
            assert_eq!(expected(WaitRange { from_s, to_s }), want, "{from_s} to {to_s} s");
        }
    }
}
