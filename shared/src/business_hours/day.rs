//! One day on the wall: the intervals that begin on it, and those of the day before that reach into it.

use super::zone::{DAY_MS, Wall};
use super::{BusinessHours, Date, Interval};

/// A day's intervals.
pub(super) struct Day<'a> {
    days: i64,
    before: &'a [Interval],
    own: &'a [Interval],
}

impl<'a> Day<'a> {
    /// The day that a clock shows.
    pub fn of(hours: &'a BusinessHours, wall: Wall) -> Self {
        let days = wall.days();
        let before = hours.intervals(Date::of_days(days.saturating_sub(1)));
        Self { days, before, own: hours.intervals(Date::of_days(days)) }
    }

    /// The day after this.
    pub fn next(self, hours: &'a BusinessHours) -> Self {
        let days = self.days.saturating_add(1);
        Self { days, before: self.own, own: hours.intervals(Date::of_days(days)) }
    }

    /// Whether an interval covers this time of the day, in milliseconds from its midnight.
    pub fn is_open(&self, ms_of_day: i64) -> bool {
        self.spans().any(|(begin, end)| (begin..end).contains(&ms_of_day))
    }

    /// The first begin or end of an interval after this time of the day, as a place on the wall.
    pub fn edge_after(&self, ms_of_day: i64) -> Option<(i64, Wall)> {
        let edges = self.spans().flat_map(|(begin, end)| [begin, end]);
        let next = edges.filter(|edge| (ms_of_day + 1..DAY_MS).contains(edge)).min()?;
        Some((next, Wall(self.days.saturating_mul(DAY_MS).saturating_add(next))))
    }

    /// The midnight with which the day begins.
    pub fn midnight(&self) -> Wall {
        Wall(self.days.saturating_mul(DAY_MS))
    }

    /// Begin and end in milliseconds from the day's midnight; both may lie outside of the day.
    fn spans(&self) -> impl Iterator<Item = (i64, i64)> {
        let span = |interval: &Interval, midnight_ms: i64| {
            let (begin, end) = interval.minutes();
            (midnight_ms + i64::from(begin) * 60_000, midnight_ms + i64::from(end) * 60_000)
        };
        let before = self.before.iter().map(move |interval| span(interval, -DAY_MS));
        before.chain(self.own.iter().map(move |interval| span(interval, 0)))
    }
}
