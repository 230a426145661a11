//! What can be wrong with how the widget looks and which language it speaks. A value that passes holds nothing but what
//! it is: no text of a setting ever reaches a style as it was written.

use super::check::Check;
use super::document::{Settings, Theme};
use crate::limits::ADDRESS_CHARS_MAX;

/// The languages that the widget has texts in: `widget/locales/`, and English.
pub const LANGUAGES: [&str; 14] =
    ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ar", "he", "ja", "zh", "hi"];

pub(super) fn language(check: &mut Check, settings: &Settings) {
    let language = &settings.language;
    if !LANGUAGES.contains(&language.as_str()) {
        let message = format!("There are no texts in {language:?}: choose one of {}.", LANGUAGES.join(", "));
        check.say("/language", message);
    }
}

pub(super) fn theme(check: &mut Check, theme: &Theme) {
    if let Some(accent) = theme.accent.as_deref().filter(|accent| !is_colour(accent)) {
        let message =
            format!("{accent:?} is no colour: write # and six digits of 0-9 and a-f, such as #2459cf.");
        check.say("/theme/accent", message);
    }
    if !theme.picture.is_empty() {
        check.length("/theme/picture", &theme.picture, ADDRESS_CHARS_MAX);
        if picture_origin(&theme.picture).is_none() {
            let message =
                "This is no address of a picture: write one such as https://cdn.example.com/bot.png.";
            check.say("/theme/picture", message);
        }
    }
}

/// `#rrggbb`.
fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Where a picture comes from, as `https://host`; `None` if it is no plain address. Signs that end a text in a style or
/// in an attribute are in none, and a name and password before the host aren't either.
pub fn picture_origin(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&*+,;=%".contains(&byte);
    let host_len = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..host_len)?;
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
    let is_good = host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && host.bytes().all(is_host)
        && rest.bytes().all(is_plain);
    if is_good { address.get(.."https://".len().saturating_add(host_len)) } else { None }
}
