//! What a conversation asks of an agent, and what an agent lacks of it.

use std::collections::BTreeSet;

use super::config::Department;
use super::row::Row;
use super::state::Desk;
use crate::ids::AgentId;

impl Desk {
    /// How many of the skills and languages that a conversation asks for an agent does not have. Asked for are the
    /// department's skills, tags that are some agent's skill, and the visitor's language if some agent has languages.
    pub(super) fn lacks(&self, agent: &AgentId, department: &Department, row: &Row) -> u32 {
        let profile = self.config.agents.get(agent);
        let has = |skill: &String| profile.is_some_and(|profile| profile.skills.contains(skill));
        let asked: BTreeSet<&String> =
            department.skills.iter().chain(row.summary.tags.intersection(self.index.skills())).collect();
        let missing = asked.into_iter().filter(|skill| !has(skill)).count();
        let language = row.summary.language.as_deref().map(primary).filter(|it| self.index.speaks(it));
        let speaks = |wanted: &str| {
            profile.is_some_and(|profile| profile.languages.iter().any(|own| primary(own) == wanted))
        };
        let is_foreign = language.is_some_and(|language| !speaks(&language));
        u32::try_from(missing).unwrap_or(u32::MAX).saturating_add(u32::from(is_foreign))
    }
}

/// `pt` of `pt-BR` (BCP 47: the primary subtag comes first).
pub(super) fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}
