//! What is wrong with rules that serde has read: everything at once, each with its place.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use super::rule::{Action, AttributeTest, Condition, Rule};
use crate::document::{Problem, below};
use crate::ids::DepartmentId;
use crate::limits::{
    ACTIONS_PER_RULE_MAX, CONDITION_LEVELS_MAX, CONDITIONS_PER_RULE_MAX, NAME_CHARS_MAX, PHRASE_CHARS_MAX,
    PHRASE_STAR_CHARS_MIN, PHRASES_PER_CONDITION_MAX, RULE_BOT_ANSWERS_MAX, RULE_WAIT_MS_MAX, RULES_MAX,
    TAG_CHARS_MAX,
};
use crate::words::has_word;

/// What rules may name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The site's departments.
    pub departments: BTreeSet<DepartmentId>,
}

/// Every problem of a document's `rules`, in their order; the pointers begin with `/rules`.
pub fn problems(rules: &[Rule], known: &Known) -> Vec<Problem> {
    let mut check = Check { known, found: Vec::new() };
    check.count("/rules", "rules", rules.len(), 0..=RULES_MAX);
    let mut seen = BTreeSet::new();
    for (at, rule) in rules.iter().enumerate() {
        let place = below("/rules", at);
        if !seen.insert(&rule.id) {
            check.say(below(&place, "id"), format!("Another rule before this one has the id {}.", rule.id));
        }
        check.text(&below(&place, "name"), "A rule's name", &rule.name, NAME_CHARS_MAX);
        check.conditions(&below(&place, "when"), &rule.when);
        let then = below(&place, "then");
        check.count(&then, "actions", rule.then.len(), 1..=ACTIONS_PER_RULE_MAX);
        for (at, action) in rule.then.iter().enumerate() {
            check.action(&below(&then, at), action);
        }
    }
    check.found
}

struct Check<'a> {
    known: &'a Known,
    found: Vec<Problem>,
}

