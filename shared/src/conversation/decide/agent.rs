//! What an agent may do.

use std::collections::BTreeSet;

use super::Turn;
use crate::conversation::event::{Event, HandoverEnd, HandoverReason, Note};
use crate::conversation::state::{Phase, PosterKey};
use crate::files::FileCard;
use crate::ids::{ClientId, DepartmentId};
use crate::limits::NOTES_MAX;
use crate::message::{AgentRef, Notice, RichText, Sender};
use crate::policy::AfterEnd;
use crate::priority::Priority;
use crate::rejection::Rejection;

impl Turn<'_> {
    pub(super) fn accept(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Queued(_) | Phase::AwaitingFollowUp { .. } => Ok(self.joins(agent)),
            Phase::Assigned { agent: owner, .. } if owner.id == agent.id => Ok(Vec::new()),
            _ => Err(Rejection::NotWaiting { owner: self.state.owner_in_words() }),
        }
    }

    pub(super) fn take_over(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Bot => {
                let mut events = vec![self.requested(HandoverReason::AgentTakeover)];
                events.push(self.ended(HandoverEnd::Accepted, self.state.handovers.saturating_add(1)));
                events.extend(self.joins_without_end(agent));
                Ok(events)
            }
            Phase::Assigned { agent: owner, .. } if owner.id == agent.id => Ok(Vec::new()),
            _ => Err(Rejection::NotInBotMode { owner: self.state.owner_in_words() }),
        }
    }

    pub(super) fn agent_posts(
        &self,
        agent: &AgentRef,
        client_id: &ClientId,
        body: &RichText,
        files: &[FileCard],
    ) -> Result<Vec<Event>, Rejection> {
        if self.is_known(PosterKey::Agent(agent.id.clone()), client_id) {
            return Ok(Vec::new());
        }
        self.is_owned_by(agent)?;
        self.has_room()?;
        self.can_carry(files)?;
        let mut message = self.message(1, Sender::Agent(agent.clone()), body.clone());
        message.client_id = Some(client_id.clone());
        message.files = files.to_vec();
        Ok(vec![Event::MessagePosted(message)])
    }

    pub(super) fn transfer(
        &self,
        from: &AgentRef,
        to: &AgentRef,
        is_available: bool,
        note: Option<&str>,
    ) -> Result<Vec<Event>, Rejection> {
        self.is_owned_by(from)?;
        if from.id == to.id {
            return Err(Rejection::SameAgent);
        }
        if !is_available {
            return Err(Rejection::AgentUnavailable { name: to.name.clone() });
        }
        let mut events = vec![
            Event::ConversationTransferred { from: from.clone(), to: to.clone(), at: self.now },
            self.tells(Notice::Transferred, &self.policy.texts.transferred, Some(&to.name)),
        ];
        events.extend(note.map(|note| self.noted(from, note, None, 1)));
        Ok(events)
    }

    pub(super) fn transfer_to_department(
        &self,
        from: &AgentRef,
        department: &DepartmentId,
        name: &str,
        is_available: bool,
        note: Option<&str>,
    ) -> Result<Vec<Event>, Rejection> {
        self.is_owned_by(from)?;
        if !is_available {
            return Err(Rejection::AgentUnavailable { name: name.to_owned() });
        }
        let mut events = vec![
            self.requested_from(department, HandoverReason::Transfer),
            self.tells(Notice::Transferred, &self.policy.texts.transferred, Some(name)),
        ];
        events.extend(note.map(|note| self.noted(from, note, None, 1)));
        Ok(events)
    }

    pub(super) fn note(
        &self,
        author: &AgentRef,
        client_id: &ClientId,
        text: &str,
    ) -> Result<Vec<Event>, Rejection> {
        let mut own = self.state.notes.iter().filter(|note| note.author.id == author.id);
        if own.any(|note| note.client_id.as_ref() == Some(client_id)) {
            return Ok(Vec::new());
        }
        if self.state.notes.len() >= NOTES_MAX {
            return Err(Rejection::ConversationFull);
        }
        Ok(vec![self.noted(author, text, Some(client_id.clone()), 0)])
    }

    /// A note behind the last message, of which this turn adds some.
    fn noted(&self, author: &AgentRef, text: &str, client_id: Option<ClientId>, added: u64) -> Event {
        let after = crate::ids::Seq(self.state.head().0.saturating_add(added));
        Event::NoteAdded(Note {
            after,
            author: author.clone(),
            text: text.to_owned(),
            client_id,
            at: self.now,
        })
    }

    pub(super) fn mark(&self, tags: &BTreeSet<String>, priority: Priority) -> Vec<Event> {
        if *tags == self.state.tags && priority == self.state.priority {
            return Vec::new();
        }
        vec![Event::ConversationMarked { tags: tags.clone(), priority, at: self.now }]
    }

    pub(super) fn hand_back(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        self.is_owned_by(agent)?;
        Ok(vec![
            Event::HandedBack { agent: agent.clone(), at: self.now },
            self.tells(Notice::HandedBack, &self.policy.texts.handed_back, None),
        ])
    }

    pub(super) fn end(&self, agent: &AgentRef) -> Result<Vec<Event>, Rejection> {
        // A message that waits for follow-up may be closed by whoever has dealt with it.
        if !matches!(self.state.phase, Phase::AwaitingFollowUp { .. }) {
            self.is_owned_by(agent)?;
        }
        match self.policy.after_end {
            AfterEnd::ReturnToBot if self.state.agent().is_some() => self.hand_back(agent),
            _ => Ok(vec![
                self.tells(Notice::Ended, &self.policy.texts.ended, Some(&agent.name)),
                Event::ConversationResolved { agent: agent.clone(), at: self.now },
            ]),
        }
    }

    fn is_owned_by(&self, agent: &AgentRef) -> Result<(), Rejection> {
        if self.state.agent().is_some_and(|owner| owner.id == agent.id) {
            return Ok(());
        }
        Err(Rejection::NotOwner { owner: self.state.owner_in_words() })
    }
}
