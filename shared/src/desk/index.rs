//! What the desk looks up often, worked out from its rows as they change.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::agent::{AgentAtDesk, Presence};
use super::config::DeskConfig;
use super::row::{QueueKey, Row};
use super::skill::primary;
use crate::ids::{AgentId, ConversationId, DepartmentId};
use crate::limits::ASK_AGAIN_MS;
use crate::time::Timestamp;

/// How many agents a department has.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Staff {
    /// Who take conversations.
    pub available: u32,
    /// Who are there at all.
    pub present: u32,
}

/// What a conversation asks of whoever takes it: its tags and the visitor's language.
pub(super) type Asked = (BTreeSet<String>, Option<String>);

/// Derived from config, agents and rows; never stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Index {
    /// Who waits, by department, in order.
    pub queue: BTreeMap<DepartmentId, BTreeSet<QueueKey>>,
    /// Those of them that ring for nobody. What asks for the same stands together: a long queue may wait for the one who
    /// knows it, and is then passed over at once.
    pub silent: BTreeMap<DepartmentId, BTreeMap<Asked, BTreeSet<QueueKey>>>,
    /// When offers end.
    pub offer_ends: BTreeSet<(Timestamp, ConversationId)>,
    /// What rings for whom.
    pub offered: BTreeMap<AgentId, BTreeSet<ConversationId>>,
    /// Who has what.
    pub assigned: BTreeMap<AgentId, BTreeSet<ConversationId>>,
    /// Conversations whose notice may have changed.
    pub dirty: BTreeSet<ConversationId>,
    /// From where on a queue has moved: all behind are dirty, too. They are looked up once for many moves.
    moved: BTreeMap<DepartmentId, QueueKey>,
    interested: BTreeMap<DepartmentId, BTreeSet<ConversationId>>,
    staff: BTreeMap<DepartmentId, Staff>,
    /// For departments that the settings do not know: everybody serves them.
    everybody: Staff,
    /// When somebody who has passed may be asked again.
    pub again: BTreeSet<(Timestamp, ConversationId)>,
    skills: BTreeSet<String>,
    languages: BTreeSet<String>,
}

impl Index {
    pub fn staff(&self, department: &DepartmentId) -> Staff {
        self.staff.get(department).copied().unwrap_or(self.everybody)
    }

    /// Everything that some agent knows about.
    pub fn skills(&self) -> &BTreeSet<String> {
        &self.skills
    }

    /// Whether some agent writes a language, by its primary subtag.
    pub fn speaks(&self, language: &str) -> bool {
        self.languages.contains(language)
    }

    /// After a change of the settings.
    pub fn learn(&mut self, config: &DeskConfig) {
        let profiles = || config.agents.values();
        self.skills = profiles().flat_map(|profile| profile.skills.iter().cloned()).collect();
        self.languages = profiles().flat_map(|it| it.languages.iter().map(|own| primary(own))).collect();
    }

    pub fn load(&self, agent: &AgentId) -> u32 {
        let count =
            |map: &BTreeMap<AgentId, BTreeSet<ConversationId>>| map.get(agent).map_or(0, BTreeSet::len);
        u32::try_from(count(&self.assigned).saturating_add(count(&self.offered))).unwrap_or(u32::MAX)
    }

    /// After a change of who is there. Where a department has got its first or lost its last available agent, all who
    /// look at its button must hear of it.
    pub fn count_staff(&mut self, config: &DeskConfig, agents: &BTreeMap<AgentId, AgentAtDesk>) {
        let count = |is_member: &dyn Fn(&AgentId) -> bool| {
            let mut staff = Staff::default();
            for agent in agents.values().filter(|agent| is_member(&agent.agent.id)) {
                staff.available =
                    staff.available.saturating_add(u32::from(agent.presence == Presence::Available));
                staff.present = staff.present.saturating_add(u32::from(agent.presence != Presence::Offline));
            }
            staff
        };
        let before = (std::mem::take(&mut self.staff), self.everybody);
        self.everybody = count(&|_| true);
        for department in config.departments.keys() {
            let staff = count(&|agent| config.is_member(agent, department));
            self.staff.insert(department.clone(), staff);
        }
        let changed: Vec<DepartmentId> = self
            .interested
            .keys()
            .filter(|department| {
                let known = before.0.get(*department).copied().unwrap_or(before.1);
                (known.available > 0) != (self.staff(department).available > 0)
            })
            .cloned()
            .collect();
        for department in changed {
            self.dirty.extend(self.interested.get(&department).into_iter().flatten().cloned());
        }
    }

