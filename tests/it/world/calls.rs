//! What objects say to each other and to the world around them.

use baton_shared::conversation::{BotReply, Conversation, Reply};
use baton_shared::desk::{DeskAnswer, Notice, Summary};
use baton_shared::ids::{AgentId, Epoch, HandoverId, Seq, Version};
use baton_shared::message::{AgentRef, Message, RichText, Sender};
use baton_shared::policy::Policy;
use baton_shared::time::Timestamp;
use baton_tests::random::Random;

use super::bug::Bug;
use super::weather::Weather;

/// One object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Conversation(usize),
    Desk,
}

/// What an object can do to the world; the world does it in order, and may end the object between two.
pub enum Out {
    Send {
        socket: usize,
        text: String,
    },
    Close {
        socket: usize,
        code: u16,
    },
    CallDesk(Question),
    CallConversation {
        conversation: usize,
        question: Question,
    },
    AskBot {
        epoch: Epoch,
        question: Seq,
    },
    /// Only with [`Bug::AwaitBetweenDecideAndAppend`].
    AppendLater(Vec<baton_shared::conversation::Event>),
}

/// A call from one object to another.
#[derive(Debug, Clone)]
pub enum Question {
    Report { summary: Box<Summary>, asks: Option<HandoverId> },
    Word { version: Version, notice: Notice },
    IsAvailable { socket: usize, reference: u64, from: AgentRef, to: AgentId, note: Option<String> },
}

/// Its answer.
#[derive(Debug, Clone)]
pub enum Answer {
    Reported(Reported),
    Heard,
    Available { to: AgentRef, is_available: bool },
}

/// What the desk answers to a report.
#[derive(Debug, Clone)]
pub struct Reported {
    pub answer: Option<DeskAnswer>,
    pub version: Version,
    pub notice: Notice,
}

/// The object has ended at this step.
pub struct Crashed;

/// What an object sees of the world in one step.
pub struct Surroundings<'a> {
    pub now: Timestamp,
    pub policy: &'a Policy,
    pub weather: &'a Weather,
    pub bug: Option<Bug>,
    pub random: &'a mut Random,
    /// The first invariant that did not hold.
    pub broken: &'a mut Option<String>,
}

impl Surroundings<'_> {
    pub fn may_crash(&mut self) -> Result<(), Crashed> {
        if self.random.chance(self.weather.crash) { Err(Crashed) } else { Ok(()) }
    }

    pub fn assert(&mut self, broken: Option<String>) {
        if self.broken.is_none() {
            *self.broken = broken;
        }
    }
}

/// The bot's answer as a shell without a fence would store it.
pub fn unfenced(state: &Conversation, reply: &BotReply, now: Timestamp) -> Message {
    let body = match &reply.reply {
        Reply::Answer { body, .. } => body.clone(),
        Reply::Unknown { .. } | Reply::Failed => RichText::plain("I don't know."),
    };
    let message = Message::new(state.head().next(), now, Sender::Bot, body);
    Message { answers: Some(reply.question), ..message }
}
