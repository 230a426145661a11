//! How a page reads the edge's frames: from a tree of JSON, by hand.
//!
//! `serde`'s derive says the same in a word for each type, and the edge reads that way. In the widget it was 145 of
//! 460 kB, a third of everything that is downloaded; this is 15. `tests/it/tables/read.rs` holds the two together.

use crate::conversation::Note;
use crate::desk::WaitRange;
use crate::files::FileCard;
use crate::ids::{AgentId, ClientId, ConversationId, FileId, Seq, Version};
use crate::json::Json;
use crate::message::{AgentRef, Block, Inline, Message, Notice, RichText, Sender, Source};
use crate::protocol::read_card::{card, note};
use crate::protocol::server_frame::{
    Asks, HandoverButton, PhaseName, Role, ServerFrame, View, VisitorCard, You,
};
use crate::seen::SeenUpTo;
use crate::time::Timestamp;

/// How to read what only agents receive. A visitor's page is built without it: what it never calls it does not carry.
#[derive(Clone, Copy)]
struct AgentParts {
    card: fn(&Json) -> Option<VisitorCard>,
    note: fn(&Json) -> Option<Note>,
}

impl ServerFrame {
    /// Reads a frame; `None` if this version can't read it.
    pub fn read(text: &str) -> Option<Self> {
        Self::read_with(text, AgentParts { card, note })
    }

    /// Reads a frame that a visitor receives; one with a part for agents it can't read.
    pub fn read_as_visitor(text: &str) -> Option<Self> {
        Self::read_with(text, AgentParts { card: |_| None, note: |_| None })
    }

    fn read_with(text: &str, parts: AgentParts) -> Option<Self> {
        let frame = &Json::read(text)?;
        Some(match text_of(frame, "type")? {
            "welcome" => Self::Welcome {
                v: u32_of(frame, "v")?,
                you: you(frame.get("you")?)?,
                conversation: ConversationId::new(text_of(frame, "conversation")?).ok()?,
                head: seq(frame, "head")?,
                view: Box::new(view(frame.get("view")?, parts)?),
                notes: list_of(frame, "notes", parts.note)?,
            },
            "messages" => Self::Messages {
                after: seq(frame, "after")?,
                messages: list(frame.get("messages")?, message)?,
                head: seq(frame, "head")?,
                resync: flag(frame, "resync")?,
            },
            "message" => Self::Message(message(frame)?),
            "note" => Self::Note((parts.note)(frame)?),
            "view" => Self::View(Box::new(view(frame, parts)?)),
            "ack" => Self::Ack {
                client_id: client_id(frame.get("client_id")?)?,
                seq: seq(frame, "seq")?,
                duplicate: flag(frame, "duplicate")?,
            },
            "done" => Self::Done { reference: number(frame, "ref")? },
            "rejected" => Self::Rejected {
                reference: maybe(frame, "ref", Json::as_u64)?,
                client_id: maybe(frame, "client_id", client_id)?,
                code: owned(frame, "code")?,
                message: owned(frame, "message")?,
            },
            "typing" => Self::Typing { from: owned(frame, "from")?, on: frame.get("on")?.as_bool()? },
            "draft" => Self::Draft { question: seq(frame, "question")?, text: owned(frame, "text")? },
            "error" => Self::Error { code: owned(frame, "code")?, message: owned(frame, "message")? },
            _ => return None,
        })
    }
}

impl FileCard {
    /// Reads what is known of a file; `None` if that is not what it must be.
    pub fn read(value: &Json) -> Option<Self> {
        Some(Self {
            id: FileId::new(text_of(value, "id")?).ok()?,
            name: owned(value, "name")?,
            size: number(value, "size")?,
            kind: owned(value, "type")?,
            width: maybe(value, "width", small)?,
            height: maybe(value, "height", small)?,
        })
    }
}

impl RichText {
    /// Reads a text's tree; `None` if there is something in it that this version does not know.
    pub fn read(tree: &Json) -> Option<Self> {
        list(tree, block).map(Self)
    }
}

fn you(value: &Json) -> Option<You> {
    let role = match text_of(value, "role")? {
        "visitor" => Role::Visitor,
        "agent" => Role::Agent,
        _ => return None,
    };
    Some(You { role, agent: maybe(value, "agent", agent)? })
}

pub(super) fn agent(value: &Json) -> Option<AgentRef> {
    Some(AgentRef { id: agent_id(value.get("id")?)?, name: owned(value, "name")? })
}

fn view(value: &Json, parts: AgentParts) -> Option<View> {
    Some(View {
        version: Version(number(value, "version")?),
        phase: phase(text_of(value, "phase")?)?,
        since: time(value, "since")?,
        agent_name: maybe(value, "agent_name", string)?,
        agent_id: maybe(value, "agent_id", agent_id)?,
        position: maybe(value, "position", small)?,
        wait: maybe(value, "wait", wait)?,
        opens_at: maybe(value, "opens_at", Json::as_u64)?.map(Timestamp),
        asks_rating: flag(value, "asks_rating")?,
        button: maybe(value, "button", button)?,
        asks: maybe(value, "asks", asks)?,
        seen: value.get("seen").map_or(Some(SeenUpTo::default()), seen)?,
        is_available: maybe(value, "is_available", Json::as_bool)?,
        is_bot_typing: flag(value, "is_bot_typing")?,
        card: maybe(value, "card", parts.card)?,
    })
}

fn seen(value: &Json) -> Option<SeenUpTo> {
    Some(SeenUpTo { received: seq(value, "received")?, read: seq(value, "read")? })
}

