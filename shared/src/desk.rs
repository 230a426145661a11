//! The desk: who is there, who waits, and what each conversation must be told about it.
//!
//! A report of a conversation is a whole summary with a version, so reports may be repeated or overtake each
//! other. What conversations are told back (a [`Notice`]) is also whole and versioned: it is worked out anew
//! from the state and sent wherever it differs from what was told last. Nothing is counted up or down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::conversation::HandoverReason;
use crate::ids::{AgentId, ConversationId, DepartmentId, HandoverId, Version};
use crate::limits::{AGENT_GRACE_MS, LIVE_CONVERSATIONS_MAX};
use crate::message::AgentRef;
use crate::protocol::PhaseName;
use crate::time::Timestamp;

/// What an agent says of himself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Takes conversations.
    Available,
    /// There, but takes none now.
    Away,
    /// Not there.
    #[default]
    Offline,
}

/// An agent as the desk knows him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentAtDesk {
    /// Who.
    pub agent: AgentRef,
    /// What he has chosen.
    pub presence: Presence,
    /// Open windows of the desk.
    pub windows: u32,
    /// When the last window vanished; `None` while one is open.
    pub gone_since: Option<Timestamp>,
}

/// What the desk's list shows of a conversation: a projection that can be rebuilt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Which.
    pub conversation: ConversationId,
    /// Of the conversation; an older report is ignored.
    pub version: Version,
    /// Where it stands.
    pub phase: PhaseName,
    /// Who owns it, if it is an agent.
    pub agent: Option<AgentRef>,
    /// The open handover.
    pub handover: Option<HandoverId>,
    /// Why the last handover was begun.
    pub reason: Option<HandoverReason>,
    /// Where its request goes or would go.
    pub department: DepartmentId,
    /// A name that agents can tell visitors apart by.
    pub visitor: String,
    /// The last thing that somebody said, on one line; never a system message.
    pub excerpt: String,
    /// Who said it: `visitor`, `agent`, `bot`.
    pub last_sender: String,
    /// When the last message came, of whatever kind.
    pub last_at: Timestamp,
    /// Since when the present phase lasts.
    pub since: Timestamp,
    /// Whether the visitor's page is open.
    pub is_visitor_online: bool,
    /// Whether agents see it: the visitor has said something.
    pub is_listed: bool,
}

/// What a conversation must know of the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whether somebody is available in its department.
    pub is_available: bool,
    /// Its place in the queue, from 1.
    pub position: Option<u32>,
}

/// One conversation's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As reported last.
    pub summary: Summary,
    /// The handover that the desk has put into the queue, and since when.
    pub queued: Option<(HandoverId, Timestamp)>,
    /// What the conversation is known to know.
    pub told: Option<Notice>,
}

/// The desk as it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// Everybody who was here since the site exists.
    pub agents: BTreeMap<AgentId, AgentAtDesk>,
    /// The live conversations.
    pub rows: BTreeMap<ConversationId, Row>,
    /// Grows with every change of the above; orders notices.
    pub version: Version,
}

/// One reason for a turn of the desk.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// How many windows an agent has now open, counted from the sockets that exist.
    WindowsCounted {
        /// Who.
        agent: AgentRef,
        /// How many.
        windows: u32,
    },
    /// An agent chooses.
    SetPresence {
        /// Who.
        agent: AgentId,
        /// What.
        presence: Presence,
    },
    /// A conversation reports how it stands; `asks` for a place in the queue.
    Report {
        /// How it stands.
        summary: Box<Summary>,
        /// The request that waits for an answer.
        asks: Option<HandoverId>,
    },
    /// A conversation has taken in what it was told.
    Told {
        /// Which.
        conversation: ConversationId,
        /// What.
        notice: Notice,
    },
    /// Time has passed.
    Tick,
}

