//! Every number of analytics, worked out a second time: slowly, from the raw events, by looking at them. It knows nothing
//! of records and folds; the titles of its numbers are all that it shares with `shared::analytics`.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::conversation::{Event, HandoverEnd, HandoverReason, Owner};
use baton_shared::desk::Matter;
use baton_shared::message::Sender;
use baton_shared::time::Timestamp;
use chrono::{DateTime, Timelike};
use chrono_tz::Tz;

use super::case::{Case, Held, bot_messages, bot_ms, owners};
use super::generate::Lived;

/// What is asked.
#[derive(Clone)]
pub struct Asked {
    pub from: Timestamp,
    pub until: Timestamp,
    pub department: Option<&'static str>,
    pub agent: Option<&'static str>,
    pub zone: Tz,
}

/// Numbers by `part/key/measure`.
pub type Answer = BTreeMap<String, u64>;

/// Everything that has happened, and who owned what.
pub struct Oracle<'a> {
    lives: &'a [Lived],
    owners: Vec<Vec<Owner>>,
}

impl<'a> Oracle<'a> {
    pub fn new(lives: &'a [Lived]) -> Self {
        Self { lives, owners: lives.iter().map(owners).collect() }
    }

    pub fn answer(&self, asked: &Asked) -> Answer {
        answer(self.lives, &self.owners, asked)
    }
}

fn answer(lives: &[Lived], owners: &[Vec<Owner>], asked: &Asked) -> Answer {
    let cohort: Vec<Case<'_>> = lives
        .iter()
        .zip(owners)
        .flat_map(|(lived, owners)| (0..lived.events.len()).map(move |at| Case { lived, owners, at }))
        .filter(|case| case.requested().is_some_and(|(at, _)| asked.from <= at && at < asked.until))
        .filter(|case| asked.department.is_none_or(|wanted| case.department() == wanted))
        .collect();
    let had = |case: &Case<'_>, agent: &str| case.held().iter().any(|held| held.agent == agent);
    let cases: Vec<Case<'_>> =
        cohort.iter().copied().filter(|case| asked.agent.is_none_or(|agent| had(case, agent))).collect();
    let chats: Vec<&Lived> = lives.iter().filter(|lived| is_chat(lived, asked)).collect();
    let mut out = Answer::new();
    handovers(&mut out, "whole/", &cases);
    visitors(&mut out, "whole/", &chats);
    let refusals = refusals(&cohort, asked);
    for kind in ["declined", "missed"] {
        let count = refusals.iter().filter(|(_, what)| *what == kind).count();
        out.insert(format!("whole/{kind}"), count as u64);
    }
    let mut agents: BTreeSet<String> =
        cases.iter().flat_map(|case| case.held()).map(|held| held.agent).collect();
    agents.extend(refusals.iter().map(|(agent, _)| agent.clone()));
    agents.retain(|agent| asked.agent.is_none_or(|wanted| wanted == agent));
    agents.iter().for_each(|name| agent(&mut out, name, &cases, &refusals));
    by(
        &mut out,
        "department",
        &cases,
        Some(&chats),
        |case| case.department(),
        |lived| Some(lived.department.to_string()),
    );
    by(&mut out, "trigger", &cases, None, |case| name_of(case.reason()), |_| None);
    by(&mut out, "hour", &cases, None, |case| local(case.at(), asked).hour().to_string(), |_| None);
    let day = |at: Timestamp| local(at, asked).date_naive().to_string();
    by(&mut out, "day", &cases, Some(&chats), |case| day(case.at()), |lived| first_words(lived).map(day));
    out
}

