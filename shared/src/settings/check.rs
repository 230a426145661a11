//! Collects what is wrong, each with its place and what to do. The sentences of all checks are made here.

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::document::{Problem, below};
use crate::limits::PROBLEMS_MAX;

/// What was found so far. Places are given as pointers.
#[derive(Debug, Default)]
pub(super) struct Check {
    found: Vec<Problem>,
}

impl Check {
    /// What was found, as much of it as is told at once.
    pub fn found(mut self) -> Vec<Problem> {
        self.found.truncate(PROBLEMS_MAX);
        self.found
    }

    /// Something is wrong.
    pub fn say(&mut self, place: &str, message: impl Into<String>) {
        self.found.push(Problem::new(place, message));
    }

    /// What another check has found, with its own places.
    pub fn take(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.found.extend(problems);
    }

    /// A text that must be there.
    pub fn text(&mut self, place: &str, text: &str, chars_max: usize) {
        if text.trim().is_empty() {
            self.say(place, "This can't be empty: write a text.");
        } else {
            self.length(place, text, chars_max);
        }
    }

    /// A text that may be empty.
    pub fn length(&mut self, place: &str, text: &str, chars_max: usize) {
        let chars = text.chars().count();
        if chars > chars_max {
            let over = chars - chars_max;
            self.say(place, format!("{chars} characters are {over} too many: {chars_max} are possible."));
        }
    }

    /// A number within its limits.
    pub fn number<T: PartialOrd + Display>(&mut self, place: &str, number: T, possible: RangeInclusive<T>) {
        if !possible.contains(&number) {
            let (min, max) = possible.into_inner();
            self.say(place, format!("{number} is not possible: choose {min} to {max}."));
        }
    }

    /// A time within its limits, told in the unit that people would say it in.
    pub fn time(&mut self, place: &str, time_ms: u64, possible: RangeInclusive<u64>) {
        if !possible.contains(&time_ms) {
            let (min, max) = possible.into_inner();
            let message = format!(
                "{} is not possible: choose {} to {}.",
                duration(time_ms),
                duration(min),
                duration(max)
            );
            self.say(place, message);
        }
    }

    /// How many there are.
    pub fn count(&mut self, place: &str, what: &str, count: usize, max: usize) {
        if count > max {
            self.say(place, format!("{count} {what} are too many: {max} are possible. Delete some."));
        }
    }

    /// Short words, each there once by their type.
    pub fn words<'a>(
        &mut self,
        place: &str,
        what: &str,
        words: impl ExactSizeIterator<Item = &'a String>,
        max: (usize, usize),
    ) {
        let (count_max, chars_max) = max;
        self.count(place, what, words.len(), count_max);
        for (at, word) in words.enumerate().take(count_max) {
            self.text(&below(place, at), word, chars_max);
        }
    }
}

/// `90 s`, `10 min`, `7 d`: the largest unit in which it is a whole number.
pub(super) fn duration(time_ms: u64) -> String {
    let units = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")];
    let whole = units.iter().find(|(unit_ms, _)| time_ms >= *unit_ms && time_ms.is_multiple_of(*unit_ms));
    match whole {
        None if time_ms == 0 => "0".to_owned(),
        Some((unit_ms, name)) => format!("{} {name}", time_ms / unit_ms),
        None => format!("{time_ms} ms"),
    }
}
