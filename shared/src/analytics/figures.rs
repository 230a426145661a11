//! What analytics answers: the whole, its parts, and how it stands against the targets.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cohort::{Case, Cohort, Filter};
use super::measure::Measure;
use super::tally;
use crate::business_hours::{Date, days};
use crate::conversation::HandoverReason;
use crate::ids::{AgentId, DepartmentId};
use crate::message::AgentRef;
use crate::settings::Targets;

/// What the page is answered: the figures, and what can be chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analytics {
    /// The numbers.
    pub figures: Figures,
    /// The site's departments by id, with their names.
    pub departments: BTreeMap<DepartmentId, String>,
    /// Agents who can be asked for.
    pub agents: Vec<AgentRef>,
}

/// Values by what they measure; without a basis there is none.
pub type Numbers = BTreeMap<Measure, u64>;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// What was asked.
    pub filter: Filter,
    /// Of the whole cohort.
    pub whole: Numbers,
    /// Against the settings' targets.
    pub targets: Vec<Against>,
    /// By part, the rows of each in order.
    pub parts: BTreeMap<Part, Vec<Row>>,
}

/// What the cohort is taken apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Agents who had a handover, declined or missed one.
    Agent,
    /// The department that was asked last.
    Department,
    /// What triggered the handover.
    Trigger,
    /// The hour of the day in which it was requested.
    Hour,
    /// The day on which it was requested.
    Day,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// An id, a trigger's name, `0` to `23`, or a date.
    pub key: String,
    /// As it is read; the key, where nobody has named it.
    pub name: String,
    /// Its numbers.
    pub numbers: Numbers,
}

/// A number and what the site wants to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// Which number.
    pub measure: Measure,
    /// What it should be, in the number's unit.
    pub target: u64,
    /// Whether more is better.
    pub is_minimum: bool,
    /// Whether it is reached, as the number is shown; `None` without a number.
    pub is_met: Option<bool>,
}

impl Cohort<'_> {
    /// Counts everything.
    pub fn figures(&self, targets: &Targets) -> Figures {
        let mut whole = tally::handovers(self.cases.iter());
        tally::visitors(&mut whole, self.chats.iter());
        tally::offers(&mut whole, self, None);
        let parts = BTreeMap::from([
            (Part::Agent, self.by_agent()),
            (Part::Department, self.by_department()),
            (Part::Trigger, self.by_trigger()),
            (Part::Hour, self.by_hour()),
            (Part::Day, self.by_day()),
        ]);
        Figures { filter: self.filter.clone(), targets: against(&whole, targets), whole, parts }
    }

    fn by_agent(&self) -> Vec<Row> {
        let had = self.cases.iter().flat_map(|case| &case.handover.spans).map(|span| &span.agent.id);
        let asked = self.facts.iter().map(|fact| &fact.agent.id);
        let agents: BTreeSet<&AgentId> = had.chain(asked).filter(|id| self.filter.is_agent(id)).collect();
        let name = |id: &AgentId| self.names.get(id).map_or_else(|| id.to_string(), |(_, name)| name.clone());
        let row = |id: &AgentId| Row { key: id.to_string(), name: name(id), numbers: tally::agent(self, id) };
        agents.into_iter().map(row).collect()
    }

    fn by_department(&self) -> Vec<Row> {
        let asked = self.cases.iter().map(|case| &case.handover.department);
        let departments: BTreeSet<&DepartmentId> =
            asked.chain(self.chats.iter().map(|chat| &chat.department)).collect();
        let row = |id: &DepartmentId| {
            let mut numbers =
                tally::handovers(self.cases.iter().filter(|case| case.handover.department == *id));
            tally::visitors(&mut numbers, self.chats.iter().filter(|chat| chat.department == *id));
            Row { key: id.to_string(), name: id.to_string(), numbers }
        };
        departments.into_iter().map(row).collect()
    }

    fn by_trigger(&self) -> Vec<Row> {
        let mut triggers: BTreeMap<String, HandoverReason> = BTreeMap::new();
        triggers.extend(self.cases.iter().map(|case| (key(case.handover.reason), case.handover.reason)));
        let row = |(key, reason): (String, HandoverReason)| {
            let numbers = tally::handovers(self.cases.iter().filter(|case| case.handover.reason == reason));
            Row { name: capital(&key), key, numbers }
        };
        triggers.into_iter().map(row).collect()
    }

    fn by_hour(&self) -> Vec<Row> {
        let at = |hour: u8| tally::handovers(self.cases.iter().filter(move |case| case.hour == hour));
        let row = |hour: u8| Row { key: hour.to_string(), name: format!("{hour:02}:00"), numbers: at(hour) };
        (0..24).map(row).collect()
    }

    fn by_day(&self) -> Vec<Row> {
        let mut cases: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
        for case in &self.cases {
            cases.entry(case.day.to_string()).or_default().push(case);
        }
        let row = |day: Date| {
            let key = day.to_string();
            let own = cases.get(&key).map(Vec::as_slice).unwrap_or_default();
            let mut numbers = tally::handovers(own.iter().copied());
            tally::visitors(&mut numbers, self.chats.iter().filter(|chat| chat.day == day));
            Row { name: key.clone(), key, numbers }
        };
        days(self.zone, self.filter.from, self.filter.until).into_iter().map(row).collect()
    }
}

/// As the wire names it.
fn key(reason: HandoverReason) -> String {
    let named = serde_json::to_value(reason).ok();
    named.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// `agent_lost` is read as `Agent lost`.
fn capital(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn against(whole: &Numbers, targets: &Targets) -> Vec<Against> {
    let against = |measure, target: u64, is_minimum| {
        let value = whole.get(&measure).copied();
        let is_met = value.map(|value| if is_minimum { value >= target } else { value <= target });
        Against { measure, target, is_minimum, is_met }
    };
    vec![
        against(
            Measure::HandoverRate,
            u64::from(targets.handover_rate_percent_max).saturating_mul(10),
            false,
        ),
        against(Measure::ResponseP50, targets.response_ms_max, false),
        against(
            Measure::ResolutionRate,
            u64::from(targets.resolution_rate_percent_min).saturating_mul(10),
            true,
        ),
        against(Measure::RatingMean, u64::from(targets.rating_hundredths_min), true),
    ]
}
