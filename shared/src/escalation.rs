//! Finds the wish for a human in a visitor's words.
//!
//! A sentence is a request if a word for *a human who helps* stands near a word for *wanting contact*, and nothing
//! denies it; a few whole phrases need no second word. English and German for now: the languages of the texts that
//! exist. `tests/data/text/escalation.txt` is what it is measured by.

use crate::words::{begins, sentences, words};

/// Words for the person who is wanted.
const PERSON: &[&str] = &[
    "human",
    "humans",
    "person",
    "agent",
    "agents",
    "operator",
    "operators",
    "representative",
    "representatives",
    "rep",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "advisor",
    "adviser",
    "employee",
    "colleague",
    "your colleagues",
    "staff",
    "supervisor",
    "manager",
    "team member",
    "real people",
    "supporter",
    "mensch",
    "menschen",
    "mitarbeiter",
    "mitarbeiterin",
    "mitarbeitern",
    "berater",
    "jemand",
    "jemanden",
    "jemandem",
    "kundendienst",
    "kundenservice",
    "customer service",
    "customer support",
    "support team",
];

/// Words for contact.
const CONTACT: &[&str] = &[
    "talk",
    "speak",
    "chat",
    "connect",
    "connected",
    "transfer",
    "contact",
    "reach",
    "pass",
    "switch",
    "put me",
    "talking",
    "speaking",
    "sondern mit",
    "verbinden sie",
    "verbinde",
    "weiterleiten",
    "erreiche",
    "erreichen",
];

/// Enough without a second word.
const PHRASES: &[&str] = &[
    "human please",
    "agent please",
    "operator please",
    "real person",
    "live agent",
    "live chat agent",
    "human agent",
    "real human",
    "actual person",
    "actual human",
    "live person",
    "representative please",
    "person please",
    "talk to people",
    "want a person",
    "need a person",
    "give me a person",
    "get me a person",
    "echter mensch",
    "echte menschen",
    "echten menschen",
    "menschlicher mitarbeiter",
    "mitarbeiter bitte",
    "mensch bitte",
];

/// Weak words mean a helper only where somebody is spoken to: "speak to someone", but not "send a gift to someone".
const WEAK_PERSON: &[&str] = &[
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "jemanden",
    "jemandem",
    "jemand",
    "person",
    "employee",
    "colleague",
    "rep",
];

/// Wishing alone is not wishing to talk: "I need a jacket for a tall person". The person must be close.
const WISH: &[&str] = &[
    "want",
    "need",
    "prefer",
    "get me",
    "give me",
    "brauche",
    "möchte",
    "will",
    "hätte gern",
    "geben sie mir",
    "gib mir",
    "mir bitte einen",
];

/// German puts the verb last: "mit einem Menschen sprechen", "an einen Mitarbeiter weiterleiten".
const LAST_VERB: &[&str] =
    &["sprechen", "reden", "chatten", "verbinden", "verbunden", "weiterleiten", "weitergeleitet"];

/// What stands before the person in front of such a verb.
const TOWARDS: &[&str] = &["mit", "an", "zu"];

/// "Is there somebody I can talk to?": the person first.
const IS_THERE: &[&str] = &["is there", "are there", "gibt es", "ist da", "ist hier"];

/// What a helper would do: "Can a human help me?"
const HELP: &[&str] =
    &["help", "helfen", "take over", "übernehmen", "antworten", "answer", "call me", "anrufen"];

/// Whoever says this asks what he talks to, tells of something that was, or wants no human.
const DENIALS: &[&str] = &[
    "don't want to",
    "dont want to",
    "do not want to",
    "don't want a",
    "don't need",
    "dont need",
    "do not need",
    "no need",
    "no human",
    "no agent",
    "not a human",
    "am i talking",
    "am i speaking",
    "am i chatting",
    "are you a",
    "are you an",
    "are you human",
    "you a human",
    "you a real",
    "you human",
    "is this a",
    "bist du",
    "sind sie ein",
    "spreche ich",
    "rede ich",
    "chatte ich",
    "nicht mit",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "without talking",
    "without speaking",
    "instead of a human",
    "rather not",
];

