//! Finds the sensitive topics of a message: what a person should read, not the bot alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::digits::{has_card_number, has_iban};
use super::phrases::{begins_with, has, read};
use super::topic_phrases::{PHRASES, QUESTIONS, REFUSALS};

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
    let mut found = BTreeSet::new();
    for sentence in read(message) {
        let of = |(topic, phrases): &(Topic, &[&str])| has(&sentence, phrases).then_some(*topic);
        let asks_for_rules = begins_with(&sentence, QUESTIONS) || has(&sentence, REFUSALS);
        let topics = PHRASES.iter().filter_map(of);
        found.extend(topics.filter(|topic| !(asks_for_rules && topic.has_rules())));
    }
    if has_card_number(message) || has_iban(message) {
        found.insert(Topic::PaymentData);
    }
    found
}
