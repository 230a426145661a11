//! What the site's rules make of a moment, and what follows from that.

use std::collections::BTreeMap;

use super::Turn;
use crate::conversation::command::{BotReply, Reply};
use crate::conversation::event::{Event, HandoverReason, Judgement};
use crate::conversation::state::Handover;
use crate::ids::Seq;
use crate::message::{Message, Notice, RichText, Sender};
use crate::rules::{Condition, Inputs, Outcome, evaluate, next_wait_ms};
use crate::signals::{self, Course, Signal, Thresholds};

impl Turn<'_> {
    /// What the rules make of a visitor's message, the first of this turn; `None` if none holds.
    pub(super) fn rules_for_post(&self, text: &str) -> Option<Judgement> {
        if self.policy.rules.is_empty() {
            return None;
        }
        let course = Course { bot_answers: self.state.bot_answers, ..Course::default() };
        self.held(self.inputs(text, course), self.state.head().next())
    }

    /// What the rules make of the bot's answer, the first message of this turn; `None` if none holds.
    pub(super) fn rules_for_answer(&self, reply: &BotReply) -> Option<Judgement> {
        if self.policy.rules.is_empty() {
            return None;
        }
        let before = Seq(reply.question.0.saturating_sub(1));
        let question = self.state.messages_after(before).first().map(|message| message.body.to_plain());
        let streak = self.state.helpless_answers.saturating_add(1);
        let (unknowns, failures) = match reply.reply {
            Reply::Answer { .. } => (0, 0),
            Reply::Unknown { .. } => (streak, 0),
            Reply::Failed => (0, streak),
        };
        let bot_answers = self.state.bot_answers.saturating_add(1);
        let course = Course { bot_answers, unknowns, failures, bot_asks: false };
        let inputs = self.inputs(&question.unwrap_or_default(), course);
        self.held(Inputs { confidence: reply.confidence, ..inputs }, reply.question)
    }

    /// The wait has reached a length that a rule asks for. The event is stored even if none holds: it was asked.
    pub(super) fn rules_for_wait(&self, open: &Handover) -> Vec<Event> {
        let due = next_wait_ms(&self.policy.rules, self.state.wait_asked_ms);
        if due.is_none_or(|ms| self.now < open.requested_at.plus_ms(ms)) {
            return Vec::new();
        }
        let wait_ms = Some(self.now.since_ms(open.requested_at));
        let inputs = Inputs { wait_ms, ..self.inputs("", Course::default()) };
        let judgement = self.judged(inputs, None);
        let form = judgement.outcome.actions.wants_form().then(|| self.form(1));
        std::iter::once(asked(judgement)).chain(form.into_iter().flatten()).collect()
    }

    fn inputs(&self, text: &str, course: Course) -> Inputs {
        let thresholds = Thresholds { turn_limit: self.policy.turn_limit, ..Thresholds::default() };
        Inputs {
            message: text.to_owned(),
            url: self.state.page.clone().unwrap_or_default(),
            attributes: self.attributes(),
            is_open: self.policy.is_open,
            language: self.state.language.clone(),
            signals: signals::of(text, course, thresholds),
            topics: signals::topics(text),
            bot_answers: course.bot_answers,
            ..Inputs::default()
        }
    }

    /// What the page says of the visitor; what the site has signed goes before it.
    fn attributes(&self) -> BTreeMap<String, String> {
        let mut attributes = self.state.told.attributes.clone();
        let verified = self.state.identity.as_ref().filter(|identity| identity.is_verified());
        attributes.extend(verified.into_iter().flat_map(|identity| identity.attributes.clone()));
        attributes
    }

    /// If no rule held, there is nothing to keep.
    fn held(&self, inputs: Inputs, message: Seq) -> Option<Judgement> {
        Some(self.judged(inputs, Some(message))).filter(|judgement| !judgement.outcome.held.is_empty())
    }

    fn judged(&self, inputs: Inputs, message: Option<Seq>) -> Judgement {
        let outcome = evaluate(&self.policy.rules, &inputs);
        // The message stands in the journal already.
        let inputs = if message.is_some() { Inputs { message: String::new(), ..inputs } } else { inputs };
        Judgement { settings: self.policy.version, inputs, message, outcome, at: self.now }
    }

    /// What follows from a judgement while the bot has the conversation, after the first message of this turn.
    pub(super) fn follow(&self, judgement: Judgement) -> Vec<Event> {
        let actions = &judgement.outcome.actions;
        let calls = self.policy.is_handover_on && (actions.escalate || actions.wants_form());
        let department = actions.department.as_ref().unwrap_or(self.state.department(self.policy));
        let why = reason(&judgement.outcome);
        let requested = match () {
            () if !calls => None,
            () if !actions.escalate => Some(self.requested_from(department, why)),
            () => Some(self.called(department, why)).filter(|_| !self.is_waited_for()),
        };
        // Somebody is asked for who may be there; the form is for when nobody need be.
        let form = (calls && !actions.escalate).then(|| self.form(2));
        std::iter::once(asked(judgement)).chain(requested).chain(form.into_iter().flatten()).collect()
    }

    fn form(&self, nth: u64) -> [Event; 2] {
        let text: RichText = self.said(&self.policy.texts.ask_for_email, None);
        let message: Message = self.message(nth, Sender::System { notice: Notice::NoOperator }, text);
        [Event::OfflineFormOpened { reason: None, at: self.now }, Event::MessagePosted(message)]
    }
}

fn asked(judgement: Judgement) -> Event {
    Event::RulesAsked(Box::new(judgement))
}

/// What moved the rule that escalates, as far as it is one of the built-in signals.
fn reason(outcome: &Outcome) -> HandoverReason {
    let because = || outcome.held.iter().flat_map(|held| &held.because);
    let has = |signal: Signal| because().any(|part| *part == Condition::Signal(signal));
    let is_topic = || because().any(|part| matches!(part, Condition::Topic(_)));
    let is_unsure = || because().any(|part| matches!(part, Condition::ConfidenceBelow(_)));
    match () {
        () if has(Signal::Frustration) => HandoverReason::Frustration,
        () if has(Signal::SensitiveTopic) || is_topic() => HandoverReason::SensitiveTopic,
        () if has(Signal::TurnLimit) => HandoverReason::TurnLimit,
        () if has(Signal::BotFailure) => HandoverReason::BotFailed,
        () if has(Signal::OutsideKnowledge) || has(Signal::BotAsks) || is_unsure() => {
            HandoverReason::BotUnsure
        }
        () => HandoverReason::Rule,
    }
}
