//! From what has happened to the words of a table.

use std::collections::BTreeMap;

use baton_shared::conversation::{
    Conversation, Effect, Event, HandoverEnd, HandoverReason, Phase, next_deadline,
};
use baton_shared::desk::Notice as DeskNotice;
use baton_shared::forms::{FormName, Submission};
use baton_shared::ids::{ConversationId, Version};
use baton_shared::message::{Message, Sender};
use baton_shared::policy::Policy;
use baton_shared::protocol::{Audience, HandoverButton, Role, form_shown, view};
use baton_shared::rejection::Rejection;
use baton_shared::rules::why;
use baton_shared::seen::Seen;
use baton_shared::time::Timestamp;

/// A refusal: its code, and who owns the conversation where the code is about that.
pub fn refused(rejection: &Rejection) -> String {
    let code = rejection.code();
    match rejection {
        Rejection::NotOwner { owner }
        | Rejection::NotInBotMode { owner }
        | Rejection::NotWaiting { owner } => format!("refused: {code} (owner: {owner})"),
        Rejection::AgentUnavailable { name } => format!("refused: {code} ({name})"),
        Rejection::FormFaults { faults } => {
            let each = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.flaw));
            format!("refused: {code} ({})", each.collect::<Vec<_>>().join(" "))
        }
        _ => format!("refused: {code}"),
    }
}

/// A turn's events.
pub fn events(events: &[Event]) -> String {
    if events.is_empty() {
        return "nothing new".to_owned();
    }
    events.iter().map(event).collect::<Vec<_>>().join("; ")
}

fn event(event: &Event) -> String {
    match event {
        Event::ConversationStarted { .. } => "started".to_owned(),
        Event::VisitorIdentified { identity, .. } => {
            let by = identity.verified_by.as_ref().map(|kid| format!(", verified by {kid}"));
            format!("is {}{}", identity.sub, by.unwrap_or_default())
        }
        Event::MessagePosted(message) => said(message),
        Event::HandoverRequested { handover, department, reason, .. } => {
            let reason = match reason {
                HandoverReason::VisitorButton => "button",
                HandoverReason::VisitorWords => "words",
                HandoverReason::AgentTakeover => "takeover",
                HandoverReason::AgentLost => "lost agent",
                HandoverReason::Transfer => "transfer",
                HandoverReason::Frustration => "frustration",
                HandoverReason::SensitiveTopic => "sensitive topic",
                HandoverReason::TurnLimit => "turn limit",
                HandoverReason::BotUnsure => "unsure bot",
                HandoverReason::BotFailed => "failed bot",
                HandoverReason::Rule => "rule",
            };
            let department = (department.as_str() != "support").then(|| format!(" in {department}"));
            format!("handover {handover}{} by {reason}", department.unwrap_or_default())
        }
        Event::HandoverQueued { .. } => "queued".to_owned(),
        Event::HandoverRerouted { department, .. } => format!("{department} is asked"),
        Event::OfflineFormOpened { .. } => "form opened".to_owned(),
        Event::RulesAsked(judgement) => {
            let held = judgement.outcome.held.iter();
            let why: Vec<String> = held.map(|held| why(held, &judgement.inputs)).collect();
            format!("rules: {}", if why.is_empty() { "none held".to_owned() } else { why.join(" ") })
        }
        Event::AgentLost { agent, .. } => format!("{} lost", agent.name),
        Event::RatingGiven(rating) => {
            format!("{} of handover {} rated {}", rating.agent.name, rating.handover, rating.score)
        }
        Event::ConversationMarked { tags, priority, .. } => format!("marked {tags:?} {priority:?}"),
        Event::HandoverEnded { handover, end, .. } => {
            let end = match end {
                HandoverEnd::Accepted => "accepted",
                HandoverEnd::OfflineMessage => "offline message",
                HandoverEnd::Cancelled => "cancelled",
                HandoverEnd::TimedOut => "timed out",
            };
            format!("handover {handover} ended: {end}")
        }
        Event::AgentAssigned { agent, .. } => format!("{} assigned", agent.name),
        Event::ConversationTransferred { from, to, .. } => format!("{} gave it to {}", from.name, to.name),
        Event::NoteAdded(note) => format!("note after #{}: {}", note.after, note.text),
        Event::HandedBack { agent, .. } => format!("{} handed back", agent.name),
        Event::OfflineMessageLeft(left) => format!("offline message of {}", left.email),
        Event::ConversationResolved { agent, .. } => format!("{} resolved it", agent.name),
        Event::ConversationReopened { .. } => "reopened".to_owned(),
        Event::AttributesSet { attributes, .. } => set(attributes),
        Event::PageViewed(page) => format!("on {} ({})", page.url, page.title),
        Event::ActionTracked { tracked, .. } => format!("{} {:?}", tracked.name, tracked.properties),
        Event::DepartmentChosen { department, .. } => format!("{department} chosen"),
        Event::HumanCalled { reason, .. } => format!("called because {reason:?}"),
        Event::FormOpened { .. }
        | Event::FormClosed { .. }
        | Event::FormSubmitted(_)
        | Event::QuestionsBegun { .. }
        | Event::QuestionAnswered { .. } => asked_of_visitor(event),
    }
}

