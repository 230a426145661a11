//! Hello, thanks and goodbye: what a visitor says without asking anything.

use serde::{Deserialize, Serialize};

use super::terms::words;

/// What kind of courtesy it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pleasantry {
    /// "Hi there!"
    Greeting,
    /// "Thank you, that helped."
    Thanks,
    /// "Bye, have a nice day."
    Bye,
}

/// More words than this are a message with a matter, even if each could be small talk.
const WORDS_MAX: usize = 10;

#[rustfmt::skip]
const GREETING: &[&str] = &[
    "afternoon", "evening", "greetings", "gruezi", "hallo", "hello", "hey", "heya", "hi", "hiya",
    "howdy", "moin", "morning", "servus", "welcome", "yo",
];
const THANKS: &[&str] =
    &["cheers", "danke", "helped", "merci", "thank", "thanks", "thankyou", "thx", "tks", "ty"];
const BYE: &[&str] =
    &["bye", "byebye", "cheerio", "ciao", "farewell", "goodbye", "goodnight", "later", "night", "tschuss"];
/// May stand beside one of the words above without making a question of it.
#[rustfmt::skip]
const COMPANIONS: &[&str] = &[
    "a", "again", "all", "alright", "and", "are", "awesome", "bot", "brilliant", "day", "dear", "did",
    "doing", "everybody", "everyone", "fine", "folks", "for", "friend", "good", "great", "guys", "have",
    "help", "helpful", "helping", "how", "i", "is", "it", "just", "know", "lot", "lots", "lovely", "m",
    "many", "much", "my", "nice", "now", "ok", "okay", "one", "perfect", "really", "robot", "s", "see",
    "sir", "so", "super", "team", "that", "the", "there", "this", "to", "today", "very", "wanted", "was",
    "weekend", "well", "what", "wonderful", "you", "your",
];

/// The courtesy, if the message is nothing but one. With several, the last in the order of a chat counts: "thanks, bye"
/// is a goodbye.
pub(super) fn pleasantry(message: &str) -> Option<Pleasantry> {
    let said = words(message);
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let holds = |list: &[&str]| said.iter().any(|word| list.contains(word));
    let known = |word: &&str| [GREETING, THANKS, BYE, COMPANIONS].iter().any(|list| list.contains(word));
    if said.is_empty() || said.len() > WORDS_MAX || !said.iter().all(known) {
        return None;
    }
    if holds(BYE) {
        Some(Pleasantry::Bye)
    } else if holds(THANKS) {
        Some(Pleasantry::Thanks)
    } else if holds(GREETING) || said.starts_with(&["how", "are", "you"]) {
        Some(Pleasantry::Greeting)
    } else {
        None
    }
}
