//! A file's name for people: one line, no folder, nothing hidden.

use crate::limits::FILE_NAME_CHARS_MAX;
use crate::text::clean;

/// The longest ending that is kept whole when a name is shortened.
const ENDING_CHARS_MAX: usize = 12;

/// What the name of a file becomes: its last part, without what can't be seen (which could make `gpj.exe` read
/// `exe.jpg`), without what a file system takes for more than a letter, and not too long.
pub fn file_name(given: &str) -> String {
    let cleaned = clean(given);
    let last = cleaned.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !is_directional(*c)).map(without_meaning).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    // Dots in front hide a file, dots and spaces behind it are dropped by some systems.
    let trimmed = line.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if !trimmed.chars().any(char::is_alphanumeric) {
        return "file".to_owned();
    }
    let named = if is_device(trimmed) { ["_", trimmed].concat() } else { trimmed.to_owned() };
    shortened(&named)
}

/// The two marks that text keeps for its languages; in a name they only turn it around.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Characters that Windows forbids in names.
fn without_meaning(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }
}

/// Windows opens a device for these, whatever ending follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let is_numbered = |kind: &str| {
        stem.strip_prefix(kind)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || is_numbered("COM") || is_numbered("LPT")
}

/// Cut in the middle, so that the ending still says what it is.
fn shortened(name: &str) -> String {
    let chars = name.chars().count();
    if chars <= FILE_NAME_CHARS_MAX {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let ending = if ending.chars().count() <= ENDING_CHARS_MAX { ending } else { "" };
    let room = FILE_NAME_CHARS_MAX.saturating_sub(ending.chars().count().saturating_add(2));
    let begin: String = name.chars().take(room).collect();
    [begin.trim_end(), "…", if ending.is_empty() { "" } else { "." }, ending].concat()
}
