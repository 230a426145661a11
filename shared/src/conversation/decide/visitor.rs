//! What a visitor may do.

use super::Turn;
use crate::conversation::event::{Event, HandoverEnd, HandoverReason, OfflineMessage, Rating};
use crate::conversation::state::{Phase, PosterKey};
use crate::escalation::asks_for_human;
use crate::files::FileCard;
use crate::identity::VisitorIdentity;
use crate::ids::ClientId;
use crate::message::{Notice, RichText, Sender};
use crate::rejection::Rejection;

impl Turn<'_> {
    /// A conversation is one person's for ever. Who else it is opened for has got here by a mistake of ours.
    pub(super) fn identifies(&self, identity: &VisitorIdentity) -> Result<Vec<Event>, Rejection> {
        let person = |identity: &VisitorIdentity| (identity.sub.clone(), identity.is_verified());
        match &self.state.identity {
            Some(known) if person(known) != person(identity) => Err(Rejection::NotFound),
            Some(known) if known == identity => Ok(Vec::new()),
            _ => {
                let identity = Box::new(identity.clone());
                Ok(vec![Event::VisitorIdentified { identity, at: self.now }])
            }
        }
    }

    pub(super) fn visitor_posts(
        &self,
        client_id: &ClientId,
        text: &str,
        files: &[FileCard],
    ) -> Result<Vec<Event>, Rejection> {
        if self.is_known(PosterKey::Visitor, client_id) {
            return Ok(Vec::new());
        }
        self.has_room()?;
        self.can_carry(files)?;
        let is_over = matches!(self.state.phase, Phase::Resolved { .. } | Phase::AwaitingFollowUp { .. });
        let mut events = Vec::new();
        if is_over {
            events.push(Event::ConversationReopened { at: self.now });
        }
        let mut message = self.message(1, Sender::Visitor, RichText::plain(text));
        message.client_id = Some(client_id.clone());
        message.files = files.to_vec();
        events.push(Event::MessagePosted(message));
        let bot_listens = is_over || self.state.phase == Phase::Bot;
        if bot_listens {
            events.extend(self.bot_hears(text));
        }
        Ok(events)
    }

    /// What the rules and the words themselves ask for. Both may call for a human: then the rule's reason counts.
    fn bot_hears(&self, text: &str) -> Vec<Event> {
        let judgement = self.rules_for_post(text);
        let department =
            judgement.as_ref().and_then(|judgement| judgement.outcome.actions.department.clone());
        let mut events = judgement.map(|judgement| self.follow(judgement)).unwrap_or_default();
        let is_called = events.iter().any(|event| matches!(event, Event::HandoverRequested { .. }));
        let may_ask = self.policy.ask_in_words && self.policy.is_handover_on && !is_called;
        if may_ask && asks_for_human(text) {
            let department = department.as_ref().unwrap_or(self.state.department(self.policy));
            events.push(self.requested_from(department, HandoverReason::VisitorWords));
        }
        events
    }

    pub(super) fn visitor_requests(&self) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Bot if self.state.offers_human(self.policy) => {
                self.has_room()?;
                Ok(vec![self.requested(HandoverReason::VisitorButton)])
            }
            Phase::Bot => Err(Rejection::NotOfferedYet),
            // A second press is the same request.
            Phase::Requested(_) | Phase::Queued(_) | Phase::OfflineForm(_) | Phase::Assigned { .. } => {
                Ok(Vec::new())
            }
            Phase::AwaitingFollowUp { .. } | Phase::Resolved { .. } => Err(Rejection::NotOfferedYet),
        }
    }

    pub(super) fn visitor_cancels(&self) -> Result<Vec<Event>, Rejection> {
        self.must_wait()?;
        Ok(self.handover_ends(HandoverEnd::Cancelled, Notice::Cancelled, &self.policy.texts.cancelled))
    }

    /// Waiting is optional: the visitor may leave a message instead.
    pub(super) fn opens_offline_form(&self) -> Result<Vec<Event>, Rejection> {
        self.must_wait()?;
        match &self.state.phase {
            Phase::OfflineForm(_) => Ok(Vec::new()),
            _ => Ok(vec![Event::OfflineFormOpened { reason: None, at: self.now }]),
        }
    }

    fn must_wait(&self) -> Result<(), Rejection> {
        if self.state.handover().is_some() {
            return Ok(());
        }
        Err(Rejection::NotWaiting { owner: self.state.owner_in_words() })
    }

    pub(super) fn offline_message(
        &self,
        name: &str,
        email: &str,
        message: &str,
    ) -> Result<Vec<Event>, Rejection> {
        if !matches!(self.state.phase, Phase::OfflineForm(_)) {
            return Err(Rejection::NoOfflineForm);
        }
        let text = self.policy.texts.offline_stored.replace("{email}", email);
        let mut events = self.handover_ends(HandoverEnd::OfflineMessage, Notice::OfflineStored, &text);
        events.push(Event::OfflineMessageLeft(OfflineMessage {
            name: name.to_owned(),
            email: email.to_owned(),
            message: message.to_owned(),
            at: self.now,
        }));
        Ok(events)
    }

    pub(super) fn rates(&self, score: u8, comment: &str) -> Result<Vec<Event>, Rejection> {
        if !(1..=5).contains(&score) {
            return Err(Rejection::WrongScore);
        }
        let last = self.state.ratings.last();
        if last.is_some_and(|last| last.handover.0 == self.state.handovers && last.score == score) {
            // Sent again.
            return Ok(Vec::new());
        }
        let (handover, agent) = self.state.rating_due.clone().ok_or(Rejection::NothingToRate)?;
        let comment = comment.to_owned();
        Ok(vec![Event::RatingGiven(Rating { handover, agent, score, comment, at: self.now })])
    }
}
