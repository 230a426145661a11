//! Business hours as an admin writes them, and what the clock on the wall says about them.

use std::fmt::Write as _;

use baton_shared::business_hours::{
    BusinessHours, Date, Interval, Override, TimeOfDay, Week, is_open, next_change, opens_at,
};
use baton_shared::limits::{
    HOURS_INTERVALS_PER_DAY_MAX, HOURS_OVERRIDES_MAX, NAME_CHARS_MAX, ZONE_CHARS_MAX,
};
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use crate::business_hours::zone::IanaZone;

/// One department's hours, and the zone that its clock is in.
struct Department {
    hours: BusinessHours,
    zone: IanaZone,
    clock: TimeZone,
}

impl Department {
    fn new(zone: &str) -> Self {
        let hours = BusinessHours { zone: zone.to_owned(), week: Week::default(), overrides: Vec::new() };
        let clock = TimeZoneDatabase::bundled().get(zone).unwrap();
        Self { hours, zone: IanaZone::named(zone).unwrap(), clock }
    }

    fn row(&mut self, row: &str) -> String {
        match row.split_once(' ').unwrap() {
            ("in", zone) => {
                *self = Self::new(zone);
                "closed all week".to_owned()
            }
            ("on", rest) => self.on(rest),
            ("at", rest) => self.at(rest),
            _ => self.week(row),
        }
    }

    /// `monday to friday 09:00–12:00, 13:00–17:30`.
    fn week(&mut self, row: &str) -> String {
        let words: Vec<&str> = row.splitn(4, ' ').collect();
        let (first, last, written) = match words.as_slice() {
            ["every", "day", ..] => ("monday", "sunday", row.strip_prefix("every day ").unwrap()),
            [first, "to", last, written] => (*first, *last, *written),
            [day, ..] => (*day, *day, row.split_once(' ').unwrap().1),
            [] => panic!("no row: {row}"),
        };
        let week = &mut self.hours.week;
        let mut days = [
            ("monday", &mut week.monday),
            ("tuesday", &mut week.tuesday),
            ("wednesday", &mut week.wednesday),
            ("thursday", &mut week.thursday),
            ("friday", &mut week.friday),
            ("saturday", &mut week.saturday),
            ("sunday", &mut week.sunday),
        ];
        let place = |day: &str| days.iter().position(|(name, _)| *name == day).unwrap();
        let (first, last) = (place(first), place(last));
        for (_, day) in &mut days[first..=last] {
            **day = intervals(written);
        }
        let begins = self.hours.week.days().iter().map(|(_, day)| day.len()).sum::<usize>();
        format!("intervals a week: {begins}")
    }

    /// `2026-12-24 09:00–12:00`, `2026-12-25 closed`.
    fn on(&mut self, rest: &str) -> String {
        let (date, written) = rest.split_once(' ').unwrap();
        let weekday = date.parse::<jiff::civil::Date>().unwrap().strftime("%A").to_string();
        let date = Date::parse(date).unwrap();
        self.hours.overrides.push(match written {
            "closed" => Override::holiday(date, ""),
            _ => Override { date, intervals: intervals(written), name: String::new() },
        });
        format!("a {weekday}")
    }

    /// `2026-10-25 02:30 the second time`.
    fn at(&self, rest: &str) -> String {
        assert_eq!(self.hours.problems(), []);
        let (shown, which) = rest.split_at(rest.len().min("2026-10-25 02:30".len()));
        let wall: DateTime = format!("{shown}:00").parse().unwrap();
        let possible = self.clock.to_ambiguous_timestamp(wall);
        let at = match (possible.offset(), which) {
            (AmbiguousOffset::Gap { .. }, "") => return "the clock never shows it".to_owned(),
            (AmbiguousOffset::Unambiguous { .. }, "") => possible.compatible(),
            (AmbiguousOffset::Fold { .. }, " the first time") => possible.earlier(),
            (AmbiguousOffset::Fold { .. }, " the second time") => possible.later(),
            (how, _) => panic!("{rest}: {how:?}"),
        };
        let at = Timestamp(u64::try_from(at.unwrap().as_millisecond()).unwrap());
        self.told(at)
    }

