//! Random rules at random moments: a second, simpler evaluator says the same, and what was stored is decided again alike.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::ids::{DepartmentId, RuleId};
use baton_shared::priority::Priority;
use baton_shared::rules::{
    Action, Actions, Attribute, AttributeTest, Condition, Confidence, Inputs, Known, Outcome, Rule, evaluate,
    next_wait_ms, problems, why,
};
use baton_shared::signals::{Signal, Topic};
use baton_tests::random::Random;

const RUNS: u64 = 10_000;

/// Few words, so that random phrases are often found.
const WORDS: [&str; 12] = [
    "refund",
    "REFUND",
    "réfund",
    "cancel",
    "cancelled",
    "Straße",
    "STRASSE",
    "don't",
    "don’t",
    "退款",
    "!?",
    "",
];
const PHRASES: [&str; 11] =
    ["refund", "Refund cancel", "cancel*", "can*", "strasse", "don't", "退款", "款", "", "*", " … "];
const PARTS: [&str; 5] = ["/a", "/A/b", "gold", "é", ""];
const LANGUAGES: [&str; 6] = ["de", "de-AT", "DE_ch", "den", "en", ""];

fn pick(random: &mut Random, of: &[&str]) -> String {
    (*random.pick(of).unwrap()).to_owned()
}

fn some<T>(random: &mut Random, one: impl Fn(&mut Random) -> T) -> Vec<T> {
    (0..random.below(4)).map(|_| one(random)).collect()
}

fn condition(random: &mut Random, levels: u64) -> Condition {
    let kinds = if levels == 0 { 10 } else { 14 };
    match random.below(kinds) {
        0 => Condition::MessageContains(some(random, |random| pick(random, &PHRASES))),
        1 => Condition::UrlContains(pick(random, &PARTS)),
        2 => Condition::Attribute(attribute(random)),
        3 => Condition::BusinessHours(random.chance(500)),
        4 => Condition::ConfidenceBelow(confidence(random)),
        5 => Condition::WaitMsOver(random.below(5)),
        6 => Condition::Language(some(random, |random| pick(random, &LANGUAGES))),
        7 => Condition::Signal(*random.pick(&Signal::ALL).unwrap()),
        8 => Condition::Topic(some(random, |random| *random.pick(&Topic::ALL).unwrap())),
        9 => Condition::BotAnswersOver(u32::try_from(random.below(5)).unwrap()),
        10 | 11 => Condition::Not(Box::new(condition(random, levels - 1))),
        12 => Condition::All(some(random, |random| condition(random, levels - 1))),
        _ => Condition::Any(some(random, |random| condition(random, levels - 1))),
    }
}

fn attribute(random: &mut Random) -> Attribute {
    let test = match random.below(3) {
        0 => AttributeTest::Is(pick(random, &PARTS)),
        1 => AttributeTest::Contains(pick(random, &PARTS)),
        _ => AttributeTest::IsSet(random.chance(500)),
    };
    Attribute { name: pick(random, &["plan", "since"]), test }
}

fn confidence(random: &mut Random) -> Confidence {
    Confidence::new(random.unit()).unwrap()
}

fn department(random: &mut Random) -> DepartmentId {
    DepartmentId::new(pick(random, &["billing", "sales", "care"])).unwrap()
}

fn action(random: &mut Random) -> Action {
    match random.below(8) {
        0 => Action::Escalate { department: None },
        1 => Action::Escalate { department: Some(department(random)) },
        2 => Action::Route(department(random)),
        3 => Action::NotifyTeam(department(random)),
        4 => Action::AskForEmail {},
        5 => Action::QueueForLater {},
        6 => Action::Tag(pick(random, &["vip", "late"])),
        _ => {
            let priorities = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];
            Action::Priority(*random.pick(&priorities).unwrap())
        }
    }
}

fn rules(random: &mut Random) -> Vec<Rule> {
    let rule = |random: &mut Random| Rule {
        id: RuleId::new(format!("r{}", random.below(3))).unwrap(),
        name: pick(random, &["One", "Two"]),
        is_on: random.chance(900),
        when: condition(random, 4),
        then: some(random, action),
    };
    some(random, rule)
}

