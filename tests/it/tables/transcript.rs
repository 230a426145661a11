//! A transcript shows what was said, and nothing that was said becomes a part of its page.

use baton_shared::files::FileCard;
use baton_shared::ids::{AgentId, FileId};
use baton_shared::message::{AgentRef, Block, Inline, Message, Notice, RichText, Sender};
use baton_shared::time::Timestamp;
use baton_shared::transcript::{file_name, html};
use baton_tests::sample;

const EVIL: &str = "</p><script>alert(1)</script><img src=x onerror='alert(2)'>\" & \u{202E}gif";

fn said(sender: Sender, body: RichText) -> Message {
    Message { sender, body, at: Timestamp(1_795_168_800_000), ..sample::message("") }
}

fn one(run: Inline) -> String {
    html("S", "B", &[said(Sender::Visitor, RichText(vec![Block::Paragraph(vec![run])]))])
}

fn link(href: &str, label: &str) -> String {
    one(Inline::Link { href: href.to_owned(), label: label.to_owned() })
}

#[test]
fn whatever_is_written_anywhere_stays_words() {
    let text = || EVIL.to_owned();
    let agent = AgentRef { id: AgentId::new("a1").unwrap(), name: text() };
    let runs =
        || vec![Inline::Text(text()), Inline::Bold(text()), Inline::Italic(text()), Inline::Code(text())];
    let linked = vec![
        Inline::Link { href: format!("https://example.com/{EVIL}"), label: text() },
        Inline::Link { href: text(), label: text() },
    ];
    let body = RichText(vec![
        Block::Paragraph(runs()),
        Block::List(vec![runs(), linked]),
        Block::Numbered(vec![runs()]),
        Block::Code(text()),
    ]);
    let id = FileId::new("f_1").unwrap();
    let file = FileCard { id, name: text(), size: 1, kind: text(), width: None, height: None };
    let senders =
        [Sender::Visitor, Sender::Agent(agent), Sender::Bot, Sender::System { notice: Notice::Ended }];
    let messages = senders.map(|sender| Message { files: vec![file.clone()], ..said(sender, body.clone()) });
    let page = html(EVIL, EVIL, &messages);
    for part in ["<script", "<img", "onerror='", "\u{202E}", "& "] {
        assert!(!page.contains(part), "{part} in {page}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert_eq!(page.matches("</p>").count(), page.matches("<p>").count());
}

#[test]
fn a_link_leads_to_a_page_or_a_mailbox_and_says_where() {
    let shown = link("https://example.com/a", "here");
    assert!(shown.contains("href=\"https://example.com/a\">here</a> (https://example.com/a)"), "{shown}");
    assert!(link("mailto:help@example.com", "mail").contains("<a "));
    for href in
        ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//x", "", "ä"]
    {
        assert!(!link(href, "here").contains("<a "), "{href}");
    }
}

#[test]
fn who_and_when_stand_over_each_message_and_the_file_is_named_by_its_day() {
    let page = one(Inline::Text("Hello".to_owned()));
    assert!(
        page.contains("<h2>Visitor <time datetime=\"2026-11-20T10:00Z\">2026-11-20 10:00 UTC</time></h2>"),
        "{page}"
    );
    let bot = html("Shop", "Ada", &[said(Sender::Bot, RichText::plain("Hi"))]);
    assert!(bot.contains("<h2>Ada (AI) <time"), "{bot}");
    assert!(bot.contains("<title>Conversation with Shop</title>"), "{bot}");
    assert_eq!(file_name(Timestamp(1_795_168_800_000)), "conversation-2026-11-20.html");
}
