//! A day of the calendar, without time and zone.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::time_of_day::number;

/// A date of the Gregorian calendar, written `"2026-12-24"`. Inside: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = r"^\d{4}-\d{2}-\d{2}$")))]
#[serde(try_from = "String", into = "String")]
pub struct Date(i64);

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidDate {
    text: String,
}

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted with its spaces and what else can't be seen.
        let text: String = self.text.chars().take(20).collect();
        write!(f, "{text:?} is no date: write year, month and day of the calendar, such as \"2026-12-24\"")
    }
}

impl std::error::Error for InvalidDate {}

impl Date {
    /// Takes `yyyy-mm-dd` of a day that exists.
    ///
    /// # Errors
    /// For every other text; the message says what is expected.
    pub fn parse(text: &str) -> Result<Self, InvalidDate> {
        let invalid = || InvalidDate { text: text.to_owned() };
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(invalid()) };
        let year = number(&[*y1, *y2, *y3, *y4]).ok_or_else(invalid)?;
        let month = number(&[*m1, *m2]).ok_or_else(invalid)?;
        let day = number(&[*d1, *d2]).ok_or_else(invalid)?;
        let civil = (i64::from(year), i64::from(month), i64::from(day));
        let date = Self(days_of(civil));
        // 31 April counts on into May: a day that comes back as another one does not exist.
        if (1..=12).contains(&month) && date.civil() == civil { Ok(date) } else { Err(invalid()) }
    }

    /// The day that begins this many days after 1970-01-01.
    pub(crate) fn of_days(days: i64) -> Self {
        Self(days)
    }

    /// From 0 for Monday to 6 for Sunday.
    pub(super) fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7)
    }

    /// Year, month and day. The inverse of [`days_of`], from the same source.
    fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + DAYS_TO_1970;
        let era = days.div_euclid(DAYS_OF_ERA);
        let day_of_era = days.rem_euclid(DAYS_OF_ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        (era * 400 + year_of_era + i64::from(month <= 2), month, day)
    }
}

/// From 0000-03-01, where the calendar's 400 years begin, to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// Days of 400 years, after which the calendar repeats.
const DAYS_OF_ERA: i64 = 146_097;

/// Days since 1970-01-01: `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". Years
/// begin in March there, so that the leap day is the last one.
fn days_of((year, month, day): (i64, i64, i64)) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9).rem_euclid(12);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970
}

impl TryFrom<String> for Date {
    type Error = InvalidDate;
    fn try_from(text: String) -> Result<Self, InvalidDate> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}