/// What has changed at the desk; each is one stored row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// An agent's row.
    AgentChanged(AgentAtDesk),
    /// A conversation's row.
    RowChanged(Box<Row>),
    /// A conversation has left the list.
    RowDropped(ConversationId),
}

/// What a command changes. It never refuses: whoever may not ask was stopped by the session.
pub fn decide(desk: &Desk, command: &Command, now: Timestamp) -> Vec<Event> {
    match command {
        Command::WindowsCounted { agent, windows } => counted(desk, agent, *windows, now),
        Command::SetPresence { agent, presence } => chosen(desk, agent, *presence),
        Command::Report { summary, asks } => reported(desk, summary, *asks, now),
        Command::Told { conversation, notice } => told(desk, conversation, *notice),
        Command::Tick => gone(desk, now),
    }
}

/// Applies one change.
pub fn evolve(desk: &mut Desk, event: &Event) {
    desk.version = desk.version.next();
    match event {
        Event::AgentChanged(agent) => {
            desk.agents.insert(agent.agent.id.clone(), agent.clone());
        }
        Event::RowChanged(row) => {
            desk.rows.insert(row.summary.conversation.clone(), (**row).clone());
        }
        Event::RowDropped(conversation) => {
            desk.rows.remove(conversation);
        }
    }
}

/// When `Command::Tick` has something to do.
pub fn next_deadline(desk: &Desk) -> Option<Timestamp> {
    let leaving = desk.agents.values().filter(|agent| agent.presence != Presence::Offline);
    leaving.filter_map(|agent| agent.gone_since).map(|since| since.plus_ms(AGENT_GRACE_MS)).min()
}

impl Desk {
    /// Whether somebody takes conversations of a department. Every member serves every department for now.
    pub fn is_available(&self, _department: &DepartmentId) -> bool {
        self.agents.values().any(|agent| agent.presence == Presence::Available)
    }

    /// Whether one agent takes conversations.
    pub fn is_agent_available(&self, agent: &AgentId) -> bool {
        self.agents.get(agent).is_some_and(|agent| agent.presence == Presence::Available)
    }

    /// Who waits, first come first; those with the same instant by their id, so that the order is one.
    pub fn queue(&self, department: &DepartmentId) -> Vec<&Row> {
        let mut waiting: Vec<&Row> = self
            .rows
            .values()
            .filter(|row| row.queued.is_some() && row.summary.department == *department)
            .collect();
        waiting.sort_by_key(|row| (row.queued.map(|(_, since)| since), row.summary.conversation.clone()));
        waiting
    }

    /// What each conversation should know; only those that have a use for it.
    fn notices(&self) -> BTreeMap<ConversationId, Notice> {
        let mut positions: BTreeMap<ConversationId, u32> = BTreeMap::new();
        let mut departments: Vec<&DepartmentId> =
            self.rows.values().map(|row| &row.summary.department).collect();
        departments.sort();
        departments.dedup();
        for department in departments {
            for (row, position) in self.queue(department).into_iter().zip(1..) {
                positions.insert(row.summary.conversation.clone(), position);
            }
        }
        let interested =
            self.rows.values().filter(|row| row.summary.is_visitor_online || row.queued.is_some());
        let notice = |row: &Row| Notice {
            is_available: self.is_available(&row.summary.department),
            position: positions.get(&row.summary.conversation).copied(),
        };
        interested.map(|row| (row.summary.conversation.clone(), notice(row))).collect()
    }

    /// What one conversation should know.
    pub fn notice(&self, conversation: &ConversationId) -> Notice {
        let Some(row) = self.rows.get(conversation) else { return Notice::default() };
        let ahead = self
            .queue(&row.summary.department)
            .iter()
            .position(|other| other.summary.conversation == *conversation);
        Notice {
            is_available: self.is_available(&row.summary.department),
            position: ahead.and_then(|ahead| u32::try_from(ahead.saturating_add(1)).ok()),
        }
    }

