//! Who counts: the handovers requested in a range, and the conversations in which visitors wrote first in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fact::DeskFact;
use super::handover::HandoverRecord;
use super::record::ConversationRecord;
use crate::business_hours::{Date, Zone, day_and_hour};
use crate::ids::{AgentId, ConversationId, DepartmentId, HandoverId, VisitorId};
use crate::time::Timestamp;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// From this instant on.
    pub from: Timestamp,
    /// Up to this one, without it.
    pub until: Timestamp,
    /// Of one department.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// Of one agent.
    #[serde(default)]
    pub agent: Option<AgentId>,
}

impl Filter {
    fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    fn is_department(&self, department: &DepartmentId) -> bool {
        self.department.as_ref().is_none_or(|wanted| wanted == department)
    }

    /// Whether an agent's row is asked for.
    pub fn is_agent(&self, agent: &AgentId) -> bool {
        self.agent.as_ref().is_none_or(|wanted| wanted == agent)
    }
}

/// A handover of the cohort.
#[derive(Debug)]
pub(super) struct Case {
    pub conversation: ConversationId,
    pub handover: HandoverRecord,
    pub day: Date,
    pub hour: u8,
}

/// A conversation in which the visitor wrote first in the range.
#[derive(Debug)]
pub(super) struct Chat {
    pub visitor: VisitorId,
    pub department: DepartmentId,
    pub has_request: bool,
    pub day: Date,
}

/// Gathers records and then facts, one at a time, so that nobody has to hold them all.
pub struct Cohort<'a> {
    pub(super) filter: Filter,
    pub(super) zone: &'a dyn Zone,
    pub(super) cases: Vec<Case>,
    pub(super) chats: Vec<Chat>,
    pub(super) facts: Vec<DeskFact>,
    /// The handovers before the agent filter: what others declined is no secret of those who accepted.
    keys: BTreeSet<(ConversationId, HandoverId)>,
    /// What agents were called last.
    pub(super) names: BTreeMap<AgentId, (Timestamp, String)>,
}

impl<'a> Cohort<'a> {
    /// Nobody yet. `zone` is whose days and hours are meant.
    pub fn new(filter: Filter, zone: &'a dyn Zone) -> Self {
        Self {
            filter,
            zone,
            cases: Vec::new(),
            chats: Vec::new(),
            facts: Vec::new(),
            keys: BTreeSet::new(),
            names: BTreeMap::new(),
        }
    }

    /// Takes in one conversation's newest record.
    pub fn record(&mut self, record: ConversationRecord) {
        let ConversationRecord { conversation, department, visitor, chatted_at, handovers, .. } = record;
        let chatted_at =
            chatted_at.filter(|at| self.filter.holds(*at) && self.filter.is_department(&department));
        if let (Some(visitor), Some(at)) = (visitor, chatted_at) {
            let has_request = handovers.iter().any(HandoverRecord::is_request);
            let (day, _) = day_and_hour(self.zone, at);
            self.chats.push(Chat { visitor, department, has_request, day });
        }
        for handover in handovers {
            let is_meant =
                self.filter.holds(handover.requested_at) && self.filter.is_department(&handover.department);
            if is_meant {
                self.keys.insert((conversation.clone(), handover.id));
                self.case(&conversation, handover);
            }
        }
    }

    fn case(&mut self, conversation: &ConversationId, handover: HandoverRecord) {
        if !self
            .filter
            .agent
            .as_ref()
            .is_none_or(|wanted| handover.spans.iter().any(|it| it.agent.id == *wanted))
        {
            return;
        }
        for span in &handover.spans {
            self.name(&span.agent.id, span.from, &span.agent.name);
        }
        let (day, hour) = day_and_hour(self.zone, handover.requested_at);
        self.cases.push(Case { conversation: conversation.clone(), handover, day, hour });
    }

    /// Takes in one fact of the desk, after all records.
    pub fn fact(&mut self, fact: DeskFact) {
        let key = (fact.conversation.clone(), fact.handover);
        if self.keys.contains(&key) && self.filter.is_agent(&fact.agent.id) {
            self.name(&fact.agent.id, fact.at, &fact.agent.name);
            self.facts.push(fact);
        }
    }

    fn name(&mut self, agent: &AgentId, at: Timestamp, name: &str) {
        let known = self.names.entry(agent.clone()).or_insert_with(|| (at, name.to_owned()));
        if *known < (at, name.to_owned()) {
            *known = (at, name.to_owned());
        }
    }
}
