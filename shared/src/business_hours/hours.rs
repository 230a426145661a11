//! What an admin writes: a zone, a week, and the days that differ from it.

use serde::{Deserialize, Serialize};

use super::{Date, TimeOfDay};

/// A department's business hours, a part of the settings document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BusinessHours {
    /// The name of the zone in the IANA database, such as `Europe/Vienna`: whose clock the times are read from.
    pub zone: String,
    /// The usual week.
    pub week: Week,
    /// The days that differ from it: holidays, short days, extra days.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

/// The intervals that begin on each day of the week. A day that is left out is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Begin on a Monday.
    pub monday: Vec<Interval>,
    /// Begin on a Tuesday.
    pub tuesday: Vec<Interval>,
    /// Begin on a Wednesday.
    pub wednesday: Vec<Interval>,
    /// Begin on a Thursday.
    pub thursday: Vec<Interval>,
    /// Begin on a Friday.
    pub friday: Vec<Interval>,
    /// Begin on a Saturday.
    pub saturday: Vec<Interval>,
    /// Begin on a Sunday.
    pub sunday: Vec<Interval>,
}

/// A time of being there, on one day or over one midnight. Intervals may overlap: open is what any of them covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The first minute that is open.
    pub from: TimeOfDay,
    /// The first minute that is closed again. Not after `from` means on the next day; the same as `from` is 24 hours.
    pub until: TimeOfDay,
}

/// What begins on one date, in place of its day of the week. Without intervals it is a holiday.
///
/// It replaces what *begins* on its date. A night shift of the day before is worked to its end: whoever is there at
/// midnight doesn't leave, and a visitor who waits isn't dropped. To close that night too, override the day before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// On which day, in the zone of the hours.
    pub date: Date,
    /// What begins on it.
    #[serde(default)]
    pub intervals: Vec<Interval>,
    /// What agents call the day: "Christmas Eve".
    #[serde(default)]
    pub name: String,
}

impl Override {
    /// A day on which nothing begins.
    pub fn holiday(date: Date, name: &str) -> Self {
        Self { date, intervals: Vec::new(), name: name.to_owned() }
    }
}

impl BusinessHours {
    /// Open day and night, for those who have decided on no hours.
    pub fn always() -> Self {
        Self { zone: "UTC".to_owned(), week: Week::of([Interval::DAY]), overrides: Vec::new() }
    }

    /// The intervals that begin on a date. Of two overrides of one date the first counts; [`Self::problems`] refuses
    /// them.
    pub fn intervals(&self, date: Date) -> &[Interval] {
        let other = self.overrides.iter().find(|other| other.date == date);
        other.map_or(self.week.intervals(date), |other| &other.intervals)
    }
}

impl Week {
    /// Every day the same.
    pub fn of(intervals: impl Into<Vec<Interval>>) -> Self {
        let monday = intervals.into();
        Self {
            tuesday: monday.clone(),
            wednesday: monday.clone(),
            thursday: monday.clone(),
            friday: monday.clone(),
            saturday: monday.clone(),
            sunday: monday.clone(),
            monday,
        }
    }

    /// The days by their names in JSON, Monday first.
    pub fn days(&self) -> [(&'static str, &[Interval]); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }

    fn intervals(&self, date: Date) -> &[Interval] {
        match date.weekday() {
            0 => &self.monday,
            1 => &self.tuesday,
            2 => &self.wednesday,
            3 => &self.thursday,
            4 => &self.friday,
            5 => &self.saturday,
            _ => &self.sunday,
        }
    }
}

impl Interval {
    /// From midnight to midnight.
    pub const DAY: Self = Self { from: TimeOfDay::START, until: TimeOfDay::END };

    /// Begin and end in minutes from the midnight with which its day begins; an end over 1,440 is on the next day.
    pub fn minutes(self) -> (u16, u16) {
        let (from, until) = (self.from.minutes(), self.until.minutes());
        (from, if until > from { until } else { until + TimeOfDay::END.minutes() })
    }
}
