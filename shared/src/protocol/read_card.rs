//! What only agents receive, read by hand like the rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::{HandoverReason, Note, OfflineMessage, PageVisit, Rating, Tracked};
use crate::forms::{Answer, ConsentGiven, FieldKind, FormName, Submission};
use crate::identity::VisitorIdentity;
use crate::ids::{DepartmentId, FieldId, HandoverId, KeyId};
use crate::json::Json;
use crate::priority::Priority;
use crate::protocol::read::{agent, client_id, list_of, maybe, number, owned, seq, string, time, u32_of};
use crate::protocol::server_frame::VisitorCard;
use crate::time::Timestamp;

pub(super) fn card(value: &Json) -> Option<VisitorCard> {
    Some(VisitorCard {
        name: owned(value, "name")?,
        is_online: value.get("is_online")?.as_bool()?,
        identity: maybe(value, "identity", identity)?,
        page: maybe(value, "page", string)?,
        started_at: time(value, "started_at")?,
        department: DepartmentId::new(owned(value, "department")?).ok()?,
        priority: value.get("priority").map_or(Some(Priority::Normal), priority)?,
        tags: list_of(value, "tags", string)?.into_iter().collect::<BTreeSet<String>>(),
        language: maybe(value, "language", string)?,
        viewers: list_of(value, "viewers", agent)?,
        unanswered_since: maybe(value, "unanswered_since", Json::as_u64)?.map(Timestamp),
        ratings: list_of(value, "ratings", rating)?,
        reason: maybe(value, "reason", reason)?,
        bot_answers: u32_of(value, "bot_answers")?,
        offline_message: maybe(value, "offline_message", offline_message)?,
        submissions: list_of(value, "submissions", submission)?,
        attributes: texts_of(value, "attributes")?,
        pages: list_of(value, "pages", page)?,
        tracked: list_of(value, "tracked", tracked)?,
        called_because: maybe(value, "called_because", string)?,
    })
}

fn identity(value: &Json) -> Option<VisitorIdentity> {
    Some(VisitorIdentity {
        sub: owned(value, "sub")?,
        name: maybe(value, "name", string)?,
        email: maybe(value, "email", string)?,
        phone: maybe(value, "phone", string)?,
        attributes: texts_of(value, "attributes")?,
        verified_by: maybe(value, "verified_by", |kid| KeyId::new(kid.as_str()?).ok())?,
    })
}

/// Names and texts; none when they are missing.
fn texts_of(value: &Json, name: &str) -> Option<BTreeMap<String, String>> {
    let Some(found) = value.get(name) else { return Some(BTreeMap::new()) };
    found.as_object()?.iter().map(|(name, value)| Some((name.clone(), string(value)?))).collect()
}

fn page(value: &Json) -> Option<PageVisit> {
    let title = value.get("title").map_or_else(|| Some(String::new()), string)?;
    Some(PageVisit { url: owned(value, "url")?, title, at: time(value, "at")? })
}

fn tracked(value: &Json) -> Option<Tracked> {
    let properties = texts_of(value, "properties")?;
    Some(Tracked { name: owned(value, "name")?, properties, at: time(value, "at")? })
}

fn priority(value: &Json) -> Option<Priority> {
    Some(match value.as_str()? {
        "low" => Priority::Low,
        "normal" => Priority::Normal,
        "high" => Priority::High,
        "urgent" => Priority::Urgent,
        _ => return None,
    })
}

fn rating(value: &Json) -> Option<Rating> {
    Some(Rating {
        handover: HandoverId(number(value, "handover")?),
        agent: agent(value.get("agent")?)?,
        score: u8::try_from(number(value, "score")?).ok()?,
        comment: owned(value, "comment")?,
        at: time(value, "at")?,
    })
}

fn reason(value: &Json) -> Option<HandoverReason> {
    Some(match value.as_str()? {
        "visitor_button" => HandoverReason::VisitorButton,
        "visitor_words" => HandoverReason::VisitorWords,
        "agent_takeover" => HandoverReason::AgentTakeover,
        "agent_lost" => HandoverReason::AgentLost,
        "transfer" => HandoverReason::Transfer,
        "frustration" => HandoverReason::Frustration,
        "sensitive_topic" => HandoverReason::SensitiveTopic,
        "turn_limit" => HandoverReason::TurnLimit,
        "bot_unsure" => HandoverReason::BotUnsure,
        "bot_failed" => HandoverReason::BotFailed,
        "rule" => HandoverReason::Rule,
        _ => return None,
    })
}

fn offline_message(value: &Json) -> Option<OfflineMessage> {
    Some(OfflineMessage {
        name: owned(value, "name")?,
        email: owned(value, "email")?,
        message: owned(value, "message")?,
        at: time(value, "at")?,
    })
}

fn submission(value: &Json) -> Option<Submission> {
    Some(Submission {
        form: match value.get("form")?.as_str()? {
            "pre_chat" => FormName::PreChat,
            "offline" => FormName::Offline,
            _ => return None,
        },
        answers: list_of(value, "answers", answer)?,
        consent: maybe(value, "consent", consent)?,
        at: time(value, "at")?,
    })
}

fn answer(value: &Json) -> Option<Answer> {
    Some(Answer {
        id: FieldId::new(owned(value, "id")?).ok()?,
        kind: match value.get("kind")?.as_str()? {
            "name" => FieldKind::Name,
            "email" => FieldKind::Email,
            "phone" => FieldKind::Phone,
            "line" => FieldKind::Line,
            "text" => FieldKind::Text,
            "choice" => FieldKind::Choice,
            "check" => FieldKind::Check,
            _ => return None,
        },
        label: owned(value, "label")?,
        value: owned(value, "value")?,
    })
}

fn consent(value: &Json) -> Option<ConsentGiven> {
    Some(ConsentGiven {
        version: owned(value, "version")?,
        text: owned(value, "text")?,
        required: value.get("required")?.as_bool()?,
        given: value.get("given")?.as_bool()?,
    })
}

pub(super) fn note(value: &Json) -> Option<Note> {
    Some(Note {
        after: seq(value, "after")?,
        author: agent(value.get("author")?)?,
        text: owned(value, "text")?,
        client_id: maybe(value, "client_id", client_id)?,
        at: time(value, "at")?,
    })
}
