//! What was asked can't be done now: an expected answer, with a stable code, to the one who asked.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::Fault;

/// A refused command. The code (`code()`) is part of the protocol and never changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Rejection {
    /// Nothing but white space.
    EmptyMessage,
    /// Over a limit of `limits.rs`.
    TooLong {
        /// Which text.
        what: String,
        /// How long it is.
        chars: usize,
        /// How long it may be.
        chars_max: usize,
    },
    /// The name is needed.
    NameMissing,
    /// Not an address that a mail could be sent to.
    InvalidEmail,
    /// The command belongs to the other side (a visitor can't accept, an agent can't request).
    NotYours,
    /// Only the agent who owns the conversation can do this.
    NotOwner {
        /// Who owns it, in words.
        owner: String,
    },
    /// Only a conversation in bot mode can be taken over.
    NotInBotMode {
        /// Who owns it, in words.
        owner: String,
    },
    /// Nobody waits here (any more).
    NotWaiting {
        /// Who owns it, in words.
        owner: String,
    },
    /// The site offers a human only after some answers.
    NotOfferedYet,
    /// The offline form is not open.
    NoOfflineForm,
    /// The site asks for something first.
    FormDue,
    /// There is no form to fill in now.
    NoForm,
    /// The text that the visitor has read is not the one that counts now.
    ConsentChanged,
    /// Answers that can't be taken.
    FormFaults {
        /// Each with its field.
        faults: Vec<Fault>,
    },
    /// The agent is not available.
    AgentUnavailable {
        /// Whom.
        name: String,
    },
    /// The agent owns it already.
    SameAgent,
    /// A rating is 1 to 5.
    WrongScore,
    /// No handover has ended that could be rated, or it was rated before.
    NothingToRate,
    /// The conversation belongs to a department that the agent does not serve.
    NotMember,
    /// A tag that can't be one.
    InvalidTag,
    /// An attribute or property that can't be one, or too many of them.
    InvalidAttribute,
    /// A tracked action without a name, or with one that can't be one.
    InvalidAction,
    /// A page's address that is none.
    InvalidPage,
    /// The site has no such department.
    UnknownDepartment,
    /// The answer comes too late: the owner has changed since.
    Stale,
    /// The conversation holds as many messages as it can.
    ConversationFull,
    /// A file without a byte.
    EmptyFile,
    /// A file over the limit.
    FileTooLarge {
        /// How long it is.
        bytes: u64,
        /// How long it may be.
        bytes_max: u64,
    },
    /// A program, which nobody should be sent.
    FileType,
    /// The conversation holds as many files as it can.
    FilesFull,
    /// More files than one message takes.
    TooManyFiles {
        /// How many it takes.
        files_max: usize,
    },
    /// No such file of the sender's in this conversation.
    UnknownFile,
    /// More than the site's rate; the message can be sent again in a moment.
    SlowDown,
    /// The conversation does not exist, or not for you.
    NotFound,
}

