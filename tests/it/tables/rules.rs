//! Escalation rules: when they hold, why, what they do together, and what is said about wrong ones.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baton_shared::document::parse;
use baton_shared::ids::{DepartmentId, RuleId};
use baton_shared::rules::{
    Action, Actions, Condition, Confidence, Inputs, Known, Rule, evaluate, next_wait_ms, problems, why,
};
use baton_tests::table::{Step, check};
use serde::Deserialize;
use serde_json::Value;

fn rule(number: usize, when: Condition, then: Vec<Action>) -> Rule {
    Rule { id: RuleId::new(format!("r{number}")).unwrap(), name: "R".to_owned(), is_on: true, when, then }
}

fn named<T: serde::de::DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).unwrap()
}

/// `message: …; url: …; plan: gold; open; confidence: 0.3; wait: 5000; language: de; signal: …; answers: 7`.
fn inputs(row: &str) -> Inputs {
    let mut inputs = Inputs::default();
    for part in row.split("; ").filter(|part| !part.trim().is_empty()) {
        let (name, value) = part.split_once(": ").unwrap_or((part, ""));
        match name {
            "message" => inputs.message = value.replace("\\u{308}", "\u{308}"),
            "url" => inputs.url = value.to_owned(),
            "open" => inputs.is_open = Some(true),
            "closed" => inputs.is_open = Some(false),
            "confidence" => inputs.confidence = Some(Confidence::new(value.parse().unwrap()).unwrap()),
            "wait" => inputs.wait_ms = Some(value.parse().unwrap()),
            "language" => inputs.language = Some(value.to_owned()),
            "signal" => inputs.signals = BTreeSet::from([named(value)]),
            "topic" => inputs.topics = BTreeSet::from([named(value)]),
            "answers" => inputs.bot_answers = value.parse().unwrap(),
            attribute => {
                inputs.attributes.insert(attribute.to_owned(), value.to_owned());
            }
        }
    }
    inputs
}

#[test]
fn a_condition_holds_when_the_table_says_and_says_why() {
    let mut rules = Vec::new();
    check("rules/conditions.txt", |step| match step {
        Step::Heading(condition) => {
            rules = vec![rule(1, serde_json::from_str(condition).unwrap(), Vec::new())];
            String::new()
        }
        Step::Row(row) => {
            let inputs = inputs(row);
            let outcome = evaluate(&rules, &inputs);
            let sentence = outcome.held.first().map(|held| why(held, &inputs));
            sentence.map_or("no".to_owned(), |why| why.trim_start_matches("Rule \"R\": ").to_owned())
        }
    });
}

fn shown(actions: &Actions) -> String {
    let mut out = Vec::new();
    let mut say = |is_said: bool, words: String| out.extend(is_said.then_some(words));
    let list = |list: &[String]| list.join(", ");
    say(actions.escalate, "escalate".to_owned());
    say(
        actions.department.is_some(),
        format!("to {}", actions.department.clone().map_or(String::new(), String::from)),
    );
    let teams: Vec<String> = actions.notify_teams.iter().map(ToString::to_string).collect();
    say(!teams.is_empty(), format!("notify {}", list(&teams)));
    say(actions.ask_for_email, "ask for e-mail".to_owned());
    say(actions.queue_for_later, "queue for later".to_owned());
    say(!actions.tags.is_empty(), format!("tag {}", list(&actions.tags)));
    say(
        actions.priority.is_some(),
        format!("priority {:?}", actions.priority.unwrap_or_default()).to_lowercase(),
    );
    assert_eq!(out.is_empty(), actions.is_empty());
    if out.is_empty() { "nothing".to_owned() } else { out.join("; ") }
}

fn always() -> Condition {
    Condition::Not(Box::new(Condition::WaitMsOver(0)))
}

#[test]
fn several_rules_do_together_what_the_table_says() {
    check("rules/conflicts.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let read = |(number, actions): (usize, &str)| {
            let then = serde_json::from_str(actions.trim_start_matches("off ")).unwrap();
            Rule { is_on: !actions.starts_with("off "), ..rule(number, always(), then) }
        };
        let rules: Vec<Rule> = row.split(" + ").enumerate().map(read).collect();
        shown(&evaluate(&rules, &Inputs::default()).actions)
    });
}

