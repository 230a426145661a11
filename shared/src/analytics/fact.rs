//! What analytics keeps of the desk's decisions: who was asked and did not come.

use serde::{Deserialize, Serialize};

use crate::desk::{Decision, Matter};
use crate::ids::{ConversationId, HandoverId};
use crate::message::AgentRef;
use crate::time::Timestamp;

/// One agent who did not take what rang.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskFact {
    /// When.
    pub at: Timestamp,
    /// What rang.
    pub conversation: ConversationId,
    /// Which request.
    pub handover: HandoverId,
    /// With whom.
    pub agent: AgentRef,
    /// What he did.
    pub kind: FactKind,
}

/// What an agent did with an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Said no.
    Declined,
    /// Let it ring until its time was over.
    Missed,
}

/// The facts of a decision. What was accepted the conversation itself knows better.
pub fn facts(decision: &Decision) -> Vec<DeskFact> {
    let fact = |agent: &AgentRef, kind| DeskFact {
        at: decision.at,
        conversation: decision.conversation.clone(),
        handover: decision.handover,
        agent: agent.clone(),
        kind,
    };
    match &decision.matter {
        Matter::Declined { agent } => vec![fact(agent, FactKind::Declined)],
        Matter::Missed { agents, .. } => agents.iter().map(|agent| fact(agent, FactKind::Missed)).collect(),
        Matter::Place { .. }
        | Matter::Offer { .. }
        | Matter::Withdrawn { .. }
        | Matter::Accepted { .. }
        | Matter::TurnedAway { .. }
        | Matter::AgentLost { .. } => Vec::new(),
    }
}
