//! What the rules ask of a time zone. The edge answers from a database; the core has none.

use crate::time::Timestamp;

/// A time zone: how far its clocks are from UTC.
pub trait Zone {
    /// The distance at an instant, and how long it stays.
    fn offset(&self, at: Timestamp) -> Offset;
}

/// A time in which a zone's clocks run on evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset {
    /// The wall clock minus UTC, in seconds: positive in the east.
    pub seconds: i32,
    /// The first instant at which the clocks may differ from UTC by something else; `None` if there is none.
    pub until: Option<Timestamp>,
}

/// The zone without a zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Utc;

impl Zone for Utc {
    fn offset(&self, _at: Timestamp) -> Offset {
        Offset { seconds: 0, until: None }
    }
}

/// What a clock on the wall shows: milliseconds since it would have shown the midnight of 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wall(pub i64);

/// Milliseconds of a day on the wall: 24 hours, also where clocks are changed.
pub(super) const DAY_MS: i64 = 24 * 60 * 60_000;

impl Wall {
    /// What the clock shows at an instant.
    pub fn at(at: Timestamp, offset: Offset) -> Self {
        let utc_ms = i64::try_from(at.0).unwrap_or(i64::MAX);
        Self(utc_ms.saturating_add(i64::from(offset.seconds) * 1000))
    }

    /// When a clock with this offset shows it. Before 1970 there is no instant: 0.
    pub fn instant(self, offset: Offset) -> Timestamp {
        Timestamp(u64::try_from(self.0.saturating_sub(i64::from(offset.seconds) * 1000)).unwrap_or_default())
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        self.0.div_euclid(DAY_MS)
    }

    /// Milliseconds since the day's midnight.
    pub fn ms_of_day(self) -> i64 {
        self.0.rem_euclid(DAY_MS)
    }
}
