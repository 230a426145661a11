//! Small cases that a person can work out: what happened, line by line, and which numbers come of it.

use baton_shared::analytics::{
    Cohort, ConversationRecord, DeskFact, Figures, Filter, Measure, Numbers, Part, Row, cell, facts,
    percentile, share,
};
use baton_shared::business_hours::Utc;
use baton_shared::conversation::{Event, HandoverEnd, OfflineMessage, Rating};
use baton_shared::desk::{Decision, Matter, NoPlace, Overflow};
use baton_shared::ids::{ConversationId, HandoverId, Seq, Version, VisitorId};
use baton_shared::message::{AgentRef, Message, Notice, RichText, Sender};
use baton_shared::settings::Targets;
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};

use super::generate::{agent, department};

/// 2026-11-20 00:00 UTC.
const MIDNIGHT: Timestamp = Timestamp(1_795_132_800_000);

struct Book {
    records: Vec<ConversationRecord>,
    facts: Vec<DeskFact>,
    filter: Filter,
}

impl Default for Book {
    fn default() -> Self {
        let filter =
            Filter { from: MIDNIGHT, until: MIDNIGHT.plus_ms(86_400_000), department: None, agent: None };
        Self { records: Vec::new(), facts: Vec::new(), filter }
    }
}

impl Book {
    fn row(&mut self, row: &str) -> String {
        let words: Vec<&str> = row.split_whitespace().collect();
        match words.as_slice() {
            ["conversation", name, "of", visitor, "in", home] => {
                let id = ConversationId::new(*name).unwrap();
                self.records.push(ConversationRecord::new(id, department(home)));
                let visitor = VisitorId::new(*visitor).unwrap();
                self.happens(Event::ConversationStarted { visitor, page: None, language: None, at: MIDNIGHT })
            }
            ["only", "department", name] => {
                self.filter.department = Some(department(name));
                "so be it".to_owned()
            }
            ["only", "agent", name] => {
                self.filter.agent = Some(agent(name).id);
                "so be it".to_owned()
            }
            ["from", from, "until", until] => {
                (self.filter.from, self.filter.until) = (time(from), time(until));
                "so be it".to_owned()
            }
            ["whole", wanted @ ..] => numbers(&self.figures().whole, wanted),
            ["by", part, key, wanted @ ..] => {
                let part = serde_json::from_value((*part).into()).unwrap();
                let rows = &self.figures().parts[&part];
                let row = rows.iter().find(|row| row.key == *key);
                row.map_or("no row".to_owned(), |row| numbers(&row.numbers, wanted))
            }
            ["targets"] => self.targets(),
            [at, who, did @ ..] => self.at(time(at), who, did),
            _ => panic!("no such words: {row}"),
        }
    }

    fn at(&mut self, at: Timestamp, who: &str, did: &[&str]) -> String {
        let handover = self.records.last().unwrap().handovers.last().map_or(HandoverId(0), |last| last.id);
        let me = || agent(who);
        let event = match did {
            ["says"] => said(at, who),
            ["asks", "for", name, "by", reason] => Event::HandoverRequested {
                handover: handover.next(),
                department: department(name),
                reason: serde_json::from_value((*reason).into()).unwrap(),
                is_front: *reason == "agent_lost",
                at,
            },
            ["is", "queued"] => Event::HandoverQueued { until: None, then: Overflow::default(), at },
            ["is", "sent", "on", "to", name] => {
                Event::HandoverRerouted { department: department(name), reason: NoPlace::QueueFull, at }
            }
            ["ends", "waiting", "as", end] => {
                let end: HandoverEnd = serde_json::from_value((*end).into()).unwrap();
                Event::HandoverEnded { handover, end, at }
            }
            ["leaves", "a", "message"] => Event::OfflineMessageLeft(OfflineMessage {
                name: "A Customer".to_owned(),
                email: "customer@example.com".to_owned(),
                message: "Please call".to_owned(),
                at,
            }),
            ["joins"] => Event::AgentAssigned { agent: me(), at },
            ["transfers", "to", other] => Event::ConversationTransferred { from: me(), to: agent(other), at },
            ["is", "lost"] => Event::AgentLost { agent: me(), at },
            ["hands", "back"] => Event::HandedBack { agent: me(), at },
            ["resolves"] => Event::ConversationResolved { agent: me(), at },
            ["is", "rated", score] => Event::RatingGiven(Rating {
                handover,
                agent: me(),
                score: score.parse().unwrap(),
                comment: String::new(),
                at,
            }),
            ["declines"] => return self.decided(at, handover, Matter::Declined { agent: me() }),
            ["misses"] => {
                return self.decided(at, handover, Matter::Missed { agents: vec![me()], rang_ms: 1 });
            }
            ["writes", "again"] => Event::ConversationReopened { at },
            _ => panic!("no such words: {did:?}"),
        };
        self.happens(event)
    }

    fn happens(&mut self, event: Event) -> String {
        let record = self.records.last_mut().unwrap();
        record.evolve(&event);
        let standing = record.handovers.last().map(|last| format!("{:?}", last.standing()));
        standing.unwrap_or_else(|| "no handover".to_owned())
    }

