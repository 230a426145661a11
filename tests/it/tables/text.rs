//! What becomes of text that a person typed.

use baton_shared::rejection::Rejection;
use baton_shared::text::{action, attributes, clean, email, excerpt, message, name, note, properties, tags};
use baton_tests::table::{Step, check};

/// `"…"` with JSON's escapes, `× n` for a repetition, `+` for what follows.
pub fn typed(words: &str) -> String {
    let part = |part: &str| {
        let (text, times) = part.split_once(" × ").unwrap_or((part, "1"));
        let text: String =
            serde_json::from_str(text.trim()).unwrap_or_else(|error| panic!("{part}: {error}"));
        text.repeat(times.trim().parse().unwrap())
    };
    words.split(" + ").map(part).collect()
}

/// A text for a table: what can't be seen is escaped, what is long is cut.
fn shown(text: &str) -> String {
    let is_plain =
        |c: char| c == ' ' || c == '…' || !c.is_whitespace() && c.is_alphanumeric() || c.is_ascii_graphic();
    let escaped = |c: char| if is_plain(c) { c.to_string() } else { c.escape_unicode().to_string() };
    let chars = text.chars().count();
    match chars {
        0..=40 => format!("\"{}\"", text.chars().map(escaped).collect::<String>()),
        _ => {
            let begin: String = text.chars().take(5).map(escaped).collect();
            let end: String = text.chars().skip(chars - 5).map(escaped).collect();
            format!("\"{begin}\" … \"{end}\", {chars} characters")
        }
    }
}

fn told(result: Result<String, Rejection>) -> String {
    result
        .map_or_else(|rejection| format!("refused: {} ({rejection})", rejection.code()), |text| shown(&text))
}

/// One attribute with this name or this value, or as many as the text has characters.
fn named(what: &str, text: &str) -> Result<String, Rejection> {
    let numbered = || (0..text.chars().count()).map(|number| (format!("name {number}"), "1".to_owned()));
    let one = |name: &str, value: &str| attributes(&[(name.to_owned(), Some(value.to_owned()))].into());
    match what {
        "attribute" => one(text, "1").map(|all| all.into_keys().collect()),
        "value" => one("a", text).map(|all| all.into_values().flatten().collect()),
        "attributes" => attributes(&numbered().map(|(name, value)| (name, Some(value))).collect())
            .map(|all| format!("{} attributes", all.len())),
        _ => properties(&numbered().collect()).map(|all| format!("{} properties", all.len())),
    }
}

#[test]
fn text_becomes_what_the_table_says() {
    check("text/text.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let (what, words) = row.split_once(' ').unwrap();
        let text = typed(words);
        match what {
            "clean" => shown(&clean(&text)),
            "message" => told(message(&text)),
            "note" => note(&text).map_or_else(
                |rejection| format!("refused: {}", rejection.code()),
                |note| note.map_or("no note".to_owned(), |note| shown(&note)),
            ),
            "name" => told(name(&text)),
            "email" => told(email(&text)),
            "tag" => told(tags(std::slice::from_ref(&text)).map(|all| all.into_iter().collect())),
            "tags" => {
                let each: Vec<String> =
                    (0..text.chars().count()).map(|number| format!("tag {number}")).collect();
                told(tags(&each).map(|all| format!("{} tags", all.len())))
            }
            "action" => told(action(&text)),
            "attribute" | "value" | "attributes" | "properties" => told(named(what, &text)),
            other => {
                let chars_max = other.strip_prefix("excerpt:").unwrap().parse().unwrap();
                let cut = excerpt(&text, chars_max);
                assert!(cut.chars().count() <= chars_max, "{row}: {cut}");
                shown(&cut)
            }
        }
    });
}

#[test]
fn no_text_is_cut_within_a_character_whatever_the_limit() {
    let texts = ["漢字かな交じり文", "مرحبا بالعالم", "👩‍👩‍👧‍👦👍🏽🇦🇹", "e\u{301}o\u{308}", "नमस्ते", "plain"];
    for text in texts {
        for chars_max in 1..=text.chars().count() + 1 {
            let cut = excerpt(text, chars_max);
            assert!(cut.chars().count() <= chars_max);
            let kept = cut.strip_suffix('…').unwrap_or(&cut);
            assert!(text.starts_with(kept), "{text} at {chars_max}: {cut}");
            assert!(!kept.ends_with('\u{200D}'), "{text} at {chars_max}: a joiner joins nothing");
        }
    }
}
