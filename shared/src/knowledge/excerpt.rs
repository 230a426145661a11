//! What of an article is shown as the answer: its first paragraph, and the block that fits the question best.

use super::limits::EXCERPT_CHARS_MAX;
use super::statistics::CorpusStatistics;
use super::terms::{Term, text_stems};

/// Markdown of at most [`EXCERPT_CHARS_MAX`] characters. The second block is left out when it shares no term with the
/// question, or does not fit; a list is shortened by whole items first.
pub(super) fn excerpt(body: &str, terms: &[Term], statistics: &CorpusStatistics) -> String {
    let mut blocks = blocks(body).into_iter();
    let first = cut(&blocks.next().unwrap_or_default(), EXCERPT_CHARS_MAX);
    let best = blocks
        .map(|block| (relevance(&block, terms, statistics), block))
        .filter(|(relevance, _)| *relevance > 0.0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((_, block)) = best else { return first };
    let room = EXCERPT_CHARS_MAX.saturating_sub(first.chars().count()).saturating_sub(2);
    match whole_lines(&block, room) {
        Some(fitting) => format!("{first}\n\n{fitting}"),
        None => first,
    }
}

/// Paragraphs and lists. A paragraph that ends in a colon belongs to the list that it announces.
fn blocks(body: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for part in body.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        match blocks.last_mut() {
            Some(last) if is_list(part) && last.ends_with(':') => {
                last.push_str("\n\n");
                last.push_str(part);
            }
            _ => blocks.push(part.to_owned()),
        }
    }
    blocks
}

fn is_list(block: &str) -> bool {
    let marker = block.trim_start_matches(|c: char| c.is_ascii_digit());
    block.starts_with("- ")
        || block.starts_with("* ")
        || (marker.len() < block.len() && marker.starts_with(". "))
}

fn relevance(block: &str, terms: &[Term], statistics: &CorpusStatistics) -> f32 {
    let stems = text_stems(block);
    terms.iter().filter(|term| stems.contains(&term.stem)).map(|term| statistics.weight(&term.stem)).sum()
}

/// As many lines as fit, but not only the one that announces the list.
fn whole_lines(block: &str, chars_max: usize) -> Option<String> {
    let mut room = chars_max;
    let mut lines = Vec::new();
    for line in block.lines() {
        let chars = line.chars().count().saturating_add(1);
        if chars > room {
            break;
        }
        room = room.saturating_sub(chars);
        lines.push(line);
    }
    let fitting = lines.join("\n").trim_end().to_owned();
    if fitting.is_empty() || fitting.ends_with(':') { None } else { Some(fitting) }
}

/// The whole text, or its whole words as far as they fit, not ending inside a link, with an ellipsis.
fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let mut shown: String = text.chars().take(chars_max.saturating_sub(1)).collect();
    if let Some((whole, _)) = shown.rsplit_once(char::is_whitespace) {
        shown = whole.to_owned();
    }
    if let Some((before, link)) = shown.rsplit_once('[')
        && !link.contains(')')
    {
        shown = before.trim_end().to_owned();
    }
    shown + "…"
}
