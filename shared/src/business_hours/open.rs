//! Whether a department is open, and when that changes.
//!
//! Open is what the wall clock shows. Where clocks are put back, a time is shown twice and counts twice; where they
//! are put forward, a time is never shown and nothing happens at it.

use super::BusinessHours;
use super::day::Day;
use super::zone::{Wall, Zone};
use crate::limits::HOURS_LOOK_AHEAD_MS;
use crate::time::Timestamp;

/// A department opens or closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The first instant at which it is so.
    pub at: Timestamp,
    /// What it is from then on.
    pub is_open: bool,
}

/// Whether the hours say that somebody is there.
pub fn is_open(hours: &BusinessHours, zone: &impl Zone, at: Timestamp) -> bool {
    shows_open(hours, Wall::at(at, zone.offset(at)))
}

/// The first instant after `at` at which [`is_open`] differs from what it is at `at`; `None` if that is not within
/// [`HOURS_LOOK_AHEAD_MS`]. Costs a look at each day until then.
pub fn next_change(hours: &BusinessHours, zone: &impl Zone, at: Timestamp) -> Option<Change> {
    let end = at.plus_ms(HOURS_LOOK_AHEAD_MS);
    let mut from = at;
    let mut offset = zone.offset(from);
    let is_open = !shows_open(hours, Wall::at(from, offset));
    loop {
        // A zone whose time ends before it began would keep us here for ever.
        let until = offset.until.filter(|until| *until > from && *until < end);
        let even = Even { begin: Wall::at(from, offset), end: Wall::at(until.unwrap_or(end), offset) };
        if let Some(wall) = even.first(hours, is_open) {
            return Some(Change { at: wall.instant(offset), is_open });
        }
        from = until?;
        offset = zone.offset(from);
        // The clock has jumped, perhaps over an edge.
        if shows_open(hours, Wall::at(from, offset)) == is_open {
            return Some(Change { at: from, is_open });
        }
    }
}

/// When a closed department opens; `None` if it is open at `at`, or doesn't open within [`HOURS_LOOK_AHEAD_MS`].
pub fn opens_at(hours: &BusinessHours, zone: &impl Zone, at: Timestamp) -> Option<Timestamp> {
    next_change(hours, zone, at).filter(|change| change.is_open).map(|change| change.at)
}

fn shows_open(hours: &BusinessHours, wall: Wall) -> bool {
    Day::of(hours, wall).is_open(wall.ms_of_day())
}

/// A stretch of the wall clock without a jump.
struct Even {
    begin: Wall,
    /// No longer in it.
    end: Wall,
}

impl Even {
    /// The first place after the begin that is open, or closed. Only edges and midnights can be.
    fn first(&self, hours: &BusinessHours, is_open: bool) -> Option<Wall> {
        let mut day = Day::of(hours, self.begin);
        let mut ms_of_day = self.begin.ms_of_day();
        loop {
            while let Some((edge_ms, wall)) = day.edge_after(ms_of_day) {
                if wall >= self.end {
                    return None;
                }
                if day.is_open(edge_ms) == is_open {
                    return Some(wall);
                }
                ms_of_day = edge_ms;
            }
            day = day.next(hours);
            ms_of_day = 0;
            if day.midnight() >= self.end {
                return None;
            }
            if day.is_open(0) == is_open {
                return Some(day.midnight());
            }
        }
    }
}
