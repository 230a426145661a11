//! What has happened to a conversation. Stored for ever, so a variant never changes its meaning.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::conversation::told::{PageVisit, Tracked};
use crate::desk::{NoPlace, Overflow};
use crate::forms::Submission;
use crate::identity::VisitorIdentity;
use crate::ids::{ClientId, DepartmentId, FieldId, HandoverId, Seq, VisitorId};
use crate::message::{AgentRef, Message};
use crate::priority::Priority;
use crate::rules::{Inputs, Outcome};
use crate::time::Timestamp;

/// One fact. A turn stores all of its events or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A visitor has opened the chat.
    ConversationStarted {
        /// Who.
        visitor: VisitorId,
        /// The page's address without its query, if it is known.
        page: Option<String>,
        /// The visitor's language, as the page told it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// Who the visitor is. Whole: the last one is right, and all of one conversation have the same `sub`.
    VisitorIdentified {
        /// Who, and which key has signed it.
        identity: Box<VisitorIdentity>,
        /// When.
        at: Timestamp,
    },
    /// Somebody has said something; the only event that takes a `seq`.
    MessagePosted(Message),
    /// Bot → humans.
    HandoverRequested {
        /// The conversation's how-many-th.
        handover: HandoverId,
        /// Who shall come.
        department: DepartmentId,
        /// Why.
        reason: HandoverReason,
        /// Whether it goes before those who come new.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_front: bool,
        /// When.
        at: Timestamp,
    },
    /// The desk has put it into the queue.
    HandoverQueued {
        /// How long it may wait; `None`: as the site's rules of then said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// What follows then.
        #[serde(default)]
        then: Overflow,
        /// When.
        at: Timestamp,
    },
    /// Its department can't take it, so another one is asked.
    HandoverRerouted {
        /// Which.
        department: DepartmentId,
        /// Why.
        reason: NoPlace,
        /// When.
        at: Timestamp,
    },
    /// The desk has nobody, or the visitor wants to; the visitor sees the offline form.
    OfflineFormOpened {
        /// Why; `None`: the visitor wanted it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<NoPlace>,
        /// When.
        at: Timestamp,
    },
    /// The open handover has its one end.
    HandoverEnded {
        /// Which.
        handover: HandoverId,
        /// How.
        end: HandoverEnd,
        /// When.
        at: Timestamp,
    },
    /// An agent owns the conversation.
    AgentAssigned {
        /// Who.
        agent: AgentRef,
        /// When.
        at: Timestamp,
    },
    /// Another agent owns it.
    ConversationTransferred {
        /// Whose it was.
        from: AgentRef,
        /// Whose it is.
        to: AgentRef,
        /// When.
        at: Timestamp,
    },
    /// The owner has left the desk without a word. A new handover follows in the same turn.
    AgentLost {
        /// Who.
        agent: AgentRef,
        /// When.
        at: Timestamp,
    },
    /// The visitor has said how it was.
    RatingGiven(Rating),
    /// The site's rules were asked, and some held. What they mark is marked by this.
    RulesAsked(Box<Judgement>),
    /// An agent has marked it. Both are whole: the last one is right.
    ConversationMarked {
        /// Its tags.
        tags: BTreeSet<String>,
        /// How urgent it is.
        priority: Priority,
        /// When.
        at: Timestamp,
    },
    /// The customer's page has said something about the visitor; nobody has verified it.
    AttributesSet {
        /// By name; `null` takes one away.
        attributes: BTreeMap<String, Option<String>>,
        /// When.
        at: Timestamp,
    },
    /// The visitor has gone to another page.
    PageViewed(PageVisit),
    /// The visitor has done something on the customer's page.
    ActionTracked {
        /// The page's name for it.
        client_id: ClientId,
        /// What.
        tracked: Tracked,
    },
    /// The customer's page has chosen who shall be asked.
    DepartmentChosen {
        /// Which.
        department: DepartmentId,
        /// When.
        at: Timestamp,
    },
    /// The customer's page calls a human, and says why. The request follows in the same turn.
    HumanCalled {
        /// In its words.
        reason: String,
        /// When.
        at: Timestamp,
    },
    /// An agent has written something that the visitor never receives.
    NoteAdded(Note),
    /// Agent → bot.
    HandedBack {
        /// By whom.
        agent: AgentRef,
        /// When.
        at: Timestamp,
    },
    /// A human is called, and the site asks for something before.
    FormOpened {
        /// Who shall come.
        department: DepartmentId,
        /// Why.
        reason: HandoverReason,
        /// When.
        at: Timestamp,
    },
    /// The visitor does without the human.
    FormClosed {
        /// When.
        at: Timestamp,
    },
    /// A form was filled in, or its consent refused.
    FormSubmitted(Box<Submission>),
    /// The bot asks what the offline form would, one by one.
    QuestionsBegun {
        /// When.
        at: Timestamp,
    },
    /// One of these questions is settled.
    QuestionAnswered {
        /// Which.
        field: FieldId,
        /// With what; nothing if it was left out.
        value: String,
        /// When.
        at: Timestamp,
    },
    /// The visitor has left a message for later.
    OfflineMessageLeft(OfflineMessage),
    /// It is over.
    ConversationResolved {
        /// By whom.
        agent: AgentRef,
        /// When.
        at: Timestamp,
    },
    /// The visitor has written again.
    ConversationReopened {
        /// When.
        at: Timestamp,
    },
}

/// Why humans were called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverReason {
    /// The visitor pressed the button.
    VisitorButton,
    /// The visitor asked in words.
    VisitorWords,
    /// An agent came unasked.
    AgentTakeover,
    /// Its agent left the desk.
    AgentLost,
    /// Its agent gave it to another department.
    Transfer,
    /// A rule saw that the visitor is annoyed.
    Frustration,
    /// A rule saw a topic that a person should read.
    SensitiveTopic,
    /// A rule saw that the bot has answered as often as it may.
    TurnLimit,
    /// A rule saw that the bot was not sure, or found nothing.
    BotUnsure,
    /// A rule saw that the bot could not answer.
    BotFailed,
    /// Another rule of the site.
    Rule,
}

/// What the rules came to at one moment, and from what: made again from the same rules it is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Which version of the site's settings had the rules.
    pub settings: u64,
    /// What they could see; without the message, which stands in its place.
    pub inputs: Inputs,
    /// The message that they saw, if it was one.
    pub message: Option<Seq>,
    /// What they came to.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}

/// How a handover ended; exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverEnd {
    /// An agent came.
    Accepted,
    /// The visitor left a message.
    OfflineMessage,
    /// The visitor went back to the bot.
    Cancelled,
    /// Nobody came in time.
    TimedOut,
}

/// A note between agents. It has no `seq`, so that a visitor sees no gap where one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The last message before it.
    pub after: Seq,
    /// Who wrote it.
    pub author: AgentRef,
    /// Plain text.
    pub text: String,
    /// The author's own name for it: a note sent again is stored once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// When.
    pub at: Timestamp,
}

/// What a visitor says of a handover that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which handover.
    pub handover: HandoverId,
    /// Whose work it was.
    pub agent: AgentRef,
    /// From 1, bad, to 5, good.
    pub score: u8,
    /// In words; may be empty.
    pub comment: String,
    /// When.
    pub at: Timestamp,
}

/// What a visitor leaves when nobody is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfflineMessage {
    /// The visitor's name.
    pub name: String,
    /// Where to reply.
    pub email: String,
    /// Plain text.
    pub message: String,
    /// When it was left.
    pub at: Timestamp,
}
