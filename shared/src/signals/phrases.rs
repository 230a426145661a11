//! Lists of phrases, and whether a sentence has one: what the signals are made of.

use crate::words::{begins, has_phrase, sentences, words};

/// What is read of a message: a mood and a topic show before a page has been written.
const WORDS_MAX: usize = 200;

/// The sentences of a message as words.
pub(super) fn read(message: &str) -> Vec<Vec<String>> {
    let read = sentences(message, WORDS_MAX).map(|sentence| words(sentence, WORDS_MAX));
    read.filter(|words| !words.is_empty()).collect()
}

/// Whether the sentence has one of the phrases.
pub(super) fn has(sentence: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has_phrase(sentence, phrase))
}

/// Whether the sentence begins with one of the phrases.
pub(super) fn begins_with(sentence: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| begins(sentence, phrase))
}

/// Whether one of the second phrases begins at most `distance_words` after the begin of one of the first.
pub(super) fn near(sentence: &[String], firsts: &[&str], seconds: &[&str], distance_words: usize) -> bool {
    let begins_at =
        |at: usize, phrases: &[&str]| begins_with(sentence.get(at..).unwrap_or_default(), phrases);
    let is_near = |at: usize| (1..=distance_words).any(|after| begins_at(at.saturating_add(after), seconds));
    (0..sentence.len()).any(|at| begins_at(at, firsts) && is_near(at))
}
