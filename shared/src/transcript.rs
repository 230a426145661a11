//! A conversation as a page of its own: for saving, and for a mail. It holds what both sides see and nothing else:
//! whoever calls gives messages as they are projected, and notes between agents are none.
//!
//! The page needs nothing from anywhere, and nothing in it runs: what people wrote is escaped, links lead to pages and
//! mailboxes only, and its own policy forbids the rest. Times are the edge's, in UTC.

use std::fmt::Write as _;

use crate::business_hours::Date;
use crate::message::{Block, Inline, Message, Sender};
use crate::time::Timestamp;

const DAY_MS: u64 = 86_400_000;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"color-scheme\" content=\"light dark\">\n";

const STYLE: &str = "<style>\nbody{max-width:42em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif}\n\
article{margin:1.2em 0;overflow-wrap:anywhere}\nh2{margin:0;font-size:1em}\ntime{font-weight:400;opacity:.75}\n\
p,ul,ol,pre{margin:.3em 0}\np{white-space:pre-line}\npre{white-space:pre-wrap}\n.notice{opacity:.75}\n</style>\n";

/// The page. `site` is the name that visitors read, `bot` the one of its bot.
pub fn html<'a>(site: &str, bot: &str, messages: impl IntoIterator<Item = &'a Message>) -> String {
    let mut page = HEAD.to_owned();
    let title = format!("Conversation with {site}");
    element(&mut page, "title", &title);
    page.push_str(STYLE);
    page.push_str("</head>\n<body>\n");
    element(&mut page, "h1", &title);
    for message in messages {
        entry(&mut page, bot, message);
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The name under which it is saved.
pub fn file_name(now: Timestamp) -> String {
    format!("conversation-{}.html", day(now))
}

fn entry(page: &mut String, bot: &str, message: &Message) {
    let (class, who) = match &message.sender {
        Sender::Visitor => ("visitor", "Visitor"),
        Sender::Agent(agent) => ("agent", agent.name.as_str()),
        Sender::Bot => ("bot", bot),
        Sender::System { .. } => ("notice", "Notice"),
    };
    page.push_str("<article class=\"");
    page.push_str(class);
    page.push_str("\">\n<h2>");
    escape(page, who);
    if message.sender == Sender::Bot {
        page.push_str(" (AI)");
    }
    let at = message.at;
    // Writing into a text can't fail.
    let _ = writeln!(
        page,
        " <time datetime=\"{}T{}Z\">{} {} UTC</time></h2>",
        day(at),
        clock(at),
        day(at),
        clock(at)
    );
    message.body.0.iter().for_each(|block| push_block(page, block));
    if !message.files.is_empty() {
        page.push_str("<ul class=\"files\">");
        message.files.iter().for_each(|file| element(page, "li", &file.name));
        page.push_str("</ul>\n");
    }
    page.push_str("</article>\n");
}

fn push_block(page: &mut String, block: &Block) {
    match block {
        Block::Paragraph(runs) => within(page, "p", |page| push_runs(page, runs)),
        Block::List(items) => within(page, "ul", |page| push_items(page, items)),
        Block::Numbered(items) => within(page, "ol", |page| push_items(page, items)),
        Block::Code(code) => element(page, "pre", code),
    }
    page.push('\n');
}

fn push_items(page: &mut String, items: &[Vec<Inline>]) {
    for item in items {
        within(page, "li", |page| push_runs(page, item));
    }
}

fn push_runs(page: &mut String, runs: &[Inline]) {
    for run in runs {
        match run {
            Inline::Text(text) => escape(page, text),
            Inline::Bold(text) => element(page, "strong", text),
            Inline::Italic(text) => element(page, "em", text),
            Inline::Code(text) => element(page, "code", text),
            Inline::Link { href, label } if leads_out(href) => {
                page.push_str("<a rel=\"noopener noreferrer nofollow\" href=\"");
                escape(page, href);
                page.push_str("\">");
                escape(page, label);
                page.push_str("</a>");
                // A label may say anything: where it leads is read beside it.
                if label != href {
                    page.push_str(" (");
                    escape(page, href);
                    page.push(')');
                }
            }
            Inline::Link { label, .. } => escape(page, label),
        }
    }
}

/// Only to pages and mailboxes. What a browser would strip before it reads the scheme makes it another scheme here.
fn leads_out(href: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| href.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

fn within(page: &mut String, tag: &str, inside: impl FnOnce(&mut String)) {
    page.extend(["<", tag, ">"]);
    inside(page);
    page.extend(["</", tag, ">"]);
}

fn element(page: &mut String, tag: &str, text: &str) {
    within(page, tag, |page| escape(page, text));
}

/// What means something in HTML, and what would turn the direction of the rest.
fn escape(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\0' => page.push('\u{FFFD}'),
            letter => page.push(letter),
        }
    }
}

fn day(at: Timestamp) -> Date {
    Date::of_days(i64::try_from(at.0 / DAY_MS).unwrap_or_default())
}

fn clock(at: Timestamp) -> String {
    let minutes = at.0 % DAY_MS / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
