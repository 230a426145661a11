//! Whether a condition holds, and which of its parts decided: one function, so that the reason is never another's.

use super::inputs::Inputs;
use super::rule::{Attribute, AttributeTest, Condition};
use crate::limits::MESSAGE_CHARS_MAX;
use crate::words::{fold, has_phrase, words};

/// The parts that make the condition hold, or `None` if it does not.
///
/// A part is a condition without `all` and `any`, cut down to what was found in the inputs; `not` of one says that it
/// does not hold.
pub(super) fn because(condition: &Condition, moment: &Moment<'_>) -> Option<Vec<Condition>> {
    proof(condition, moment, true)
}

/// The inputs, with the message's words cut once for all rules.
pub(super) struct Moment<'a> {
    inputs: &'a Inputs,
    said: Vec<String>,
}

impl<'a> Moment<'a> {
    pub(super) fn of(inputs: &'a Inputs) -> Self {
        Self { inputs, said: words(&inputs.message, MESSAGE_CHARS_MAX) }
    }
}

/// The parts that make the condition hold, or not hold, as wanted.
fn proof(condition: &Condition, moment: &Moment<'_>, wanted: bool) -> Option<Vec<Condition>> {
    match (condition, wanted) {
        (Condition::Not(inner), _) => proof(inner, moment, !wanted),
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            let proofs: Option<Vec<_>> = parts.iter().map(|part| proof(part, moment, wanted)).collect();
            proofs.map(|proofs| proofs.concat())
        }
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            parts.iter().find_map(|part| proof(part, moment, wanted))
        }
        (leaf, true) => found(leaf, moment).map(|found| vec![found]),
        (leaf, false) => match found(leaf, moment) {
            Some(_) => None,
            None => Some(vec![Condition::Not(Box::new(leaf.clone()))]),
        },
    }
}

/// A condition without parts, cut down to what was found; `None` if it does not hold.
fn found(leaf: &Condition, moment: &Moment<'_>) -> Option<Condition> {
    let inputs = moment.inputs;
    let holds = match leaf {
        Condition::MessageContains(phrases) => {
            return some(phrases_in(&moment.said, phrases), Condition::MessageContains);
        }
        Condition::Language(languages) => {
            let spoken = inputs.language.as_deref()?;
            let those = languages.iter().filter(|language| is_language(spoken, language)).cloned().collect();
            return some(those, Condition::Language);
        }
        Condition::Topic(topics) => {
            let those = topics.iter().filter(|topic| inputs.topics.contains(topic)).copied().collect();
            return some(those, Condition::Topic);
        }
        Condition::UrlContains(part) => is_part(&inputs.url, part),
        Condition::Attribute(attribute) => has_attribute(attribute, inputs),
        Condition::BusinessHours(open) => inputs.is_open == Some(*open),
        Condition::ConfidenceBelow(limit) => inputs.confidence.is_some_and(|confidence| confidence < *limit),
        Condition::WaitMsOver(limit_ms) => inputs.wait_ms.is_some_and(|wait_ms| wait_ms > *limit_ms),
        Condition::Signal(signal) => inputs.signals.contains(signal),
        Condition::BotAnswersOver(limit) => inputs.bot_answers > *limit,
        // They have parts, and never come here.
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => false,
    };
    holds.then(|| leaf.clone())
}

fn some<T>(those: Vec<T>, condition: impl FnOnce(Vec<T>) -> Condition) -> Option<Condition> {
    (!those.is_empty()).then(|| condition(those))
}

fn phrases_in(said: &[String], phrases: &[String]) -> Vec<String> {
    // A gap is for our own lists; in a person's text the sign is nothing but dots.
    let stands = |phrase: &&String| has_phrase(said, &phrase.replace('…', " "));
    phrases.iter().filter(stands).cloned().collect()
}

fn is_part(text: &str, part: &str) -> bool {
    !part.is_empty() && fold(text).contains(&fold(part))
}

fn has_attribute(attribute: &Attribute, inputs: &Inputs) -> bool {
    let value = inputs.attributes.get(&attribute.name);
    match &attribute.test {
        AttributeTest::Is(wanted) => value.is_some_and(|value| fold(value.trim()) == fold(wanted.trim())),
        AttributeTest::Contains(part) => value.is_some_and(|value| is_part(value, part)),
        AttributeTest::IsSet(is_set) => value.is_some() == *is_set,
    }
}

/// Basic filtering of RFC 4647, 3.3.1: the whole tag, or its beginning up to a hyphen. Some browsers write `_`.
fn is_language(spoken: &str, wanted: &str) -> bool {
    let (spoken, wanted) = (tag(spoken), tag(wanted));
    spoken == wanted
        || spoken.strip_prefix(&wanted).is_some_and(|rest| !wanted.is_empty() && rest.starts_with('-'))
}

fn tag(language: &str) -> String {
    language.trim().replace('_', "-").to_ascii_lowercase()
}
