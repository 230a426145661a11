//! What a site has decided about its desk: departments, who serves them, and how requests find their agent.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::business_hours::BusinessHours;
use crate::ids::{AgentId, DepartmentId};
use crate::settings::Targets;

/// The desk's copy of the site's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskConfig {
    /// Of the settings that it was made from; an older one is ignored.
    pub version: u64,
    /// By id.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// What is special about some agents.
    pub agents: BTreeMap<AgentId, Profile>,
    /// How the desk treats its agents.
    pub rules: DeskRules,
    /// What the site wants to reach.
    #[serde(default)]
    pub targets: Targets,
}

/// Those who answer one kind of request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Department {
    /// As agents and visitors read it.
    pub name: String,
    /// Who sees and takes its conversations. Empty: everybody.
    pub members: BTreeSet<AgentId>,
    /// How an agent is found.
    pub routing: Routing,
    /// Skills that every request to it asks for.
    pub skills: BTreeSet<String>,
    /// Conversations that an agent holds at once, unless the agent's own profile says otherwise.
    pub capacity: u32,
    /// Whether an agent who has spoken with the visitor before is asked first.
    pub prefers_previous_agent: bool,
    /// How long an offer rings, in milliseconds.
    pub ring_ms: u64,
    /// How long an agent is left alone after a conversation, in milliseconds.
    pub wrap_up_ms: u64,
    /// How many may wait; `None`: as many as come.
    pub queue_max: Option<u32>,
    /// What happens to a request that finds the queue full.
    pub when_full: Overflow,
    /// How long a visitor waits at most, in milliseconds.
    pub wait_ms_max: u64,
    /// What happens to a request that has waited so long.
    pub when_waited: Overflow,
    /// What happens to a request that finds nobody: closed, or no agent available.
    pub when_nobody: Overflow,
    /// When it is open; `None`: whenever somebody is available.
    pub hours: Option<BusinessHours>,
    /// Bot answers before a human of this department is offered; `None`: as the site says.
    pub required_answers: Option<u32>,
}

/// How an agent is found for a conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Routing {
    /// The one who was asked longest ago.
    #[default]
    RoundRobin,
    /// It rings with all at once; the first to accept has it.
    FirstAvailable,
    /// The one whose skills and languages fit best.
    SkillBased,
    /// The one with the fewest conversations for the own capacity.
    LoadBalanced,
}

/// What happens to a request that a department can't take.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// The visitor leaves a message.
    #[default]
    OfflineForm,
    /// The bot goes on.
    Bot,
    /// Another department is asked.
    Department(DepartmentId),
}

/// What is special about an agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What this agent knows about.
    pub skills: BTreeSet<String>,
    /// Languages that this agent writes, as `de` or `pt-BR`.
    pub languages: BTreeSet<String>,
    /// Conversations at once; `None`: the department's number.
    pub capacity: Option<u32>,
}

/// How the desk treats its agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DeskRules {
    /// An agent without a window keeps presence and conversations this long, in milliseconds: a reload is no departure.
    pub grace_ms: u64,
    /// An available agent who touches nothing this long is set to away, in milliseconds; `None`: never.
    pub idle_ms_max: Option<u64>,
    /// An agent who misses so many offers in a row is set to away; `None`: never.
    pub missed_max: Option<u32>,
}

impl Default for Department {
    fn default() -> Self {
        Self {
            name: "Support".to_owned(),
            members: BTreeSet::new(),
            routing: Routing::default(),
            skills: BTreeSet::new(),
            capacity: 4,
            prefers_previous_agent: true,
            ring_ms: 30_000,
            wrap_up_ms: 0,
            queue_max: None,
            when_full: Overflow::default(),
            wait_ms_max: 10 * 60_000,
            when_waited: Overflow::default(),
            when_nobody: Overflow::default(),
            hours: None,
            required_answers: None,
        }
    }
}

impl Default for DeskRules {
    fn default() -> Self {
        Self { grace_ms: 60_000, idle_ms_max: Some(30 * 60_000), missed_max: Some(3) }
    }
}

impl DeskConfig {
    /// A department that the settings do not know (any more) is like a new one.
    pub fn department(&self, id: &DepartmentId) -> Cow<'_, Department> {
        self.departments.get(id).map_or_else(|| Cow::Owned(Department::default()), Cow::Borrowed)
    }

    /// Whether an agent serves a department.
    pub fn is_member(&self, agent: &AgentId, department: &DepartmentId) -> bool {
        let known = self.departments.get(department);
        known.is_none_or(|known| known.members.is_empty() || known.members.contains(agent))
    }

    /// How many conversations an agent holds at once for a department.
    pub fn capacity(&self, agent: &AgentId, department: &DepartmentId) -> u32 {
        let own = self.agents.get(agent).and_then(|profile| profile.capacity);
        let of_department = || self.departments.get(department).map(|known| known.capacity);
        own.or_else(of_department).unwrap_or_else(|| Department::default().capacity)
    }
}
