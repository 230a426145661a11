//! Lists of phrases, separated by commas, and whether a sentence has one: what the signals are made of.

use crate::words::{has_phrase, places, sentences, words};

/// What is read of a message: a mood and a topic show before a page has been written, and each sentence costs a look
/// through every list.
const SENTENCES_MAX: usize = 40;

/// What is read of a sentence.
const WORDS_MAX: usize = 200;

/// The sentences of a message as words.
pub(super) fn read(message: &str) -> Vec<Vec<String>> {
    let read = sentences(message, SENTENCES_MAX).map(|sentence| words(sentence, WORDS_MAX));
    read.filter(|words| !words.is_empty()).collect()
}

/// Whether the sentence has one of the phrases.
pub(super) fn has(sentence: &[String], phrases: &str) -> bool {
    phrases.split(',').any(|phrase| has_phrase(sentence, phrase))
}

/// Whether the sentence begins with one of the phrases.
pub(super) fn begins_with(sentence: &[String], phrases: &str) -> bool {
    places_of(sentence, phrases).contains(&0)
}

/// Whether one of the second phrases begins at most `distance_words` after the begin of one of the first.
pub(super) fn near(sentence: &[String], firsts: &str, seconds: &str, distance_words: usize) -> bool {
    is_near(&places_of(sentence, firsts), &places_of(sentence, seconds), distance_words)
}

/// The same in whichever order.
pub(super) fn around(sentence: &[String], firsts: &str, seconds: &str, distance_words: usize) -> bool {
    let firsts = places_of(sentence, firsts);
    if firsts.is_empty() {
        return false;
    }
    let seconds = places_of(sentence, seconds);
    is_near(&firsts, &seconds, distance_words) || is_near(&seconds, &firsts, distance_words)
}

fn is_near(firsts: &[usize], seconds: &[usize], distance_words: usize) -> bool {
    let is_after = |first: usize, second: usize| {
        second.checked_sub(first).is_some_and(|distance| (1..=distance_words).contains(&distance))
    };
    firsts.iter().any(|first| seconds.iter().any(|second| is_after(*first, *second)))
}

fn places_of(sentence: &[String], phrases: &str) -> Vec<usize> {
    phrases.split(',').flat_map(|phrase| places(sentence, phrase)).collect()
}
