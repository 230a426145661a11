//! What a visitor may do.

use super::Turn;
use crate::conversation::command::Submitted;
use crate::conversation::event::{Event, HandoverEnd, HandoverReason, Rating};
use crate::conversation::state::{Phase, PosterKey};
use crate::escalation::asks_for_human;
use crate::files::FileCard;
use crate::forms::FormName;
use crate::identity::VisitorIdentity;
use crate::ids::{ClientId, FieldId};
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
        self.may_speak()?;
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
        } else if let Some(questions) = &self.state.questions {
            events.extend(self.hears_answer(questions, text));
        }
        Ok(events)
    }

    /// What the rules and the words themselves ask for. Both may call for a human: then the rule's reason counts.
    fn bot_hears(&self, text: &str) -> Vec<Event> {
        let judgement = self.rules_for_post(text);
        let department =
            judgement.as_ref().and_then(|judgement| judgement.outcome.actions.department.clone());
        let mut events = judgement.map(|judgement| self.follow(judgement)).unwrap_or_default();
        let is_call =
            |event: &Event| matches!(event, Event::HandoverRequested { .. } | Event::FormOpened { .. });
        let is_called = events.iter().any(is_call);
        let may_ask = self.policy.ask_in_words && self.policy.is_handover_on && !is_called;
        if may_ask && asks_for_human(text) {
            let department = department.as_ref().unwrap_or(self.state.department(self.policy));
            events.push(self.called(department, HandoverReason::VisitorWords));
        }
        events
    }

    pub(super) fn visitor_requests(&self) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Bot if self.state.offers_human(self.policy) => {
                self.has_room()?;
                if self.is_waited_for() {
                    // A second press is the same request.
                    return Ok(Vec::new());
                }
                let department = self.state.department(self.policy);
                Ok(vec![self.called(department, HandoverReason::VisitorButton)])
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
        if self.state.form_opened.is_some() {
            return Ok(vec![Event::FormClosed { at: self.now }]);
        }
        self.must_wait()?;
        Ok(self.handover_ends(HandoverEnd::Cancelled, Notice::Cancelled, &self.policy.texts.cancelled))
    }

    /// Waiting is optional, and so is a form before: the visitor may leave a message instead.
    pub(super) fn opens_offline_form(&self) -> Result<Vec<Event>, Rejection> {
        if self.state.pre_chat_due(self.policy).is_some() && self.policy.is_handover_on {
            let is_over = self.state.phase != Phase::Bot;
            let reopened = is_over.then_some(Event::ConversationReopened { at: self.now });
            let opened = Event::OfflineFormOpened { reason: None, at: self.now };
            let requested = self.requested(HandoverReason::VisitorButton);
            return Ok(reopened.into_iter().chain([requested, opened]).collect());
        }
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
        let own = [(FieldId::name(), name), (FieldId::email(), email), (FieldId::message(), message)];
        let answers = own.into_iter().map(|(id, said)| (id.to_string(), said.to_owned())).collect();
        let (form, language) = (FormName::Offline, self.state.language.clone().unwrap_or_default());
        self.submits(&Submitted { form, answers, consent: None, language })
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