    fn decided(&mut self, at: Timestamp, handover: HandoverId, matter: Matter) -> String {
        let conversation = self.records.last().unwrap().conversation.clone();
        let new = facts(&Decision { at, conversation, handover, matter });
        let kinds: Vec<String> = new.iter().map(|fact| format!("{:?}", fact.kind)).collect();
        self.facts.extend(new);
        kinds.join(" ")
    }

    fn figures(&self) -> Figures {
        let mut cohort = Cohort::new(self.filter.clone(), &Utc);
        self.records.iter().for_each(|record| cohort.record(record.clone()));
        self.facts.iter().for_each(|fact| cohort.fact(fact.clone()));
        cohort.figures(&Targets::default())
    }

    fn targets(&self) -> String {
        let figures = self.figures();
        let words = figures.targets.iter().map(|against| {
            let is_met = match against.is_met {
                Some(true) => "met",
                Some(false) => "missed",
                None => "no number",
            };
            format!("{} {} {is_met}", name(against.measure), against.target)
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

fn said(at: Timestamp, who: &str) -> Event {
    let sender = match who {
        "visitor" => Sender::Visitor,
        "bot" => Sender::Bot,
        "system" => Sender::System { notice: Notice::Waiting },
        name => Sender::Agent(agent(name)),
    };
    Event::MessagePosted(Message::new(Seq(1), at, sender, RichText::plain("Hello")))
}

/// `9:05` or `9:05:30`, on the day.
fn time(text: &str) -> Timestamp {
    let parts: Vec<u64> = text.split(':').map(|part| part.parse().unwrap()).collect();
    let seconds = parts.iter().chain([&0]).take(3).fold(0, |sum, part| sum * 60 + part);
    MIDNIGHT.plus_ms(seconds * 1_000)
}

fn name(measure: Measure) -> String {
    serde_json::to_value(measure).unwrap().as_str().unwrap().to_owned()
}

fn numbers(numbers: &Numbers, wanted: &[&str]) -> String {
    let words = wanted.iter().map(|wanted| {
        let measure: Measure = serde_json::from_value((*wanted).into()).unwrap();
        numbers.get(&measure).map_or("none".to_owned(), u64::to_string)
    });
    words.collect::<Vec<_>>().join(", ")
}

#[test]
fn analytics_counts_what_the_table_says() {
    let mut book = Book::default();
    check("analytics/figures.txt", |step| match step {
        Step::Heading(_) => {
            book = Book::default();
            String::new()
        }
        Step::Row(row) => book.row(row),
    });
}

#[test]
fn percentiles_and_shares_are_whole_numbers() {
    check("analytics/statistics.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let words: Vec<&str> = row.split_whitespace().collect();
        let number = |text: &str| text.parse::<u64>().unwrap();
        let result = match words.as_slice() {
            ["percentile", percent, "of", values @ ..] => {
                let mut values: Vec<u64> = values.iter().map(|value| number(value)).collect();
                percentile(&mut values, percent.parse().unwrap())
            }
            [part, "of", whole, "in", scale] => share(number(part), number(whole), number(scale)),
            _ => panic!("no such words: {row}"),
        };
        result.map_or("none".to_owned(), |value| value.to_string())
    });
}

#[test]
fn a_name_in_the_file_is_a_text_and_no_formula() {
    check("analytics/cells.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let text = row.trim_matches('|').replace("\\t", "\t").replace("\\n", "\n");
        cell(&text).replace('\t', "\\t").replace('\n', "\\n")
    });
    let one = AgentRef { name: "=HYPERLINK(\"x\")".to_owned(), ..agent("One") };
    let mut book = Book::default();
    book.row("conversation c1 of v1 in support");
    book.row("9:00 visitor asks for support by visitor_button");
    book.row("9:01 visitor ends waiting as accepted");
    book.happens(Event::AgentAssigned { agent: one, at: time("9:01") });
    let csv = book.figures().to_csv();
    assert!(csv.starts_with("\u{feff}\"part\",\"key\",\"name\",\"number\",\"unit\",\"value\"\r\n"));
    assert!(
        csv.contains("\"agent\",\"one\",\"'=HYPERLINK(\"\"x\"\")\",\"Accepted\",\"\",\"1\"\r\n"),
        "{csv}"
    );
    let lines = csv.split("\r\n").filter(|line| !line.is_empty()).count();
    let figures = book.figures();
    let rows = |rows: &Vec<Row>| rows.iter().map(|row| row.numbers.len()).sum::<usize>();
    assert_eq!(lines, 1 + figures.whole.len() + figures.parts.values().map(rows).sum::<usize>());
    assert_eq!(figures.parts[&Part::Agent][0].name, "=HYPERLINK(\"x\")");
}

#[test]
fn a_record_folds_its_events_into_a_version_and_stays_small() {
    let mut book = Book::default();
    book.row("conversation c1 of v1 in support");
    for _ in 0..300 {
        book.row("9:00 visitor asks for support by visitor_button");
        book.row("9:01 visitor ends waiting as cancelled");
    }
    let record = &book.records[0];
    assert_eq!(record.version, Version(601), "one for each event");
    assert_eq!(record.handovers.len(), baton_shared::limits::RECORD_HANDOVERS_MAX);
    assert!(record.is_cut && serde_json::to_string(record).unwrap().len() < 100_000);
}
