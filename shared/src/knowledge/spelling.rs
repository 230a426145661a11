//! Small typing errors: a word that no article holds is read as the known word one slip away.

use super::statistics::CorpusStatistics;
use super::terms::{Spelling, Term};

/// Below this length one slip away is another word ("size", "side"), not a typing error.
const STEM_CHARS_MIN: usize = 5;

/// With one letter different, short words are still other words ("story", "store").
const EXCHANGED_CHARS_MIN: usize = 6;

/// Replaces each term that no article holds by the most frequent stem that is one slip away and starts with the same
/// letter, which few people mistype (and "weather" is not "leather"). Other terms stay.
pub fn corrected(terms: &[Term], statistics: &CorpusStatistics) -> Vec<Term> {
    terms.iter().map(|term| correction(term, statistics).unwrap_or_else(|| term.clone())).collect()
}

fn correction(term: &Term, statistics: &CorpusStatistics) -> Option<Term> {
    let first = term.stem.chars().next()?;
    if statistics.frequency(&term.stem) > 0 || term.stem.chars().count() < STEM_CHARS_MIN {
        return None;
    }
    // From the first letter's own stretch of the sorted map; the first of equally frequent ones, so that it is stable.
    let from_letter = statistics.document_frequency.range(first.to_string()..);
    let (stem, _) = from_letter
        .take_while(|(stem, _)| stem.starts_with(first))
        .filter(|(stem, _)| stem.chars().count() >= STEM_CHARS_MIN && is_one_slip(&term.stem, stem))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some(Term { word: stem.clone(), stem: stem.clone(), spelling: Spelling::Corrected })
}

/// One character too many, too few or different, or two neighbours exchanged (the four slips of Damerau, 1964).
fn is_one_slip(typed: &str, known: &str) -> bool {
    let (mut typed, mut known): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    let length = typed.len();
    for _ in ["same start", "same end"] {
        let same = typed.iter().zip(&known).take_while(|(left, right)| left == right).count();
        typed = typed.into_iter().skip(same).rev().collect();
        known = known.into_iter().skip(same).rev().collect();
    }
    match (typed.as_slice(), known.as_slice()) {
        ([], [_]) | ([_], []) => true,
        ([_], [_]) => length >= EXCHANGED_CHARS_MIN,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
