//! Finds the sensitive topics of a message: what a person should read, not the bot alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::digits::{has_card_number, has_iban};
use super::phrases::{around, begins_with, has, read};
use super::topic_pairs::{PAIRS, SECRETS};
use super::topic_phrases::{ABOUT_ME, PHRASES, QUESTIONS, REFUSALS};

/// What is sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The visitor wants money back.
    Refund,
    /// An order, a contract or an account is to end.
    Cancellation,
    /// Lawyers, courts, the police, authorities.
    Legal,
    /// Injury, illness, pregnancy, poison.
    Medical,
    /// A card, an account number or a secret of one stands in the message.
    PaymentData,
    /// A payment or an order that the visitor did not make; an account that is not his alone.
    Fraud,
    /// What is stored about the visitor, and that it be deleted.
    Privacy,
    /// Violence is announced.
    Threat,
    /// The visitor may harm himself.
    SelfHarm,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Refund,
        Self::Cancellation,
        Self::Legal,
        Self::Medical,
        Self::PaymentData,
        Self::Fraud,
        Self::Privacy,
        Self::Threat,
        Self::SelfHarm,
    ];

    /// As a part of a sentence: "the message is about …".
    pub fn words(self) -> &'static str {
        match self {
            Self::Refund => "money back",
            Self::Cancellation => "a cancellation",
            Self::Legal => "legal steps",
            Self::Medical => "health",
            Self::PaymentData => "payment data",
            Self::Fraud => "fraud",
            Self::Privacy => "personal data",
            Self::Threat => "a threat",
            Self::SelfHarm => "self-harm",
        }
    }

    /// Whether a question about the site's rules can be about it, too; then such a question does not count.
    fn has_rules(self) -> bool {
        matches!(self, Self::Refund | Self::Cancellation | Self::Privacy)
    }
}

/// The sensitive topics of a message; mostly none.
pub fn topics(message: &str) -> BTreeSet<Topic> {
    let mut found: BTreeSet<Topic> = read(message).iter().flat_map(|sentence| topics_of(sentence)).collect();
    if has_card_number(message) || has_iban(message) {
        found.insert(Topic::PaymentData);
    }
    found
}

fn topics_of(sentence: &[String]) -> BTreeSet<Topic> {
    let alone = PHRASES.iter().filter(|(_, phrases)| has(sentence, phrases)).map(|(topic, _)| *topic);
    let is_pair =
        |(_, firsts, seconds, words): &&(Topic, &str, &str, usize)| around(sentence, firsts, seconds, *words);
    let pairs = PAIRS.iter().filter(is_pair);
    let mut found: BTreeSet<Topic> = alone.chain(pairs.map(|(topic, ..)| *topic)).collect();
    if begins_with(sentence, QUESTIONS) || has(sentence, REFUSALS) {
        let is_own = has(sentence, ABOUT_ME);
        found.retain(|topic| !topic.has_rules() || *topic == Topic::Privacy && is_own);
    }
    if has(sentence, SECRETS) && sentence.iter().any(|word| is_number(word)) {
        found.insert(Topic::PaymentData);
    }
    found
}

/// Three digits are the shortest secret, that of a card.
fn is_number(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}
