//! Business hours against an oracle: two years, minute by minute, in 35 zones. The edge's own file of zones is what
//! runs here, so the database that is shipped is the one that is checked.

mod databases;
mod oracle;
#[path = "../../../edge/src/zone.rs"]
pub mod zone;

use baton_shared::business_hours::{BusinessHours, Change, Zone, is_open, next_change};
use baton_shared::limits::HOURS_LOOK_AHEAD_MS;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use oracle::Plan;
use zone::IanaZone;

const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

/// The years in which both databases are of one mind; see `databases.rs`.
const YEARS_FROM: i32 = 2024;

/// A span of time, the end not in it.
#[derive(Clone, Copy)]
struct Span {
    begin: Timestamp,
    end: Timestamp,
}

impl Span {
    fn two_years(from: i32) -> Self {
        Self { begin: new_year(from), end: new_year(from + 2) }
    }

    /// Every minute.
    fn minutes(self) -> impl Iterator<Item = Timestamp> {
        (0..self.end.since_ms(self.begin) / MINUTE_MS)
            .map(move |minute| self.begin.plus_ms(minute * MINUTE_MS))
    }
}

/// The new year of UTC.
fn new_year(year: i32) -> Timestamp {
    let date = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    Timestamp(u64::try_from(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis()).unwrap())
}

fn date(at: Timestamp) -> NaiveDate {
    shown(at).date_naive()
}

/// An instant for a person.
fn shown(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(i64::try_from(at.0).unwrap()).unwrap()
}

/// When the oracle's offset changes in a span, at each minute: the edge's must be the same, and last as long as it says.
fn offset_changes(tz: Tz, zone: &IanaZone, span: Span) -> Vec<Timestamp> {
    let mut changes = Vec::new();
    let mut offset = zone.offset(span.begin);
    for at in span.minutes() {
        if offset.until.is_some_and(|until| until <= at) {
            assert_eq!(offset.until, Some(at), "{tz}: a change between two minutes");
            let next = zone.offset(at);
            changes.extend((next.seconds != offset.seconds).then_some(at));
            offset = next;
        }
        assert_eq!(offset.seconds, oracle::offset(tz, at), "{tz} at {}", shown(at));
    }
    changes
}

/// Compares every minute of a span, then every answer to "when does it change?".
fn compare(plan: &Plan, zone: &IanaZone, span: Span) {
    let hours = plan.to_hours();
    let mut changes: Vec<Change> = Vec::new();
    let mut before = plan.is_open(span.begin);
    for at in span.minutes() {
        let expected = plan.is_open(at);
        assert_eq!(is_open(&hours, zone, at), expected, "{} at {}", hours.zone, shown(at));
        if expected != before {
            changes.push(Change { at, is_open: expected });
            before = expected;
        }
    }
    compare_changes(&hours, zone, span, &changes);
}

/// From the begin, from each change, from just before it and from between two, the next change is the oracle's.
fn compare_changes(hours: &BusinessHours, zone: &IanaZone, span: Span, changes: &[Change]) {
    let mut asked = span.begin;
    for change in changes {
        let middle = asked.plus_ms(change.at.since_ms(asked) / 2);
        for at in [asked, middle, Timestamp(change.at.0 - 1)] {
            let far = change.at.since_ms(at) >= HOURS_LOOK_AHEAD_MS;
            let expected = Some(*change).filter(|_| !far);
            assert_eq!(next_change(hours, zone, at), expected, "{} after {}", hours.zone, shown(at));
        }
        asked = change.at;
    }
    let beyond = next_change(hours, zone, asked);
    assert!(beyond.is_none_or(|change| change.at >= span.end), "{}: {beyond:?}", hours.zone);
}

/// Two years with one plan; then the days around each change of the clocks with more of them.
fn two_years(seed: u64, name: &str, from: i32) {
    let tz: Tz = name.parse().unwrap();
    let zone = IanaZone::named(name).unwrap();
    let span = Span::two_years(from);
    let clock_changes = offset_changes(tz, &zone, span);
    let near: Vec<NaiveDate> = clock_changes.iter().map(|at| date(*at)).collect();
    let mut random = Random::new(seed);
    let mut plan = || Plan::random(&mut random, tz, date(span.begin), &near);
    compare(&plan(), &zone, span);
    for at in clock_changes {
        for _ in 0..10 {
            compare(&plan(), &zone, Span { begin: Timestamp(at.0 - DAY_MS), end: at.plus_ms(DAY_MS) });
        }
    }
}

fn agrees(zones: &[&str], seed: u64) {
    for (number, name) in (0..).zip(zones) {
        two_years(seed + number, name, YEARS_FROM);
    }
}

#[test]
fn two_years_agree_where_clocks_change_at_midnight() {
    let zones = [
        "America/Havana",
        "Africa/Cairo",
        "America/Asuncion",
        "Asia/Beirut",
        "America/Santiago",
        "Atlantic/Azores",
        "America/Nuuk",
        "America/Scoresbysund",
        "Asia/Gaza",
    ];
    agrees(&zones, 100);
}

#[test]
fn two_years_agree_where_the_offset_is_no_whole_hour() {
    let zones = [
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
        "Australia/Adelaide",
        "Australia/Eucla",
        "America/St_Johns",
        "Asia/Tehran",
        "Pacific/Marquesas",
    ];
    agrees(&zones, 200);
}

#[test]
fn two_years_agree_where_summer_time_is_odd() {
    let zones = [
        "Africa/Casablanca",
        "Europe/Dublin",
        "Antarctica/Troll",
        "Asia/Jerusalem",
        "Pacific/Apia",
        "Pacific/Norfolk",
        "Pacific/Kiritimati",
        "Pacific/Easter",
    ];
    agrees(&zones, 300);
}

#[test]
fn two_years_agree_where_most_people_live() {
    let zones = [
        "Europe/Vienna",
        "Europe/London",
        "America/New_York",
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Asia/Shanghai",
        "Asia/Tokyo",
        "Australia/Sydney",
        "UTC",
    ];
    agrees(&zones, 400);
}

#[test]
fn two_years_agree_where_a_whole_day_was_left_out() {
    // Samoa went over the date line: after 29 December 2011 came the 31st.
    two_years(500, "Pacific/Apia", 2011);
}
