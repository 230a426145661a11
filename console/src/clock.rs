//! The time where the agent sits: one tick a second for everything that counts, and instants in words.

use std::time::Duration;

use baton_shared::time::Timestamp;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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

/// A day and a time of day in the browser's own language and zone: when a department opens again.
pub fn moment(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ] {
        // A field of a new object can always be set.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &options).format();
    let words = format.call1(&wasm_bindgen::JsValue::UNDEFINED, &date(at));
    words.ok().and_then(|words| words.as_string()).unwrap_or_default()
}

/// A language by its tag, in English like the rest of the desk: `German` for `de`.
pub fn language_name(tag: &str) -> Option<String> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let names: js_sys::Function =
        js_sys::Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let names = js_sys::Reflect::construct(&names, &js_sys::Array::of2(&"en".into(), &options)).ok()?;
    let of: js_sys::Function = js_sys::Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    // A tag that is none is told as it came.
    of.call1(&names, &tag.into()).ok()?.as_string()
}

fn date(at: Timestamp) -> js_sys::Date {
    js_sys::Date::new(&(at.0 as f64).into())
}
