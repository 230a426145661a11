//! From text to terms: the same cut as the edge's FTS5 table makes (`porter unicode61 remove_diacritics 2`).

use std::collections::BTreeSet;

use frostem::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

use super::limits::{QUERY_TERMS_MAX, QUESTION_CHARS_MAX, WORD_CHARS_MAX};
use super::stop_words::is_stop_word;
use crate::words::without_accent;

/// One word of a question that may stand in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// In small letters, without accents; letters and digits only.
    pub word: String,
    /// What is compared. Two forms of a word have the same one.
    pub stem: String,
    /// Whether the visitor wrote it like this.
    pub spelling: Spelling,
}

/// Where a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spelling {
    /// The visitor's own word.
    AsTyped,
    /// The knowledge base's word that looks most like the visitor's; `word` is only its stem.
    Corrected,
}

/// The terms of a question, in its order, each once: without stop words, plain numbers (an order number says
/// nothing about the matter), mail addresses and links (nor do they, and they are personal).
pub fn query_terms(question: &str) -> Vec<Term> {
    let read: String = question.chars().take(QUESTION_CHARS_MAX).collect();
    let said = read.split_whitespace().filter(|chunk| !is_address(chunk));
    let mut seen = BTreeSet::new();
    said.flat_map(words)
        .filter(|word| !is_stop_word(word) && !word.chars().all(char::is_numeric))
        .map(|word| Term { stem: stem(&word), word, spelling: Spelling::AsTyped })
        .filter(|term| seen.insert(term.stem.clone()))
        .take(QUERY_TERMS_MAX)
        .collect()
}

/// An FTS5 `MATCH` expression that finds what holds any of the terms, or nothing without terms.
///
/// It can't be a syntax error: every term is a string in quotes that holds letters and digits only, so nothing that the
/// visitor typed is ever read as an operator (<https://www.sqlite.org/fts5.html#fts5_strings>).
/// A corrected term is a stem, and Porter's algorithm may shorten a stem again: it is asked for as a prefix.
pub fn fts_query(terms: &[Term]) -> Option<String> {
    let strings: Vec<String> = terms
        .iter()
        .map(|term| (term.spelling, term.word.chars().filter(|c| c.is_alphanumeric()).collect::<String>()))
        .filter(|(_, word)| !word.is_empty())
        .take(QUERY_TERMS_MAX)
        .map(|(spelling, word)| match spelling {
            Spelling::AsTyped => format!("\"{word}\""),
            Spelling::Corrected => format!("\"{word}\"*"),
        })
        .collect();
    if strings.is_empty() { None } else { Some(strings.join(" OR ")) }
}

/// The stems of an article's text. A word with a hyphen counts in parts and joined, because visitors write
/// "e-mail", "email" and "e mail".
pub(super) fn text_stems(text: &str) -> Vec<String> {
    let shown = without_targets(text);
    let said = shown.split_whitespace().filter(|chunk| !is_address(chunk));
    said.flat_map(|chunk| {
        let mut found = words(chunk);
        if chunk.contains('-') && found.len() > 1 {
            found.push(found.concat());
        }
        found
    })
    .filter(|word| !is_stop_word(word))
    .map(|word| stem(&word))
    .collect()
}

/// Every word, in small letters, without accents, with stop words.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.chars().take(WORD_CHARS_MAX).flat_map(char::to_lowercase).map(without_accent).collect()
        })
        .collect()
}

/// Porter's algorithm, the one that FTS5 uses, so that what the table finds is what is scored. Only plain English
/// words: the generated stemmer slices by byte, and ASCII has no character that it could cut in two.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    Stemmer::new(Algorithm::Porter).stem(word).into_owned()
}

/// Markdown without the targets of its links: nobody asks for an address by its parts.
fn without_targets(markdown: &str) -> String {
    let mut parts = markdown.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| {
        let (_, after) = part.split_once(')').unwrap_or_default();
        shown + " " + after
    })
}

/// A mail address or a link.
fn is_address(chunk: &str) -> bool {
    let mail = chunk.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
    mail || chunk.contains("://") || chunk.starts_with("www.")
}
