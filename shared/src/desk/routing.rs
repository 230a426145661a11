//! Whom a conversation rings for: a pure choice among those who can take it, with the rule that decided.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::config::Routing;
use crate::ids::AgentId;
use crate::message::AgentRef;
use crate::time::Timestamp;

/// What a choice is made from. Stored with the decision, so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickInputs {
    /// The department's way.
    pub routing: Routing,
    /// Who had the conversation before, if the department prefers that.
    pub previous: Option<AgentId>,
    /// Those who can take it now.
    pub candidates: Vec<Candidate>,
    /// How many others there are, and why they can't.
    pub left_out: LeftOut,
}

/// An agent who can take the conversation now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub agent: AgentRef,
    /// Conversations that he has or that ring for him.
    pub load: u32,
    /// How many he can have.
    pub capacity: u32,
    /// When something was offered to him last.
    pub offered_at: Timestamp,
    /// Skills and languages asked for that he lacks.
    pub lacks: u32,
}

/// Agents of the department who were not asked, by the first reason that holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Offline, away or busy.
    pub not_available: u32,
    /// Available, but without a window to ring in.
    pub no_window: u32,
    /// After a conversation.
    pub wrapping_up: u32,
    /// With as many conversations as they can have.
    pub full: u32,
    /// Have declined or missed this one a moment ago.
    pub passed: u32,
}

/// The choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// With whom it rings.
    pub agents: Vec<AgentRef>,
    /// What decided.
    pub rule: PickRule,
}

/// What decided a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PickRule {
    /// He has spoken with this visitor before.
    PreviousAgent,
    /// Nobody else could.
    OnlyOne,
    /// Everybody who can is asked.
    Everybody,
    /// Asked longest ago.
    LongestUnasked,
    /// Lacks the fewest skills and languages.
    BestSkills,
    /// The smallest share of the own capacity is used.
    LeastLoaded,
}

/// Chooses. The order of the candidates does not matter: what is equal is decided by id.
pub fn pick(inputs: &PickInputs) -> Option<Pick> {
    let candidates = &inputs.candidates;
    let previous = inputs.previous.as_ref().and_then(|id| candidates.iter().find(|it| it.agent.id == *id));
    if let Some(previous) = previous {
        return Some(Pick { agents: vec![previous.agent.clone()], rule: PickRule::PreviousAgent });
    }
    if inputs.routing == Routing::FirstAvailable && candidates.len() > 1 {
        let mut agents: Vec<AgentRef> = candidates.iter().map(|it| it.agent.clone()).collect();
        agents.sort_by(|left, right| left.id.cmp(&right.id));
        return Some(Pick { agents, rule: PickRule::Everybody });
    }
    let (chosen, rule) = match inputs.routing {
        Routing::RoundRobin | Routing::FirstAvailable => {
            (candidates.iter().min_by_key(|it| (it.offered_at, &it.agent.id)), PickRule::LongestUnasked)
        }
        Routing::SkillBased => (
            candidates.iter().min_by_key(|it| (it.lacks, share(it), it.offered_at, &it.agent.id)),
            PickRule::BestSkills,
        ),
        Routing::LoadBalanced => (
            candidates.iter().min_by_key(|it| (share(it), it.offered_at, &it.agent.id)),
            PickRule::LeastLoaded,
        ),
    };
    let rule = if candidates.len() == 1 { PickRule::OnlyOne } else { rule };
    chosen.map(|chosen| Pick { agents: vec![chosen.agent.clone()], rule })
}

/// The used share of a capacity in thousandths, so that 1 of 2 is more than 1 of 4; then the number itself.
fn share(candidate: &Candidate) -> (u32, u32) {
    let capacity = candidate.capacity.max(1);
    (candidate.load.saturating_mul(1_000) / capacity, candidate.load)
}

impl LeftOut {
    /// How many in all.
    pub fn total(self) -> u32 {
        let all = [self.not_available, self.no_window, self.wrapping_up, self.full, self.passed];
        all.into_iter().fold(0, u32::saturating_add)
    }

    /// Why, in words, the most frequent reason first; empty if nobody was left out.
    pub fn in_words(self) -> String {
        let mut reasons = [
            (self.not_available, "not available"),
            (self.no_window, "without an open desk"),
            (self.wrapping_up, "wrapping up"),
            (self.full, "at capacity"),
            (self.passed, "had passed"),
        ];
        reasons.sort_by_key(|(count, _)| Reverse(*count));
        let named = reasons.iter().filter(|(count, _)| *count > 0);
        named.map(|(count, why)| format!("{count} {why}")).collect::<Vec<_>>().join(", ")
    }
}
