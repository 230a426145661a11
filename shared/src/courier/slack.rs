//! News as a message of Slack. What visitors write can't call anybody there, nor hide where a link leads.

use crate::courier::news::News;
use crate::courier::words::{body, headline};
use crate::text::clean;

/// What is shown of a message, in characters: Slack cuts a text block at 3,000, and an escape takes up to five.
const BODY_CHARS_MAX: usize = 500;

/// The text of the message, in Slack's own marks. Those that begin anything there are `<`, `>` and `&`; what visitors
/// write has none of them left, nor a mark that formats.
pub fn slack(news: &News) -> String {
    let mut text = format!("*{}*", plain(&headline(news)));
    let body = body(news, BODY_CHARS_MAX);
    if !body.is_empty() {
        text.push_str("\n> ");
        text.push_str(&plain(&body));
    }
    if let Some(subject) = &news.subject {
        // The one link is ours; an address has no bar or bracket in it.
        text.push_str(&format!(
            "\n{} · <{}|Open the conversation>",
            plain(subject.department.as_str()),
            subject.link
        ));
    }
    text
}

/// Slack's own three escapes, and nothing that formats, mentions or makes code.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\n' | '\t' => plain.push(' '),
            // A zero-width space keeps what stands behind it from being a mark or a name.
            '*' | '_' | '~' | '`' | '@' | '#' => plain.extend([c, '\u{200B}']),
            other => plain.push(other),
        }
    }
    plain
}