fn phase(name: &str) -> Option<PhaseName> {
    Some(match name {
        "bot" => PhaseName::Bot,
        "requested" => PhaseName::Requested,
        "queued" => PhaseName::Queued,
        "offline_form" => PhaseName::OfflineForm,
        "assigned" => PhaseName::Assigned,
        "awaiting_follow_up" => PhaseName::AwaitingFollowUp,
        "resolved" => PhaseName::Resolved,
        _ => return None,
    })
}

fn wait(value: &Json) -> Option<WaitRange> {
    Some(WaitRange { from_s: u32_of(value, "from_s")?, to_s: u32_of(value, "to_s")? })
}

fn button(value: &Json) -> Option<HandoverButton> {
    Some(match value.as_str()? {
        "request_human" => HandoverButton::RequestHuman,
        "leave_offline_message" => HandoverButton::LeaveOfflineMessage,
        _ => return None,
    })
}

fn asks(value: &Json) -> Option<Asks> {
    Some(match value.as_str()? {
        "pre_chat" => Asks::PreChat,
        "offline" => Asks::Offline,
        "words" => Asks::Words,
        _ => return None,
    })
}

fn message(value: &Json) -> Option<Message> {
    Some(Message {
        seq: seq(value, "seq")?,
        at: time(value, "at")?,
        sender: sender(value.get("sender")?)?,
        body: RichText::read(value.get("body")?)?,
        files: list_of(value, "files", FileCard::read)?,
        client_id: maybe(value, "client_id", client_id)?,
        answers: maybe(value, "answers", Json::as_u64)?.map(Seq),
        sources: list_of(value, "sources", source)?,
        offers_human: flag(value, "offers_human")?,
        chips: list_of(value, "chips", string)?,
        opens_at: maybe(value, "opens_at", Json::as_u64)?.map(Timestamp),
    })
}

fn sender(value: &Json) -> Option<Sender> {
    Some(match text_of(value, "kind")? {
        "visitor" => Sender::Visitor,
        "agent" => Sender::Agent(agent(value)?),
        "bot" => Sender::Bot,
        "system" => Sender::System { notice: notice(text_of(value, "notice")?)? },
        _ => return None,
    })
}

fn notice(name: &str) -> Option<Notice> {
    Some(match name {
        "waiting" => Notice::Waiting,
        "agent_joined" => Notice::AgentJoined,
        "transferred" => Notice::Transferred,
        "handed_back" => Notice::HandedBack,
        "ended" => Notice::Ended,
        "no_operator" => Notice::NoOperator,
        "offline_stored" => Notice::OfflineStored,
        "cancelled" => Notice::Cancelled,
        "timed_out" => Notice::TimedOut,
        "closed" => Notice::Closed,
        "agent_lost" => Notice::AgentLost,
        _ => return None,
    })
}

fn source(value: &Json) -> Option<Source> {
    Some(Source { slug: owned(value, "slug")?, title: owned(value, "title")? })
}

fn block(value: &Json) -> Option<Block> {
    let content = value.get("c")?;
    Some(match text_of(value, "t")? {
        "paragraph" => Block::Paragraph(list(content, inline)?),
        "list" => Block::List(list(content, item)?),
        "numbered" => Block::Numbered(list(content, item)?),
        "code" => Block::Code(string(content)?),
        _ => return None,
    })
}

fn item(value: &Json) -> Option<Vec<Inline>> {
    list(value, inline)
}

fn inline(value: &Json) -> Option<Inline> {
    let content = value.get("c")?;
    Some(match text_of(value, "t")? {
        "text" => Inline::Text(string(content)?),
        "bold" => Inline::Bold(string(content)?),
        "italic" => Inline::Italic(string(content)?),
        "code" => Inline::Code(string(content)?),
        "link" => Inline::Link { href: owned(content, "href")?, label: owned(content, "label")? },
        _ => return None,
    })
}

// Leaves.

pub(super) fn text_of<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

pub(super) fn string(value: &Json) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn owned(value: &Json, name: &str) -> Option<String> {
    string(value.get(name)?)
}

pub(super) fn number(value: &Json, name: &str) -> Option<u64> {
    value.get(name)?.as_u64()
}

pub(super) fn small(value: &Json) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

pub(super) fn u32_of(value: &Json, name: &str) -> Option<u32> {
    small(value.get(name)?)
}

pub(super) fn seq(value: &Json, name: &str) -> Option<Seq> {
    number(value, name).map(Seq)
}

pub(super) fn time(value: &Json, name: &str) -> Option<Timestamp> {
    number(value, name).map(Timestamp)
}

pub(super) fn client_id(value: &Json) -> Option<ClientId> {
    ClientId::new(value.as_str()?).ok()
}

pub(super) fn agent_id(value: &Json) -> Option<AgentId> {
    AgentId::new(value.as_str()?).ok()
}

/// A flag that is off when it is missing.
pub(super) fn flag(value: &Json, name: &str) -> Option<bool> {
    value.get(name).map_or(Some(false), Json::as_bool)
}

/// What may be missing or null; the outer `None` says that it is there and can't be read.
pub(super) fn maybe<T>(value: &Json, name: &str, read: impl Fn(&Json) -> Option<T>) -> Option<Option<T>> {
    match value.get(name) {
        None | Some(Json::Null) => Some(None),
        Some(found) => read(found).map(Some),
    }
}

pub(super) fn list<T>(value: &Json, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    value.as_list()?.iter().map(read).collect()
}

/// A list that is empty when it is missing.
pub(super) fn list_of<T>(value: &Json, name: &str, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    value.get(name).map_or_else(|| Some(Vec::new()), |found| list(found, read))
}
