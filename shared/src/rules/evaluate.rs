//! What a site's rules come to at one moment.

use serde::{Deserialize, Serialize};

use super::because::{Moment, because};
use super::inputs::Inputs;
use super::rule::{Action, Condition, Rule};
use crate::ids::{DepartmentId, RuleId};
use crate::priority::Priority;

/// The rules that held and what they do together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// In the order of the settings.
    pub held: Vec<Held>,
    /// All their actions, merged.
    pub actions: Actions,
}

/// A rule that held, with enough to say why when the settings have changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Which.
    pub rule: RuleId,
    /// Its name at that time.
    pub name: String,
    /// The parts of its condition that decided, cut down to what was found; see `why`.
    pub because: Vec<Condition>,
}

/// The actions of all rules that held. Where two differ: the first department wins, and the highest priority. Everything
/// else adds up, each once, in the order in which it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Actions {
    /// Hand over now.
    pub escalate: bool,
    /// Where a handover goes: the first that an `escalate` or a `route` named.
    pub department: Option<DepartmentId>,
    /// Whom to tell.
    pub notify_teams: Vec<DepartmentId>,
    /// Ask for the visitor's address.
    pub ask_for_email: bool,
    /// Wait for the next business hours.
    pub queue_for_later: bool,
    /// Marks.
    pub tags: Vec<String>,
    /// `None` if no rule said one: not the same as `normal`.
    pub priority: Option<Priority>,
}

/// Asks every rule that is on. The same rules and inputs have the same outcome, always.
pub fn evaluate(rules: &[Rule], inputs: &Inputs) -> Outcome {
    let moment = Moment::of(inputs);
    let mut outcome = Outcome::default();
    for rule in rules.iter().filter(|rule| rule.is_on) {
        if let Some(because) = because(&rule.when, &moment) {
            outcome.held.push(Held { rule: rule.id.clone(), name: rule.name.clone(), because });
            rule.then.iter().for_each(|action| outcome.actions.add(action));
        }
    }
    outcome
}

/// The next wait, in milliseconds, at which a rule that is on may begin to hold: the caller's next deadline while a visitor
/// waits. `None` if waiting longer changes nothing.
pub fn next_wait_ms(rules: &[Rule], wait_ms: u64) -> Option<u64> {
    let limits = rules.iter().filter(|rule| rule.is_on).flat_map(|rule| waits(&rule.when));
    limits.filter(|limit_ms| *limit_ms >= wait_ms).min().map(|limit_ms| limit_ms.saturating_add(1))
}

fn waits(condition: &Condition) -> Vec<u64> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(waits).collect(),
        Condition::Not(inner) => waits(inner),
        Condition::WaitMsOver(limit_ms) => vec![*limit_ms],
        _ => Vec::new(),
    }
}

impl Actions {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the visitor is to leave an address instead of waiting.
    pub fn wants_form(&self) -> bool {
        self.ask_for_email || self.queue_for_later
    }

    fn add(&mut self, action: &Action) {
        match action {
            Action::Escalate { department } => {
                self.escalate = true;
                self.department = self.department.take().or_else(|| department.clone());
            }
            Action::Route(department) => {
                self.department.get_or_insert_with(|| department.clone());
            }
            Action::NotifyTeam(department) => add_once(&mut self.notify_teams, department),
            Action::AskForEmail {} => self.ask_for_email = true,
            Action::QueueForLater {} => self.queue_for_later = true,
            Action::Tag(tag) => add_once(&mut self.tags, tag),
            Action::Priority(priority) => self.priority = self.priority.max(Some(*priority)),
        }
    }
}

fn add_once<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) {
    if !list.contains(item) {
        list.push(item.clone());
    }
}