    /// The notices that are owed: those that differ from what was told last.
    pub fn owed(&self) -> Vec<(ConversationId, Notice)> {
        let differs = |(conversation, notice): &(ConversationId, Notice)| {
            self.rows.get(conversation).is_some_and(|row| row.told != Some(*notice))
        };
        self.notices().into_iter().filter(differs).collect()
    }
}

fn counted(desk: &Desk, agent: &AgentRef, windows: u32, now: Timestamp) -> Vec<Event> {
    let before = desk.agents.get(&agent.id);
    let after = AgentAtDesk {
        agent: agent.clone(),
        presence: before.map(|known| known.presence).unwrap_or_default(),
        windows,
        gone_since: match windows {
            0 => before.and_then(|known| known.gone_since).or(Some(now)),
            _ => None,
        },
    };
    changed(before, after)
}

fn chosen(desk: &Desk, agent: &AgentId, presence: Presence) -> Vec<Event> {
    let before = desk.agents.get(agent);
    before.map(|known| changed(before, AgentAtDesk { presence, ..known.clone() })).unwrap_or_default()
}

fn changed(before: Option<&AgentAtDesk>, after: AgentAtDesk) -> Vec<Event> {
    if before == Some(&after) { Vec::new() } else { vec![Event::AgentChanged(after)] }
}

fn reported(desk: &Desk, summary: &Summary, asks: Option<HandoverId>, now: Timestamp) -> Vec<Event> {
    let before = desk.rows.get(&summary.conversation);
    // A late report brings nothing new, but what it asks for may still be wanted.
    let known = before.map(|row| &row.summary).filter(|known| known.version > summary.version);
    let summary = known.unwrap_or(summary);
    let asks = asks.filter(|handover| Some(*handover) == summary.handover);
    let held = before.and_then(|row| row.queued).filter(|(handover, _)| Some(*handover) == summary.handover);
    let queued = match summary.phase {
        // The click is checked here and now: with nobody available there is no place.
        PhaseName::Requested => {
            let place =
                asks.filter(|_| desk.is_available(&summary.department)).map(|handover| (handover, now));
            held.or(place)
        }
        // A desk that has lost its rows gets the place back from the conversation.
        PhaseName::Queued => held.or(summary.handover.map(|handover| (handover, summary.since))),
        _ => None,
    };
    let told = before.and_then(|row| row.told);
    let row = Row { summary: summary.clone(), queued, told };
    if before == Some(&row) {
        return Vec::new();
    }
    let mut events = vec![Event::RowChanged(Box::new(row))];
    if before.is_none() && desk.rows.len() >= LIVE_CONVERSATIONS_MAX {
        events.extend(least_wanted(desk).map(Event::RowDropped));
    }
    events
}

fn told(desk: &Desk, conversation: &ConversationId, notice: Notice) -> Vec<Event> {
    let row = desk.rows.get(conversation).filter(|row| row.told != Some(notice));
    let after = row.map(|row| Row { told: Some(notice), ..row.clone() });
    after.map(|row| Event::RowChanged(Box::new(row))).into_iter().collect()
}

fn gone(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let is_gone = |agent: &&AgentAtDesk| {
        agent.presence != Presence::Offline
            && agent.gone_since.is_some_and(|since| now >= since.plus_ms(AGENT_GRACE_MS))
    };
    let left = desk.agents.values().filter(is_gone);
    left.map(|agent| Event::AgentChanged(AgentAtDesk { presence: Presence::Offline, ..agent.clone() }))
        .collect()
}

/// Over the limit the oldest one goes that nobody waits in and no agent owns.
fn least_wanted(desk: &Desk) -> Option<ConversationId> {
    let idle = desk.rows.values().filter(|row| {
        matches!(row.summary.phase, PhaseName::Bot | PhaseName::Resolved) && row.queued.is_none()
    });
    let oldest = idle.min_by_key(|row| (row.summary.is_visitor_online, row.summary.last_at));
    oldest.map(|row| row.summary.conversation.clone())
}
