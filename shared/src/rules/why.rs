//! Why a rule held, in one sentence for the agent.

use super::evaluate::Held;
use super::inputs::Inputs;
use super::rule::{Attribute, AttributeTest, Condition};
use crate::signals::Topic;

/// `Rule "Refunds go to billing": the message contains "refund".`
pub fn why(held: &Held, inputs: &Inputs) -> String {
    let reasons: Vec<String> = held.because.iter().map(|part| reason(part, inputs)).collect();
    let reasons = if reasons.is_empty() { "it always holds".to_owned() } else { listed(&reasons, "and") };
    format!("Rule \"{}\": {reasons}.", held.name)
}

fn reason(part: &Condition, inputs: &Inputs) -> String {
    match part {
        Condition::Not(inner) => reason_against(inner, inputs),
        _ => reason_for(part, inputs),
    }
}

fn reason_for(part: &Condition, inputs: &Inputs) -> String {
    match part {
        Condition::MessageContains(phrases) => format!("the message contains {}", quoted(phrases, "and")),
        Condition::UrlContains(part) => format!("the page's address contains \"{part}\""),
        Condition::Attribute(attribute) => attribute_for(attribute),
        Condition::BusinessHours(true) => "it is within business hours".to_owned(),
        Condition::BusinessHours(false) => "it is outside business hours".to_owned(),
        Condition::ConfidenceBelow(limit) => {
            let confidence =
                inputs.confidence.map_or_else(String::new, |confidence| format!(" {confidence}"));
            format!("the bot's confidence{confidence} is below {limit}")
        }
        Condition::WaitMsOver(limit_ms) => {
            let limit = duration(*limit_ms);
            // Asked at the first moment at which it holds, both are the same to a person.
            let wait = inputs.wait_ms.map(duration).filter(|wait| *wait != limit);
            let wait = wait.map_or_else(String::new, |wait| format!("{wait}, "));
            format!("the visitor has waited {wait}longer than {limit}")
        }
        Condition::Language(_) => {
            format!("the visitor's language is \"{}\"", inputs.language.as_deref().unwrap_or_default())
        }
        Condition::Signal(signal) => signal.words().to_owned(),
        Condition::Topic(topics) => format!("the message is about {}", topic_words(topics, "and")),
        Condition::BotAnswersOver(limit) => {
            format!("the bot has answered {} times, more than {limit}", inputs.bot_answers)
        }
        // A reason has no parts of its own.
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => "several things hold".to_owned(),
    }
}

fn reason_against(part: &Condition, inputs: &Inputs) -> String {
    match part {
        Condition::MessageContains(phrases) => {
            format!("the message does not contain {}", quoted(phrases, "or"))
        }
        Condition::UrlContains(part) => format!("the page's address does not contain \"{part}\""),
        Condition::Attribute(attribute) => attribute_against(attribute),
        Condition::BusinessHours(open) => match inputs.is_open {
            None => "the business hours are not known".to_owned(),
            Some(_) => reason_for(&Condition::BusinessHours(!open), inputs),
        },
        Condition::ConfidenceBelow(limit) => inputs.confidence.map_or_else(
            || "the bot has not said how sure it is".to_owned(),
            |confidence| format!("the bot's confidence {confidence} is not below {limit}"),
        ),
        Condition::WaitMsOver(limit_ms) => inputs.wait_ms.map_or_else(
            || "the visitor does not wait in the queue".to_owned(),
            |wait_ms| {
                format!(
                    "the visitor has waited {}, not longer than {}",
                    duration(wait_ms),
                    duration(*limit_ms)
                )
            },
        ),
        Condition::Language(languages) => inputs.language.as_ref().map_or_else(
            || "the visitor's language is not known".to_owned(),
            |spoken| format!("the visitor's language is \"{spoken}\", not {}", quoted(languages, "or")),
        ),
        Condition::Signal(signal) => format!("it is not so that {}", signal.words()),
        Condition::Topic(topics) => format!("the message is not about {}", topic_words(topics, "or")),
        Condition::BotAnswersOver(limit) => {
            format!("the bot has answered {} times, not more than {limit}", inputs.bot_answers)
        }
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) => "several things do not hold".to_owned(),
    }
}

fn attribute_for(Attribute { name, test }: &Attribute) -> String {
    match test {
        AttributeTest::Is(value) => format!("{name} is \"{value}\""),
        AttributeTest::Contains(part) => format!("{name} contains \"{part}\""),
        AttributeTest::IsSet(true) => format!("{name} is set"),
        AttributeTest::IsSet(false) => format!("{name} is not set"),
    }
}

fn attribute_against(attribute: &Attribute) -> String {
    let name = &attribute.name;
    match &attribute.test {
        AttributeTest::Is(value) => format!("{name} is not \"{value}\""),
        AttributeTest::Contains(part) => format!("{name} does not contain \"{part}\""),
        AttributeTest::IsSet(is_set) => {
            attribute_for(&Attribute { name: name.clone(), test: AttributeTest::IsSet(!is_set) })
        }
    }
}

fn topic_words(topics: &[Topic], last: &str) -> String {
    listed(&topics.iter().map(|topic| topic.words().to_owned()).collect::<Vec<_>>(), last)
}

fn quoted(texts: &[String], last: &str) -> String {
    listed(&texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>(), last)
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}

/// `45 s`, `2 min`, `1 min 30 s`, `1 h 5 min`: as a person would say it.
fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, rest) {
        (0, 0, _) => format!("{rest} s"),
        (0, _, 0) => format!("{minutes} min"),
        (0, ..) => format!("{minutes} min {rest} s"),
        (_, 0, _) => format!("{hours} h"),
        _ => format!("{hours} h {minutes} min"),
    }
}
