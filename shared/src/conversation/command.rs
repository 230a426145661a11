//! What can be asked of a conversation. Who asks comes from the session, never from the frame.

use std::collections::{BTreeMap, BTreeSet};

use crate::desk::{DeskAnswer, TurnedAway};
use crate::files::FileCard;
use crate::forms::{ConsentSaid, FormName};
use crate::identity::VisitorIdentity;
use crate::ids::{AgentId, ClientId, DepartmentId, Epoch, HandoverId, Seq, VisitorId};
use crate::message::{AgentRef, RichText, Source};
use crate::priority::Priority;
use crate::rules::Confidence;
use crate::time::Timestamp;

/// One reason for a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// A visitor opens the chat for the first time.
    Start {
        /// Who.
        visitor: VisitorId,
        /// The customer's page.
        page: Option<String>,
        /// The visitor's language, as the page told it.
        language: Option<String>,
        /// The department that the page wants; the site has it.
        department: Option<DepartmentId>,
    },
    /// The edge has found out who the visitor is, or what the page says of it.
    Identify(Box<VisitorIdentity>),
    /// From the person on the page.
    Visitor(VisitorCommand),
    /// From a human at the desk.
    Agent(AgentRef, AgentCommand),
    /// The desk's answer to an open request.
    DeskAnswered {
        /// Which request.
        handover: HandoverId,
        /// What it says.
        answer: DeskAnswer,
        /// When the department opens again, as far as the desk said.
        opens_at: Option<Timestamp>,
    },
    /// The desk takes the place in the queue back.
    TurnedAway(TurnedAway),
    /// The desk has not seen the owner for longer than the grace.
    AgentLost(AgentId),
    /// The bot has finished.
    BotReplied(BotReply),
    /// Time has passed.
    Tick,
}

/// What a visitor can ask.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitorCommand {
    /// Say something.
    Post {
        /// The page's name for it.
        client_id: ClientId,
        /// Checked text; may be nothing if there are files.
        text: String,
        /// Files that the visitor has stored here.
        files: Vec<FileCard>,
    },
    /// A human, please.
    RequestHuman,
    /// The customer's page calls a human for the visitor.
    CallHuman {
        /// From where, if not from where the conversation would go.
        department: Option<DepartmentId>,
        /// Why; checked text.
        reason: Option<String>,
    },
    /// The customer's page says something about the visitor; checked. `None` takes an attribute away.
    SetAttributes(BTreeMap<String, Option<String>>),
    /// The visitor has gone to another page.
    ViewPage {
        /// Without query and fragment.
        url: String,
        /// One line; may be empty.
        title: String,
    },
    /// The visitor has done something on the customer's page.
    Track {
        /// The page's name for it.
        client_id: ClientId,
        /// What; checked.
        name: String,
        /// More about it; checked.
        properties: BTreeMap<String, String>,
    },
    /// The customer's page chooses who shall be asked.
    SetDepartment(DepartmentId),
    /// Leave the queue or close the offline form; the bot goes on.
    CancelRequest,
    /// Leave the queue for the offline form.
    OpenOfflineForm,
    /// Say how the last handover was.
    Rate {
        /// From 1 to 5.
        score: u8,
        /// In words; checked, may be empty.
        comment: String,
    },
    /// A form that the site asks, as the page has filled it in.
    SubmitForm(Submitted),
    /// The offline form's fields, checked.
    LeaveOfflineMessage {
        /// Name.
        name: String,
        /// E-mail.
        email: String,
        /// Plain text.
        message: String,
    },
}

/// What a page sends of a form. Nothing of it has been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Submitted {
    /// Which form.
    pub form: FormName,
    /// By the field's id; of a check `yes` or nothing.
    pub answers: BTreeMap<String, String>,
    /// What it says of the consent that it has shown.
    pub consent: Option<ConsentSaid>,
    /// In which language it was read.
    pub language: String,
}

/// What an agent can ask.
#[derive(Debug, Clone, PartialEq)]
pub enum AgentCommand {
    /// Take who waits in the queue, or who has left an offline message.
    Accept,
    /// Stop the bot and join, unasked.
    TakeOver,
    /// Say something.
    Post {
        /// The desk's name for it.
        client_id: ClientId,
        /// Parsed from the agent's Markdown.
        body: RichText,
        /// Files that this agent has stored here.
        files: Vec<FileCard>,
    },
    /// Give it to another agent.
    Transfer {
        /// To whom.
        to: AgentRef,
        /// Whether the desk sees that agent as available.
        is_available: bool,
        /// For that agent only; checked text.
        note: Option<String>,
    },
    /// Give it to another department's queue.
    TransferToDepartment {
        /// To which.
        department: DepartmentId,
        /// Its name.
        name: String,
        /// Whether the desk sees somebody there.
        is_available: bool,
        /// For whoever takes it; checked text.
        note: Option<String>,
    },
    /// Write something that the visitor never receives.
    Note {
        /// The desk's name for it.
        client_id: ClientId,
        /// Checked text.
        text: String,
    },
    /// Mark it. Both are whole.
    Mark {
        /// Its tags; checked.
        tags: BTreeSet<String>,
        /// How urgent it is.
        priority: Priority,
    },
    /// Give it back to the bot.
    HandBack,
    /// End it.
    End,
}

/// The bot's answer to one message.
#[derive(Debug, Clone, PartialEq)]
pub struct BotReply {
    /// The epoch in which it was asked.
    pub epoch: Epoch,
    /// The visitor's message.
    pub question: Seq,
    /// What it says.
    pub reply: Reply,
    /// How sure it was.
    pub confidence: Option<Confidence>,
}

/// How well the bot could answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Grounded in the knowledge base, or small talk.
    Answer {
        /// The text.
        body: RichText,
        /// Where it comes from.
        sources: Vec<Source>,
        /// What could be asked next.
        chips: Vec<String>,
    },
    /// Nothing fits; a human is offered at once.
    Unknown {
        /// Near articles' titles.
        chips: Vec<String>,
    },
    /// It broke; a human is offered at once.
    Failed,
}
