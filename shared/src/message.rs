//! A message and the small tree that its text is.

use serde::{Deserialize, Serialize};

use crate::files::FileCard;
use crate::ids::{AgentId, ClientId, Seq};
use crate::time::Timestamp;

/// A human at the desk, as others see him.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AgentRef {
    /// Which agent.
    pub id: AgentId,
    /// The name that the visitor reads.
    pub name: String,
}

/// Who says it. Set by the edge from the session, never taken from a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sender {
    /// The person on the page.
    Visitor,
    /// A human at the desk.
    Agent(AgentRef),
    /// The AI.
    Bot,
    /// Baton itself, about what happened to the conversation.
    System {
        /// What happened.
        notice: Notice,
    },
}

/// What a system message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A human was asked for; the visitor waits.
    Waiting,
    /// An agent has joined.
    AgentJoined,
    /// Another agent has taken over.
    Transferred,
    /// The AI answers again.
    HandedBack,
    /// The conversation has ended.
    Ended,
    /// Nobody is there; the offline form is open.
    NoOperator,
    /// The offline message is stored.
    OfflineStored,
    /// The visitor went back to the bot.
    Cancelled,
    /// Nobody came within the site's wait limit.
    TimedOut,
    /// Outside business hours; the offline form is open.
    Closed,
    /// The agent has left without a word; the visitor waits again.
    AgentLost,
}

/// One entry of a conversation, the same for visitor and agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its place: 1, 2, 3 … without a gap.
    pub seq: Seq,
    /// When it was stored, by the edge's clock.
    pub at: Timestamp,
    /// Who says it.
    pub sender: Sender,
    /// What is said.
    pub body: RichText,
    /// What is sent with it; then the words may be none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileCard>,
    /// The sender's own name for it; replaces the sender's local echo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// The visitor's message that a bot's message answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Seq>,
    /// What a bot's answer rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The bot could not answer: a human is offered at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offers_human: bool,
    /// Replies that the visitor can choose with one press.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chips: Vec<String>,
    /// When the department opens again: each side shows it in its own language and time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Timestamp>,
}

impl Message {
    /// A message with nothing but what every message has.
    pub fn new(seq: Seq, at: Timestamp, sender: Sender, body: RichText) -> Self {
        Self {
            seq,
            at,
            sender,
            body,
            files: Vec::new(),
            client_id: None,
            answers: None,
            sources: Vec::new(),
            offers_human: false,
            chips: Vec::new(),
            opens_at: None,
        }
    }

    /// Its words for a list's line, a notification or a screen reader: what is said, then the names of the files.
    pub fn words(&self) -> String {
        let mut words = self.body.to_plain();
        for file in &self.files {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(&file.name);
        }
        words
    }
}

/// An article that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The article's name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// Text as a tree of few kinds: what is not in it can't be shown, so no markup can hurt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RichText(pub Vec<Block>);

/// A paragraph, a list or a piece of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c", rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Items with bullets.
    List(Vec<Vec<Inline>>),
    /// Items with numbers, from 1.
    Numbered(Vec<Vec<Inline>>),
    /// Code with its line breaks.
    Code(String),
}

/// A run of text within a block. Emphasis does not nest: a chat needs no more, and nothing recurses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c", rename_all = "snake_case")]
pub enum Inline {
    /// As it is; line feeds are shown.
    Text(String),
    /// Strong.
    Bold(String),
    /// Stressed.
    Italic(String),
    /// Code.
    Code(String),
    /// A link; only `https`, `http` and `mailto` are ever made.
    Link {
        /// Where it leads.
        href: String,
        /// What is read.
        label: String,
    },
}

impl RichText {
    /// Text without any markup: an empty line starts a paragraph.
    pub fn plain(text: &str) -> Self {
        let mut paragraphs = vec![String::new()];
        for line in text.split('\n') {
            match paragraphs.last_mut() {
                Some(last) if !line.is_empty() && !last.is_empty() => {
                    last.push('\n');
                    last.push_str(line);
                }
                Some(last) if !line.is_empty() => last.push_str(line),
                _ => paragraphs.push(String::new()),
            }
        }
        let words = paragraphs.into_iter().filter(|part| !part.trim().is_empty());
        Self(words.map(|part| Block::Paragraph(vec![Inline::Text(part)])).collect())
    }

    /// The words alone, for a list's line, a notification or a screen reader.
    pub fn to_plain(&self) -> String {
        let mut out = String::new();
        for block in &self.0 {
            if !out.is_empty() {
                out.push('\n');
            }
            match block {
                Block::Paragraph(runs) => push_runs(&mut out, runs),
                Block::List(items) | Block::Numbered(items) => {
                    for (index, item) in items.iter().enumerate() {
                        if index > 0 {
                            out.push('\n');
                        }
                        push_runs(&mut out, item);
                    }
                }
                Block::Code(code) => out.push_str(code),
            }
        }
        out
    }
}

fn push_runs(out: &mut String, runs: &[Inline]) {
    for run in runs {
        match run {
            Inline::Text(text) | Inline::Bold(text) | Inline::Italic(text) | Inline::Code(text) => {
                out.push_str(text)
            }
            Inline::Link { label, .. } => out.push_str(label),
        }
    }
}
