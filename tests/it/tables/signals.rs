//! What is noticed in a visitor's words, measured: precision and recall, with floors.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use baton_shared::signals::{Course, Signal, Thresholds, Topic, is_frustrated, of, topics};
use baton_tests::table::{Line, Step, check, read};

/// What a run over some sentences came to.
#[derive(Default)]
struct Figures {
    sentences: u32,
    meant: u32,
    found: u32,
    right: u32,
    misses: String,
}

impl Figures {
    fn count(&mut self, given: &str, meant: bool, found: bool, name: &str) {
        self.meant += u32::from(meant);
        self.found += u32::from(found);
        self.right += u32::from(meant && found);
        if meant != found {
            let _ = writeln!(self.misses, "  {} {name}: {given}", if meant { "missed" } else { "invented" });
        }
    }

    /// Of everything found, how much was meant.
    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.found)
    }

    /// Of everything meant, how much was found.
    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.meant)
    }

    /// The floors are a little under what was measured; a change that falls below has made it worse.
    fn hold(&self, name: &str, precision_min: f64, recall_min: f64) {
        let (precision, recall) = (self.precision(), self.recall());
        let figures = format!(
            "{name}: {} sentences, precision {precision:.3} ({}/{}), recall {recall:.3} ({}/{})",
            self.sentences, self.right, self.found, self.right, self.meant
        );
        println!("{figures}");
        // What nobody has tuned on must stay like that: its misses are not shown.
        let misses = if name.contains("held out") { "" } else { &self.misses };
        print!("{misses}");
        assert!(precision >= precision_min && recall >= recall_min, "{figures}\n{misses}");
    }
}

/// The two parts of a table: what was tuned on, and what was held out.
fn parts(lines: Vec<Line>, mut count: impl FnMut(&mut Figures, &str, &str, &str)) -> (Figures, Figures) {
    let (mut tuned, mut held_out) = (Figures::default(), Figures::default());
    let mut heading = String::new();
    for line in lines {
        match line {
            Line::Plain(text) if text.starts_with("==") => heading = text.to_lowercase(),
            Line::Plain(_) => {}
            Line::Row { given, expected } => {
                let figures = if heading.contains("held out") { &mut held_out } else { &mut tuned };
                figures.sentences += 1;
                count(figures, &heading, &given, &expected);
            }
        }
    }
    (tuned, held_out)
}

#[test]
fn frustration_is_found_in_words() {
    let (tuned, held_out) = parts(read("text/frustration.txt"), |figures, heading, given, _| {
        figures.count(given, heading.contains("frustrated"), is_frustrated(given), "frustration");
    });
    tuned.hold("frustration, tuned on", 0.95, 0.95);
    held_out.hold("frustration, held out", 0.90, 0.30);
}

#[test]
fn sensitive_topics_are_found_in_words() {
    let (tuned, held_out) = parts(read("text/sensitive.txt"), |figures, _, given, expected| {
        let found = topics(given);
        for topic in Topic::ALL {
            let name = serde_json::to_value(topic).unwrap();
            let name = name.as_str().unwrap();
            figures.count(given, expected == name, found.contains(&topic), name);
        }
    });
    tuned.hold("topics, tuned on", 0.95, 0.95);
    held_out.hold("topics, held out", 0.90, 0.55);
}

#[test]
fn every_sentence_is_one_of_the_known_kinds() {
    let mut kinds = BTreeSet::new();
    for line in read("text/sensitive.txt") {
        if let Line::Row { expected, .. } = line {
            kinds.insert(expected);
        }
    }
    let mut known: BTreeSet<String> = Topic::ALL
        .iter()
        .map(|topic| serde_json::to_value(topic).unwrap().as_str().unwrap().to_owned())
        .collect();
    known.insert("none".to_owned());
    assert_eq!(kinds, known);
}

/// `answers 6 of 6, unknown 2, failed 1, bot asks, says "…"`; what is not said is 0 or nothing.
fn moment(row: &str) -> BTreeSet<Signal> {
    let (mut course, mut thresholds, mut message) = (Course::default(), Thresholds::default(), "");
    for part in row.split(", ") {
        let words: Vec<&str> = part.split(' ').collect();
        match words.as_slice() {
            ["answers", answers, "of", limit] => {
                course.bot_answers = answers.parse().unwrap();
                thresholds.turn_limit = limit.parse().ok();
            }
            ["unknown", unknowns] => course.unknowns = unknowns.parse().unwrap(),
            ["unknown", unknowns, "from", min] => {
                (course.unknowns, thresholds.unknowns_min) =
                    (unknowns.parse().unwrap(), min.parse().unwrap());
            }
            ["failed", failures] => course.failures = failures.parse().unwrap(),
            ["bot", "asks"] => course.bot_asks = true,
            ["says", ..] => message = part.trim_start_matches("says ").trim_matches('"'),
            other => panic!("no moment: {other:?}"),
        }
    }
    of(message, course, thresholds)
}

#[test]
fn the_course_of_a_conversation_gives_signals_at_its_thresholds() {
    check("rules/signals.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let names: Vec<String> = moment(row)
            .iter()
            .map(|signal| serde_json::to_value(signal).unwrap().as_str().unwrap().to_owned())
            .collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    });
}

#[test]
fn ten_kilobytes_of_anything_have_signals_or_none() {
    let seeds = [
        "4111 ",
        "want ",
        "i am ",
        "not ",
        "…",
        "* ",
        "!?",
        "🧦",
        "退款",
        "ß",
        "İ",
        "\u{301}",
        "cancel my ",
        "a",
    ];
    for seed in seeds {
        let typed = seed.repeat(10_240 / seed.len());
        let _ = of(&typed, Course::default(), Thresholds::default());
    }
}