fn by(
    out: &mut Answer,
    part: &str,
    cases: &[Case<'_>],
    chats: Option<&[&Lived]>,
    key: impl Fn(&Case<'_>) -> String,
    chat_key: impl Fn(&Lived) -> Option<String>,
) {
    let mut parts: BTreeMap<String, (Vec<Case<'_>>, Vec<&Lived>)> = BTreeMap::new();
    for case in cases {
        parts.entry(key(case)).or_default().0.push(*case);
    }
    for lived in chats.into_iter().flatten() {
        chat_key(lived).into_iter().for_each(|key| parts.entry(key).or_default().1.push(lived));
    }
    for (name, (cases, own_chats)) in parts {
        let prefix = format!("{part}/{name}/");
        handovers(out, &prefix, &cases);
        if chats.is_some() {
            visitors(out, &prefix, &own_chats);
        }
    }
}

fn handovers(out: &mut Answer, prefix: &str, cases: &[Case<'_>]) {
    let count =
        |is_meant: &dyn Fn(&Case<'_>) -> bool| cases.iter().filter(|case| is_meant(case)).count() as u64;
    let mut put = |name: &str, value: Option<u64>| {
        value.and_then(|value| out.insert(format!("{prefix}{name}"), value));
    };
    let with_requests: BTreeSet<&str> = cases
        .iter()
        .filter(|case| is_request(case.reason()))
        .map(|case| case.lived.conversation.as_str())
        .collect();
    put("chats_with_requests", Some(with_requests.len() as u64));
    put("total", Some(cases.len() as u64));
    for standing in STANDINGS {
        put(standing, Some(count(&|case| case.standing() == standing)));
    }
    put("accepted", Some(count(&|case| case.end() == Some(HandoverEnd::Accepted))));
    put(
        "unanswered",
        Some(count(&|case| {
            let is_over = !["pending", "in_progress"].contains(&case.standing());
            is_over && case.is_accepted() && case.held().iter().all(|held| held.first_word.is_none())
        })),
    );
    let sum = |values: &dyn Fn(&Case<'_>) -> u64| Some(cases.iter().map(values).sum());
    put("human_ms", sum(&|case| case.held().iter().filter_map(Held::length).sum()));
    put("bot_ms", sum(&|case| bot_ms(case)));
    put("bot_messages", sum(&|case| bot_messages(case)));
    let values =
        |value: &dyn Fn(&Case<'_>) -> Option<u64>| cases.iter().filter_map(value).collect::<Vec<_>>();
    let waits = values(&|case| {
        let is_wait = case.is_accepted() && case.reason() != HandoverReason::AgentTakeover;
        is_wait.then(|| case.held()[0].from.0 - case.at().0)
    });
    let responses = values(&|case| {
        let first =
            case.held().iter().filter_map(|held| held.first_word).next().filter(|_| case.is_accepted());
        first.map(|at| at.0 - case.held()[0].from.0)
    });
    let resolutions = values(&|case| {
        let held = case.held();
        let end = held.last().and_then(|last| last.until).filter(|_| case.standing() == "completed");
        end.map(|(at, _)| at.0 - held[0].from.0)
    });
    for (name, values) in [("wait", waits), ("response", responses), ("resolution", resolutions)] {
        put(&format!("{name}_p50"), nearest_rank(&values, 50));
        put(&format!("{name}_p90"), nearest_rank(&values, 90));
    }
    let completed = count(&|case| case.standing() == "completed");
    let not = count(&|case| ["offline_messages", "abandoned", "timed_out"].contains(&case.standing()));
    put("resolution_rate", rounded(completed, completed + not, 1_000));
    let scores: Vec<u64> = cases.iter().filter_map(|case| case.rating()).map(|(score, _)| score).collect();
    put("ratings", Some(scores.len() as u64));
    put("rating_mean", rounded(scores.iter().sum(), scores.len() as u64, 100));
}

const STANDINGS: [&str; 8] = [
    "pending",
    "in_progress",
    "completed",
    "passed_on",
    "requeued",
    "offline_messages",
    "abandoned",
    "timed_out",
];

fn visitors(out: &mut Answer, prefix: &str, chats: &[&Lived]) {
    let all: BTreeSet<&str> = chats.iter().map(|lived| visitor(lived)).collect();
    let requested: BTreeSet<&str> =
        chats.iter().filter(|lived| has_request(lived)).map(|lived| visitor(lived)).collect();
    out.insert(format!("{prefix}visitors_chatted"), all.len() as u64);
    out.insert(format!("{prefix}visitors_requested"), requested.len() as u64);
    let rate = rounded(requested.len() as u64, all.len() as u64, 1_000);
    rate.and_then(|rate| out.insert(format!("{prefix}handover_rate"), rate));
}

fn agent(out: &mut Answer, name: &str, cases: &[Case<'_>], refusals: &[(String, &'static str)]) {
    let mut put = |number: &str, value: Option<u64>| {
        value.and_then(|value| out.insert(format!("agent/{name}/{number}"), value));
    };
    let refused = |kind: &str| refusals.iter().filter(|(who, what)| who == name && *what == kind).count();
    put("declined", Some(refused("declined") as u64));
    put("missed", Some(refused("missed") as u64));
    let (mut accepted, mut received, mut human_ms) = (0, 0, 0);
    let (mut responses, mut resolutions, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        for (place, held) in case.held().iter().enumerate().filter(|(_, held)| held.agent == name) {
            human_ms += held.length().unwrap_or_default();
            if !case.is_accepted() {
                continue;
            }
            accepted += u64::from(place == 0);
            received += u64::from(place > 0);
            responses.extend(held.first_word.map(|at| at.0 - held.from.0));
            let is_end = matches!(held.until, Some((_, "resolved" | "handed back")));
            resolutions.extend(held.length().filter(|_| is_end));
        }
        scores.extend(case.rating().filter(|(_, who)| who == name).map(|(score, _)| score));
    }
    put("accepted", Some(accepted));
    put("received", Some(received));
    put("human_ms", Some(human_ms));
    put("completed", Some(resolutions.len() as u64));
    for (number, values) in [("response", responses), ("resolution", resolutions)] {
        put(&format!("{number}_p50"), nearest_rank(&values, 50));
        put(&format!("{number}_p90"), nearest_rank(&values, 90));
    }
    put("ratings", Some(scores.len() as u64));
    put("rating_mean", rounded(scores.iter().sum(), scores.len() as u64, 100));
}

/// Who declined or missed a handover of the cohort, from the desk's log.
fn refusals(cohort: &[Case<'_>], asked: &Asked) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for case in cohort {
        for decision in case.lived.decisions.iter().filter(|it| it.handover.0 == case.number()) {
            match &decision.matter {
                Matter::Declined { agent } => found.push((agent.id.to_string(), "declined")),
                Matter::Missed { agents, .. } => {
                    found.extend(agents.iter().map(|agent| (agent.id.to_string(), "missed")));
                }
                _ => {}
            }
        }
    }
    found.retain(|(agent, _)| asked.agent.is_none_or(|wanted| wanted == agent));
    found
}

fn visitor(lived: &Lived) -> &str {
    let started = lived.events.iter().find_map(|event| match event {
        Event::ConversationStarted { visitor, .. } => Some(visitor.as_str()),
        _ => None,
    });
    started.unwrap()
}

fn first_words(lived: &Lived) -> Option<Timestamp> {
    lived.events.iter().find_map(|event| match event {
        Event::MessagePosted(message) if message.sender == Sender::Visitor => Some(message.at),
        _ => None,
    })
}

fn is_chat(lived: &Lived, asked: &Asked) -> bool {
    let is_meant = asked.department.is_none_or(|wanted| lived.department.as_str() == wanted);
    is_meant && first_words(lived).is_some_and(|at| asked.from <= at && at < asked.until)
}

fn has_request(lived: &Lived) -> bool {
    let asks =
        |event: &Event| matches!(event, Event::HandoverRequested { reason, .. } if is_request(*reason));
    lived.events.iter().any(asks)
}

fn is_request(reason: HandoverReason) -> bool {
    let others = [HandoverReason::AgentTakeover, HandoverReason::AgentLost, HandoverReason::Transfer];
    !others.contains(&reason)
}

fn name_of(reason: HandoverReason) -> String {
    serde_json::to_value(reason).unwrap().as_str().unwrap().to_owned()
}

fn local(at: Timestamp, asked: &Asked) -> DateTime<Tz> {
    DateTime::from_timestamp_millis(i64::try_from(at.0).unwrap()).unwrap().with_timezone(&asked.zone)
}

/// The smallest value that at least `percent` of a hundred do not exceed, by trying each.
fn nearest_rank(values: &[u64], percent: u64) -> Option<u64> {
    let is_enough = |value: &&u64| {
        let not_over = values.iter().filter(|other| other <= value).count() as u64;
        not_over * 100 >= percent * values.len() as u64
    };
    values.iter().filter(is_enough).min().copied()
}

/// Rounded half up: half of the double quotient and one.
fn rounded(part: u64, whole: u64, scale: u64) -> Option<u64> {
    (whole > 0).then(|| (2 * part * scale + whole) / (2 * whole))
}
