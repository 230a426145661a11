//! Why: what a decision of the desk was made from and what decided. Kept as it is made, so that it can be made again.

use serde::{Deserialize, Serialize};

use super::config::Overflow;
use super::notice::NoPlace;
use super::routing::{Pick, PickInputs, PickRule, pick};
use crate::ids::{ConversationId, DepartmentId, HandoverId};
use crate::message::AgentRef;
use crate::priority::Priority;
use crate::time::Timestamp;

/// One entry of the desk's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// About which conversation.
    pub conversation: ConversationId,
    /// About which handover.
    pub handover: HandoverId,
    /// What was decided, and from what.
    pub matter: Matter,
}

/// What was decided, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "matter", rename_all = "snake_case")]
pub enum Matter {
    /// Whether there is a place in the queue.
    Place {
        /// From what.
        inputs: PlaceInputs,
        /// `None`: there is one.
        refused: Option<NoPlace>,
    },
    /// For whom it rings.
    Offer {
        /// From what.
        inputs: PickInputs,
        /// The choice.
        pick: Pick,
    },
    /// An agent said no.
    Declined {
        /// Who.
        agent: AgentRef,
    },
    /// It rang and nobody took it.
    Missed {
        /// With whom it rang.
        agents: Vec<AgentRef>,
        /// How long, in milliseconds.
        rang_ms: u64,
    },
    /// It stopped ringing for an agent who can't take it any more.
    Withdrawn {
        /// Who.
        agent: AgentRef,
    },
    /// An agent has it.
    Accepted {
        /// Who.
        agent: AgentRef,
        /// How long the visitor has waited, in milliseconds.
        waited_ms: u64,
        /// Whether it rang for him; else he took it from the list.
        was_offered: bool,
    },
    /// Its place was taken back.
    TurnedAway {
        /// Why.
        reason: NoPlace,
        /// What follows.
        then: Overflow,
    },
    /// Its agent has left: it goes back to the front of the queue.
    AgentLost {
        /// Who.
        agent: AgentRef,
    },
}

/// What decides whether there is a place in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceInputs {
    /// Where.
    pub department: DepartmentId,
    /// As agents read it.
    pub department_name: String,
    /// Whether it is within its hours; `None`: it has none.
    pub is_open: Option<bool>,
    /// Agents who take conversations.
    pub available: u32,
    /// How many wait.
    pub waiting: u32,
    /// How many may.
    pub queue_max: Option<u32>,
    /// How urgent it is.
    pub priority: Priority,
    /// Whether it was served before: then it is let in whatever the limit.
    pub is_front: bool,
}

/// Whether there is a place; the reason if there is none.
pub fn refuses(inputs: &PlaceInputs) -> Option<NoPlace> {
    if inputs.is_open == Some(false) && !inputs.is_front {
        return Some(NoPlace::Closed);
    }
    if inputs.available == 0 {
        return Some(NoPlace::NobodyAvailable);
    }
    let is_full = inputs.queue_max.is_some_and(|most| inputs.waiting >= most);
    (is_full && !inputs.is_front).then_some(NoPlace::QueueFull)
}

impl Decision {
    /// The same decision, made again from what was kept. Facts stay what they are.
    #[must_use]
    pub fn replayed(&self) -> Self {
        let matter = match &self.matter {
            Matter::Place { inputs, .. } => {
                Matter::Place { inputs: inputs.clone(), refused: refuses(inputs) }
            }
            Matter::Offer { inputs, pick: stored } => {
                // With nobody to choose from there would have been no decision to keep.
                let again = pick(inputs).unwrap_or(Pick { agents: Vec::new(), rule: stored.rule });
                Matter::Offer { inputs: inputs.clone(), pick: again }
            }
            fact => fact.clone(),
        };
        Self { matter, ..self.clone() }
    }

    /// One sentence for agents and admins.
    pub fn sentence(&self) -> String {
        match &self.matter {
            Matter::Place { inputs, refused: None } => format!(
                "Queued in {}: {} available, {} waiting.",
                inputs.department_name, inputs.available, inputs.waiting
            ),
            Matter::Place { inputs, refused: Some(reason) } => {
                format!("No place in {}: {}.", inputs.department_name, reason.in_words())
            }
            Matter::Offer { inputs, pick } => offer_sentence(inputs, pick),
            Matter::Declined { agent } => format!("{} declined.", agent.name),
            Matter::Missed { agents, rang_ms } => {
                format!("{} did not answer for {} s.", names(agents), rang_ms / 1_000)
            }
            Matter::Withdrawn { agent } => {
                format!("It stopped ringing for {}, who can't take it now.", agent.name)
            }
            Matter::Accepted { agent, waited_ms, was_offered } => {
                let how = if *was_offered { "it rang for this agent" } else { "taken from the list" };
                format!("{} accepted after {} s: {how}.", agent.name, waited_ms / 1_000)
            }
            Matter::TurnedAway { reason, then } => {
                format!("The place was taken back: {}; {}.", reason.in_words(), then.in_words())
            }
            Matter::AgentLost { agent } => {
                format!("{} left the desk: back to the front of the queue.", agent.name)
            }
        }
    }
}

fn offer_sentence(inputs: &PickInputs, pick: &Pick) -> String {
    let others = match (inputs.left_out.total(), inputs.left_out.in_words()) {
        (0, _) => String::new(),
        (_, why) => format!(" Not asked: {why}."),
    };
    let chosen = pick
        .agents
        .first()
        .and_then(|agent| inputs.candidates.iter().find(|candidate| candidate.agent.id == agent.id));
    let (load, capacity) = chosen.map(|it| (it.load, it.capacity)).unwrap_or_default();
    let among = inputs.candidates.len();
    let why = match pick.rule {
        PickRule::PreviousAgent => "has spoken with this visitor before".to_owned(),
        PickRule::OnlyOne => "the only one who could take it".to_owned(),
        PickRule::Everybody => "all who could take it".to_owned(),
        PickRule::LongestUnasked => format!("asked longest ago among {among}"),
        PickRule::BestSkills => format!("the best skills among {among}"),
        PickRule::LeastLoaded => {
            format!("the least loaded among {among}, with {load} of {capacity} conversations")
        }
    };
    format!("It rings for {}: {why}.{others}", names(&pick.agents))
}

fn names(agents: &[AgentRef]) -> String {
    agents.iter().map(|agent| agent.name.as_str()).collect::<Vec<_>>().join(", ")
}

impl NoPlace {
    /// The reason as the end of a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Closed => "it is outside business hours",
            Self::NobodyAvailable => "no agent is available",
            Self::QueueFull => "as many wait as may",
            Self::NobodyThere => "all agents have left",
            Self::WaitedTooLong => "the longest wait is over",
        }
    }
}

impl Overflow {
    /// What follows, as the end of a sentence.
    pub fn in_words(&self) -> String {
        match self {
            Self::OfflineForm => "the visitor can leave a message".to_owned(),
            Self::Bot => "the bot goes on".to_owned(),
            Self::Department(department) => format!("{department} is asked"),
        }
    }
}
