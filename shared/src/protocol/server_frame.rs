//! What the edge sends to a page that looks at a conversation.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::conversation::{HandoverReason, Note, OfflineMessage, PageVisit, Rating, Tracked};
use crate::desk::WaitRange;
use crate::forms::Submission;
use crate::identity::VisitorIdentity;
use crate::ids::{AgentId, ClientId, ConversationId, DepartmentId, Seq, Version};
use crate::message::{AgentRef, Message};
use crate::priority::Priority;
use crate::seen::SeenUpTo;
use crate::time::Timestamp;

/// One frame. A client ignores a type that it does not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to `hello`; then `messages` follows.
    Welcome {
        /// The protocol's version.
        v: u32,
        /// Who this socket speaks for.
        you: You,
        /// Which conversation.
        conversation: ConversationId,
        /// The last message's place.
        head: Seq,
        /// What is to be seen apart from messages.
        view: Box<View>,
        /// Agents only: what agents wrote for each other.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        notes: Vec<Note>,
    },
    /// The answer to `hello` and `resume`: messages in order, without a gap, from the one after `after`.
    Messages {
        /// The place asked for.
        after: Seq,
        /// At most 200; ask again from the last one while it is before `head`.
        messages: Vec<Message>,
        /// The last message's place.
        head: Seq,
        /// The client knew a place that does not exist here: it forgets all messages and takes these.
        #[serde(default)]
        resync: bool,
    },
    /// A new message.
    Message(Message),
    /// Agents only: a new note.
    Note(Note),
    /// What is to be seen apart from messages, whole.
    View(Box<View>),
    /// The message is stored, under this place. `duplicate`: it had been before.
    Ack {
        /// The sender's name for it.
        client_id: ClientId,
        /// Its place.
        seq: Seq,
        /// Whether it had been stored before.
        #[serde(default)]
        duplicate: bool,
    },
    /// A command was carried out.
    Done {
        /// The sender's word for it.
        #[serde(rename = "ref")]
        reference: u64,
    },
    /// A message or command was refused.
    Rejected {
        /// The sender's word for the command.
        #[serde(rename = "ref", default, skip_serializing_if = "Option::is_none")]
        reference: Option<u64>,
        /// The sender's name for the message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
        /// Stable code.
        code: String,
        /// For a person.
        message: String,
    },
    /// Somebody else writes, or stops. `from` is `visitor` or the agent's name.
    Typing {
        /// Who.
        from: String,
        /// Begins or stops.
        on: bool,
    },
    /// The bot's answer so far; replaced by its message, or dropped with the next view without `is_bot_typing`.
    Draft {
        /// The visitor's message that it answers.
        question: Seq,
        /// Plain text so far.
        text: String,
    },
    /// A frame could not be read; the socket stays open.
    Error {
        /// Stable code.
        code: String,
        /// For a developer.
        message: String,
    },
}

/// Who a socket speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// Which side.
    pub role: Role,
    /// Agents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentRef>,
}

/// Which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person on the page.
    Visitor,
    /// A human at the desk.
    Agent,
}

/// The phase without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseName {
    /// The bot answers.
    Bot,
    /// A human was asked for.
    Requested,
    /// In the queue.
    Queued,
    /// The offline form is open.
    OfflineForm,
    /// An agent owns it.
    Assigned,
    /// An offline message waits.
    AwaitingFollowUp,
    /// Over.
    Resolved,
}

/// What the visitor's button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverButton {
    /// "Request chat with human agent".
    RequestHuman,
    /// "Stop chatbot and leave offline message".
    LeaveOfflineMessage,
}

/// What the visitor has to do before the chat goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Fill in the form before the chat.
    PreChat,
    /// Fill in the offline form.
    Offline,
    /// Answer the bot's questions: the phase is `offline_form`, and there is no form.
    Words,
}

/// What is to be seen of a conversation apart from its messages. Always whole: the last one is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Grows with every change; one with a lower number is late and ignored.
    pub version: Version,
    /// Where it stands.
    pub phase: PhaseName,
    /// Since when.
    pub since: Timestamp,
    /// Who owns it, if it is an agent. For the visitor without id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
    /// Agents only: the owner's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    /// Place in the queue, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// In the queue: how long it will take, as far as recent waits can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<WaitRange>,
    /// While the department is closed: when it opens again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
    /// Visitor only: whether the last handover can be rated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_rating: bool,
    /// Visitor only: the button, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<HandoverButton>,
    /// Visitor only: what has to be done before the chat goes on. The form itself is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<Asks>,
    /// How far the humans of the other side have come.
    #[serde(default, skip_serializing_if = "SeenUpTo::is_nothing")]
    pub seen: SeenUpTo,
    /// Visitor only: whether somebody of the department could come now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_available: Option<bool>,
    /// Whether the bot owes an answer.
    #[serde(default)]
    pub is_bot_typing: bool,
    /// Agents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<VisitorCard>,
}

/// What an agent should know of the visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorCard {
    /// A name to tell visitors apart by.
    pub name: String,
    /// Whether the page is open.
    pub is_online: bool,
    /// Who it is, as the site has signed it or the page says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<VisitorIdentity>,
    /// The customer's page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// When the conversation began.
    pub started_at: Timestamp,
    /// Where its requests go.
    pub department: DepartmentId,
    /// How urgent it is.
    #[serde(default)]
    pub priority: Priority,
    /// Its marks.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// The visitor's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Agents who look at it now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub viewers: Vec<AgentRef>,
    /// Since when the visitor waits for a word of a human.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered_since: Option<Timestamp>,
    /// What the visitor has said of handovers, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// Why the last handover was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<HandoverReason>,
    /// Answers that the bot has given.
    pub bot_answers: u32,
    /// The last offline message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offline_message: Option<OfflineMessage>,
    /// Forms that the visitor has sent, the last one last, and consents that were refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub submissions: Vec<Submission>,
    /// What the customer's page says about the visitor; nobody has verified it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// The visitor's way through the site, the last page last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageVisit>,
    /// What the visitor has done there, the last action last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracked: Vec<Tracked>,
    /// Why the page has called a human, in its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_because: Option<String>,
}

impl View {
    /// The form that a visitor's page shows. An older edge names only the phase.
    pub fn form(&self) -> Option<Asks> {
        let asks = self.asks.or((self.phase == PhaseName::OfflineForm).then_some(Asks::Offline));
        asks.filter(|asks| *asks != Asks::Words)
    }
}

impl ServerFrame {
    /// The frame on the wire.
    pub fn to_json(&self) -> String {
        // Nothing in a frame can fail to serialise: text keys and numbers only.
        serde_json::to_string(self).unwrap_or_default()
    }
}
