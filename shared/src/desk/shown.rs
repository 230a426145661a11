//! What the agents' pages are shown of the desk: who may see which conversation, and how everybody looks from outside.

use super::row::{Row, Summary};
use super::state::Desk;
use crate::ids::{AgentId, DepartmentId};
use crate::protocol::{AgentShown, DepartmentShown, OfferShown};

impl Desk {
    /// Whether an agent may see a conversation: it is listed, and he serves its department or has it. Admins see all.
    pub fn may_see(&self, agent: &AgentId, is_admin: bool, summary: &Summary) -> bool {
        let is_owner = summary.agent.as_ref().is_some_and(|owner| owner.id == *agent);
        summary.is_listed && (is_admin || is_owner || self.config.is_member(agent, &summary.department))
    }

    /// An agent as others see him.
    pub fn agent_shown(&self, id: &AgentId) -> Option<AgentShown> {
        let known = self.agents.get(id)?;
        let departments: Vec<DepartmentId> = self
            .config
            .departments
            .keys()
            .filter(|department| self.config.is_member(id, department))
            .cloned()
            .collect();
        // Of several departments the one that lets him have most: that is what he can have in all.
        let capacities = departments.iter().map(|department| self.config.capacity(id, department));
        let capacity =
            capacities.max().unwrap_or_else(|| self.config.capacity(id, &DepartmentId::standard()));
        Some(AgentShown {
            agent: known.agent.clone(),
            presence: known.presence,
            is_here: known.windows > 0,
            load: self.load(id),
            capacity,
            departments,
        })
    }

    /// All departments as agents see them.
    pub fn departments_shown(&self) -> Vec<DepartmentShown> {
        let shown = self.config.departments.iter().map(|(id, settings)| DepartmentShown {
            id: id.clone(),
            name: settings.name.clone(),
            is_available: self.is_available(id),
            is_open: self.is_open(id),
            waiting: u32::try_from(self.index.queue.get(id).map_or(0, |queue| queue.len()))
                .unwrap_or(u32::MAX),
            wait_ms_max: settings.wait_ms_max,
        });
        shown.collect()
    }

    /// What rings for an agent.
    pub fn offers_shown(&self, agent: &AgentId) -> Vec<OfferShown> {
        let shown = |row: &Row| {
            let (place, offer) = (row.place.as_ref()?, row.offer.as_ref()?);
            Some(OfferShown {
                conversation: row.summary.conversation.clone(),
                handover: place.handover,
                until: offer.until,
                why: offer.why.clone(),
            })
        };
        self.offers_for(agent).filter_map(shown).collect()
    }
}