/// "Human resources" and "travel agent" are other trades.
const OTHER_TRADES: &[&str] = &[
    "human resources",
    "human rights",
    "human hair",
    "travel agent",
    "estate agent",
    "cleaning agent",
    "contact person",
];

/// How many words may stand between contact and person: "talk to one of your very friendly agents".
const DISTANCE_WORDS: usize = 8;

/// The same for a weak person after a verb of speaking.
const WEAK_DISTANCE_WORDS: usize = 3;

/// The same for a person after a wish.
const WISH_DISTANCE_WORDS: usize = 4;

/// What is read of a message: a wish for a human does not come after a page of text.
const WORDS_MAX: usize = 200;

/// Whether the visitor asks, in words, for a human.
pub fn asks_for_human(message: &str) -> bool {
    sentences(message, WORDS_MAX).any(|sentence| {
        let whole = words(sentence, WORDS_MAX);
        is_alone(&whole) || asks(&whole) || sentence.split(',').any(|clause| asks(&words(clause, WORDS_MAX)))
    })
}

/// "Human!" needs no verb.
fn is_alone(words: &[String]) -> bool {
    words.len() <= 2
        && !has(words, DENIALS)
        && positions(words, PERSON).any(|(_, word)| !WEAK_PERSON.contains(&word))
}

fn asks(words: &[String]) -> bool {
    if has(words, DENIALS) || has(words, OTHER_TRADES) {
        return false;
    }
    has(words, PHRASES)
        || wants_contact(words)
        || wants_contact_last(words)
        || looks_for(words)
        || wants_help(words)
}

fn wants_contact(words: &[String]) -> bool {
    let speaks = positions(words, CONTACT).any(|(contact_at, _)| {
        positions(words, PERSON).any(|(person_at, person)| {
            let limit = if WEAK_PERSON.contains(&person) { WEAK_DISTANCE_WORDS } else { DISTANCE_WORDS };
            is_within(contact_at, person_at, limit)
        })
    });
    speaks || positions(words, WISH).any(|(wish_at, _)| strong_after(words, wish_at, WISH_DISTANCE_WORDS))
}

/// "mit einem Menschen sprechen"
fn wants_contact_last(words: &[String]) -> bool {
    positions(words, TOWARDS).any(|(towards_at, _)| {
        positions(words, PERSON).any(|(person_at, _)| {
            is_within(towards_at, person_at, 4)
                && positions(words, LAST_VERB).any(|(verb_at, _)| is_within(person_at, verb_at, 4))
        })
    })
}

/// "Is there anybody I could talk to?"
fn looks_for(words: &[String]) -> bool {
    positions(words, IS_THERE).any(|(there_at, _)| {
        positions(words, PERSON).any(|(person_at, _)| {
            let speaks =
                |verbs| positions(words, verbs).any(|(at, _)| is_within(person_at, at, DISTANCE_WORDS));
            is_within(there_at, person_at, 4) && (speaks(CONTACT) || speaks(LAST_VERB))
        })
    })
}

/// "Can a human help me?"
fn wants_help(words: &[String]) -> bool {
    positions(words, HELP).any(|(help_at, _)| {
        positions(words, PERSON)
            .any(|(person_at, person)| !WEAK_PERSON.contains(&person) && is_within(person_at, help_at, 2))
    })
}

fn strong_after(words: &[String], at: usize, limit: usize) -> bool {
    positions(words, PERSON)
        .any(|(person_at, person)| !WEAK_PERSON.contains(&person) && is_within(at, person_at, limit))
}

fn is_within(first: usize, second: usize, limit: usize) -> bool {
    second.checked_sub(first).is_some_and(|distance| (1..=limit).contains(&distance))
}

fn has(words: &[String], patterns: &[&'static str]) -> bool {
    positions(words, patterns).next().is_some()
}

/// Where each of the patterns begins in the words.
fn positions<'a>(
    words: &'a [String],
    patterns: &'a [&'static str],
) -> impl Iterator<Item = (usize, &'static str)> + 'a {
    (0..words.len()).flat_map(move |at| {
        let rest = words.get(at..).unwrap_or_default();
        patterns.iter().filter(move |pattern| begins(rest, pattern)).map(move |pattern| (at, *pattern))
    })
}
