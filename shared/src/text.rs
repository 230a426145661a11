//! What becomes of text that a person typed: cleaned, counted, refused; never cut in the middle of a character.

use std::collections::{BTreeMap, BTreeSet};

use crate::limits::{
    ATTRIBUTE_NAME_CHARS_MAX, ATTRIBUTE_VALUE_CHARS_MAX, ATTRIBUTES_MAX, EMAIL_CHARS_MAX, MESSAGE_CHARS_MAX,
    NAME_CHARS_MAX, NOTE_CHARS_MAX, PHONE_CHARS_MAX, PROPERTIES_MAX, TAG_CHARS_MAX, TAGS_MAX,
};
use crate::rejection::Rejection;

/// Takes out what can't be seen but changes what is: control characters (line feed and tab stay), bidirectional
/// overrides and isolates, tag characters, the byte order mark, zero-width space and word joiner, noncharacters.
/// Joiners (emoji, Persian, Hindi) and the two directional marks stay: their languages need them.
/// Source of the ranges: Unicode Standard Annex 9 and Technical Report 36.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut is_after_return = false;
    for c in text.chars() {
        match c {
            // The second half of one line end.
            '\n' if is_after_return => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            c if is_kept(c) => cleaned.push(c),
            _ => {}
        }
        is_after_return = c == '\r';
    }
    cleaned
}

/// Cleaned, on one line, with single spaces.
pub fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_kept(c: char) -> bool {
    let hidden = matches!(c,
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}'
        | '\u{FEFF}' | '\u{200B}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || (c as u32) & 0xFFFE == 0xFFFE;
    (c == '\n' || c == '\t' || !c.is_control()) && !hidden
}

/// What takes part in writing but can't be seen alone: joiners, marks, fillers. Nothing but these is no text.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200C}'..='\u{200F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_empty(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// A message's text, cleaned and trimmed.
///
/// # Errors
/// `empty_message`, and `too_long` over 4,000 characters.
pub fn message(text: &str) -> Result<String, Rejection> {
    let cleaned = clean(text).trim().to_owned();
    if is_empty(&cleaned) {
        return Err(Rejection::EmptyMessage);
    }
    at_most(cleaned, "message", MESSAGE_CHARS_MAX)
}

/// What is said with files; may be nothing.
///
/// # Errors
/// `too_long` over 4,000 characters.
pub fn caption(text: &str) -> Result<String, Rejection> {
    let cleaned = clean(text).trim().to_owned();
    if is_empty(&cleaned) { Ok(String::new()) } else { at_most(cleaned, "message", MESSAGE_CHARS_MAX) }
}

/// A note between agents; an empty one is no note.
///
/// # Errors
/// `too_long` over 2,000 characters.
pub fn note(text: &str) -> Result<Option<String>, Rejection> {
    let cleaned = clean(text).trim().to_owned();
    if is_empty(&cleaned) { Ok(None) } else { at_most(cleaned, "note", NOTE_CHARS_MAX).map(Some) }
}

/// Tags, each on one line, without repeats.
///
/// # Errors
/// `invalid_tag` for one that is empty or over 40 characters, or for more than 20.
pub fn tags(tags: &[String]) -> Result<BTreeSet<String>, Rejection> {
    let cleaned: BTreeSet<String> = tags.iter().map(|tag| line(tag)).collect();
    let is_wrong = |tag: &String| is_empty(tag) || tag.chars().count() > TAG_CHARS_MAX;
    if cleaned.len() > TAGS_MAX || cleaned.iter().any(is_wrong) {
        return Err(Rejection::InvalidTag);
    }
    Ok(cleaned)
}

/// What a page says about its visitor: names on one line, values without what can't be seen. `None` takes one away.
///
/// # Errors
/// `invalid_attribute` for a name or value over its limit, an empty name, or more than 50.
pub fn attributes(
    given: &BTreeMap<String, Option<String>>,
) -> Result<BTreeMap<String, Option<String>>, Rejection> {
    if given.len() > ATTRIBUTES_MAX {
        return Err(Rejection::InvalidAttribute);
    }
    let checked = |(name, value): (&String, &Option<String>)| {
        let value = value.as_deref().map(attribute_value).transpose()?;
        Ok((label(name).ok_or(Rejection::InvalidAttribute)?, value))
    };
    given.iter().map(checked).collect()
}

/// More about a tracked action.
///
/// # Errors
/// As for attributes; 20 are possible.
pub fn properties(given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Rejection> {
    if given.len() > PROPERTIES_MAX {
        return Err(Rejection::InvalidAttribute);
    }
    let checked = |(name, value): (&String, &String)| {
        Ok((label(name).ok_or(Rejection::InvalidAttribute)?, attribute_value(value)?))
    };
    given.iter().map(checked).collect()
}

/// The name of a tracked action.
///
/// # Errors
/// `invalid_action` for an empty one or one over 64 characters.
pub fn action(name: &str) -> Result<String, Rejection> {
    label(name).ok_or(Rejection::InvalidAction)
}

fn label(name: &str) -> Option<String> {
    let name = line(name);
    (!is_empty(&name) && name.chars().count() <= ATTRIBUTE_NAME_CHARS_MAX).then_some(name)
}

fn attribute_value(value: &str) -> Result<String, Rejection> {
    let value = clean(value).trim().to_owned();
    let fits = value.chars().count() <= ATTRIBUTE_VALUE_CHARS_MAX;
    if fits { Ok(value) } else { Err(Rejection::InvalidAttribute) }
}

/// What a visitor says with a rating; may be empty.
///
/// # Errors
/// `too_long` over 2,000 characters.
pub fn comment(text: &str) -> Result<String, Rejection> {
    at_most(clean(text).trim().to_owned(), "comment", NOTE_CHARS_MAX)
}

/// A person's name, on one line.
///
/// # Errors
/// `name_missing`, and `too_long` over 100 characters.
pub fn name(text: &str) -> Result<String, Rejection> {
    let cleaned = line(text);
    if is_empty(&cleaned) {
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
        && address.chars().all(|c| !is_unseen(c) && !c.is_control() && is_kept(c))
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

/// Whether a line can be a telephone number: 5 to 15 digits (ITU-T E.164) in whatever script, with the signs that people put
/// between them. Whether it exists only a call can tell.
pub fn is_phone(line: &str) -> bool {
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let is_sign = |c: char| c.is_numeric() || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | ' ');
    (5..=15).contains(&digits) && line.chars().count() <= PHONE_CHARS_MAX && line.chars().all(is_sign)
}

fn at_most(text: String, what: &'static str, chars_max: usize) -> Result<String, Rejection> {
    let chars = text.chars().count();
    if chars > chars_max {
        return Err(Rejection::TooLong { what: what.to_owned(), chars, chars_max });
    }
    Ok(text)
}

/// The first `chars_max` characters on one line, with an ellipsis where something was left out. What belongs together
/// (a letter and its accents, the parts of one emoji) is left out as a whole.
pub fn excerpt(text: &str, chars_max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= chars_max {
        return line;
    }
    let mut left: Vec<char> = line.chars().take(chars_max).collect();
    while let Some(first_out) = left.pop() {
        let is_within = joins(first_out) || left.last() == Some(&'\u{200D}');
        if !is_within {
            break;
        }
    }
    left.push('…');
    left.into_iter().collect()
}

/// Whether a character belongs to the one before it: the ranges of UAX 29 that chats are made of.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{900}'..='\u{903}'
        | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}')
}
