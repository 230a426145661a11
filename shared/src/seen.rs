//! How far each side has come: two levels a side, which only rise. Never one mark a message.

use serde::{Deserialize, Serialize};

use crate::ids::Seq;
use crate::protocol::Role;

/// How far the humans of one side have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenUpTo {
    /// The last message that a page of theirs has.
    pub received: Seq,
    /// The last one that a person could see.
    pub read: Seq,
}

/// Both sides. The bot has no part in it: what it is asked is not read by anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The person on the page.
    pub visitor: SeenUpTo,
    /// Whoever of the agents owned the conversation when he looked.
    pub agents: SeenUpTo,
}

/// What a sender may know of a message of his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// It is stored.
    Sent,
    /// A page of the other side has it.
    Delivered,
    /// A person of the other side could see it.
    Read,
}

impl SeenUpTo {
    /// Whether nobody has seen anything.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What a sender may know of his message at this place.
    pub fn receipt(&self, seq: Seq) -> Receipt {
        if seq <= self.read {
            Receipt::Read
        } else if seq <= self.received {
            Receipt::Delivered
        } else {
            Receipt::Sent
        }
    }

    /// Takes in what a page tells. A page can't have come further than the conversation, nor read what it does not have.
    fn risen(self, told: Self, head: Seq) -> Self {
        let read = self.read.max(told.read.min(head));
        Self { received: self.received.max(told.received.min(head)).max(read), read }
    }
}

impl Seen {
    /// Both sides after one has told how far it is.
    #[must_use]
    pub fn told(self, by: Role, told: SeenUpTo, head: Seq) -> Self {
        match by {
            Role::Visitor => Self { visitor: self.visitor.risen(told, head), ..self },
            Role::Agent => Self { agents: self.agents.risen(told, head), ..self },
        }
    }

    /// What a side may know of the other one.
    pub fn by_other_side_of(&self, role: Role) -> SeenUpTo {
        match role {
            Role::Visitor => self.agents,
            Role::Agent => self.visitor,
        }
    }
}
