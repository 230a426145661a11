//! The desk: who is there, who waits, what conversations are owed.

use std::collections::BTreeMap;

use baton_shared::desk::{
    Command, Department, Desk, DeskConfig, Event, Hours, Notice, Overflow, Presence, Summary, answer, decide,
    evolve, next_deadline, settle,
};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::time::Timestamp;
use baton_tests::sample;
use baton_tests::table::{Step, check};

#[derive(Default)]
struct Floor {
    desk: Desk,
    now: Timestamp,
    /// What `forgets` has lost is worked out from here.
    versions: BTreeMap<String, u64>,
    /// Why, since the last row.
    log: Vec<String>,
    /// Whether the table is about routing: then it tells why, and not what conversations are owed.
    is_routing: bool,
}

fn agent(name: &str) -> AgentRef {
    AgentRef { id: AgentId::new(name.to_lowercase()).unwrap(), name: name.to_owned() }
}

fn value<T: serde::de::DeserializeOwned>(name: &str) -> T {
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
        let after = |word: &str| {
            let at = rest.iter().position(|it| *it == word)?;
            rest.get(at + 1).copied()
        };
        let summary = Summary {
            version: Version(version.trim_start_matches('v').parse().unwrap()),
            phase: value(phase_name),
            agent: after("agent").map(agent),
            handover,
            department: DepartmentId::new(after("in").unwrap_or("support")).unwrap(),
            priority: after("priority").map(value).unwrap_or_default(),
            tags: after("tagged").map(str::to_owned).into_iter().collect(),
            language: after("speaks").map(str::to_owned),
            previous_agent: after("before").map(|name| agent(name).id),
            is_front: rest.contains(&"front"),
            last_at: self.now,
            since: self.now,
            is_visitor_online: !rest.contains(&"offline"),
            ..sample::summary(ConversationId::new(*name).unwrap())
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
            ["site", "sets", words @ ..] => Command::Configure(Box::new(self.set(words))),
            ["the", "doors", department, state] => {
                let mut hours = self.desk.hours.clone();
                let changes_at = Some(self.now.plus_ms(3_600_000));
                let hour = Hours { is_open: *state == "open", changes_at };
                hours.insert(DepartmentId::new(*department).unwrap(), hour);
                Command::HoursChecked(hours)
            }
            [name, "declines", conversation] => Command::Decline {
                agent: agent(name).id,
                conversation: ConversationId::new(*conversation).unwrap(),
            },
            [name, "is", "removed"] => Command::Left { agent: agent(name).id },
            [name, "is", "active"] => Command::Active { agent: agent(name).id },
            ["c", "asks", "what", "it", "is", "told", conversation, handover] => {
                let conversation = ConversationId::new(*conversation).unwrap();
                let handover = HandoverId(handover.parse().unwrap());
                return format!("{:?}", answer(&self.desk, &conversation, handover));
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

    /// `support round_robin`, `support members One Two`, `One knows orders`, …
    fn set(&self, words: &[&str]) -> DeskConfig {
        let mut config = self.desk.config.clone();
        config.version += 1;
        if words[0] == "idle" || words[0] == "missed" || words[0] == "grace" {
            let most = words[1].parse().ok();
            match words[0] {
                "idle" => config.rules.idle_ms_max = most,
                "missed" => config.rules.missed_max = most.map(|most| u32::try_from(most).unwrap()),
                _ => config.rules.grace_ms = most.unwrap(),
            }
            return config;
        }
        let profile = |name: &str| config.agents.get(&agent(name).id).cloned().unwrap_or_default();
        let (name, mut changed) = (words[0], profile(words[0]));
        let is_agent = matches!(name, "One" | "Two" | "Three");
        match &words[1..] {
            ["knows", skills @ ..] if is_agent => {
                changed.skills = skills.iter().map(|it| (*it).to_owned()).collect();
            }
            ["speaks", languages @ ..] if is_agent => {
                changed.languages = languages.iter().map(|it| (*it).to_owned()).collect();
            }
            ["holds", most] if is_agent => changed.capacity = Some(most.parse().unwrap()),
            department => {
                let id = DepartmentId::new(name).unwrap();
                let of = config.departments.entry(id).or_insert_with(|| Department {
                    name: name.to_owned(),
                    prefers_previous_agent: false,
                    ..Department::default()
                });
                set_department(of, department);
                return config;
            }
        }
        config.agents.insert(agent(name).id, changed);
        config
    }

    fn turn(&mut self, command: &Command) -> String {
        let mut count = 0;
        let mut events = decide(&self.desk, command, self.now);
        loop {
            if events.is_empty() {
                events = settle(&self.desk, self.now);
            }
            if events.is_empty() {
                return self.told(count);
            }
            count += events.len();
            for event in std::mem::take(&mut events) {
                evolve(&mut self.desk, &event);
                self.log.extend(decision(&event));
            }
        }
    }

    fn all_know(&mut self) -> String {
        for (conversation, notice) in self.desk.owed() {
            self.turn(&Command::Told { conversation, notice });
        }
        self.told(0)
    }

    fn told(&mut self, events: usize) -> String {
        let owed: Vec<String> =
            self.desk.owed().iter().map(|(to, notice)| format!("{to} {}", word(notice))).collect();
        let queue = self.desk.queue(&DepartmentId::new("support").unwrap());
        let queue: Vec<&str> = queue.iter().map(|row| row.summary.conversation.as_str()).collect();
        let presence = self.desk.agents.values().map(|known| {
            let presence = serde_json::to_value(known.presence).unwrap();
            format!("{} {}", known.agent.name, presence.as_str().unwrap())
        });
        let mut parts = vec![if events == 0 { "same".to_owned() } else { "changed".to_owned() }];
        parts.extend(presence);
        parts.push(format!("queue [{}]", queue.join(" ")));
        let rings = self.desk.rows.values().filter_map(|row| {
            let agents: Vec<&str> = row.offer.as_ref()?.agents.iter().map(AgentId::as_str).collect();
            Some(format!("{} rings for {}", row.summary.conversation, agents.join(" and ")))
        });
        parts.extend(rings);
        if self.is_routing {
            parts.extend(std::mem::take(&mut self.log).into_iter().map(|why| format!("why: {why}")));
            return parts.join("; ");
        }
        parts.push(format!("owed [{}]", owed.join(", ")));
        let wakes = next_deadline(&self.desk, self.now);
        parts.extend(wakes.map(|at| format!("wakes in {} ms", at.since_ms(self.now))));
        parts.join("; ")
    }
}

fn set_department(of: &mut Department, words: &[&str]) {
    let number = |word: &str| word.parse::<u64>().unwrap();
    match words {
        ["members", names @ ..] => of.members = names.iter().map(|name| agent(name).id).collect(),
        ["rings", ms] => of.ring_ms = number(ms),
        ["wraps", "up", ms] => of.wrap_up_ms = number(ms),
        ["holds", most] => of.capacity = most.parse().unwrap(),
        ["asks", "for", skills @ ..] => of.skills = skills.iter().map(|it| (*it).to_owned()).collect(),
        ["prefers", "the", "previous", "agent"] => of.prefers_previous_agent = true,
        ["queue", most, "then", then @ ..] => {
            (of.queue_max, of.when_full) = (Some(most.parse().unwrap()), overflow(then));
        }
        ["wait", ms, "then", then @ ..] => (of.wait_ms_max, of.when_waited) = (number(ms), overflow(then)),
        ["nobody", "then", then @ ..] => of.when_nobody = overflow(then),
        [routing] => of.routing = value(routing),
        _ => panic!("no setting: {words:?}"),
    }
}

fn overflow(words: &[&str]) -> Overflow {
    match words {
        ["form"] => Overflow::OfflineForm,
        ["bot"] => Overflow::Bot,
        ["ask", department] => Overflow::Department(DepartmentId::new(*department).unwrap()),
        _ => panic!("nothing follows from: {words:?}"),
    }
}

fn word(notice: &Notice) -> String {
    let mut words = vec![if notice.is_available { "somebody" } else { "nobody" }.to_owned()];
    words.extend(notice.is_open.map(|is_open| if is_open { "open" } else { "closed" }.to_owned()));
    words.extend(notice.position.map(|position| format!("position {position}")));
    words.extend(notice.wait.map(|wait| format!("wait {}-{} s", wait.from_s, wait.to_s)));
    words.extend(notice.turned_away.as_ref().map(|turned| format!("turned away: {:?}", turned.then)));
    words.extend(notice.lost_agent.as_ref().map(|agent| format!("{agent} lost")));
    words.join(" ")
}

fn decision(event: &Event) -> Option<String> {
    match event {
        Event::Decided(decision) => {
            assert_eq!(decision.replayed(), **decision, "a decision made again is the same");
            Some(decision.sentence())
        }
        _ => None,
    }
}

fn notice(words: &[&str]) -> Notice {
    match words {
        [there] => Notice { is_available: *there == "somebody", ..Notice::default() },
        [there, "position", position] => Notice {
            is_available: *there == "somebody",
            position: Some(position.parse().unwrap()),
            ..Notice::default()
        },
        _ => panic!("no notice: {words:?}"),
    }
}

fn check_floor(name: &str, is_routing: bool) {
    let mut floor = Floor::default();
    check(name, |step| match step {
        Step::Heading(_) => {
            floor = Floor { now: Timestamp(1_000_000), is_routing, ..Floor::default() };
            floor.row("site sets idle never");
            floor.log.clear();
            String::new()
        }
        Step::Row(row) => floor.row(row),
    });
}

#[test]
fn the_desk_does_what_the_table_says() {
    check_floor("desk/desk.txt", false);
}

#[test]
fn requests_find_their_agents_as_the_table_says() {
    check_floor("desk/routing.txt", true);
}

#[test]
fn what_overflows_goes_where_the_table_says() {
    check_floor("desk/limits.txt", false);
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