impl Rejection {
    /// The stable code, as published in `docs/protocol.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyMessage => "empty_message",
            Self::TooLong { .. } => "too_long",
            Self::NameMissing => "name_missing",
            Self::InvalidEmail => "invalid_email",
            Self::NotYours => "not_yours",
            Self::NotOwner { .. } => "not_owner",
            Self::NotInBotMode { .. } => "not_in_bot_mode",
            Self::NotWaiting { .. } => "not_waiting",
            Self::NotOfferedYet => "not_offered_yet",
            Self::NoOfflineForm => "no_offline_form",
            Self::FormDue => "form_due",
            Self::NoForm => "no_form",
            Self::ConsentChanged => "consent_changed",
            Self::FormFaults { .. } => "form_faults",
            Self::AgentUnavailable { .. } => "agent_unavailable",
            Self::SameAgent => "same_agent",
            Self::WrongScore => "wrong_score",
            Self::NothingToRate => "nothing_to_rate",
            Self::NotMember => "not_member",
            Self::InvalidTag => "invalid_tag",
            Self::InvalidAttribute => "invalid_attribute",
            Self::InvalidAction => "invalid_action",
            Self::InvalidPage => "invalid_page",
            Self::UnknownDepartment => "unknown_department",
            Self::Stale => "stale",
            Self::ConversationFull => "conversation_full",
            Self::EmptyFile => "empty_file",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::FileType => "file_type",
            Self::FilesFull => "files_full",
            Self::TooManyFiles { .. } => "too_many_files",
            Self::UnknownFile => "unknown_file",
            Self::SlowDown => "slow_down",
            Self::NotFound => "not_found",
        }
    }

    /// Whether the same command may succeed later without a change: the client keeps it and sends it again.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::SlowDown)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyMessage => f.write_str("The message is empty."),
            Self::TooLong { what, chars, chars_max } => write!(
                f,
                "The {what} has {chars} characters; {chars_max} are possible. Please shorten it or send it in parts."
            ),
            Self::NameMissing => f.write_str("Please enter a name."),
            Self::InvalidEmail => f.write_str("Please enter an e-mail address such as name@example.com."),
            Self::NotYours => f.write_str("This is for the other side of the conversation."),
            Self::NotOwner { owner } => write!(f, "Only the owner can do this; the owner is {owner}."),
            Self::NotInBotMode { owner } => {
                write!(f, "Only a conversation with the bot can be taken over; the owner is {owner}.")
            }
            Self::NotWaiting { owner } => write!(f, "Nobody waits here; the owner is {owner}."),
            Self::NotOfferedYet => f.write_str("A human is offered after a few answers."),
            Self::NoOfflineForm => f.write_str("The offline form is not open."),
            Self::FormDue => f.write_str("Please fill in the form first."),
            Self::NoForm => f.write_str("There is no form to fill in now."),
            Self::ConsentChanged => {
                f.write_str("The text that you agree to has changed. Please read it again.")
            }
            Self::FormFaults { .. } => f.write_str("Please check what you have entered."),
            Self::AgentUnavailable { name } => {
                write!(f, "{name} is not available now. Choose an agent who is.")
            }
            Self::SameAgent => f.write_str("This agent owns the conversation already."),
            Self::WrongScore => f.write_str("Please choose 1 to 5."),
            Self::NothingToRate => f.write_str("There is nothing to rate now."),
            Self::NotMember => {
                f.write_str("This conversation belongs to a department that you do not serve.")
            }
            Self::InvalidTag => {
                f.write_str("A tag has 1 to 40 characters, and a conversation has at most 20 of them.")
            }
            Self::InvalidAttribute => f.write_str(
                "An attribute has a name of 1 to 64 characters and a value of at most 500; a visitor has at most 50 \
                 of them, a tracked action 20.",
            ),
            Self::InvalidAction => f.write_str("A tracked action has a name of 1 to 64 characters."),
            Self::InvalidPage => f.write_str("The address of a page begins with https:// or http://."),
            Self::UnknownDepartment => f.write_str("This site has no such department."),
            Self::Stale => f.write_str("Too late: the owner has changed since."),
            Self::ConversationFull => f.write_str("This conversation is full. Please start a new one."),
            Self::EmptyFile => f.write_str("This file is empty."),
            Self::FileTooLarge { bytes, bytes_max } => {
                write!(f, "This file has {}; {} are possible.", megabytes(*bytes), megabytes(*bytes_max))
            }
            Self::FileType => f.write_str("Programs can't be sent. Please send a picture or a document."),
            Self::FilesFull => f.write_str("This conversation can't hold more files."),
            Self::TooManyFiles { files_max } => write!(f, "One message takes at most {files_max} files."),
            Self::UnknownFile => f.write_str("A file is not there any more. Please attach it again."),
            Self::SlowDown => f.write_str("Too many messages at once. Please wait a moment."),
            Self::NotFound => f.write_str("There is no such conversation for you."),
        }
    }
}

/// `10.5 MB`, rounded up: what is too large never reads as if it were not.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        rest => format!("{}.{rest} MB", tenths / 10),
    }
}

impl std::error::Error for Rejection {}
