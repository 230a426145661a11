//! Analytics: every number of 10,000 generated conversations against an oracle, readable tables for small cases, and the
//! published formulas.

mod case;
mod generate;
mod oracle;
mod tables;

use std::collections::BTreeMap;

use baton_shared::analytics::{
    Cohort, ConversationRecord, DeskFact, Figures, Filter, Measure, Numbers, Part, facts, published,
};
use baton_shared::ids::{AgentId, DepartmentId};
use baton_shared::settings::Targets;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;
use baton_tests::table;
use generate::{BEGIN, DAY_MS, Lived, live};
use oracle::{Answer, Asked, Oracle};

use crate::business_hours::zone::IanaZone;

const CONVERSATIONS: u64 = 10_000;

fn record(lived: &Lived) -> ConversationRecord {
    let mut record = ConversationRecord::new(lived.conversation.clone(), lived.department.clone());
    lived.events.iter().for_each(|event| record.evolve(event));
    record
}

fn figures(lives: &[Lived], asked: &Asked) -> Figures {
    let zone = IanaZone::named(asked.zone.name()).unwrap();
    let filter = Filter {
        from: asked.from,
        until: asked.until,
        department: asked.department.map(|name| DepartmentId::new(name).unwrap()),
        agent: asked.agent.map(|name| AgentId::new(name).unwrap()),
    };
    let mut cohort = Cohort::new(filter, &zone);
    lives.iter().for_each(|lived| cohort.record(record(lived)));
    lives.iter().flat_map(|lived| &lived.decisions).flat_map(facts).for_each(|fact| cohort.fact(fact));
    cohort.figures(&Targets::default())
}

/// As the oracle names it. Hours and days in which nothing was are left out there.
fn flat(figures: &Figures) -> Answer {
    let name = |measure: Measure| serde_json::to_value(measure).unwrap().as_str().unwrap().to_owned();
    let mut out: Answer =
        figures.whole.iter().map(|(it, value)| (format!("whole/{}", name(*it)), *value)).collect();
    let is_empty = |numbers: &Numbers| {
        [Measure::Total, Measure::VisitorsChatted]
            .iter()
            .all(|it| numbers.get(it).is_none_or(|count| *count == 0))
    };
    for (part, rows) in &figures.parts {
        let rows = rows.iter().filter(|row| *part == Part::Agent || !is_empty(&row.numbers));
        for row in rows {
            let prefix = format!("{}/{}", part.name(), row.key);
            out.extend(row.numbers.iter().map(|(it, value)| (format!("{prefix}/{}", name(*it)), *value)));
        }
    }
    out
}

fn asked() -> Vec<Asked> {
    let day = |day: u64| BEGIN.plus_ms(day * DAY_MS);
    let all = Asked {
        from: Timestamp(BEGIN.0 - DAY_MS),
        until: day(300),
        department: None,
        agent: None,
        zone: chrono_tz::UTC,
    };
    let week = Asked { from: day(7), until: day(14), ..all.clone() };
    vec![
        Asked { zone: chrono_tz::Europe::Vienna, from: day(0), until: day(31), ..all.clone() },
        Asked { zone: chrono_tz::Asia::Kathmandu, department: Some("support"), ..week.clone() },
        Asked {
            zone: chrono_tz::America::St_Johns,
            agent: Some("two"),
            from: day(3),
            until: day(25),
            ..all.clone()
        },
        Asked { department: Some("billing"), agent: Some("five"), ..all.clone() },
        Asked {
            from: Timestamp(day(9).0 + 12_345_678),
            until: Timestamp(day(9).0 + 23_456_789),
            ..all.clone()
        },
        Asked { department: Some("nobody_knows_it"), ..week.clone() },
        Asked { from: day(14), until: day(7), ..all },
        week,
    ]
}

#[test]
fn every_number_of_ten_thousand_conversations_is_that_of_the_raw_events() {
    let mut random = Random::new(20_261_120);
    let lives: Vec<Lived> = (0..CONVERSATIONS).map(|number| live(&mut random, number)).collect();
    let mut seen = BTreeMap::new();
    let oracle = Oracle::new(&lives);
    for asked in asked() {
        let (code, oracle) = (flat(&figures(&lives, &asked)), oracle.answer(&asked));
        let keys: std::collections::BTreeSet<&String> = code.keys().chain(oracle.keys()).collect();
        let differ = keys.into_iter().filter(|key| code.get(*key) != oracle.get(*key));
        let words: Vec<String> = differ
            .map(|key| format!("{key}: code {:?}, oracle {:?}", code.get(key), oracle.get(key)))
            .collect();
        assert!(words.is_empty(), "{} numbers differ:\n{}", words.len(), words.join("\n"));
        code.iter().for_each(|(key, value)| *seen.entry(key.clone()).or_insert(0) += *value);
    }
    // The generator must make something of everything, but for what must not be.
    for measure in
        Measure::ALL.into_iter().filter(|it| ![Measure::BotMessages, Measure::Received].contains(it))
    {
        let name = serde_json::to_value(measure).unwrap();
        let total = seen[&format!("whole/{}", name.as_str().unwrap())];
        assert!(total > 100, "{name}: {total}");
    }
    assert!(seen["agent/three/received"] > 100);
    assert_eq!(seen["whole/bot_messages"], 0);
}

#[test]
fn records_and_facts_are_stored_and_read_as_they_are() {
    let mut random = Random::new(3);
    for lived in (0..200).map(|number| live(&mut random, number)) {
        let record = record(&lived);
        assert_eq!(
            serde_json::from_str::<ConversationRecord>(&serde_json::to_string(&record).unwrap()).unwrap(),
            record
        );
        for fact in lived.decisions.iter().flat_map(facts) {
            assert_eq!(
                serde_json::from_str::<DeskFact>(&serde_json::to_string(&fact).unwrap()).unwrap(),
                fact
            );
        }
    }
}

#[test]
fn handovers_add_up() {
    let mut random = Random::new(7);
    let lives: Vec<Lived> = (0..500).map(|number| live(&mut random, number)).collect();
    let standings = [
        Measure::Pending,
        Measure::InProgress,
        Measure::Completed,
        Measure::PassedOn,
        Measure::Requeued,
        Measure::OfflineMessages,
        Measure::Abandoned,
        Measure::TimedOut,
    ];
    let figures = figures(&lives, &asked()[0]);
    let rows = figures.parts.iter().filter(|(part, _)| **part != Part::Agent).flat_map(|(_, rows)| rows);
    for numbers in rows.map(|row| &row.numbers).chain([&figures.whole]) {
        let sum: u64 = standings.iter().map(|measure| numbers[measure]).sum();
        assert_eq!(sum, numbers[&Measure::Total]);
    }
    for part in [Part::Department, Part::Trigger, Part::Hour, Part::Day] {
        let sum: u64 = figures.parts[&part].iter().map(|row| row.numbers[&Measure::Total]).sum();
        assert_eq!(sum, figures.whole[&Measure::Total], "{part:?}");
    }
    assert_eq!(figures.parts[&Part::Hour].len(), 24);
    assert_eq!(figures.parts[&Part::Day].len(), 32, "31 days of UTC begin and end within days of Vienna");
}

#[test]
fn the_formulas_are_published() {
    let path = table::path("../../docs/analytics.md");
    if std::env::var_os("BATON_UPDATE").is_some() {
        std::fs::write(&path, published()).unwrap();
    }
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text == published(), "docs/analytics.md is old: run this test with BATON_UPDATE=1");
}
