//! What becomes of text that a person typed: cleaned, counted, refused; never cut in the middle of a character.

use crate::limits::{EMAIL_CHARS_MAX, MESSAGE_CHARS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX};
use crate::rejection::Rejection;

/// Takes out what can't be seen but changes what is: control characters (line feed and tab stay), bidirectional
/// overrides and isolates, tag characters, the byte order mark, the zero-width space and noncharacters.
/// Joiners (emoji, Persian, Hindi) and the two directional marks stay: their languages need them.
/// Source of the ranges: Unicode Standard Annex 9 and Technical Report 36.
pub fn clean(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|c| is_kept(*c)).collect()
}

fn is_kept(c: char) -> bool {
    let hidden = matches!(c,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}'
        | '\u{FEFF}' | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}')
        || (c as u32) & 0xFFFE == 0xFFFE;
    (c == '\n' || c == '\t' || !c.is_control()) && !hidden
}

/// A message's text, cleaned and trimmed.
///
/// # Errors
/// `empty_message`, and `too_long` over 4,000 characters.
pub fn message(text: &str) -> Result<String, Rejection> {
    let cleaned = clean(text).trim().to_owned();
    if cleaned.is_empty() {
        return Err(Rejection::EmptyMessage);
    }
    at_most(cleaned, "message", MESSAGE_CHARS_MAX)
}

/// A note between agents; an empty one is no note.
///
/// # Errors
/// `too_long` over 2,000 characters.
pub fn note(text: &str) -> Result<Option<String>, Rejection> {
    let cleaned = clean(text).trim().to_owned();
    if cleaned.is_empty() { Ok(None) } else { at_most(cleaned, "note", NOTE_CHARS_MAX).map(Some) }
}

/// A person's name, on one line.
///
/// # Errors
/// `name_missing`, and `too_long` over 100 characters.
pub fn name(text: &str) -> Result<String, Rejection> {
    let cleaned = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if cleaned.is_empty() {
        return Err(Rejection::NameMissing);
    }
    at_most(cleaned, "name", NAME_CHARS_MAX)
}

/// An e-mail address: one `@`, something before it, a dotted host after it, nothing that could start a second
/// address or header. Whether it exists only a mail can tell.
///
/// # Errors
/// `invalid_email`.
pub fn email(text: &str) -> Result<String, Rejection> {
    let address = text.trim();
    let fits = address.chars().count() <= EMAIL_CHARS_MAX
        && address.chars().all(|c| !c.is_whitespace() && !c.is_control() && is_kept(c))
        && !address.contains([',', ';', '<', '>', '"', '(', ')', '\\', ':']);
    let parts = address.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && local.len() <= 64
            && !host.contains('@')
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty() && label.chars().count() <= 63)
    });
    if fits && parts { Ok(address.to_owned()) } else { Err(Rejection::InvalidEmail) }
}

fn at_most(text: String, what: &'static str, chars_max: usize) -> Result<String, Rejection> {
    let chars = text.chars().count();
    if chars > chars_max {
        return Err(Rejection::TooLong { what: what.to_owned(), chars, chars_max });
    }
    Ok(text)
}

/// The first `chars_max` characters on one line, with an ellipsis where something was left out.
pub fn excerpt(text: &str, chars_max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= chars_max {
        return line;
    }
    let mut cut: String = line.chars().take(chars_max.saturating_sub(1)).collect();
    cut.push('…');
    cut
}
