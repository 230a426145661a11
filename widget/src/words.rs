//! The visitor's language: which it is, and how a text, a number or a date is said in it, is for `frame/words.js`.

use baton_shared::message::{Message, RichText, Sender};
use baton_shared::time::Timestamp;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = baton)]
extern "C" {
    /// A text of `texts`.
    pub fn say(english: &str) -> String;
    /// One with something in the place of `{0}`.
    #[wasm_bindgen(js_name = say)]
    pub fn say_with(english: &str, value: &str) -> String;
    /// One with numbers in the places of `{0}` and `{1}`.
    #[wasm_bindgen(js_name = say)]
    pub fn say_numbers(english: &str, first: u32, second: u32) -> String;
    /// How the edge's own English text is said; `None` for any other text, and in English.
    pub fn translated(text: &str) -> Option<String>;
    /// So many minutes, or from so many to so many.
    pub fn minutes(from: u32, to: u32) -> String;
    /// The colours and the language that the site has chosen; "" for what it has not.
    pub fn site(accent: &str, mode: &str, corner: &str, density: &str, picture: &str, language: &str);
    #[wasm_bindgen(js_name = setClock)]
    fn set_clock_to(now: f64);
    #[wasm_bindgen(js_name = clock)]
    fn clock_at(at: f64) -> String;
    #[wasm_bindgen(js_name = moment)]
    fn moment_at(at: f64) -> String;
    #[wasm_bindgen(js_name = day)]
    fn day_at(at: f64, before: Option<f64>) -> Option<String>;
}

/// It is this late by the edge's clock: what is "today" does not depend on the visitor's own.
pub fn set_clock(now: Timestamp) {
    set_clock_to(exact(now));
}

/// The clock time of the visitor's place, as `17:05`.
pub fn clock(at: Timestamp) -> String {
    clock_at(exact(at))
}

/// A day and a time of day at the visitor's place.
pub fn moment(at: Timestamp) -> String {
    moment_at(exact(at))
}

/// The day, if it is another one than that of the message before; for the first message, if it is not today.
pub fn day(at: Timestamp, before: Option<Timestamp>) -> Option<String> {
    day_at(exact(at), before.map(exact))
}

/// What a message says to the visitor. Only what the edge says by itself can be one of its own texts.
pub fn body(message: &Message) -> RichText {
    let is_ours = matches!(message.sender, Sender::Bot | Sender::System { .. });
    let said = if is_ours { translated(&message.body.to_plain()) } else { None };
    said.map_or_else(|| message.body.clone(), |said| RichText::plain(&said))
}

/// The same for a screen reader: with the names of its files.
pub fn heard(message: &Message) -> String {
    if message.files.is_empty() { body(message).to_plain() } else { message.words() }
}

/// Why the edge has refused something.
pub fn refusal(message: String) -> String {
    translated(&message).unwrap_or(message)
}

/// Up to the year 287396.
fn exact(at: Timestamp) -> f64 {
    at.0 as f64
}
