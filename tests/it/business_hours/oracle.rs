//! The oracle of the business hours: another library with a database of its own, plain numbers, no cleverness.

use std::fmt::Write as _;

use baton_shared::business_hours::BusinessHours;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;
use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone as _, Utc,
};
use chrono_tz::Tz;

/// Minutes from midnight, as an admin would write them.
type Span = (u32, u32);

/// Hours in the oracle's own form.
pub struct Plan {
    zone: Tz,
    week: [Vec<Span>; 7],
    overrides: Vec<(NaiveDate, Vec<Span>)>,
}

/// What the zone's clock shows.
fn wall(zone: Tz, at: Timestamp) -> NaiveDateTime {
    zone.from_utc_datetime(&utc(at)).naive_local()
}

/// The wall clock minus UTC, in seconds.
pub fn offset(zone: Tz, at: Timestamp) -> i32 {
    zone.offset_from_utc_datetime(&utc(at)).fix().local_minus_utc()
}

fn utc(at: Timestamp) -> NaiveDateTime {
    DateTime::<Utc>::from_timestamp_millis(i64::try_from(at.0).unwrap()).unwrap().naive_utc()
}

impl Plan {
    /// Hours with nights, holidays and odd minutes; many begin and end when clocks are changed. A fifth of the
    /// overrides lies near the dates given.
    pub fn random(random: &mut Random, zone: Tz, first: NaiveDate, near: &[NaiveDate]) -> Self {
        let week = std::array::from_fn(|_| spans(random));
        let mut overrides: Vec<(NaiveDate, Vec<Span>)> = Vec::new();
        for _ in 0..30 {
            let date = match random.pick(near).filter(|_| random.chance(200)) {
                Some(date) => *date + Days::new(random.below(3)) - Days::new(1),
                None => first + Days::new(random.below(731)),
            };
            if overrides.iter().all(|(other, _)| *other != date) {
                let intervals = if random.chance(400) { Vec::new() } else { spans(random) };
                overrides.push((date, intervals));
            }
        }
        Self { zone, week, overrides }
    }

    fn spans(&self, date: NaiveDate) -> &[Span] {
        let other = self.overrides.iter().find(|(other, _)| *other == date);
        let weekday = date.weekday().num_days_from_monday() as usize;
        other.map_or(&self.week[weekday], |(_, spans)| spans)
    }

    /// Whether the clock shows a time from a begin to an end, of this day or of the one before.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let now = wall(self.zone, at);
        let yesterday = now.date().pred_opt().unwrap();
        [yesterday, now.date()].into_iter().any(|date| {
            self.spans(date).iter().any(|(from, until)| {
                let midnight = date.and_time(NaiveTime::MIN);
                let begin = midnight + Duration::minutes(i64::from(*from));
                let mut end = midnight + Duration::minutes(i64::from(*until));
                if end <= begin {
                    end += Duration::days(1);
                }
                begin <= now && now < end
            })
        })
    }

    /// The same hours as the settings document has them.
    pub fn to_hours(&self) -> BusinessHours {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let week: Vec<String> = std::iter::zip(days, &self.week)
            .map(|(day, spans)| format!("\"{day}\": {}", json(spans)))
            .collect();
        let overrides: Vec<String> = self
            .overrides
            .iter()
            .map(|(date, spans)| format!("{{\"date\": \"{date}\", \"intervals\": {}}}", json(spans)))
            .collect();
        let text = format!(
            "{{\"zone\": \"{}\", \"week\": {{{}}}, \"overrides\": [{}]}}",
            self.zone.name(),
            week.join(", "),
            overrides.join(", ")
        );
        let hours: BusinessHours = serde_json::from_str(&text).unwrap();
        assert_eq!(hours.problems(), [], "{text}");
        hours
    }
}

fn spans(random: &mut Random) -> Vec<Span> {
    let count = *random.pick(&[0, 1, 1, 2, 2, 3]).unwrap();
    (0..count).map(|_| span(random)).collect()
}

fn span(random: &mut Random) -> Span {
    let from = minute(random).min(1_439);
    let until = match random.below(8) {
        0 => from,
        1 => 1_440,
        _ => minute(random),
    };
    (from, until)
}

fn minute(random: &mut Random) -> u32 {
    let minute = match random.below(4) {
        // Clocks are changed at night.
        0 => random.below(4 * 60),
        1 => random.below(8) * 30,
        2 => random.below(24 * 4) * 15,
        _ => random.below(24 * 60),
    };
    u32::try_from(minute).unwrap()
}

fn json(spans: &[Span]) -> String {
    let mut out = String::from("[");
    for (at, (from, until)) in spans.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(out, "{comma}{{\"from\": \"{}\", \"until\": \"{}\"}}", clock(*from), clock(*until));
    }
    out + "]"
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
