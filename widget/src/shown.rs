//! Messages as the timeline shows them: with the day that begins, and whether they belong to the one before.

use std::cell::Cell;
use std::sync::Arc;

use baton_shared::message::{Message, Sender};
use baton_shared::time::Timestamp;
use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::texts;

/// Messages of one sender within this time stand close together.
const RUN_MS_MAX: u64 = 3 * 60_000;

const DAY_MS: f64 = 86_400_000.0;

thread_local! {
    /// How far the edge's clock is ahead of this device's, in milliseconds.
    static AHEAD_MS: Cell<f64> = const { Cell::new(0.0) };
}

/// One message and how it stands among the others. Never changes.
#[derive(Debug, PartialEq)]
pub struct Shown {
    /// As stored.
    pub message: Message,
    /// The day, if it is another one than that of the message before.
    pub day: Option<String>,
    /// Follows a message of the same sender at once.
    pub is_run: bool,
    /// Came while the page was open.
    pub is_new: bool,
}

/// Adds what `messages` has and `shown` has not. Tells the index of the first new one.
pub fn extend(shown: &mut Vec<Arc<Shown>>, messages: &[Message], is_new: bool) -> usize {
    let is_other = |(old, message): (&Arc<Shown>, &Message)| old.message != *message;
    // After a resync the history may be another one: everything from the first difference is shown anew.
    if shown.len() > messages.len()
        || shown.last().zip(messages.get(shown.len().saturating_sub(1))).is_some_and(is_other)
    {
        shown.clear();
    }
    let first = shown.len();
    for message in messages.iter().skip(first) {
        let before = shown.last().map(|shown| &shown.message);
        let day = day_between(before, message);
        let is_run = day.is_none() && before.is_some_and(|before| is_run(before, message));
        shown.push(Arc::new(Shown { message: message.clone(), day, is_run, is_new }));
    }
    first
}

fn is_run(before: &Message, message: &Message) -> bool {
    let is_person = !matches!(message.sender, Sender::System { .. });
    is_person && before.sender == message.sender && message.at.since_ms(before.at) < RUN_MS_MAX
}

/// It is this late by the edge's clock: what is "today" does not depend on the visitor's own.
pub fn set_clock(now: Timestamp) {
    AHEAD_MS.set(date(now).get_time() - Date::now());
}

/// The clock time of the visitor's place, as `17:05`.
pub fn clock(at: Timestamp) -> String {
    let date = date(at);
    let mut text = two_digits(date.get_hours());
    text.push(':');
    text.push_str(&two_digits(date.get_minutes()));
    text
}

/// A day and a time of day at the visitor's place, in the visitor's language.
pub fn moment(at: Timestamp) -> String {
    let options = options(&[
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ]);
    // No locale is the browser's own; one that it names itself can be one that it does not take ("en-US@posix").
    let format = DateTimeFormat::new(&Array::new(), &options).format();
    let words = format.call1(&JsValue::UNDEFINED, &date(at));
    words.ok().and_then(|words| words.as_string()).unwrap_or_default()
}

/// The visitor's language, as the browser says it.
pub fn language() -> String {
    window().navigator().language().unwrap_or_default()
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // A field of a new object can always be set.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

fn two_digits(number: u32) -> String {
    let digits = number.to_string();
    if number < 10 { ["0", &digits].concat() } else { digits }
}

fn day_between(before: Option<&Message>, message: &Message) -> Option<String> {
    let day = day(&date(message.at));
    let today = self::day(&Date::new(&(Date::now() + AHEAD_MS.get()).into()));
    let is_new_day = match before {
        Some(before) => self::day(&date(before.at)) != day,
        None => day != today,
    };
    is_new_day.then(|| {
        if day == today {
            return texts::TODAY.to_owned();
        }
        if day == today - 1.0 {
            return texts::YESTERDAY.to_owned();
        }
        let options = options(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]);
        date(message.at).to_locale_date_string("en-GB", &options).into()
    })
}

fn date(at: Timestamp) -> Date {
    // Exact up to the year 287396.
    Date::new(&(at.0 as f64).into())
}

/// The number of the day at the visitor's place.
fn day(date: &Date) -> f64 {
    ((date.get_time() - date.get_timezone_offset() * 60_000.0) / DAY_MS).floor()
}
