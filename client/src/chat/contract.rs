//! What goes into a conversation's machine and what comes out: the whole contract with its owner.

use baton_shared::conversation::Note;
use baton_shared::ids::{AgentId, ClientId, DepartmentId};
use baton_shared::message::Message;
use baton_shared::priority::Priority;
use baton_shared::protocol::ClientFrame;

/// How a page shows who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// The visitor's token, sent in `hello`.
    Token(String),
    /// The agent's cookie, sent by the browser.
    Cookie,
}

/// What can happen to a page's side of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Begin.
    Start,
    /// The socket is open.
    Opened,
    /// The socket has brought a frame.
    Received(String),
    /// The socket is gone, with this close code (1006 if there was none).
    Closed {
        /// The code.
        code: u16,
    },
    /// The person has written a message.
    Post {
        /// A new random name.
        client_id: ClientId,
        /// As typed.
        text: String,
        /// What is sent with it, stored already: ids with spaces between.
        files: String,
    },
    /// Whether the person can see the messages now. Before it is said, nobody can.
    Look(bool),
    /// The person wants something.
    Ask(Ask),
    /// The person types, or has stopped.
    Typing(bool),
    /// A renewed token, after [`Output::NeedToken`] or before the old one ends.
    Token(String),
    /// The time of [`Chat::next_wake`] has come.
    Wake,
    /// The network is back, or the person presses "try again".
    Hurry,
}

/// What a person can want, besides writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Visitor: a human.
    RequestHuman,
    /// Visitor's page: what a script of the customer says. Kept until the edge has taken or refused it.
    Tell {
        /// About what.
        about: About,
        /// The frame's own fields, as the text of a JSON object. The edge reads them: a page that carried its own way of
        /// reading and writing them would be a tenth larger.
        fields: String,
    },
    /// Visitor: back to the bot.
    CancelRequest,
    /// Visitor: the offline form.
    LeaveOfflineMessage {
        /// Name.
        name: String,
        /// E-mail.
        email: String,
        /// Text.
        message: String,
    },
    /// Visitor: leave the queue for the offline form.
    OpenOfflineForm,
    /// Visitor: how the last handover was.
    Rate {
        /// From 1 to 5.
        score: u8,
        /// In words.
        comment: String,
    },
    /// Agent: take who waits.
    Accept,
    /// Agent: stop the bot and join.
    TakeOver,
    /// Agent: to another agent.
    Transfer {
        /// To whom.
        to: AgentId,
        /// For that agent only.
        note: String,
    },
    /// Agent: to another department.
    TransferToDepartment {
        /// To which.
        department: DepartmentId,
        /// For whoever takes it.
        note: String,
    },
    /// Agent: an internal note.
    Note {
        /// The author's own name for it; the same when it is sent again.
        client_id: ClientId,
        /// Plain text.
        text: String,
    },
    /// Agent: tags and priority, both whole.
    Mark {
        /// All of them.
        tags: Vec<String>,
        /// How urgent it is.
        priority: Priority,
    },
    /// Agent: back to the bot.
    HandBack,
    /// Agent: over.
    End,
}

/// What a script of the customer's page can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The visitor: `set_attributes`.
    Visitor,
    /// The page that the visitor is on: `view_page`.
    Page,
    /// What the visitor has done: `track`.
    Action,
    /// Where requests go: `set_department`.
    Department,
    /// That a human is called: `call_human`.
    Human,
}

/// What has to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Open a socket.
    Connect,
    /// Close the socket.
    Disconnect,
    /// Send this text.
    Send(String),
    /// Get a new token and bring it by [`Input::Token`].
    NeedToken,
    /// What has become of an [`Ask`].
    Answer {
        /// As [`Chat::ask`] gave it.
        reference: u64,
        /// What was asked.
        ask: Ask,
        /// Why not.
        result: Result<(), Refusal>,
    },
    /// The edge will never take this message; the text goes back to the person.
    Refused {
        /// Its name.
        client_id: ClientId,
        /// As typed.
        text: String,
        /// What was to be sent with it.
        files: String,
        /// Why.
        refusal: Refusal,
    },
}

/// A refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code of the protocol, or `connection_lost`.
    pub code: String,
    /// For a person.
    pub message: String,
}

/// One line of what a person sees.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry<'a> {
    /// Stored, in its place.
    Message(&'a Message),
    /// Agents only.
    Note(&'a Note),
    /// The local echo of what is on its way.
    Pending {
        /// Its name.
        client_id: &'a ClientId,
        /// As typed.
        text: &'a str,
        /// What is sent with it.
        files: &'a str,
    },
}

impl Refusal {
    pub(super) fn connection_lost() -> Self {
        Self {
            code: "connection_lost".to_owned(),
            message: "There is no connection right now. Please try again in a moment.".to_owned(),
        }
    }
}

impl Ask {
    /// The frame that asks for it.
    pub(super) fn frame(&self, reference: u64) -> String {
        let frame = match self.clone() {
            Ask::Tell { about, fields } => return about.frame(reference, &fields),
            Ask::RequestHuman => ClientFrame::RequestHuman { reference },
            Ask::CancelRequest => ClientFrame::CancelRequest { reference },
            Ask::LeaveOfflineMessage { name, email, message } => {
                ClientFrame::LeaveOfflineMessage { reference, name, email, message }
            }
            Ask::OpenOfflineForm => ClientFrame::OpenOfflineForm { reference },
            Ask::Rate { score, comment } => ClientFrame::Rate { reference, score, comment },
            Ask::Accept => ClientFrame::Accept { reference },
            Ask::TakeOver => ClientFrame::TakeOver { reference },
            Ask::Transfer { to, note } => ClientFrame::Transfer { reference, to, note },
            Ask::TransferToDepartment { department, note } => {
                ClientFrame::TransferToDepartment { reference, department, note }
            }
            Ask::Note { client_id, text } => ClientFrame::Note { reference, client_id, text },
            Ask::Mark { tags, priority } => ClientFrame::Mark { reference, tags, priority },
            Ask::HandBack => ClientFrame::HandBack { reference },
            Ask::End => ClientFrame::End { reference },
        };
        frame.to_json()
    }
}

impl About {
    fn frame(self, reference: u64, fields: &str) -> String {
        let kind = match self {
            Self::Visitor => "set_attributes",
            Self::Page => "view_page",
            Self::Action => "track",
            Self::Department => "set_department",
            Self::Human => "call_human",
        };
        let rest = fields.strip_prefix('{').unwrap_or("}");
        let comma = if rest == "}" { "" } else { "," };
        ["{\"type\":\"", kind, "\",\"ref\":", &reference.to_string(), comma, rest].concat()
    }
}
