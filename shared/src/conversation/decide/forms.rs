//! What comes of a form: checked here, whoever sends it.

use std::collections::BTreeMap;

use super::Turn;
use crate::conversation::command::Submitted;
use crate::conversation::event::{Event, HandoverEnd, HandoverReason, OfflineMessage};
use crate::conversation::state::Phase;
use crate::forms::{
    Answer, ConsentGiven, ConsentSaid, Fault, FieldKind, Flaw, Form, FormName, Submission, check, suggestion,
};
use crate::ids::{DepartmentId, FieldId};
use crate::limits::SUBMISSIONS_MAX;
use crate::message::Notice;
use crate::rejection::Rejection;
use crate::text;

type Decided = Result<Vec<Event>, Rejection>;

impl Turn<'_> {
    pub(super) fn submits(&self, submitted: &Submitted) -> Decided {
        match submitted.form {
            FormName::PreChat => self.submits_pre_chat(submitted),
            FormName::Offline => self.submits_offline(submitted),
        }
    }

    /// A human is called: at once, or when the site knows what it wants to know before.
    pub(super) fn called(&self, department: &DepartmentId, reason: HandoverReason) -> Event {
        match self.state.pre_chat_left(self.policy) {
            Some(_) => Event::FormOpened { department: department.clone(), reason, at: self.now },
            None => self.requested_from(department, reason),
        }
    }

    /// A human is called already, once the form before is filled in.
    pub(super) fn is_waited_for(&self) -> bool {
        self.state.form_opened.is_some() && self.state.pre_chat_left(self.policy).is_some()
    }

    /// Nothing can be said yet.
    pub(super) fn may_speak(&self) -> Result<(), Rejection> {
        if self.state.is_silenced(self.policy) { Err(Rejection::FormDue) } else { Ok(()) }
    }

    fn submits_pre_chat(&self, submitted: &Submitted) -> Decided {
        let sent = self.state.submissions.iter().rev().find(|sent| sent.form == FormName::PreChat);
        let Some(form) = self.state.pre_chat_due(self.policy) else {
            let is_again = sent.is_some_and(|sent| is_same(sent, submitted));
            return if is_again { Ok(Vec::new()) } else { Err(Rejection::NoForm) };
        };
        if self.state.submissions.len() >= SUBMISSIONS_MAX {
            return Err(Rejection::ConversationFull);
        }
        let consent = consented(&form, submitted.consent.as_ref())?;
        let is_refused = consent.as_ref().is_some_and(|consent| consent.required && !consent.given);
        if is_refused && self.state.has_refused(self.policy) {
            return Ok(Vec::new());
        }
        // Whoever does not agree has told nothing.
        let answers = if is_refused { Vec::new() } else { answers(&form, submitted)? };
        let filled = Event::FormSubmitted(Box::new(Submission {
            form: FormName::PreChat,
            answers,
            consent,
            at: self.now,
        }));
        let called = self.state.form_opened.as_ref().filter(|_| !is_refused);
        let requested = called.map(|(department, reason)| self.requested_from(department, *reason));
        Ok(std::iter::once(filled).chain(requested).collect())
    }

    fn submits_offline(&self, submitted: &Submitted) -> Decided {
        if !matches!(self.state.phase, Phase::OfflineForm(_)) {
            let is_waiting = matches!(self.state.phase, Phase::AwaitingFollowUp { .. });
            let left = self.state.offline_message.as_ref().filter(|_| is_waiting);
            let said = submitted.answers.get(FieldId::message().as_str());
            let is_again =
                left.zip(said).is_some_and(|(left, said)| text::clean(said).trim() == left.message);
            return if is_again { Ok(Vec::new()) } else { Err(Rejection::NoOfflineForm) };
        }
        let form = self.state.offline_left(self.policy);
        let consent = consented(&form, submitted.consent.as_ref())?;
        if consent.as_ref().is_some_and(|consent| consent.required && !consent.given) {
            return Err(missing(FieldId::consent()));
        }
        Ok(self.leaves_message(answers(&form, submitted)?, consent))
    }

    /// The one end of a request with which a message is left, whichever way it was asked for.
    pub(super) fn leaves_message(&self, answers: Vec<Answer>, consent: Option<ConsentGiven>) -> Vec<Event> {
        let own = [FieldId::name(), FieldId::email(), FieldId::message()];
        let said = |id: &FieldId, kind| {
            let answered = answers.iter().find(|answer| answer.id == *id).map(|answer| answer.value.as_str());
            let known = || suggestion(kind, self.state.identity.as_ref(), &[]);
            answered.or_else(known).unwrap_or_default().to_owned()
        };
        let [name, email, message] = &own;
        let left = OfflineMessage {
            name: said(name, FieldKind::Name),
            email: said(email, FieldKind::Email),
            message: said(message, FieldKind::Text),
            at: self.now,
        };
        let text = self.policy.texts.offline_stored.replace("{email}", &left.email);
        let mut events = self.handover_ends(HandoverEnd::OfflineMessage, Notice::OfflineStored, &text);
        events.push(Event::OfflineMessageLeft(left));
        let answers: Vec<Answer> = answers.into_iter().filter(|answer| !own.contains(&answer.id)).collect();
        let has_room = self.state.submissions.len() < SUBMISSIONS_MAX;
        if has_room && (consent.is_some() || !answers.is_empty()) {
            let form = FormName::Offline;
            events.push(Event::FormSubmitted(Box::new(Submission { form, answers, consent, at: self.now })));
        }
        events
    }
}

fn answers(form: &Form, submitted: &Submitted) -> Result<Vec<Answer>, Rejection> {
    check(form, &submitted.answers, &submitted.language).map_err(|faults| Rejection::FormFaults { faults })
}

/// What is kept of a consent: the text that the visitor has read has to be the one that counts.
fn consented(form: &Form, said: Option<&ConsentSaid>) -> Result<Option<ConsentGiven>, Rejection> {
    let Some(consent) = &form.consent else { return Ok(None) };
    let Some(said) = said else { return Err(missing(FieldId::consent())) };
    if said.version != consent.version || !consent.says(&said.text) {
        return Err(Rejection::ConsentChanged);
    }
    let (version, text) = (said.version.clone(), said.text.clone());
    Ok(Some(ConsentGiven { version, text, required: consent.required, given: said.given }))
}

fn missing(field: FieldId) -> Rejection {
    Rejection::FormFaults { faults: vec![Fault { field, flaw: Flaw::Missing }] }
}

/// Whether a page sends what is kept already.
fn is_same(sent: &Submission, again: &Submitted) -> bool {
    let said = |answers: &BTreeMap<String, String>, id: &FieldId| {
        answers.get(id.as_str()).map(|value| text::line(value)).unwrap_or_default()
    };
    sent.answers.iter().all(|answer| said(&again.answers, &answer.id) == text::line(&answer.value))
}
