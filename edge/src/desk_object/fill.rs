//! A desk full of conversations for the bench of its wake, without the conversations themselves.

use std::rc::Rc;

use baton_shared::desk::{Command, Summary};
use baton_shared::ids::{ConversationId, DepartmentId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::priority::Priority;
use baton_shared::protocol::PhaseName;

use crate::clock;
use crate::desk_object::Core;
use crate::error::Error;

/// As many agents have the conversations that an agent has.
const OWNERS: usize = 50;

impl Core {
    /// Takes in so many reports: a third waits, a third has an agent, a third is with the bot.
    ///
    /// # Errors
    /// The store failed.
    pub fn fill(self: &Rc<Self>, wanted: usize) -> Result<(), Error> {
        self.load()?;
        for number in 0..wanted {
            self.turn(&Command::Report { summary: Box::new(summary(number)?), asks: None })?;
        }
        Ok(())
    }
}

fn summary(number: usize) -> Result<Summary, Error> {
    let corrupt = |cause: baton_shared::ids::InvalidId| Error::Corrupt(cause.to_string());
    let now = clock::now();
    let (phase, agent, handover) = match number % 3 {
        0 => (PhaseName::Queued, None, Some(HandoverId(1))),
        1 => (PhaseName::Assigned, Some(owner(number % OWNERS)?), Some(HandoverId(1))),
        _ => (PhaseName::Bot, None, None),
    };
    Ok(Summary {
        conversation: ConversationId::new(format!("filled-{number:06}-0123456789abcdef")).map_err(corrupt)?,
        version: Version(now.0),
        phase,
        agent,
        handover,
        is_front: false,
        reason: None,
        department: DepartmentId::standard(),
        previous_agent: None,
        priority: Priority::default(),
        language: Some("de-AT".to_owned()),
        tags: ["wholesale".to_owned()].into(),
        visitor: format!("Visitor {number}"),
        excerpt: "Where is my order? It was to come on Tuesday, and nobody could tell me more.".to_owned(),
        last_sender: "visitor".to_owned(),
        last_at: now,
        unanswered_since: Some(now),
        since: now,
        is_visitor_online: true,
        is_listed: true,
        viewers: Default::default(),
        rating: None,
    })
}

fn owner(number: usize) -> Result<AgentRef, Error> {
    let id = format!("agent-{number:04}");
    let id = baton_shared::ids::AgentId::new(id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
    Ok(AgentRef { id, name: format!("Agent {number}") })
}