impl Check<'_> {
    fn say(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.found.push(Problem::new(place, message));
    }

    fn count(&mut self, place: &str, what: &str, count: usize, possible: RangeInclusive<usize>) {
        if possible.contains(&count) {
            return;
        }
        let (min, max) = possible.into_inner();
        let message = match count < min {
            true => format!("There are no {what} here: at least one is needed."),
            false => format!("There are {count} {what} here; {max} are possible."),
        };
        self.say(place, message);
    }

    fn text(&mut self, place: &str, what: &str, text: &str, chars_max: usize) {
        let chars = text.chars().count();
        if text.trim().is_empty() {
            self.say(place, format!("{what} can't be empty."));
        } else if chars > chars_max {
            self.say(place, format!("{what} has {chars} characters; {chars_max} are possible."));
        }
    }

    fn at_most<T: PartialOrd + Display>(&mut self, place: &str, number: T, max: T) {
        if number > max {
            self.say(place, format!("{number} is too large; {max} is possible."));
        }
    }

    fn department(&mut self, place: &str, department: &DepartmentId) {
        if !self.known.departments.contains(department) {
            self.say(place, format!("There is no department {department}."));
        }
    }

    /// A rule's whole condition. What is too large is not looked into.
    fn conditions(&mut self, place: &str, when: &Condition) {
        let (count, levels) = size(when);
        if levels > CONDITION_LEVELS_MAX {
            let message =
                format!("Conditions stand {levels} deep in each other; {CONDITION_LEVELS_MAX} are possible.");
            self.say(place, message);
        } else if count > CONDITIONS_PER_RULE_MAX {
            self.count(place, "conditions", count, 1..=CONDITIONS_PER_RULE_MAX);
        } else {
            self.condition(place, when);
        }
    }

    fn condition(&mut self, place: &str, condition: &Condition) {
        let at = |key: &str| below(place, key);
        match condition {
            Condition::All(parts) => self.parts(&at("all"), parts),
            Condition::Any(parts) => self.parts(&at("any"), parts),
            Condition::Not(inner) => self.condition(&at("not"), inner),
            Condition::MessageContains(phrases) => {
                self.each(&at("message_contains"), "phrases", phrases, Self::phrase);
            }
            Condition::UrlContains(part) => {
                self.text(&at("url_contains"), "A part of an address", part, PHRASE_CHARS_MAX);
            }
            Condition::Attribute(attribute) => {
                let place = at("attribute");
                self.text(&below(&place, "name"), "An attribute's name", &attribute.name, NAME_CHARS_MAX);
                match &attribute.test {
                    AttributeTest::Is(value) => {
                        self.text(&below(&place, "is"), "A value", value, PHRASE_CHARS_MAX)
                    }
                    AttributeTest::Contains(part) => {
                        self.text(&below(&place, "contains"), "A part of a value", part, PHRASE_CHARS_MAX);
                    }
                    AttributeTest::IsSet(_) => {}
                }
            }
            Condition::WaitMsOver(wait_ms) => {
                self.at_most(&at("wait_ms_over"), *wait_ms, RULE_WAIT_MS_MAX);
            }
            Condition::Language(languages) => {
                self.each(&at("language"), "languages", languages, Self::language);
            }
            Condition::Topic(topics) => {
                self.count(&at("topic"), "topics", topics.len(), 1..=PHRASES_PER_CONDITION_MAX);
            }
            Condition::BotAnswersOver(answers) => {
                self.at_most(&at("bot_answers_over"), *answers, RULE_BOT_ANSWERS_MAX);
            }
            // Their types can't hold anything wrong.
            Condition::BusinessHours(_) | Condition::ConfidenceBelow(_) | Condition::Signal(_) => {}
        }
    }

    fn parts(&mut self, place: &str, parts: &[Condition]) {
        self.count(place, "conditions", parts.len(), 1..=CONDITIONS_PER_RULE_MAX);
        for (at, part) in parts.iter().enumerate() {
            self.condition(&below(place, at), part);
        }
    }

    fn each(&mut self, place: &str, what: &str, texts: &[String], one: fn(&mut Self, &str, &str)) {
        self.count(place, what, texts.len(), 1..=PHRASES_PER_CONDITION_MAX);
        for (at, text) in texts.iter().enumerate() {
            one(self, &below(place, at), text);
        }
    }

    fn phrase(&mut self, place: &str, phrase: &str) {
        self.text(place, "A phrase", phrase, PHRASE_CHARS_MAX);
        if !phrase.trim().is_empty() && !has_word(phrase) {
            self.say(place, "A phrase needs a letter or a digit.");
        } else if phrase.split_whitespace().any(has_bad_star) {
            let message = format!(
                "A * stands at the end of a word, after {PHRASE_STAR_CHARS_MIN} letters or more: \"cancel*\"."
            );
            self.say(place, message);
        }
    }

    fn language(&mut self, place: &str, language: &str) {
        let mut parts = language.split('-');
        let is_first = parts.next().is_some_and(|first| {
            (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
        });
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !is_first || !parts.all(is_part) {
            self.say(place, "This is no language tag: \"de\" or \"de-AT\" is one.");
        }
    }

    fn action(&mut self, place: &str, action: &Action) {
        match action {
            Action::Escalate { department: Some(department) } => {
                self.department(&below(&below(place, "escalate"), "department"), department);
            }
            Action::Route(department) => self.department(&below(place, "route"), department),
            Action::NotifyTeam(department) => self.department(&below(place, "notify_team"), department),
            Action::Tag(tag) => self.text(&below(place, "tag"), "A tag", tag, TAG_CHARS_MAX),
            Action::Escalate { department: None }
            | Action::AskForEmail {}
            | Action::QueueForLater {}
            | Action::Priority(_) => {}
        }
    }
}

fn has_bad_star(word: &str) -> bool {
    let beginning = word.strip_suffix('*').unwrap_or(word);
    let letters = beginning.chars().filter(|c| c.is_alphanumeric()).count();
    beginning.contains('*') || beginning.len() < word.len() && letters < PHRASE_STAR_CHARS_MIN
}

/// How many conditions there are, and how deep they stand in each other.
fn size(condition: &Condition) -> (usize, usize) {
    let sizes: Vec<(usize, usize)> = match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(size).collect(),
        Condition::Not(inner) => vec![size(inner)],
        _ => Vec::new(),
    };
    let count: usize = sizes.iter().map(|(count, _)| count).sum();
    let levels = sizes.iter().map(|(_, levels)| *levels).max().unwrap_or_default();
    (count.saturating_add(1), levels.saturating_add(1))
}