#[test]
fn a_wait_has_its_next_deadline() {
    check("rules/waits.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let (waits, now) = row.split_once(" now ").unwrap();
        let mut is_on = true;
        let mut rules = Vec::new();
        for word in waits.split(' ') {
            let Ok(wait_ms) = word.parse() else {
                is_on = false;
                continue;
            };
            let within = Condition::All(vec![Condition::Not(Box::new(Condition::WaitMsOver(wait_ms)))]);
            rules.push(Rule { is_on, ..rule(rules.len(), within, Vec::new()) });
            is_on = true;
        }
        next_wait_ms(&rules, now.parse().unwrap()).map_or("never".to_owned(), |wait_ms| wait_ms.to_string())
    });
}

/// The part of the settings that these tests need.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    rules: Vec<Rule>,
}

/// `… × n`, n times something that may stand there.
fn written_out(row: &str) -> String {
    let Some((begin, rest)) = row.split_once("… × ") else { return row.to_owned() };
    let (times, end) = rest.split_once(']').unwrap();
    let item = match (row.starts_with("then"), begin.contains("any")) {
        (true, _) => r#"{"tag": "a"}"#,
        (false, true) => r#"{"business_hours": true}"#,
        (false, false) => r#""refund""#,
    };
    format!("{begin}{}]{end}", vec![item; times.parse().unwrap()].join(", "))
}

fn document(row: &str) -> String {
    let row = written_out(row);
    let one = |id: &str, when: &str, then: &str| {
        format!(r#"{{"id": "{id}", "name": "R", "when": {when}, "then": {then}}}"#)
    };
    let (open, tag) = (r#"{"business_hours": true}"#, r#"[{"tag": "a"}]"#);
    let many = |rules: Vec<String>| format!(r#"{{"rules": [{}]}}"#, rules.join(", "));
    match row.split_once(' ') {
        Some(("rule", rule)) => many(vec![rule.to_owned()]),
        Some(("when", when)) => many(vec![one("r1", when, tag)]),
        Some(("then", then)) => many(vec![one("r1", open, then)]),
        Some(("twice", _)) => many(vec![one("r1", open, tag), one("r2", open, tag), one("r1", open, tag)]),
        Some(("rules", count)) => {
            many((0..count.parse().unwrap()).map(|number| one(&format!("r{number}"), open, tag)).collect())
        }
        _ => row,
    }
}

fn known() -> Known {
    Known { departments: ["billing", "sales"].map(|name| DepartmentId::new(name).unwrap()).into() }
}

#[test]
fn what_is_wrong_in_a_document_is_said_with_its_place() {
    check("rules/documents.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let text = document(row);
        let found = match parse::<Document>(&text) {
            Ok(document) => problems(&document.rules, &known()),
            Err(found) => found,
        };
        let mut said = String::new();
        for problem in &found {
            assert!(points_into(&text, &problem.pointer), "{problem} is no place in {text}");
            let _ = write!(said, "{}{problem}", if said.is_empty() { "" } else { " | " });
        }
        if said.is_empty() { "fine".to_owned() } else { said }
    });
}

/// Whether a pointer leads to something, or to a key that its object has not (which is then what is missing).
fn points_into(text: &str, pointer: &str) -> bool {
    let Ok(tree) = serde_json::from_str::<Value>(text) else { return pointer.is_empty() };
    tree.pointer(pointer).is_some()
}

#[test]
fn a_rule_is_written_as_it_was_read() {
    let rows = baton_tests::table::read("rules/documents.txt");
    let mut read = 0;
    for line in rows {
        let baton_tests::table::Line::Row { given, .. } = line else { continue };
        let text = document(&given);
        let Ok(document) = parse::<Document>(&text) else { continue };
        let again: Vec<Rule> =
            serde_json::from_str(&serde_json::to_string(&document.rules).unwrap()).unwrap();
        assert_eq!(again, document.rules, "{given}");
        read += 1;
    }
    assert!(read > 20, "{read} documents were read");
}

#[test]
fn no_nesting_of_a_document_is_too_deep_to_be_refused() {
    for levels in [10, 100, 127, 128, 1_000, 100_000] {
        let when = format!(
            "{}{}{}",
            r#"{"not": "#.repeat(levels),
            r#"{"business_hours": true}"#,
            "}".repeat(levels)
        );
        let text = document(&format!("when {when}"));
        let found =
            parse::<Document>(&text).map_or_else(|found| found, |read| problems(&read.rules, &known()));
        assert_eq!(found.len(), 1, "{levels} levels");
    }
}
