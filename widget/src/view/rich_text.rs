//! Text as a tree becomes nodes: what is not in the tree can't be on the page.

use baton_shared::message::{Block, Inline, RichText};
use web_sys::Url;

use crate::dom::{El, Node, el};

/// The nodes of a text.
pub fn rich(text: &RichText) -> Vec<Node> {
    text.0.iter().map(block).collect()
}

fn block(block: &Block) -> Node {
    match block {
        Block::Paragraph(runs) => inlines("p", runs),
        Block::List(items) => list("ul", items),
        Block::Numbered(items) => list("ol", items),
        // Scrolls sideways, so the keyboard must reach it.
        Block::Code(code) => el("pre", "").attr("tabindex", "0").child(el("code", "").text(code)).into(),
    }
}

fn list(tag: &str, items: &[Vec<Inline>]) -> Node {
    items.iter().fold(el(tag, ""), |list, runs| list.child(inlines("li", runs))).into()
}

fn inlines(tag: &str, runs: &[Inline]) -> Node {
    runs.iter().fold(el(tag, ""), inline).into()
}

fn inline(parent: El, run: &Inline) -> El {
    match run {
        Inline::Text(words) => parent.text(words),
        Inline::Bold(words) => parent.child(el("strong", "").text(words)),
        Inline::Italic(words) => parent.child(el("em", "").text(words)),
        Inline::Code(words) => parent.child(el("code", "").text(words)),
        Inline::Link { href, label } => link(parent, href, label),
    }
}

/// A link says where it leads; one that leads anywhere but to a page or a mailbox is only words.
fn link(parent: El, href: &str, label: &str) -> El {
    let Some(host) = host(href) else { return parent.text(label) };
    let link = el("a", "")
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer nofollow ugc")
        .text(label);
    // What the label already says is not said twice.
    let mut parts = label.as_bytes().windows(host.len().max(1));
    let is_said = host.is_empty() || parts.any(|part| part.eq_ignore_ascii_case(host.as_bytes()));
    let parent = parent.child(link);
    if is_said { parent } else { parent.child(el("span", "host").text(&[" (", &host, ")"].concat())) }
}

/// The host as the browser itself reads it; empty for a mail address, `None` for what is not let through.
fn host(href: &str) -> Option<String> {
    let url = Url::new(href).ok()?;
    match url.protocol().as_str() {
        "https:" | "http:" => Some(url.host()),
        "mailto:" => Some(String::new()),
        _ => None,
    }
}