    fn told(&self, at: Timestamp) -> String {
        let is_open = is_open(&self.hours, &self.zone, at);
        let change = next_change(&self.hours, &self.zone, at);
        assert!(change.is_none_or(|change| change.is_open != is_open && change.at > at));
        let opens = opens_at(&self.hours, &self.zone, at);
        assert_eq!(opens, change.filter(|_| !is_open).map(|change| change.at));
        let (now, then) = if is_open { ("open", "closes") } else { ("closed", "opens") };
        change.map_or(format!("{now}, never {then}"), |change| {
            let at = jiff::Timestamp::from_millisecond(i64::try_from(change.at.0).unwrap()).unwrap();
            let shown = at.to_zoned(self.clock.clone()).strftime("%a %Y-%m-%d %H:%M (UTC%:z)").to_string();
            format!("{now}, {then} {shown}")
        })
    }
}

fn intervals(written: &str) -> Vec<Interval> {
    let interval = |text: &str| {
        let (from, until) = text.split_once('–').unwrap_or_else(|| panic!("no interval: {text}"));
        Interval { from: TimeOfDay::parse(from).unwrap(), until: TimeOfDay::parse(until).unwrap() }
    };
    written.split(", ").map(interval).collect()
}

#[test]
fn hours_are_what_the_tables_say() {
    let tables = ["week", "overnight", "overrides", "clocks", "zones", "opens_again"];
    for table in tables {
        let mut department = Department::new("UTC");
        check(&format!("business_hours/{table}.txt"), |step| match step {
            Step::Heading(_) => {
                department = Department::new("UTC");
                String::new()
            }
            Step::Row(row) => department.row(row),
        });
    }
}

/// What an admin is told: where, and what to do.
fn judged(hours: &BusinessHours) -> String {
    let problems = hours.problems();
    let told: Vec<String> = problems.iter().map(|(place, what)| format!("{place}: {what}")).collect();
    if told.is_empty() { "fine".to_owned() } else { told.join("; ") }
}

/// The text goes through JSON, and back it is the same.
fn read<T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug>(
    text: &str,
) -> Result<T, String> {
    let value: T = serde_json::from_str(text).map_err(|error| format!("refused: {error}"))?;
    let again = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&again).unwrap(), value);
    Ok(value)
}

#[test]
fn hours_are_written_as_the_table_says() {
    check("business_hours/written.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let told = match row.split_once(' ').unwrap() {
            ("time", text) => read::<TimeOfDay>(text).map(|time| time.to_string()),
            ("date", text) => read::<Date>(text).map(|date| date.to_string()),
            ("hours", text) => read::<BusinessHours>(text).map(|hours| judged(&hours)),
            _ => panic!("no such words: {row}"),
        };
        told.unwrap_or_else(|refused| refused)
    });
}

#[test]
fn each_limit_is_told_with_its_place() {
    let mut hours = BusinessHours::always();
    hours.zone = "z".repeat(ZONE_CHARS_MAX);
    hours.week.friday = vec![Interval::DAY; HOURS_INTERVALS_PER_DAY_MAX];
    let mut dates = String::new();
    for number in 0..HOURS_OVERRIDES_MAX {
        let comma = if number == 0 { "" } else { "," };
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let year = 2026 + number / 336;
        let _ = write!(dates, "{comma}{{\"date\": \"{year}-{month:02}-{day:02}\"}}");
    }
    hours.overrides = serde_json::from_str(&format!("[{dates}]")).unwrap();
    hours.overrides[7].name = "n".repeat(NAME_CHARS_MAX);
    assert_eq!(judged(&hours), "fine", "everything at its limit");

    hours.zone.push('z');
    hours.week.friday.push(Interval::DAY);
    hours.overrides[7].name.push('n');
    hours.overrides[8].intervals = hours.week.friday.clone();
    hours.overrides.push(Override::holiday(Date::parse("2031-01-01").unwrap(), ""));
    let places: Vec<String> = hours.problems().into_iter().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        ["/zone", "/week/friday", "/overrides", "/overrides/7/name", "/overrides/8/intervals"]
    );
}

#[test]
fn no_instant_is_too_early_or_too_late_to_ask() {
    let always = BusinessHours::always();
    let never = BusinessHours { week: Week::default(), ..BusinessHours::always() };
    for name in ["UTC", "America/New_York", "Pacific/Kiritimati"] {
        let zone = IanaZone::named(name).unwrap();
        for at in [0, 1, 253_402_207_200_000, 253_402_300_800_000, u64::MAX - 1, u64::MAX].map(Timestamp) {
            assert!(is_open(&always, &zone, at) && !is_open(&never, &zone, at), "{name} at {at:?}");
            assert_eq!(next_change(&always, &zone, at), None);
            assert_eq!(next_change(&never, &zone, at), None);
        }
    }
}
