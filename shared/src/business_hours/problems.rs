//! What an admin must change before hours can be saved.

use std::collections::BTreeMap;

use super::{BusinessHours, Date, Interval, TimeOfDay};
use crate::limits::{HOURS_INTERVALS_PER_DAY_MAX, HOURS_OVERRIDES_MAX, NAME_CHARS_MAX, ZONE_CHARS_MAX};

impl BusinessHours {
    /// What is wrong: where, as a JSON pointer (RFC 6901) below these hours, and what to do. In the document's order.
    /// Whether the zone exists only its database knows.
    pub fn problems(&self) -> Vec<(String, String)> {
        let mut problems = Vec::new();
        zone(&self.zone, &mut problems);
        for (name, intervals) in self.week.days() {
            day(&format!("/week/{name}"), intervals, &mut problems);
        }
        let overrides = self.overrides.len();
        if overrides > HOURS_OVERRIDES_MAX {
            let what =
                format!("{overrides} days are too many: keep {HOURS_OVERRIDES_MAX}, delete what is past");
            problems.push(("/overrides".to_owned(), what));
        }
        let mut first: BTreeMap<Date, usize> = BTreeMap::new();
        // What is too many is not looked at one by one: the list of problems has a limit too.
        for (at, other) in self.overrides.iter().enumerate().take(HOURS_OVERRIDES_MAX) {
            let place = format!("/overrides/{at}");
            if let Some(first_at) = first.get(&other.date) {
                let date = other.date;
                let what = format!(
                    "{date} is here twice: put all its intervals into /overrides/{first_at} and delete this"
                );
                problems.push((format!("{place}/date"), what));
            }
            first.entry(other.date).or_insert(at);
            day(&format!("{place}/intervals"), &other.intervals, &mut problems);
            let chars = other.name.chars().count();
            if chars > NAME_CHARS_MAX {
                let what = format!("{chars} characters are too many: {NAME_CHARS_MAX} at most");
                problems.push((format!("{place}/name"), what));
            }
        }
        problems
    }
}

fn zone(name: &str, problems: &mut Vec<(String, String)>) {
    let chars = name.chars().count();
    if name.trim().is_empty() {
        let what = "Write the time zone of these hours by its IANA name, such as \"Europe/Vienna\"";
        problems.push(("/zone".to_owned(), what.to_owned()));
    } else if chars > ZONE_CHARS_MAX {
        let what = format!("{chars} characters are too many for a time zone: {ZONE_CHARS_MAX} at most");
        problems.push(("/zone".to_owned(), what));
    }
}

fn day(place: &str, intervals: &[Interval], problems: &mut Vec<(String, String)>) {
    let count = intervals.len();
    if count > HOURS_INTERVALS_PER_DAY_MAX {
        let what = format!("{count} intervals are too many for a day: {HOURS_INTERVALS_PER_DAY_MAX} at most");
        problems.push((place.to_owned(), what));
    }
    for (at, interval) in intervals.iter().enumerate().take(HOURS_INTERVALS_PER_DAY_MAX) {
        if interval.from == TimeOfDay::END {
            let what = "24:00 begins no day: write \"00:00\" on the next one".to_owned();
            problems.push((format!("{place}/{at}/from"), what));
        }
    }
}
