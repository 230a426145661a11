//! After hours the bot asks what the offline form would: one question at a time, with quick replies, up to the same end.

use std::collections::BTreeMap;

use super::Turn;
use crate::conversation::event::{Event, HandoverEnd};
use crate::conversation::state::Questions;
use crate::forms::{
    Answer, CANCEL, ConsentGiven, Field, FieldKind, Form, NO, Reply, SKIP, YES, check, suggestion, understood,
};
use crate::ids::FieldId;
use crate::limits::MESSAGE_CHARS_MAX;
use crate::message::{Message, Notice, Sender};

/// What was answered so far.
type Answered = BTreeMap<FieldId, String>;

impl Turn<'_> {
    /// The first question, behind the `nth` message of this turn.
    pub(super) fn begins_questions(&self, nth: u64) -> Vec<Event> {
        let form = self.state.offline_left(self.policy);
        let begun = Event::QuestionsBegun { at: self.now };
        let first = self.next_question(&form, &Answered::new());
        std::iter::once(begun).chain(first.map(|field| self.asks(nth, &field))).collect()
    }

    /// What follows from a visitor's answer, the first message of this turn.
    pub(super) fn hears_answer(&self, questions: &Questions, text: &str) -> Vec<Event> {
        let (form, answered) = (self.state.offline_left(self.policy), &questions.answered);
        let reply = understood(text);
        if reply == Some(Reply::Cancel) {
            return self.stops_questions();
        }
        let Some(field) = self.next_question(&form, answered) else { return self.stops_questions() };
        let Some(value) = self.value_of(&form, &field, text, reply) else {
            return vec![self.asks_again(&field)];
        };
        if field.id == FieldId::consent() && value == NO && field.required {
            return self.stops_questions();
        }
        let mut all = answered.clone();
        all.insert(field.id.clone(), value.clone());
        let settled = Event::QuestionAnswered { field: field.id, value, at: self.now };
        let rest = match self.next_question(&form, &all) {
            Some(next) => vec![self.asks(2, &next)],
            None => self.ends_questions(&form, &all),
        };
        std::iter::once(settled).chain(rest).collect()
    }

    /// The visitor goes back to the bot.
    fn stops_questions(&self) -> Vec<Event> {
        let text = self.said(&self.policy.texts.cancelled, None);
        let notice = self.message(2, Sender::System { notice: Notice::Cancelled }, text);
        vec![self.ended(HandoverEnd::Cancelled, self.state.handovers), Event::MessagePosted(notice)]
    }

    /// Everything is known: the same end that the form would have.
    fn ends_questions(&self, form: &Form, answered: &Answered) -> Vec<Event> {
        let language = self.state.language.as_deref().unwrap_or_default();
        let said = |field: &Field| {
            self.known(field).or_else(|| answered.get(&field.id).cloned()).unwrap_or_default()
        };
        let given = form.fields.iter().map(|field| (field.id.to_string(), said(field))).collect();
        // Each was checked when it was answered.
        let answers: Vec<Answer> = check(form, &given, language).unwrap_or_default();
        let consent = form.consent.as_ref().map(|consent| ConsentGiven {
            version: consent.version.clone(),
            text: consent.text_in(language).to_owned(),
            required: consent.required,
            given: answered.get(&FieldId::consent()).is_some_and(|said| said == YES),
        });
        let mut events = self.leaves_message(answers, consent);
        // The visitor's answer comes before what is said to it.
        for event in &mut events {
            if let Event::MessagePosted(message) = event {
                message.seq = self.state.head().next().next();
            }
        }
        events
    }

    /// What is asked next; the consent at the end.
    fn next_question(&self, form: &Form, answered: &Answered) -> Option<Field> {
        let is_open = |field: &&Field| !answered.contains_key(&field.id) && self.known(field).is_none();
        let next = form.fields.iter().find(is_open).cloned();
        let consent = || {
            let consent = form.consent.as_ref()?;
            Some(Field {
                id: FieldId::consent(),
                kind: FieldKind::Check,
                label: consent.text.clone(),
                labels: consent.texts.clone(),
                required: consent.required,
                choices: Vec::new(),
            })
        };
        next.or_else(|| consent().filter(|consent| !answered.contains_key(&consent.id)))
    }

    /// What was answered before the chat, or is signed, is not asked again.
    fn known(&self, field: &Field) -> Option<String> {
        let known = suggestion(field.kind, self.state.identity.as_ref(), &self.state.submissions)?;
        Some(known.to_owned())
    }

    /// A text as the answer to a question; nothing if it was left out, `None` if it can't be one.
    fn value_of(&self, form: &Form, field: &Field, text: &str, reply: Option<Reply>) -> Option<String> {
        let language = self.state.language.as_deref().unwrap_or_default();
        match (field.kind, reply) {
            (FieldKind::Check, Some(Reply::Yes)) if field.id == FieldId::consent() => Some(YES.to_owned()),
            (FieldKind::Check, Some(Reply::No)) if field.id == FieldId::consent() => Some(NO.to_owned()),
            (FieldKind::Check, Some(Reply::Yes)) => Some("yes".to_owned()),
            (FieldKind::Check, Some(Reply::No)) if !field.required => Some(String::new()),
            (FieldKind::Check, _) => None,
            (_, Some(Reply::Skip)) if field.id == FieldId::message() => self.earlier_words(),
            (_, Some(Reply::Skip)) if !field.required => Some(String::new()),
            (_, Some(Reply::Skip)) => None,
            _ => {
                let one = Form {
                    fields: form.fields.iter().filter(|it| it.id == field.id).cloned().collect(),
                    consent: None,
                };
                let given = [(field.id.to_string(), text.to_owned())].into();
                check(&one, &given, language).ok()?.pop().map(|answer| answer.value)
            }
        }
    }

    /// What the visitor has written before the bot began to ask.
    fn earlier_words(&self) -> Option<String> {
        let after = self.state.questions.as_ref().map_or(self.state.head(), |questions| questions.after);
        let earlier = self.state.messages.iter().filter(|it| it.sender == Sender::Visitor && it.seq <= after);
        let words: Vec<String> =
            earlier.map(|it| it.body.to_plain()).filter(|words| !words.is_empty()).collect();
        let all: String = words.join("\n").chars().take(MESSAGE_CHARS_MAX).collect();
        Some(all).filter(|all| !all.is_empty())
    }

    fn asks(&self, nth: u64, field: &Field) -> Event {
        let texts = &self.policy.texts;
        let language = self.state.language.as_deref().unwrap_or_default();
        let template = match field.kind {
            FieldKind::Name => &texts.ask_name,
            FieldKind::Email => &texts.ask_email,
            FieldKind::Phone => &texts.ask_phone,
            FieldKind::Text if field.id == FieldId::message() => &texts.ask_message,
            FieldKind::Check if field.id == FieldId::consent() => {
                return self.question(nth, field, field.label_in(language));
            }
            _ => &texts.ask_field,
        };
        self.question(
            nth,
            field,
            &self.policy.fill(template, None).replace("{field}", field.label_in(language)),
        )
    }

    fn asks_again(&self, field: &Field) -> Event {
        let texts = &self.policy.texts;
        let text = match field.kind {
            FieldKind::Email => &texts.wrong_email,
            FieldKind::Phone => &texts.wrong_phone,
            _ => &texts.wrong_answer,
        };
        self.question(2, field, &self.policy.fill(text, None))
    }

    fn question(&self, nth: u64, field: &Field, text: &str) -> Event {
        let can_skip =
            if field.id == FieldId::message() { self.earlier_words().is_some() } else { !field.required };
        let mut chips = match field.kind {
            FieldKind::Choice => field.choices.clone(),
            FieldKind::Check => vec![YES.to_owned(), NO.to_owned()],
            _ => Vec::new(),
        };
        chips.extend((can_skip && field.kind != FieldKind::Check).then(|| SKIP.to_owned()));
        chips.push(CANCEL.to_owned());
        let message = self.message(nth, Sender::Bot, crate::message::RichText::plain(text));
        Event::MessagePosted(Message { chips, ..message })
    }
}
