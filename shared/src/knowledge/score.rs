//! How well an article answers a question, as one number between 0 and 1.

use std::collections::BTreeSet;

use super::article::Article;
use super::statistics::CorpusStatistics;
use super::terms::{Spelling, Term, stem, text_stems, words};

/// One field of an article: what an occurrence counts there, how long it usually is, and how strongly length matters.
struct Field {
    weight: f32,
    length_usual: f32,
    length_share: f32,
}

// A title and a keyword were chosen to say what the article is about; a word of the body may be there by chance.
// The usual lengths (in stems) are fixed instead of averaged: then a score does not change when another article does.
const TITLE: Field = Field { weight: 4.0, length_usual: 3.0, length_share: 0.3 };
const BODY: Field = Field { weight: 0.8, length_usual: 90.0, length_share: 0.5 };

/// What a term counts in a keyword phrase that the question holds as a whole; less if it holds only a part.
const KEYWORD_WEIGHT: f32 = 4.0;

/// Where an occurrence more stops to matter (`k₁` of BM25).
const SATURATION: f32 = 1.3;

/// How much of a corrected term counts: the correction may be wrong.
const CORRECTED_SHARE: f32 = 0.9;

/// Added below the line, as a share of an unknown word's weight: one small word in common is little evidence, even if it
/// is the whole question.
const DOUBT_SHARE: f32 = 0.07;

/// A keyword phrase of several words that the question holds as a whole was written for this very question.
const PHRASE_BONUS: f32 = 0.3;

/// A question, read once for all candidates.
pub(super) struct Asked {
    /// What is looked for.
    pub terms: Vec<Term>,
    /// Stems of everything that was said, with stop words: "where is my order" is more than "order".
    said: BTreeSet<String>,
}

impl Asked {
    pub fn new(question: &str, terms: Vec<Term>) -> Self {
        let corrected = terms.iter().map(|term| term.stem.clone());
        let mut said: BTreeSet<String> =
            words(question).iter().map(|word| stem(word)).chain(corrected).collect();
        if said.contains("s") {
            said.insert("is".to_owned()); // "where's my order"
        }
        Self { terms, said }
    }
}

/// How well the article answers the question, from 0 (no term in common) to 1. BM25F (Robertson, Zaragoza and Taylor,
/// "Simple BM25 Extension to Multiple Weighted Fields", CIKM 2004) as a share of what a perfect article would have:
///
/// - occurrences over the fields f: `x = Σ w_f · tf_f / (1 − b_f + b_f · length_f / usual_f)`; in the keywords,
///   `tf` is the square of the largest share of a phrase around the term that the question holds
/// - strength of a term: `s = x / (k₁ + x)`, from 0 to 1
/// - confidence: `Σ idf · s / (Σ idf + doubt)` over all terms of the question, raised by what of it stands
///   in whole keyword phrases.
///
/// Dividing by `Σ idf` is ours. It makes the figure comparable between questions, so that one threshold can stand
/// for "I don't know": "how do I return to Berlin" has one of its two terms covered, however often the article says
/// "return".
pub(super) fn score(asked: &Asked, article: &Article, statistics: &CorpusStatistics) -> f32 {
    let (title, body) = (text_stems(&article.title), text_stems(&article.body));
    let phrases: Vec<Phrase> = article.keywords.split(',').map(|phrase| Phrase::new(phrase, asked)).collect();
    let (mut found, mut whole, mut phrased) = (0.0_f32, 0.0_f32, 0.0_f32);
    for term in &asked.terms {
        let weight = statistics.weight(&term.stem);
        let around = || phrases.iter().filter(|phrase| phrase.stems.contains(&term.stem));
        let occurrences = TITLE.occurrences(&title, &term.stem)
            + KEYWORD_WEIGHT * around().map(|phrase| phrase.share * phrase.share).fold(0.0, f32::max)
            + BODY.occurrences(&body, &term.stem);
        let spelled = if term.spelling == Spelling::Corrected { CORRECTED_SHARE } else { 1.0 };
        found += weight * spelled * occurrences / (SATURATION + occurrences);
        whole += weight;
        if around().any(|phrase| phrase.stems.len() > 1 && phrase.share >= 1.0) {
            phrased += weight;
        }
    }
    if whole <= 0.0 {
        return 0.0;
    }
    let doubt = DOUBT_SHARE * statistics.weight_of_unknown();
    (found / (whole + doubt) * (1.0 + PHRASE_BONUS * phrased / whole)).clamp(0.0, 1.0)
}

impl Field {
    fn occurrences(&self, stems: &[String], stem: &str) -> f32 {
        let times = stems.iter().filter(|known| *known == stem).count() as f32;
        let length = stems.len() as f32 / self.length_usual;
        self.weight * times / (1.0 - self.length_share + self.length_share * length)
    }
}

/// One keyword phrase of an article, and how much of it the question holds.
struct Phrase {
    stems: Vec<String>,
    share: f32,
}

impl Phrase {
    fn new(phrase: &str, asked: &Asked) -> Self {
        let stems: Vec<String> = words(phrase).iter().map(|word| stem(word)).collect();
        let held = stems.iter().filter(|stem| asked.said.contains(*stem)).count();
        let share = if stems.is_empty() { 0.0 } else { held as f32 / stems.len() as f32 };
        Self { stems, share }
    }
}