/// What the page has said.
fn set(attributes: &BTreeMap<String, Option<String>>) -> String {
    if attributes.len() > 3 {
        return format!("{} attributes set", attributes.len());
    }
    let one = |(name, value): (&String, &Option<String>)| match value {
        Some(value) => format!("{name} is {value}"),
        None => format!("{name} is gone"),
    };
    attributes.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn asked_of_visitor(event: &Event) -> String {
    match event {
        Event::FormOpened { department, .. } => format!("form before {department} opened"),
        Event::FormClosed { .. } => "form closed".to_owned(),
        Event::FormSubmitted(sent) => submitted(sent),
        Event::QuestionsBegun { .. } => "questions begun".to_owned(),
        Event::QuestionAnswered { field, value, .. } => format!("{field} is {value:?}"),
        other => panic!("the visitor is not asked by {other:?}"),
    }
}

fn submitted(sent: &Submission) -> String {
    let answers = sent.answers.iter().map(|answer| format!("{} {:?}", answer.label, answer.value));
    let consent = sent.consent.as_ref().map(|consent| {
        let how = if consent.given { "given" } else { "refused" };
        format!("consent {} {how}", consent.version)
    });
    let told: Vec<String> = answers.chain(consent).collect();
    format!("{:?} form: {}", sent.form, told.join(", "))
}

fn said(message: &Message) -> String {
    let with = match message.files.len() {
        0 => "",
        1 => " with 1 file",
        _ => " with files",
    };
    [said_by(message), with.to_owned()].concat()
}

fn said_by(message: &Message) -> String {
    let seq = message.seq;
    match (&message.sender, message.answers) {
        (Sender::Visitor, _) => format!("#{seq} visitor"),
        (Sender::Agent(agent), _) => format!("#{seq} {}", agent.name),
        (Sender::Bot, None) if seq.0 > 1 => {
            format!("#{seq} bot: {:?} {:?}", message.body.to_plain(), message.chips)
        }
        (Sender::Bot, None) => format!("#{seq} bot greets"),
        (Sender::Bot, Some(question)) => {
            let how = if message.offers_human { "can't answer" } else { "answers" };
            format!("#{seq} bot {how} #{question}")
        }
        (Sender::System { notice }, _) => {
            let notice = serde_json::to_value(notice).unwrap();
            format!("#{seq} system {}", notice.as_str().unwrap())
        }
    }
}

/// Where it stands: phase, epoch, the visitor's button with somebody there, what is asked outside, the deadline.
pub fn state(state: &Conversation, effects: &[Effect], policy: &Policy, now: Timestamp) -> String {
    let mut words = vec![phase(state), format!("epoch {}", state.epoch)];
    words.extend(asks(state, policy));
    words.extend(button(state, policy));
    words.extend(effects.iter().filter_map(asked));
    words.extend(next_deadline(state, policy).map(|at| format!("wakes in {} ms", at.since_ms(now))));
    words.join(", ")
}

fn phase(state: &Conversation) -> String {
    match &state.phase {
        Phase::Bot => "bot".to_owned(),
        Phase::Requested(_) => "requested".to_owned(),
        Phase::Queued(_) => "queued".to_owned(),
        Phase::OfflineForm(_) => "offline form".to_owned(),
        Phase::Assigned { agent, .. } => agent.name.clone(),
        Phase::AwaitingFollowUp { .. } => "awaiting follow-up".to_owned(),
        Phase::Resolved { .. } => "resolved".to_owned(),
    }
}

/// What the visitor has to do before the chat goes on; that the offline form is shown the phase says.
fn asks(state: &Conversation, policy: &Policy) -> Option<String> {
    let shown = form_shown(state, policy)?;
    if shown.form == FormName::Offline {
        return state.questions.is_some().then(|| "asks in words".to_owned());
    }
    let fields = shown.fields.iter().map(|field| match field.value.as_str() {
        "" => field.id.to_string(),
        known => format!("{} ({known})", field.id),
    });
    let consent = shown.consent.iter().map(|consent| format!("consent {}", consent.version));
    let asked: Vec<String> = fields.chain(consent).collect();
    let refused = if shown.is_refused { ", refused" } else { "" };
    Some(format!("asks for {}{refused}", asked.join(" and ")))
}

fn button(state: &Conversation, policy: &Policy) -> Option<String> {
    let id = ConversationId::new("c").unwrap();
    let notice = DeskNotice { is_available: true, ..DeskNotice::default() };
    let (notice, seen, viewers) = (&notice, &Seen::default(), &[]);
    let facts =
        Audience { id: &id, policy, notice, is_visitor_online: true, version: Version(1), seen, viewers };
    let button = view(state, &facts, Role::Visitor).button?;
    assert_eq!(button, HandoverButton::RequestHuman);
    Some("button".to_owned())
}

fn asked(effect: &Effect) -> Option<String> {
    match effect {
        Effect::AskDesk { handover } => Some(format!("asks the desk about {handover}")),
        Effect::AskBot { epoch, question } => {
            Some(format!("asks the bot about #{question} in epoch {epoch}"))
        }
        Effect::ShowMessage(_) | Effect::ShowNote(_) | Effect::ShowView | Effect::TellDesk => None,
    }
}
