//! Finds annoyance in a visitor's words: swearing and shouting, a feeling said of oneself, a hard word aimed at us, and
//! the same thing said or waited for again and again.

use super::frustration_words::{
    AGAIN, AIMED_AT, CALM, COMPLAINTS, FEELINGS, HARD, LONG, REPEATED, SELF, SWEARING, WAITING,
};
use super::phrases::{around, has, near, read};

/// How far a hard word and its aim stand from each other, in words.
const AIM_WORDS: usize = 5;

/// Capital letters from which on a message in capitals with `!!` or `??` is shouted, not a name of a thing.
const SHOUTED_LETTERS_MIN: usize = 10;

/// Whether the visitor sounds annoyed.
pub fn is_frustrated(message: &str) -> bool {
    is_shouted(message) || read(message).iter().any(|sentence| complains(sentence))
}

fn complains(sentence: &[String]) -> bool {
    if has(sentence, SWEARING)
        || is_one_word(sentence, "unverschämt, pathetic, ridiculous, lächerlich, enttäuschend, peinlich")
    {
        return true;
    }
    !has(sentence, CALM)
        && (has(sentence, COMPLAINTS)
            || near(sentence, SELF, FEELINGS, 4)
            || around(sentence, HARD, AIMED_AT, AIM_WORDS)
            || around(sentence, AGAIN, REPEATED, 6)
            || near(sentence, WAITING, LONG, 6) && !has(sentence, "how long, wie lange"))
}

fn is_one_word(sentence: &[String], words: &str) -> bool {
    sentence.len() == 1 && has(sentence, words)
}

/// `???`, and capitals with more than one mark: "WHERE IS MY PARCEL!!". Joy has `!!!`, too, but seldom all in capitals.
fn is_shouted(message: &str) -> bool {
    let letters = || message.chars().filter(|c| c.is_alphabetic());
    let is_loud = letters().count() >= SHOUTED_LETTERS_MIN && letters().all(|letter| !letter.is_lowercase());
    let has_marks = ["!!", "??", "?!", "!?"].iter().any(|marks| message.contains(marks));
    message.contains("???") || is_loud && has_marks && message.chars().any(char::is_uppercase)
}
