//! The desk as it stands, and how a change makes it another. Nothing is counted up or down: what can be worked out is
//! worked out again from the rows that a change touches.

use std::collections::BTreeMap;

use super::agent::{AgentAtDesk, Presence};
use super::config::DeskConfig;
use super::event::Event;
use super::index::Index;
use super::notice::{Hours, Notice, TurnedAway};
use super::row::Row;
use super::wait::{WaitSample, range};
use crate::ids::{AgentId, ConversationId, DepartmentId, Version};
use crate::time::Timestamp;

/// The desk as it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// The site's settings.
    pub config: DeskConfig,
    /// Departments that have business hours.
    pub hours: BTreeMap<DepartmentId, Hours>,
    /// Everybody who was here since the site exists.
    pub agents: BTreeMap<AgentId, AgentAtDesk>,
    /// The live conversations.
    pub rows: BTreeMap<ConversationId, Row>,
    /// Recent waits, the newest last.
    pub waits: BTreeMap<DepartmentId, Vec<WaitSample>>,
    /// Departments in which somebody waits and nobody is there.
    pub unstaffed: BTreeMap<DepartmentId, Timestamp>,
    /// Grows with every change of the above; orders notices.
    pub version: Version,
    pub(super) index: Index,
}

/// What is kept of a desk.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The site's settings.
    pub config: DeskConfig,
    /// Everybody.
    pub agents: Vec<AgentAtDesk>,
    /// The live conversations.
    pub rows: Vec<Row>,
    /// Recent waits.
    pub waits: BTreeMap<DepartmentId, Vec<WaitSample>>,
    /// Departments in which somebody waits and nobody is there.
    pub unstaffed: BTreeMap<DepartmentId, Timestamp>,
    /// At least this.
    pub version: Version,
}

/// Applies one change.
pub fn evolve(desk: &mut Desk, event: &Event) {
    desk.version = desk.version.next();
    match event {
        Event::ConfigChanged(config) => {
            desk.config = (**config).clone();
            desk.index.learn(&desk.config);
            desk.index.count_staff(&desk.config, &desk.agents);
            desk.index.all_dirty(&desk.rows);
        }
        Event::HoursChanged(hours) => {
            desk.hours.clone_from(hours);
            desk.index.all_dirty(&desk.rows);
        }
        Event::AgentChanged(agent) => {
            let before = desk.agents.insert(agent.agent.id.clone(), agent.clone());
            let is_same_staff = before.as_ref().is_some_and(|before| before.presence == agent.presence);
            if !is_same_staff {
                desk.index.count_staff(&desk.config, &desk.agents);
            }
            if before.is_none_or(|before| before.is_lost != agent.is_lost) {
                desk.index.agent_dirty(&agent.agent.id);
            }
        }
        Event::RowChanged(row) => {
            let before = desk.rows.insert(row.summary.conversation.clone(), (**row).clone());
            desk.index.row_changed(before.as_ref(), Some(row));
        }
        Event::RowDropped(conversation) => {
            let before = desk.rows.remove(conversation);
            desk.index.row_changed(before.as_ref(), None);
        }
        Event::WaitsChanged { department, samples } => {
            desk.waits.insert(department.clone(), samples.clone());
        }
        Event::StaffChanged { department, unstaffed_since } => match unstaffed_since {
            Some(since) => drop(desk.unstaffed.insert(department.clone(), *since)),
            None => drop(desk.unstaffed.remove(department)),
        },
        Event::Decided(_) => {}
    }
}

impl Desk {
    /// The desk from what was kept. What is open has to be looked up anew.
    pub fn restored(parts: Parts) -> Self {
        let Parts { config, agents, rows, waits, unstaffed, version } = parts;
        let mut desk = Self { config, waits, unstaffed, version, ..Self::default() };
        desk.agents = agents.into_iter().map(|agent| (agent.agent.id.clone(), agent)).collect();
        desk.index.learn(&desk.config);
        desk.index.count_staff(&desk.config, &desk.agents);
        for row in rows {
            desk.index.row_changed(None, Some(&row));
            desk.rows.insert(row.summary.conversation.clone(), row);
        }
        desk.index.all_dirty(&desk.rows);
        desk
    }

