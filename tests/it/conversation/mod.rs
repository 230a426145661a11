//! What `decide` does, as tables: stories that go on from row to row, and every command in every phase.

mod diagram;
mod exhaustive;
mod tell;
mod two_by_two;
mod words;

use baton_shared::conversation::{Command, Conversation, Event, decide, effects, evolve, unfinished};
use baton_shared::ids::DepartmentId;
use baton_shared::message::{Message, Sender};
use baton_shared::policy::{AfterEnd, Policy};
use baton_shared::rules::Rule;
use baton_shared::time::Timestamp;
use baton_tests::sample;
use baton_tests::table::{Step, check};
use words::Said;

/// One conversation under a table's hands.
#[derive(Clone)]
struct Story {
    state: Conversation,
    policy: Policy,
    now: Timestamp,
}

impl Story {
    fn new() -> Self {
        let department = DepartmentId::new("support").unwrap();
        let policy = Policy::standard("Demo shop", department);
        Self { state: Conversation::default(), policy, now: Timestamp(1_000_000) }
    }

    fn turn(&mut self, command: &Command) -> String {
        let events = match decide(&self.state, command, &self.policy, self.now) {
            Ok(events) => events,
            Err(rejection) => return tell::refused(&rejection),
        };
        let (before, owed) = (self.state.clone(), unfinished(&self.state));
        for event in &events {
            evolve(&mut self.state, event);
            assert_eq!(self.state.broken_invariant(), None, "after {event:?}");
        }
        assert!(self.state.epoch >= before.epoch, "the epoch fell");
        let asked = effects(&owed, &self.state, &events);
        let state = tell::state(&self.state, &asked, &self.policy, self.now);
        format!("{} ⇒ {state}", tell::events(&events))
    }

    /// A row: `policy …`, `wait … ms` or a command.
    fn row(&mut self, row: &str) -> String {
        if let Some(setting) = row.strip_prefix("policy ") {
            self.set(setting);
            return "set".to_owned();
        }
        if row == "the page has told all that it may" {
            self.state.told.events = baton_shared::limits::TOLD_MAX;
            return "set".to_owned();
        }
        if row == "the conversation is nearly full" {
            return self.fill();
        }
        match words::read(row, &self.state) {
            Said::Command(command) => self.turn(&command),
            Said::Wait(ms) => {
                self.now = self.now.plus_ms(ms);
                self.turn(&Command::Tick)
            }
        }
    }

    fn set(&mut self, setting: &str) {
        if let Some(rule) = setting.strip_prefix("rule ") {
            let rule: Rule = serde_json::from_str(rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
            return self.policy.rules.push(rule);
        }
        if let Some(forms) = setting.strip_prefix("forms ") {
            self.policy.forms =
                serde_json::from_str(forms).unwrap_or_else(|error| panic!("{forms}: {error}"));
            let problems = baton_shared::forms::problems("", &self.policy.forms);
            return assert_eq!(problems, [], "{forms}");
        }
        match setting {
            "billing asks for no answers" => {
                self.policy.departments = [(DepartmentId::new("billing").unwrap(), Some(0))].into();
            }
            "no handovers" => self.policy.is_handover_on = false,
            "doors closed" => self.policy.is_open = Some(false),
            "required answers never" => self.policy.required_answers = None,
            "asking in words off" => self.policy.ask_in_words = false,
            "after the end back to the bot" => self.policy.after_end = AfterEnd::ReturnToBot,
            other => {
                let count = other.strip_prefix("required answers ").unwrap();
                self.policy.required_answers = Some(count.parse().unwrap());
            }
        }
    }

    /// Up to the last message that a person may write.
    fn fill(&mut self) -> String {
        while self.state.messages.len() < baton_shared::limits::MESSAGES_MAX - 101 {
            let seq = self.state.head().next();
            let message = Message { seq, at: self.now, sender: Sender::Bot, ..sample::message("") };
            evolve(&mut self.state, &Event::MessagePosted(message));
        }
        format!("{} messages", self.state.messages.len())
    }

    /// Into a phase, by the shortest way there.
    fn enter(phase: &str) -> Self {
        let opened = ["visitor opens the chat", "visitor says \"Hello\" as v1", "bot does not know #2"];
        let rest: &[&str] = match phase {
            "not started" => return Self::new(),
            "bot" => &[],
            "bot owes an answer" => &["visitor says \"And now?\" as v2"],
            "requested" => &["visitor presses the button"],
            "queued" => &["visitor presses the button", "desk queues 1"],
            "offline form" => &["visitor presses the button", "desk has nobody for 1"],
            "Agent One owns it" => &["One takes over"],
            "awaiting follow-up" => {
                &["visitor presses the button", "desk has nobody for 1", "visitor leaves an offline message"]
            }
            "resolved" => &["One takes over", "One ends"],
            other => panic!("no such phase: {other}"),
        };
        let mut story = Self::new();
        for row in opened.iter().chain(rest) {
            story.row(row);
        }
        story
    }
}

fn check_stories(name: &str) {
    let mut story = Story::new();
    check(name, |step| match step {
        Step::Heading(_) => {
            story = Story::new();
            String::new()
        }
        Step::Row(row) => story.row(row),
    });
}

#[test]
fn stories_of_the_bot_happen_as_written() {
    check_stories("conversation/bot.txt");
}

#[test]
fn stories_of_handovers_happen_as_written() {
    check_stories("conversation/handover.txt");
}

#[test]
fn stories_of_rules_happen_as_written() {
    check_stories("conversation/rules.txt");
}

#[test]
fn stories_of_what_the_page_tells_happen_as_written() {
    check_stories("conversation/told.txt");
}

#[test]
fn stories_of_forms_happen_as_written() {
    check_stories("conversation/forms.txt");
}

#[test]
fn stories_of_agents_happen_as_written() {
    check_stories("conversation/agents.txt");
}

#[test]
fn stories_of_repeats_and_limits_happen_as_written() {
    check_stories("conversation/repeats.txt");
}

#[test]
fn every_command_in_every_phase_does_what_the_matrix_says() {
    let mut phase = Story::new();
    check("conversation/matrix.txt", |step| match step {
        Step::Heading(name) => {
            phase = Story::enter(name);
            String::new()
        }
        Step::Row(row) => phase.clone().row(row),
    });
}
