//! News as an e-mail to a team: what has happened, what was said, and a button that opens it at the desk.

use crate::courier::news::News;
use crate::courier::words::{body, headline};
use crate::text::line;

/// What is shown of a message, in characters: a whole one of the usual length; the rest is read at the desk.
const BODY_CHARS_MAX: usize = 1_500;

/// A subject, in characters: what programs show of one.
const SUBJECT_CHARS_MAX: usize = 120;

/// A mail's words, three times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// One line.
    pub subject: String,
    /// For programs without HTML.
    pub text: String,
    /// With a button. All that others have written is escaped.
    pub html: String,
}

/// The mail of one thing that has happened.
pub fn team_mail(news: &News) -> MailText {
    let (headline, said) = (line(&headline(news)), body(news, BODY_CHARS_MAX));
    let subject = crate::text::excerpt(&headline, SUBJECT_CHARS_MAX);
    let (mut text, mut html) =
        (format!("{headline}.\n"), format!("<p><strong>{}.</strong></p>\n", escape(&headline)));
    if !said.is_empty() {
        text.push_str(&format!("\n> {said}\n"));
        html.push_str(&format!("<blockquote>{}</blockquote>\n", escape(&said)));
    }
    if let Some(subject) = &news.subject {
        let facts: Vec<(&str, &str)> = [
            ("Department", Some(subject.department.as_str())),
            ("E-mail", subject.visitor.email.as_deref()),
            ("Page", subject.page.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect();
        for (name, value) in &facts {
            text.push_str(&format!("\n{name}: {value}"));
        }
        text.push_str(&format!("\n\nOpen the conversation: {}\n", subject.link));
        let rows: String =
            facts.iter().map(|(name, value)| format!("{name}: {}<br>\n", escape(value))).collect();
        html.push_str(&format!(
            "<p>{rows}</p>\n<p><a href=\"{0}\" style=\"{BUTTON}\">Open the conversation</a></p>\n\
             <p style=\"color:#666\">{0}</p>\n",
            escape(&subject.link)
        ));
    }
    MailText {
        subject,
        text,
        html: format!("<!doctype html><html><body style=\"{PAGE}\">\n{html}</body></html>\n"),
    }
}

const PAGE: &str = "font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:40rem";
const BUTTON: &str = "display:inline-block;padding:10px 18px;border-radius:8px;background:#1f5fd6;color:#ffffff;text-decoration:none";

/// Text in HTML, or in an attribute between double quotes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
