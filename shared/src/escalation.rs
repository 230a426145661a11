//! Finds the wish for a human in a visitor's words.
//!
//! A question is a request if a word for *a human who helps* stands near a word for *wanting contact*, and
//! nothing denies it; a few whole phrases need no second word. English and German for now: the languages of
//! the texts that exist.

/// Words for the person who is wanted. A `+` joins words that must follow each other.
const PERSON: &[&str] = &[
    "human",
    "humans",
    "person",
    "agent",
    "operator",
    "representative",
    "rep",
    "someone",
    "somebody",
    "advisor",
    "adviser",
    "employee",
    "colleague",
    "staff",
    "team+member",
    "real+people",
    "supporter",
    "mensch",
    "menschen",
    "mitarbeiter",
    "mitarbeiterin",
    "berater",
    "jemanden",
    "jemandem",
    "kundendienst",
    "kundenservice",
    "customer+service",
    "customer+support",
    "support+team",
];

/// Words for contact.
const CONTACT: &[&str] = &[
    "talk",
    "speak",
    "chat",
    "connect",
    "transfer",
    "contact",
    "reach",
    "pass",
    "switch",
    "get+me",
    "give+me",
    "put+me",
    "want",
    "need",
    "prefer",
    "talking",
    "speaking",
    "sprechen",
    "reden",
    "verbinden",
    "verbinde",
    "weiterleiten",
    "chatten",
    "brauche",
    "möchte",
];

/// Enough without a second word.
const PHRASES: &[&str] = &[
    "human+please",
    "agent+please",
    "operator+please",
    "real+person",
    "live+agent",
    "live+chat+agent",
    "human+agent",
    "real+human",
    "actual+person",
    "actual+human",
    "live+person",
    "representative+please",
    "talk+to+people",
    "echter+mensch",
    "echten+menschen",
    "menschlicher+mitarbeiter",
    "mitarbeiter+bitte",
    "mensch+bitte",
];

/// Weak words mean a helper only directly after a preposition of contact: "speak to someone", but not
/// "send a gift to someone".
const WEAK_PERSON: &[&str] =
    &["someone", "somebody", "jemanden", "jemandem", "person", "employee", "colleague", "rep"];

/// How many words may stand between contact and person: "talk to one of your very friendly agents".
const DISTANCE_WORDS: usize = 6;

/// Whether the visitor asks, in words, for a human.
pub fn asks_for_human(message: &str) -> bool {
    let words = words(message);
    if denies(&words) {
        return false;
    }
    if positions(&words, PHRASES).next().is_some() {
        return !is_about_resources(&words);
    }
    let alone = words.len() <= 2 && positions(&words, PERSON).any(|(_, word)| !WEAK_PERSON.contains(&word));
    alone || wants_contact(&words) && !is_about_resources(&words)
}

fn wants_contact(words: &[String]) -> bool {
    positions(words, CONTACT).any(|(contact_at, contact)| {
        positions(words, PERSON).any(|(person_at, person)| {
            let near = person_at > contact_at && person_at - contact_at <= DISTANCE_WORDS;
            let close_enough =
                !WEAK_PERSON.contains(&person) || person_at - contact_at <= 3 && is_speaking(contact);
            near && close_enough
        })
    })
}

/// Wanting or needing alone is not wanting to talk: "I need a jacket for a tall person".
fn is_speaking(contact: &str) -> bool {
    !matches!(
        contact,
        "want"
            | "need"
            | "prefer"
            | "brauche"
            | "möchte"
            | "get+me"
            | "give+me"
            | "reach"
            | "pass"
            | "switch"
    ) || contact == "get+me"
}

fn denies(words: &[String]) -> bool {
    let denials = [
        "don't+want+to",
        "dont+want+to",
        "do+not+want+to",
        "don't+need",
        "dont+need",
        "do+not+need",
        "no+need",
        "not+a+human",
        "are+you+a",
        "are+you+human",
        "you+a+human",
        "you+a+real",
        "you+human",
        "bist+du",
        "sind+sie+ein",
        "nicht+mit",
        "keinen",
        "without+talking",
        "without+speaking",
        "instead+of+a+human",
        "rather+not",
    ];
    positions(words, &denials).next().is_some()
}

/// "Human resources" and "travel agent" are other trades.
fn is_about_resources(words: &[String]) -> bool {
    positions(
        words,
        &["human+resources", "human+rights", "travel+agent", "estate+agent", "cleaning+agent", "human+hair"],
    )
    .next()
    .is_some()
}

fn words(message: &str) -> Vec<String> {
    let lower = message.to_lowercase().replace('’', "'");
    let separated = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    separated.filter(|word| !word.is_empty()).take(200).map(str::to_owned).collect()
}

/// Where each of the patterns begins in the words.
fn positions<'a>(
    words: &'a [String],
    patterns: &'a [&'static str],
) -> impl Iterator<Item = (usize, &'static str)> + 'a {
    (0..words.len()).flat_map(move |at| {
        let rest = words.get(at..).unwrap_or_default();
        patterns.iter().filter(move |pattern| starts_with(rest, pattern)).map(move |pattern| (at, *pattern))
    })
}

fn starts_with(words: &[String], pattern: &str) -> bool {
    let mut words = words.iter();
    pattern.split('+').all(|wanted| words.next().is_some_and(|word| word == wanted))
}
