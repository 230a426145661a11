//! Markdown → the small tree of `shared::message`. What the tree can't say is said as text: HTML, pictures and tables
//! come through as what they are made of, never as markup.

use baton_shared::message::{Block, Inline, RichText};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Blocks of one text: more than fits into a message of the longest kind as single characters in paragraphs.
const BLOCKS_MAX: usize = 500;

/// Parses Markdown. Total: every text has a tree.
pub fn parse(markdown: &str) -> RichText {
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, Options::empty()) {
        if builder.blocks.len() >= BLOCKS_MAX {
            break;
        }
        builder.take(event);
    }
    builder.finish_block();
    if builder.blocks.is_empty() {
        return RichText::plain(markdown);
    }
    RichText(builder.blocks)
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    runs: Vec<Inline>,
    items: Vec<Vec<Inline>>,
    is_numbered: bool,
    list_depth: usize,
    bold: usize,
    italic: usize,
    link: Option<(String, String)>,
    code: Option<String>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => match &mut self.link {
                Some((_, label)) => label.push_str(&code),
                None => self.runs.push(Inline::Code(code.into_string())),
            },
            Event::Html(html) | Event::InlineHtml(html) => self.text(&html),
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Rule => self.finish_block(),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.separate(),
            Tag::Heading { .. } => {
                self.separate();
                self.bold += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.finish_runs();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                if self.list_depth == 0 {
                    self.finish_block();
                    self.is_numbered = first.is_some();
                }
                self.list_depth += 1;
            }
            Tag::Item => self.finish_runs(),
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some((dest_url.into_string(), String::new()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.bold = self.bold.saturating_sub(1);
                self.finish_runs();
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock if self.list_depth == 0 => self.finish_runs(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.finish_block();
                    self.blocks.push(Block::Code(code.trim_end_matches('\n').to_owned()));
                }
            }
            TagEnd::Item => self.finish_runs(),
            TagEnd::List(_) => {
                self.list_depth = self.list_depth.saturating_sub(1);
                if self.list_depth == 0 {
                    self.finish_block();
                }
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.finish_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
        } else if let Some((_, label)) = &mut self.link {
            label.push_str(text);
        } else {
            let run = match (self.bold, self.italic) {
                (0, 0) => Inline::Text(text.to_owned()),
                (0, _) => Inline::Italic(text.to_owned()),
                _ => Inline::Bold(text.to_owned()),
            };
            self.push(run);
        }
    }

    /// Neighbours of one kind are one run.
    fn push(&mut self, run: Inline) {
        match (self.runs.last_mut(), run) {
            (Some(Inline::Text(last)), Inline::Text(more))
            | (Some(Inline::Bold(last)), Inline::Bold(more))
            | (Some(Inline::Italic(last)), Inline::Italic(more)) => last.push_str(&more),
            (_, run) => self.runs.push(run),
        }
    }

    fn finish_link(&mut self) {
        let Some((href, label)) = self.link.take() else { return };
        let label = if label.trim().is_empty() { href.clone() } else { label };
        let run = if is_safe(&href) { Inline::Link { href, label } } else { Inline::Text(label) };
        self.push(run);
    }

    /// A second paragraph of an item goes on in the same item, on a new line.
    fn separate(&mut self) {
        if self.list_depth > 0 && !self.runs.is_empty() {
            self.push(Inline::Text("\n".to_owned()));
        } else {
            self.finish_runs();
        }
    }

    fn finish_runs(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        if self.list_depth > 0 { self.items.push(runs) } else { self.blocks.push(Block::Paragraph(runs)) }
    }

    fn finish_block(&mut self) {
        self.finish_runs();
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.blocks.push(if self.is_numbered { Block::Numbered(items) } else { Block::List(items) });
        }
    }
}

/// Only these lead somewhere; `javascript:` and its disguises are text.
fn is_safe(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let has_hidden = href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    let is_known =
        lower.starts_with("https://") || lower.starts_with("http://") || lower.starts_with("mailto:");
    !has_hidden && is_known && href.len() <= 2_000
}
