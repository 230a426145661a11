//! What the site's rules make of a moment, and what follows from that.

use super::Turn;
use crate::conversation::command::{BotReply, Reply};
use crate::conversation::event::{Event, HandoverReason, Judgement};
use crate::conversation::state::Handover;
use crate::ids::Seq;
use crate::message::{Message, Notice, RichText, Sender};
use crate::rules::{Condition, Inputs, Outcome, evaluate, next_wait_ms};
use crate::signals::{self, Course, Signal, Thresholds};

/// What the rules came to, with what they are asked for again.
struct Asked {
    outcome: Outcome,
    event: Event,
}

impl Turn<'_> {
    /// A visitor's message. `place` is where it will stand.
    pub(super) fn rules_for_post(&self, text: &str, place: Seq) -> Vec<Event> {
        if self.policy.rules.is_empty() {
            return Vec::new();
        }
        let course = Course { bot_answers: self.state.bot_answers, ..Course::default() };
        let inputs = self.inputs(text, course);
        self.asked(inputs, Some(place)).map(|asked| self.follow(asked, 2)).unwrap_or_default()
    }

    /// The bot's answer, which is the first message of this turn.
    pub(super) fn rules_for_answer(&self, reply: &BotReply) -> Vec<Event> {
        if self.policy.rules.is_empty() {
            return Vec::new();
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
        let inputs = Inputs { confidence: reply.confidence, ..inputs };
        self.asked(inputs, Some(reply.question)).map(|asked| self.follow(asked, 2)).unwrap_or_default()
    }

    /// The wait has reached a length that a rule asks for. The event is stored even if none holds: it was asked.
    pub(super) fn rules_for_wait(&self, open: &Handover) -> Vec<Event> {
        let due = next_wait_ms(&self.policy.rules, self.state.wait_asked_ms);
        if due.is_none_or(|ms| self.now < open.requested_at.plus_ms(ms)) {
            return Vec::new();
        }
        let wait_ms = Some(self.now.since_ms(open.requested_at));
        let inputs = Inputs { wait_ms, ..self.inputs("", Course::default()) };
        let Asked { outcome, event } = self.judged(inputs, None);
        let wants_form = outcome.actions.ask_for_email || outcome.actions.queue_for_later;
        let form = wants_form.then(|| self.form(1));
        std::iter::once(event).chain(form.into_iter().flatten()).collect()
    }

    fn inputs(&self, text: &str, course: Course) -> Inputs {
        let thresholds = Thresholds { turn_limit: self.policy.turn_limit, ..Thresholds::default() };
        Inputs {
            message: text.to_owned(),
            url: self.state.page.clone().unwrap_or_default(),
            attributes: self.state.attributes.clone(),
            is_open: self.policy.is_open,
            confidence: None,
            wait_ms: None,
            language: self.state.language.clone(),
            signals: signals::of(text, course, thresholds),
            topics: signals::topics(text),
            bot_answers: course.bot_answers,
        }
    }

    /// `None` if no rule held: then there is nothing to keep.
    fn asked(&self, inputs: Inputs, message: Option<Seq>) -> Option<Asked> {
        Some(self.judged(inputs, message)).filter(|asked| !asked.outcome.held.is_empty())
    }

    fn judged(&self, inputs: Inputs, message: Option<Seq>) -> Asked {
        let outcome = evaluate(&self.policy.rules, &inputs);
        // The message stands in the journal already.
        let inputs = if message.is_some() { Inputs { message: String::new(), ..inputs } } else { inputs };
        let (settings, at) = (self.policy.version, self.now);
        let judgement = Judgement { settings, inputs, message, outcome: outcome.clone(), at };
        Asked { outcome, event: Event::RulesAsked(Box::new(judgement)) }
    }

    /// What follows while the bot has the conversation; `nth` is the next message of this turn.
    fn follow(&self, asked: Asked, nth: u64) -> Vec<Event> {
        let Asked { outcome, event } = asked;
        let actions = &outcome.actions;
        let mut events = vec![event];
        let wants_form = actions.ask_for_email || actions.queue_for_later;
        if self.policy.is_handover_on && (actions.escalate || wants_form) {
            let department = actions.department.as_ref().unwrap_or(self.state.department(self.policy));
            events.push(self.requested_from(department, reason(&outcome)));
            // Somebody is asked for who may be there; the form is for when nobody need be.
            if wants_form && !actions.escalate {
                events.extend(self.form(nth));
            }
        }
        events
    }

    fn form(&self, nth: u64) -> [Event; 2] {
        let text: RichText = self.said(&self.policy.texts.ask_for_email, None);
        let message: Message = self.message(nth, Sender::System { notice: Notice::NoOperator }, text);
        [Event::OfflineFormOpened { reason: None, at: self.now }, Event::MessagePosted(message)]
    }
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