fn maybe<T>(random: &mut Random, one: impl Fn(&mut Random) -> T) -> Option<T> {
    if random.chance(700) { Some(one(random)) } else { None }
}

fn inputs(random: &mut Random) -> Inputs {
    let mut attributes = BTreeMap::new();
    if random.chance(600) {
        attributes.insert("plan".to_owned(), pick(random, &PARTS));
    }
    Inputs {
        message: (0..random.below(6)).map(|_| pick(random, &WORDS)).collect::<Vec<_>>().join(" "),
        url: format!("https://shop.example.com{}", pick(random, &PARTS)),
        attributes,
        is_open: maybe(random, |random| random.chance(500)),
        confidence: maybe(random, confidence),
        wait_ms: maybe(random, |random| random.below(6)),
        language: maybe(random, |random| pick(random, &LANGUAGES)),
        signals: some(random, |random| *random.pick(&Signal::ALL).unwrap()).into_iter().collect(),
        topics: some(random, |random| *random.pick(&Topic::ALL).unwrap()).into_iter().collect(),
        bot_answers: u32::try_from(random.below(6)).unwrap(),
    }
}

/// The few letters of this test without capitals and accents.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('é', "e").replace('ß', "ss")
}

/// " refund please ": every word between spaces, a Chinese character is one, too.
fn spaced(text: &str) -> String {
    let mut out = " ".to_owned();
    for c in plain(text).chars() {
        match c {
            '退' | '款' => out.extend([' ', c, ' ']),
            '*' => out.push('*'),
            c if c.is_alphanumeric() => out.push(c),
            _ => out.push(' '),
        }
    }
    format!(" {} ", out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A star stands at a phrase's end only, here.
fn says(message: &str, phrase: &str) -> bool {
    let (message, phrase) = (spaced(message), spaced(phrase));
    if !phrase.contains(char::is_alphanumeric) {
        return false;
    }
    message.contains(phrase.strip_suffix("* ").unwrap_or(&phrase))
}

/// What holds, said in the plainest way.
fn holds(condition: &Condition, inputs: &Inputs) -> bool {
    let has = |text: &str, part: &str| !part.is_empty() && plain(text).contains(&plain(part));
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, inputs)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, inputs)),
        Condition::Not(inner) => !holds(inner, inputs),
        Condition::MessageContains(phrases) => phrases.iter().any(|phrase| says(&inputs.message, phrase)),
        Condition::UrlContains(part) => has(&inputs.url, part),
        Condition::Attribute(Attribute { name, test }) => match (inputs.attributes.get(name), test) {
            (value, AttributeTest::IsSet(is_set)) => value.is_some() == *is_set,
            (None, _) => false,
            (Some(value), AttributeTest::Is(wanted)) => plain(value) == plain(wanted),
            (Some(value), AttributeTest::Contains(part)) => has(value, part),
        },
        Condition::BusinessHours(open) => inputs.is_open == Some(*open),
        Condition::ConfidenceBelow(limit) => {
            inputs.confidence.is_some_and(|known| known.share() < limit.share())
        }
        Condition::WaitMsOver(limit) => inputs.wait_ms.is_some_and(|wait| wait > *limit),
        Condition::Language(languages) => inputs.language.as_ref().is_some_and(|spoken| {
            let begin = |tag: &str| format!("{}-", tag.to_lowercase().replace('_', "-"));
            let is_wanted = |wanted: &String| match wanted.is_empty() {
                true => spoken.is_empty(),
                false => begin(spoken).starts_with(&begin(wanted)),
            };
            languages.iter().any(is_wanted)
        }),
        Condition::Signal(signal) => inputs.signals.contains(signal),
        Condition::Topic(topics) => topics.iter().any(|topic| inputs.topics.contains(topic)),
        Condition::BotAnswersOver(limit) => inputs.bot_answers > *limit,
    }
}

