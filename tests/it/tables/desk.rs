//! The desk: who is there, who waits, what conversations are owed.

use std::collections::BTreeMap;

use baton_shared::desk::{Command, Desk, Notice, Presence, Summary, decide, evolve, next_deadline};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::PhaseName;
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};

#[derive(Default)]
struct Floor {
    desk: Desk,
    now: Timestamp,
    /// What `forgets` has lost is worked out from here.
    versions: BTreeMap<String, u64>,
}

fn agent(name: &str) -> AgentRef {
    AgentRef { id: AgentId::new(name.to_lowercase()).unwrap(), name: name.to_owned() }
}

fn phase(name: &str) -> PhaseName {
    serde_json::from_value(name.into()).unwrap()
}

impl Floor {
    /// `c1 v3 requested handover 1 [asks] [offline] [unlisted]`.
    fn summary(&self, words: &[&str]) -> (Summary, Option<HandoverId>) {
        let [name, version, phase_name, rest @ ..] = words else { panic!("no report: {words:?}") };
        let handover = rest
            .iter()
            .position(|word| *word == "handover")
            .map(|at| HandoverId(rest[at + 1].parse().unwrap()));
        let summary = Summary {
            conversation: ConversationId::new(*name).unwrap(),
            version: Version(version.trim_start_matches('v').parse().unwrap()),
            phase: phase(phase_name),
            agent: None,
            handover,
            reason: None,
            department: DepartmentId::new("support").unwrap(),
            visitor: "Visitor".to_owned(),
            excerpt: String::new(),
            last_sender: "visitor".to_owned(),
            last_at: self.now,
            since: self.now,
            is_visitor_online: !rest.contains(&"offline"),
            is_listed: true,
        };
        (summary, handover.filter(|_| rest.contains(&"asks")))
    }

    fn row(&mut self, row: &str) -> String {
        let words: Vec<&str> = row.split(' ').collect();
        let command = match words.as_slice() {
            ["report", words @ ..] => {
                let (summary, asks) = self.summary(words);
                self.versions.insert(words[0].to_owned(), summary.version.0);
                Command::Report { summary: Box::new(summary), asks }
            }
            [name, "has", windows, "windows"] => {
                Command::WindowsCounted { agent: agent(name), windows: windows.parse().unwrap() }
            }
            [name, "is", presence] => {
                let presence: Presence = serde_json::from_value((*presence).into()).unwrap();
                Command::SetPresence { agent: agent(name).id, presence }
            }
            [name, "knows", rest @ ..] => {
                Command::Told { conversation: ConversationId::new(*name).unwrap(), notice: notice(rest) }
            }
            ["all", "know"] => return self.all_know(),
            ["wait", ms, "ms"] => {
                self.now = self.now.plus_ms(ms.parse().unwrap());
                Command::Tick
            }
            ["the", "desk", "forgets", "its", "rows"] => {
                self.desk.rows.clear();
                return self.told(0);
            }
            _ => panic!("no such words: {row}"),
        };
        self.turn(&command)
    }

    fn turn(&mut self, command: &Command) -> String {
        let events = decide(&self.desk, command, self.now);
        events.iter().for_each(|event| evolve(&mut self.desk, event));
        self.told(events.len())
    }

    fn all_know(&mut self) -> String {
        for (conversation, notice) in self.desk.owed() {
            self.turn(&Command::Told { conversation, notice });
        }
        self.told(0)
    }

    fn told(&self, events: usize) -> String {
        let queue = self.desk.queue(&DepartmentId::new("support").unwrap());
        let queue: Vec<&str> = queue.iter().map(|row| row.summary.conversation.as_str()).collect();
        let owed: Vec<String> =
            self.desk.owed().iter().map(|(to, notice)| format!("{to} {}", word(notice))).collect();
        let presence = self.desk.agents.values().map(|known| {
            let presence = serde_json::to_value(known.presence).unwrap();
            format!("{} {}", known.agent.name, presence.as_str().unwrap())
        });
        let mut parts = vec![if events == 0 { "same".to_owned() } else { "changed".to_owned() }];
        parts.extend(presence);
        parts.push(format!("queue [{}]", queue.join(" ")));
        parts.push(format!("owed [{}]", owed.join(", ")));
        parts.extend(next_deadline(&self.desk).map(|at| format!("wakes in {} ms", at.since_ms(self.now))));
        parts.join("; ")
    }
}

fn word(notice: &Notice) -> String {
    let there = if notice.is_available { "somebody" } else { "nobody" };
    notice.position.map_or(there.to_owned(), |position| format!("{there} position {position}"))
}

fn notice(words: &[&str]) -> Notice {
    match words {
        [there] => Notice { is_available: *there == "somebody", position: None },
        [there, "position", position] => {
            Notice { is_available: *there == "somebody", position: Some(position.parse().unwrap()) }
        }
        _ => panic!("no notice: {words:?}"),
    }
}

#[test]
fn the_desk_does_what_the_table_says() {
    let mut floor = Floor::default();
    check("desk/desk.txt", |step| match step {
        Step::Heading(_) => {
            floor = Floor { now: Timestamp(1_000_000), ..Floor::default() };
            String::new()
        }
        Step::Row(row) => floor.row(row),
    });
}

#[test]
fn a_full_list_drops_the_oldest_that_nobody_waits_in() {
    let mut floor = Floor { now: Timestamp(1_000_000), ..Floor::default() };
    floor.row("One has 1 windows");
    floor.row("One is available");
    floor.row("report waiting v1 requested handover 1 asks");
    let most = baton_shared::limits::LIVE_CONVERSATIONS_MAX;
    for number in 1..=most {
        floor.now = floor.now.plus_ms(1);
        floor.row(&format!("report c{number} v1 bot offline"));
    }
    assert_eq!(floor.desk.rows.len(), most);
    let id = |name: &str| ConversationId::new(name).unwrap();
    assert!(floor.desk.rows.contains_key(&id("waiting")), "somebody waits in it");
    assert!(!floor.desk.rows.contains_key(&id("c1")), "the oldest idle one goes");
    assert!(
        floor.desk.rows.contains_key(&id("c2")) && floor.desk.rows.contains_key(&id(&format!("c{most}")))
    );
}