    /// The agents of a department.
    pub fn agents_of<'a>(
        &'a self,
        department: &'a DepartmentId,
    ) -> impl Iterator<Item = &'a AgentAtDesk> + use<'a> {
        self.agents.values().filter(|agent| self.config.is_member(&agent.agent.id, department))
    }

    /// Whether a request for a department finds somebody: it is open and an agent is available.
    pub fn is_available(&self, department: &DepartmentId) -> bool {
        self.is_open(department) != Some(false) && self.index.staff(department).available > 0
    }

    /// Whether a department is within its hours; `None` if it has none.
    pub fn is_open(&self, department: &DepartmentId) -> Option<bool> {
        self.hours.get(department).map(|hours| hours.is_open)
    }

    /// When a department that is closed opens again.
    pub fn opens_at(&self, department: &DepartmentId) -> Option<Timestamp> {
        self.hours.get(department).filter(|hours| !hours.is_open).and_then(|hours| hours.changes_at)
    }

    /// Whether one agent takes conversations.
    pub fn is_agent_available(&self, agent: &AgentId) -> bool {
        self.agents.get(agent).is_some_and(|agent| agent.presence == Presence::Available)
    }

    /// Conversations that an agent has, and those that ring for him.
    pub fn load(&self, agent: &AgentId) -> u32 {
        self.index.load(agent)
    }

    /// What rings for an agent.
    pub fn offers_for<'a>(&'a self, agent: &AgentId) -> impl Iterator<Item = &'a Row> + use<'a> {
        let conversations = self.index.offered.get(agent).into_iter().flatten();
        conversations.filter_map(|conversation| self.rows.get(conversation))
    }

    /// Who waits, in the order in which they are served.
    pub fn queue(&self, department: &DepartmentId) -> Vec<&Row> {
        let keys = self.index.queue.get(department).into_iter().flatten();
        keys.filter_map(|key| self.rows.get(&key.conversation)).collect()
    }

    /// What one conversation should know.
    pub fn notice(&self, conversation: &ConversationId) -> Notice {
        let Some(row) = self.rows.get(conversation) else { return Notice::default() };
        let position = row.queue_key().and_then(|(department, key)| {
            let queue = self.index.queue.get(&department)?;
            u32::try_from(queue.range(..=&key).count()).ok()
        });
        self.notice_at(row, position)
    }

    fn notice_at(&self, row: &Row, position: Option<u32>) -> Notice {
        let department = &row.summary.department;
        let samples = self.waits.get(department).map(Vec::as_slice).unwrap_or_default();
        let turned_away = row.place.as_ref().and_then(|place| {
            let then = self.config.department(&place.department).when_nobody.clone();
            place.turned_away.map(|reason| TurnedAway { handover: place.handover, reason, then })
        });
        let is_lost = |id: &AgentId| self.agents.get(id).is_some_and(|agent| agent.is_lost);
        Notice {
            is_available: self.is_available(department),
            is_open: self.is_open(department),
            opens_at: self.opens_at(department),
            position,
            wait: position.and_then(|position| range(samples, position)),
            turned_away,
            lost_agent: row.summary.agent.as_ref().map(|agent| agent.id.clone()).filter(is_lost),
        }
    }

    /// The notices that are owed: those that differ from what was told last.
    pub fn owed(&mut self) -> Vec<(ConversationId, Notice)> {
        let dirty = self.index.take_dirty();
        let positions = self.index.positions(&dirty, &self.rows);
        let mut owed = Vec::new();
        for conversation in dirty {
            let Some(row) = self.rows.get(&conversation).filter(|row| row.is_interested()) else { continue };
            let notice = self.notice_at(row, positions.get(&conversation).copied());
            if row.told.as_ref() != Some(&notice) {
                owed.push((conversation, notice));
            }
        }
        self.index.dirty.extend(owed.iter().map(|(conversation, _)| conversation.clone()));
        owed
    }

    /// Nobody knows any more what a conversation knows, unless it is this. Says whether that is news: it must be stored
    /// before the word goes out, or a desk that wakes would believe what is not so any more.
    pub fn doubt(&mut self, conversation: &ConversationId, notice: &Notice) -> bool {
        let Some(row) = self.rows.get_mut(conversation) else { return false };
        self.index.dirty.insert(conversation.clone());
        let is_news = row.told.as_ref().is_some_and(|told| told != notice);
        if is_news {
            row.told = None;
        }
        is_news
    }
}
