//! What the bot says to a question: an answer with its source, a courtesy, or that it doesn't know.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::article::Article;
use super::excerpt::excerpt;
use super::limits::{QUESTION_CHARS_MAX, TITLES_MAX};
use super::pleasantry::{Pleasantry, pleasantry};
use super::score::{Asked, score};
use super::spelling::corrected;
use super::statistics::CorpusStatistics;
use super::terms::query_terms;

/// Below it the bot says "I don't know". Chosen on `tests/data/knowledge_questions.txt`; what it is worth on questions that
/// nobody tuned on is measured on the last part of that file.
const ANSWER_MIN: f32 = 0.52;

/// From here on a title is worth offering beside "I don't know".
const NEAREST_MIN: f32 = 0.25;

/// A related article has at least this share of the answer's confidence.
const RELATED_SHARE: f32 = 0.5;

/// What to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// An article fits.
    Answer {
        /// Which.
        slug: String,
        /// Named to the visitor as the source.
        title: String,
        /// From 0 to 1; what is above the threshold is answered.
        confidence: f32,
        /// Markdown, at most 700 characters.
        excerpt: String,
        /// At most three titles of articles that fit less well.
        related: Vec<String>,
    },
    /// Nothing fits well enough.
    Unknown {
        /// At most three titles that may be meant, the best first.
        nearest: Vec<String>,
    },
    /// Nothing was asked.
    Pleasantry {
        /// What was said.
        kind: Pleasantry,
    },
}

/// The verdict on a question. `candidates` is what the search found, in any order, or simply every article;
/// `statistics` is of the whole knowledge base. The same arguments give the same verdict, and the order of the
/// candidates does not matter.
pub fn best_answer(question: &str, candidates: &[Article], statistics: &CorpusStatistics) -> Verdict {
    let question: &str = &question.chars().take(QUESTION_CHARS_MAX).collect::<String>();
    if let Some(kind) = pleasantry(question) {
        return Verdict::Pleasantry { kind };
    }
    let asked = Asked::new(question, corrected(&query_terms(question), statistics));
    let mut ranked: Vec<(f32, &Article)> =
        candidates.iter().map(|article| (score(&asked, article, statistics), article)).collect();
    ranked.sort_by(by_confidence);
    let titles_from = |confidence_min: f32, skipped: usize| -> Vec<String> {
        let plausible =
            ranked.iter().skip(skipped).take_while(|(confidence, _)| *confidence >= confidence_min);
        plausible.take(TITLES_MAX).map(|(_, article)| article.title.clone()).collect()
    };
    match ranked.first() {
        Some((confidence, article)) if *confidence >= ANSWER_MIN => Verdict::Answer {
            slug: article.slug.clone(),
            title: article.title.clone(),
            confidence: *confidence,
            excerpt: excerpt(&article.body, &asked.terms, statistics),
            related: titles_from(confidence * RELATED_SHARE, 1),
        },
        _ => Verdict::Unknown { nearest: titles_from(NEAREST_MIN, 0) },
    }
}

/// The best first; of equal ones, by slug.
fn by_confidence(left: &(f32, &Article), right: &(f32, &Article)) -> Ordering {
    right.0.total_cmp(&left.0).then_with(|| left.1.slug.cmp(&right.1.slug))
}
