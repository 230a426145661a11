//! What is asked: a time, a department, an agent. Days begin at this browser's midnight.

use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;

/// Which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Since midnight.
    Today,
    /// Today and the six days before.
    Week,
    /// Today and the 29 days before.
    Month,
    /// From one date to another, both included.
    Custom,
}

impl Range {
    /// All, as they are offered.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::Custom];

    /// As it is read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Week => "7 days",
            Self::Month => "30 days",
            Self::Custom => "Custom",
        }
    }
}

/// What is asked, as a handle.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Which time.
    pub range: RwSignal<Range>,
    /// The first day of a custom time, `2026-11-20`.
    pub first: RwSignal<String>,
    /// Its last day.
    pub last: RwSignal<String>,
    /// A department's id, or empty.
    pub department: RwSignal<String>,
    /// An agent's id, or empty.
    pub agent: RwSignal<String>,
}

impl Question {
    /// The last seven days of everybody.
    pub fn start() -> Self {
        Self {
            range: RwSignal::new(Range::Week),
            first: RwSignal::new(text_of(&midnight(-6))),
            last: RwSignal::new(text_of(&midnight(0))),
            department: RwSignal::default(),
            agent: RwSignal::default(),
        }
    }

    /// As the query of a URL.
    pub fn query(self) -> String {
        let (first, last) = match self.range.get() {
            Range::Today => (midnight(0), midnight(0)),
            Range::Week => (midnight(-6), midnight(0)),
            Range::Month => (midnight(-29), midnight(0)),
            Range::Custom => (date_of(&self.first.get()), date_of(&self.last.get())),
        };
        let until = Date::new(&last);
        until.set_date(until.get_date().saturating_add(1));
        let part = |name: &str, value: String| format!("&{name}={}", js_sys::encode_uri_component(&value));
        let mut query = format!("from={:.0}&until={:.0}", first.get_time(), until.get_time());
        query.push_str(&part("zone", zone()));
        for (name, value) in [("department", self.department.get()), ("agent", self.agent.get())] {
            if !value.is_empty() {
                query.push_str(&part(name, value));
            }
        }
        query
    }
}

/// This browser's midnight, some days from today. The calendar does the counting: days are not all of 24 hours.
fn midnight(days: i32) -> Date {
    let now = Date::new_0();
    let day = i32::try_from(now.get_date()).unwrap_or(1).saturating_add(days);
    Date::new_with_year_month_day(now.get_full_year(), month(&now), day)
}

fn month(date: &Date) -> i32 {
    i32::try_from(date.get_month()).unwrap_or_default()
}

/// `2026-11-20` as this browser's midnight; today for anything else.
fn date_of(text: &str) -> Date {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten()) {
        (Some(year), Some(month), Some(day)) => Date::new_with_year_month_day(
            u32::try_from(year).unwrap_or_default(),
            month.saturating_sub(1),
            day,
        ),
        _ => midnight(0),
    }
}

fn text_of(date: &Date) -> String {
    let month = month(date).saturating_add(1);
    format!("{:04}-{month:02}-{:02}", date.get_full_year(), date.get_date())
}

/// The browser's time zone; UTC where it does not say.
fn zone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}