    pub fn all_dirty(&mut self, rows: &BTreeMap<ConversationId, Row>) {
        self.dirty.extend(rows.keys().cloned());
    }

    pub fn agent_dirty(&mut self, agent: &AgentId) {
        self.dirty.extend(self.assigned.get(agent).into_iter().flatten().cloned());
    }

    /// A row has come, changed or gone.
    pub fn row_changed(&mut self, before: Option<&Row>, after: Option<&Row>) {
        let conversation = before.or(after).map(|row| row.summary.conversation.clone());
        let keys = (before.and_then(Row::queue_key), after.and_then(Row::queue_key));
        if let Some(row) = before {
            self.take_out(row);
        }
        if let Some(row) = after {
            self.put_in(row);
        }
        if keys.0 != keys.1 {
            // Everybody behind has moved.
            for (department, key) in [keys.0, keys.1].into_iter().flatten() {
                match self.moved.entry(department) {
                    Entry::Occupied(mut known) if key < *known.get() => drop(known.insert(key)),
                    Entry::Occupied(_) => {}
                    Entry::Vacant(new) => drop(new.insert(key)),
                }
            }
        }
        self.dirty.extend(conversation);
    }

    fn take_out(&mut self, row: &Row) {
        let conversation = &row.summary.conversation;
        if let Some((department, key)) = row.queue_key() {
            remove(&mut self.queue, &department, &key);
            if let Some(silent) = self.silent.get_mut(&department) {
                remove(silent, &row.asked(), &key);
            }
            self.silent.retain(|_, silent| !silent.is_empty());
        }
        row.passed.values().for_each(|at| {
            self.again.remove(&(at.plus_ms(ASK_AGAIN_MS), conversation.clone()));
        });
        if let Some(offer) = &row.offer {
            self.offer_ends.remove(&(offer.until, conversation.clone()));
            offer.agents.iter().for_each(|agent| remove(&mut self.offered, agent, conversation));
        }
        if let Some(agent) = &row.summary.agent {
            remove(&mut self.assigned, &agent.id, conversation);
        }
        remove(&mut self.interested, &row.summary.department, conversation);
    }

    fn put_in(&mut self, row: &Row) {
        let conversation = &row.summary.conversation;
        if let Some((department, key)) = row.queue_key() {
            if row.offer.is_none() {
                let silent = self.silent.entry(department.clone()).or_default();
                silent.entry(row.asked()).or_default().insert(key.clone());
                let again = row.passed.values().map(|at| (at.plus_ms(ASK_AGAIN_MS), conversation.clone()));
                self.again.extend(again);
            }
            self.queue.entry(department).or_default().insert(key);
        }
        if let Some(offer) = &row.offer {
            self.offer_ends.insert((offer.until, conversation.clone()));
            for agent in &offer.agents {
                self.offered.entry(agent.clone()).or_default().insert(conversation.clone());
            }
        }
        if let Some(agent) = &row.summary.agent {
            self.assigned.entry(agent.id.clone()).or_default().insert(conversation.clone());
        }
        if row.is_interested() {
            let department = row.summary.department.clone();
            self.interested.entry(department).or_default().insert(conversation.clone());
        }
    }

    /// Conversations whose notice may have changed; from now on none is.
    pub fn take_dirty(&mut self) -> BTreeSet<ConversationId> {
        let mut dirty = std::mem::take(&mut self.dirty);
        for (department, first) in std::mem::take(&mut self.moved) {
            let behind = self.queue.get(&department).into_iter().flat_map(|queue| queue.range(&first..));
            dirty.extend(behind.map(|key| key.conversation.clone()));
        }
        dirty
    }

    /// The places of some conversations, by one walk through each queue that one of them is in.
    pub fn positions(
        &self,
        wanted: &BTreeSet<ConversationId>,
        rows: &BTreeMap<ConversationId, Row>,
    ) -> BTreeMap<ConversationId, u32> {
        let queued = wanted.iter().filter_map(|conversation| rows.get(conversation)?.queue_key());
        let departments: BTreeSet<DepartmentId> = queued.map(|(department, _)| department).collect();
        let mut positions = BTreeMap::new();
        for department in departments {
            let queue = self.queue.get(&department).into_iter().flatten();
            let numbered = queue.zip(1_u32..).filter(|(key, _)| wanted.contains(&key.conversation));
            positions.extend(numbered.map(|(key, position)| (key.conversation.clone(), position)));
        }
        positions
    }
}

/// Takes one out, and the set with the last one.
fn remove<K: Ord, V: Ord>(map: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(set) = map.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            map.remove(key);
        }
    }
}
