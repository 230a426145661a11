//! What can be asked of a conversation. Who asks comes from the session, never from the frame.

use crate::ids::{ClientId, Epoch, HandoverId, Seq, VisitorId};
use crate::message::{AgentRef, RichText, Source};

/// One reason for a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// A visitor opens the chat for the first time.
    Start {
        /// Who.
        visitor: VisitorId,
        /// The customer's page.
        page: Option<String>,
    },
    /// From the person on the page.
    Visitor(VisitorCommand),
    /// From a human at the desk.
    Agent(AgentRef, AgentCommand),
    /// The desk's answer to an open request.
    DeskAnswered {
        /// Which request.
        handover: HandoverId,
        /// In the queue, or nobody there.
        queued: bool,
    },
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
        /// Checked text.
        text: String,
    },
    /// A human, please.
    RequestHuman,
    /// Leave the queue or close the offline form; the bot goes on.
    CancelRequest,
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
