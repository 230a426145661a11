//! What a visitor's or an agent's page sends to a conversation.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ids::{AgentId, ClientId, DepartmentId, FileId, Seq};
use crate::priority::Priority;

/// One frame. Fields that are not known are ignored; a missing or wrong one is an error that names it.
/// `reference` is the sender's own word for a command and comes back in `done` or `rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame of every socket.
    Hello {
        /// The protocol's version.
        v: u32,
        /// The visitor's token; an agent has a cookie instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
        /// The last message that this client has; 0 for none.
        after: Seq,
    },
    /// More messages, after a gap or a full frame.
    Resume {
        /// The last message that this client has without a gap.
        after: Seq,
    },
    /// A message. Sent again until it is acknowledged; stored once.
    Post {
        /// The sender's own name for it.
        client_id: ClientId,
        /// Visitor: plain text. Agent: Markdown. May be nothing if there are files.
        text: String,
        /// What is sent with it: files that this sender has stored here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<FileId>,
    },
    /// How far this page has come; said again after a connection was lost. Stored as two levels, which only rise.
    Seen {
        /// The last message that this page has.
        received: Seq,
        /// The last one that the person could see.
        read: Seq,
    },
    /// Writing, or not any more; shown to the other side, never stored.
    Typing {
        /// Begins or stops.
        on: bool,
    },
    /// Visitor: a human, please.
    RequestHuman {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Visitor's page: a human, please; asked by a script of the customer.
    CallHuman {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// From where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
        /// Why; for agents.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Visitor's page: what it says about the visitor. Adds to what was said before; `null` takes one away.
    SetAttributes {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// By name.
        attributes: BTreeMap<String, Option<String>>,
    },
    /// Visitor's page: another page of the site is shown.
    ViewPage {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// Its address; query and fragment are dropped.
        url: String,
        /// Its title.
        #[serde(default)]
        title: String,
    },
    /// Visitor's page: the visitor has done something. Sent again until it is done; kept once.
    Track {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// The page's own name for it.
        client_id: ClientId,
        /// What.
        name: String,
        /// More about it.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        properties: BTreeMap<String, String>,
    },
    /// Visitor's page: where requests go from now on.
    SetDepartment {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// Which.
        department: DepartmentId,
    },
    /// Visitor: leave the queue or the offline form.
    CancelRequest {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Visitor: leave the queue for the offline form.
    OpenOfflineForm {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Visitor: how the last handover was.
    Rate {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// From 1 to 5.
        score: u8,
        /// In words.
        #[serde(default)]
        comment: String,
    },
    /// Visitor: the offline form.
    LeaveOfflineMessage {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// Name.
        name: String,
        /// E-mail.
        email: String,
        /// Plain text.
        message: String,
    },
    /// Agent: take who waits.
    Accept {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Agent: stop the bot and join.
    TakeOver {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Agent: give it to another agent.
    Transfer {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// To whom.
        to: AgentId,
        /// For that agent only.
        #[serde(default)]
        note: String,
    },
    /// Agent: give it to another department's queue.
    TransferToDepartment {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// To which.
        department: DepartmentId,
        /// For whoever takes it.
        #[serde(default)]
        note: String,
    },
    /// Agent: an internal note. Sent again until it is done; stored once.
    Note {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// The author's own name for it.
        client_id: ClientId,
        /// Plain text.
        text: String,
    },
    /// Agent: tags and priority, both whole.
    Mark {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
        /// All of them.
        tags: Vec<String>,
        /// How urgent it is.
        priority: Priority,
    },
    /// Agent: give it back to the bot.
    HandBack {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// Agent: end it.
    End {
        /// Comes back with the result.
        #[serde(rename = "ref")]
        reference: u64,
    },
}

/// Why a frame can't be read. The socket stays open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameError {
    /// Not JSON, or not an object with a text `type`.
    NotJson(String),
    /// A `type` that this version does not have.
    Unknown(String),
    /// A known type with a wrong or missing field.
    BadField(String),
}

impl FrameError {
    /// The stable code, as published.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "not_json",
            Self::Unknown(_) => "unknown_frame",
            Self::BadField(_) => "bad_field",
        }
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(cause) => write!(f, "This is not a JSON object with a \"type\": {cause}."),
            Self::Unknown(name) => write!(f, "There is no frame of type \"{name}\" in protocol version 1."),
            Self::BadField(cause) => write!(f, "A field is missing or of the wrong type: {cause}."),
        }
    }
}

impl std::error::Error for FrameError {}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Probe {
    #[serde(rename = "type")]
    kind: String,
}

/// Reads a frame of either socket; says which of the three ways it is wrong.
///
/// # Errors
/// A [`FrameError`]; its text may be shown to the sender.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, FrameError> {
    // An array would do for serde; the protocol has objects only.
    if !text.trim_start().starts_with('{') {
        return Err(FrameError::NotJson("it does not begin with {".to_owned()));
    }
    let probe: Probe = serde_json::from_str(text).map_err(|cause| FrameError::NotJson(cause.to_string()))?;
    serde_json::from_str(text).map_err(|cause| {
        if is_known::<T>(&probe.kind) {
            FrameError::BadField(crate::text::excerpt(&cause.to_string(), 200))
        } else {
            FrameError::Unknown(crate::text::excerpt(&probe.kind, 40))
        }
    })
}

/// Whether there is a frame of this type. A field may have unknown variants of its own, so the type is asked for alone.
fn is_known<T: DeserializeOwned>(kind: &str) -> bool {
    let bare = serde_json::json!({ "type": kind });
    let result: Result<T, serde_json::Error> = serde_json::from_value(bare);
    result.err().is_none_or(|cause| !cause.to_string().starts_with("unknown variant"))
}

impl ClientFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// A [`FrameError`]; its text may be shown to the sender.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        read(text)
    }

    /// The sender's own word for a command.
    pub fn reference(&self) -> Option<u64> {
        match self {
            Self::RequestHuman { reference }
            | Self::CallHuman { reference, .. }
            | Self::SetAttributes { reference, .. }
            | Self::ViewPage { reference, .. }
            | Self::Track { reference, .. }
            | Self::SetDepartment { reference, .. }
            | Self::CancelRequest { reference }
            | Self::OpenOfflineForm { reference }
            | Self::Rate { reference, .. }
            | Self::TransferToDepartment { reference, .. }
            | Self::Note { reference, .. }
            | Self::Mark { reference, .. }
            | Self::LeaveOfflineMessage { reference, .. }
            | Self::Accept { reference }
            | Self::TakeOver { reference }
            | Self::Transfer { reference, .. }
            | Self::HandBack { reference }
            | Self::End { reference } => Some(*reference),
            Self::Hello { .. }
            | Self::Resume { .. }
            | Self::Post { .. }
            | Self::Seen { .. }
            | Self::Typing { .. } => None,
        }
    }
}
