//! The time where the agent sits: one tick a second for everything that counts, and instants in words.

use std::time::Duration;

use baton_shared::time::Timestamp;
use leptos::prelude::*;

/// The present, renewed each second.
#[derive(Debug, Clone, Copy)]
pub struct Clock(RwSignal<Timestamp>);

impl Clock {
    /// Ticks until the owner that it was made in is gone.
    pub fn start() -> Self {
        let now = RwSignal::new(Timestamp::from_browser());
        let ticking =
            set_interval_with_handle(move || now.set(Timestamp::from_browser()), Duration::from_secs(1));
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
        Self(now)
    }

    /// The present; whoever reads it is told every second.
    pub fn now(self) -> Timestamp {
        self.0.get()
    }
}

/// Reads the browser's clock.
trait FromBrowser {
    /// The present.
    fn from_browser() -> Self;
}

impl FromBrowser for Timestamp {
    fn from_browser() -> Self {
        // Whole milliseconds since 1970 fit into an f64 without loss for the next 285,000 years.
        Self(js_sys::Date::now() as u64)
    }
}

/// The time of day: `14:05`.
pub fn time(at: Timestamp) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day: `Today`, `Yesterday`, `Thursday, 20 November 2026`.
pub fn day(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (then, today) = (date(at), date(Timestamp::from_browser()));
    let same_day = |other: &js_sys::Date| other.to_date_string() == then.to_date_string();
    let yesterday = date(Timestamp::from_browser());
    yesterday.set_date(today.get_date().saturating_sub(1));
    if same_day(&today) {
        return "Today".to_owned();
    }
    // Dates count days from 1: the day before the first is 0, which means the last of the month before.
    if same_day(&yesterday) {
        return "Yesterday".to_owned();
    }
    let day = DAYS.get(then.get_day() as usize).copied().unwrap_or_default();
    let month = MONTHS.get(then.get_month() as usize).copied().unwrap_or_default();
    format!("{day}, {} {month} {}", then.get_date(), then.get_full_year())
}

/// As short as it can be told: `14:05`, `yesterday 14:05`, `20 November 2026, 14:05`.
pub fn when(at: Timestamp) -> String {
    match day(at).as_str() {
        "Today" => time(at),
        "Yesterday" => format!("yesterday {}", time(at)),
        day => format!("{}, {}", day.split_once(", ").map_or(day, |(_, date)| date), time(at)),
    }
}

fn date(at: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&(at.0 as f64).into())
}