/// All actions of the rules that hold, looked through once for each question.
fn merged(rules: &[&Rule]) -> Actions {
    let all: Vec<&Action> = rules.iter().flat_map(|rule| &rule.then).collect();
    let once = |names: Vec<String>| {
        let mut seen = BTreeSet::new();
        names.into_iter().filter(|name| seen.insert(name.clone())).collect::<Vec<_>>()
    };
    let mut departments = all.iter().filter_map(|action| match action {
        Action::Escalate { department } => department.clone(),
        Action::Route(department) => Some(department.clone()),
        _ => None,
    });
    let teams = all.iter().filter_map(|action| match action {
        Action::NotifyTeam(team) => Some(team.to_string()),
        _ => None,
    });
    let tags = all.iter().filter_map(|action| match action {
        Action::Tag(tag) => Some(tag.clone()),
        _ => None,
    });
    let priorities = all.iter().filter_map(|action| match action {
        Action::Priority(priority) => Some(*priority),
        _ => None,
    });
    Actions {
        escalate: all.iter().any(|action| matches!(action, Action::Escalate { .. })),
        department: departments.next(),
        notify_teams: once(teams.collect())
            .into_iter()
            .map(|team| DepartmentId::new(team).unwrap())
            .collect(),
        ask_for_email: all.contains(&&Action::AskForEmail {}),
        queue_for_later: all.contains(&&Action::QueueForLater {}),
        tags: once(tags.collect()),
        priority: priorities.max(),
    }
}

#[test]
fn ten_thousand_random_decisions_are_those_of_a_second_evaluator() {
    let mut random = Random::new(3);
    let (mut held, mut silent) = (0, 0);
    for run in 0..RUNS {
        let (rules, inputs) = (rules(&mut random), inputs(&mut random));
        let outcome = evaluate(&rules, &inputs);
        let expected: Vec<&Rule> =
            rules.iter().filter(|rule| rule.is_on && holds(&rule.when, &inputs)).collect();
        let ids = |outcome: &Outcome| outcome.held.iter().map(|held| held.rule.clone()).collect::<Vec<_>>();
        let expected_ids: Vec<RuleId> = expected.iter().map(|rule| rule.id.clone()).collect();
        assert_eq!(ids(&outcome), expected_ids, "run {run}: {rules:?} at {inputs:?}");
        assert_eq!(outcome.actions, merged(&expected), "run {run}: {rules:?}");
        for held in &outcome.held {
            // The reason is no more and no less than true.
            assert!(
                held.because.iter().all(|part| holds(part, &inputs)),
                "run {run}: {held:?} at {inputs:?}"
            );
            let sentence = why(held, &inputs);
            assert!(sentence.starts_with("Rule \"") && sentence.ends_with('.'), "{sentence}");
        }
        let _ = problems(&rules, &Known::default());
        held += outcome.held.len();
        silent += usize::from(outcome.held.is_empty());
    }
    println!("{RUNS} decisions: {held} rules held, {silent} moments without any");
    assert!(held > 4_000 && silent > 2_000, "the random rules are too one-sided: {held}, {silent}");
}

#[test]
fn ten_thousand_stored_decisions_are_made_again_alike() {
    let mut random = Random::new(5);
    for run in 0..RUNS {
        let (rules, inputs) = (rules(&mut random), inputs(&mut random));
        let outcome = evaluate(&rules, &inputs);
        let stored = serde_json::to_string(&(&rules, &inputs, &outcome)).unwrap();
        let (rules, inputs, before): (Vec<Rule>, Inputs, Outcome) = serde_json::from_str(&stored).unwrap();
        let after = evaluate(&rules, &inputs);
        assert_eq!(after, before, "run {run}");
        assert_eq!(after, outcome, "run {run}");
        assert_eq!(stored, serde_json::to_string(&(&rules, &inputs, &after)).unwrap(), "run {run}");
    }
}

#[test]
fn between_two_deadlines_waiting_changes_nothing() {
    let mut random = Random::new(7);
    for _ in 0..RUNS / 10 {
        let (rules, mut inputs) = (rules(&mut random), inputs(&mut random));
        for wait_ms in 0..8 {
            let at = |inputs: &mut Inputs, wait_ms| {
                inputs.wait_ms = Some(wait_ms);
                evaluate(&rules, inputs)
            };
            let until = next_wait_ms(&rules, wait_ms).unwrap_or(9);
            assert!(until > wait_ms);
            let now = at(&mut inputs, wait_ms);
            for later in wait_ms..until {
                assert_eq!(at(&mut inputs, later), now, "from {wait_ms} to {later} of {until}: {rules:?}");
            }
        }
    }
}
