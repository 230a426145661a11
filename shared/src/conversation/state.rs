//! A conversation as it stands: the fold of its events, and what must always be true of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::conversation::event::{HandoverReason, Note, OfflineMessage, Rating};
use crate::conversation::told::Told;
use crate::desk::Overflow;
use crate::forms::Submission;
use crate::identity::VisitorIdentity;
use crate::ids::{AgentId, ClientId, DepartmentId, Epoch, FieldId, FileId, HandoverId, Seq, VisitorId};
use crate::message::{AgentRef, Message, Sender};
use crate::policy::Policy;
use crate::priority::Priority;
use crate::time::Timestamp;

/// Everything that is known of one conversation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conversation {
    /// Who visits; `None` until it is started.
    pub visitor: Option<VisitorId>,
    /// Who that is, if the site or its page has said it.
    pub identity: Option<VisitorIdentity>,
    /// The customer's page.
    pub page: Option<String>,
    /// When it was started.
    pub started_at: Timestamp,
    /// Where it stands.
    pub phase: Phase,
    /// Grows with every change of the owner.
    pub epoch: Epoch,
    /// All messages; the one with `seq` n is the n-th.
    pub messages: Vec<Message>,
    /// What agents have written for each other.
    pub notes: Vec<Note>,
    /// Files that messages have named: these stay.
    pub files: BTreeSet<FileId>,
    /// The names that senders gave: the key of exactly-once.
    pub posted: BTreeMap<(PosterKey, ClientId), Seq>,
    /// Visitor's messages that the bot still owes an answer, oldest first.
    pub bot_turns: VecDeque<BotTurn>,
    /// Answers that the bot has given.
    pub bot_answers: u32,
    /// The bot could not answer: a human is offered before the required number.
    pub is_human_offered: bool,
    /// Handovers begun.
    pub handovers: u64,
    /// How the last one that was begun came about.
    pub last_reason: Option<HandoverReason>,
    /// The last offline message.
    pub offline_message: Option<OfflineMessage>,
    /// Where its requests go, if that is not the site's own choice.
    pub department: Option<DepartmentId>,
    /// The visitor's language, as the page told it.
    pub language: Option<String>,
    /// Who owned it last, or owns it.
    pub last_agent: Option<AgentRef>,
    /// Since when the visitor waits for a word of a human.
    pub unanswered_since: Option<Timestamp>,
    /// The handover that can be rated, and whose work it was.
    pub rating_due: Option<(HandoverId, AgentRef)>,
    /// What the visitor has said of handovers.
    pub ratings: Vec<Rating>,
    /// Answers in a row with which the bot could not help.
    pub helpless_answers: u32,
    /// The wait at which the rules were asked last in this handover, in milliseconds.
    pub wait_asked_ms: u64,
    /// Marks for agents and routing.
    pub tags: BTreeSet<String>,
    /// How urgent it is.
    pub priority: Priority,
    /// What the customer's page has told about the visitor.
    pub told: Told,
    /// Forms that the visitor has sent, the last one last.
    pub submissions: Vec<Submission>,
    /// Who is called once the form before it is filled in, and why.
    pub form_opened: Option<(DepartmentId, HandoverReason)>,
    /// In the offline form: the bot's questions, if it asks them.
    pub questions: Option<Questions>,
}

/// What the bot asks instead of the offline form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Questions {
    /// The last message before the first of them.
    pub after: Seq,
    /// What was answered; nothing for what was left out.
    pub answered: BTreeMap<FieldId, String>,
}

/// Whose names a client id belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PosterKey {
    /// The visitor.
    Visitor,
    /// One agent.
    Agent(AgentId),
}

/// Where a conversation stands. The set is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Phase {
    /// The bot answers.
    #[default]
    Bot,
    /// A human was asked for; the desk has not answered yet.
    Requested(Handover),
    /// In the desk's queue.
    Queued(Handover),
    /// Nobody is there; the visitor sees the form.
    OfflineForm(Handover),
    /// An agent owns it.
    Assigned {
        /// Who.
        agent: AgentRef,
        /// Since when.
        since: Timestamp,
    },
    /// The visitor left a message and will be answered later.
    AwaitingFollowUp {
        /// Since when.
        since: Timestamp,
    },
    /// It is over until the visitor writes again.
    Resolved {
        /// Since when.
        at: Timestamp,
    },
}

/// An open request for a human.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Which.
    pub id: HandoverId,
    /// Who shall come.
    pub department: DepartmentId,
    /// When it was made.
    pub requested_at: Timestamp,
    /// When the present phase began.
    pub since: Timestamp,
    /// In the queue: until when.
    pub until: Option<Timestamp>,
    /// In the queue: what follows then.
    pub then: Overflow,
    /// Whether it goes before those who come new.
    pub is_front: bool,
    /// Departments that could not take it.
    pub tried: Vec<DepartmentId>,
}

/// An answer that the bot owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BotTurn {
    /// The visitor's message.
    pub question: Seq,
    /// When it was asked.
    pub asked_at: Timestamp,
}

/// Who may speak to the visitor now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The AI.
    Bot,
    /// Nobody yet: a human was called.
    Queue,
    /// One agent.
    Agent(AgentId),
    /// Nobody any more.
    Nobody,
}

impl Conversation {
    /// Derived from the phase, so the two can't differ.
    pub fn owner(&self) -> Owner {
        match &self.phase {
            Phase::Bot => Owner::Bot,
            Phase::Requested(_)
            | Phase::Queued(_)
            | Phase::OfflineForm(_)
            | Phase::AwaitingFollowUp { .. } => Owner::Queue,
            Phase::Assigned { agent, .. } => Owner::Agent(agent.id.clone()),
            Phase::Resolved { .. } => Owner::Nobody,
        }
    }

    /// The owner in words, for a rejection.
    pub fn owner_in_words(&self) -> String {
        match &self.phase {
            Phase::Bot => "the bot".to_owned(),
            Phase::Requested(_) | Phase::Queued(_) => "the queue".to_owned(),
            Phase::OfflineForm(_) => "nobody while the visitor fills in the offline form".to_owned(),
            Phase::Assigned { agent, .. } => agent.name.clone(),
            Phase::AwaitingFollowUp { .. } => "nobody: an offline message waits".to_owned(),
            Phase::Resolved { .. } => "nobody: it has ended".to_owned(),
        }
    }

    /// The agent who owns it.
    pub fn agent(&self) -> Option<&AgentRef> {
        match &self.phase {
            Phase::Assigned { agent, .. } => Some(agent),
            _ => None,
        }
    }

    /// The open request for a human.
    pub fn handover(&self) -> Option<&Handover> {
        match &self.phase {
            Phase::Requested(handover) | Phase::Queued(handover) | Phase::OfflineForm(handover) => {
                Some(handover)
            }
            _ => None,
        }
    }

    /// Where a request for a human goes or would go.
    pub fn department<'a>(&'a self, policy: &'a Policy) -> &'a DepartmentId {
        let open = self.handover().map(|open| &open.department);
        open.or(self.department.as_ref()).unwrap_or(&policy.department)
    }

    /// The last message's place; 0 if there is none.
    pub fn head(&self) -> Seq {
        self.messages.last().map(|message| message.seq).unwrap_or_default()
    }

    /// Messages after a place, oldest first.
    pub fn messages_after(&self, after: Seq) -> &[Message] {
        let skip = usize::try_from(after.0).unwrap_or(usize::MAX).min(self.messages.len());
        self.messages.get(skip..).unwrap_or_default()
    }

    /// Where a sender's own name for a message has led to.
    pub fn posted_as(&self, poster: PosterKey, client_id: &ClientId) -> Option<Seq> {
        self.posted.get(&(poster, client_id.clone())).copied()
    }

    /// Whether the visitor has said anything: before that the desk does not list it.
    pub fn has_visitor_spoken(&self) -> bool {
        self.posted.keys().any(|(poster, _)| *poster == PosterKey::Visitor) || self.handovers > 0
    }

    /// What must be true after every `evolve` and every load; the first thing that is not, in words.
    pub fn broken_invariant(&self) -> Option<String> {
        self.broken_invariant_after(Seq(0))
    }

    /// The same, for a state whose messages up to a place were looked at before: a turn costs what it adds.
    pub fn broken_invariant_after(&self, checked: Seq) -> Option<String> {
        let first = checked.0.saturating_add(1);
        let unchecked = self.messages_after(checked).iter();
        let misplaced = unchecked.zip(first..).find(|(message, place)| message.seq.0 != *place);
        if let Some((message, place)) = misplaced {
            return Some(format!("message {} stands at place {place}", message.seq));
        }
        if self.posted.len() > self.messages.len() {
            return Some("more client ids than messages".to_owned());
        }
        if self.owner() != Owner::Bot && !self.bot_turns.is_empty() {
            return Some(format!("the bot owes an answer while the owner is {}", self.owner_in_words()));
        }
        if self.handover().is_some_and(|handover| handover.id.0 != self.handovers) {
            return Some("the open handover is not the last one".to_owned());
        }
        if self.form_opened.is_some() && self.phase != Phase::Bot {
            return Some("a form stands before a human who was called already".to_owned());
        }
        if self.questions.is_some() && !matches!(self.phase, Phase::OfflineForm(_)) {
            return Some("the bot asks what nobody needs any more".to_owned());
        }
        None
    }
}

impl Handover {
    /// In the queue: until when.
    pub fn until(&self, policy: &Policy) -> Timestamp {
        self.until.unwrap_or_else(|| self.since.plus_ms(policy.wait_ms_max))
    }
}

impl PosterKey {
    /// Whose client ids a sender's messages use; bot and system have none.
    pub fn of(sender: &Sender) -> Option<Self> {
        match sender {
            Sender::Visitor => Some(Self::Visitor),
            Sender::Agent(agent) => Some(Self::Agent(agent.id.clone())),
            Sender::Bot | Sender::System { .. } => None,
        }
    }
}

impl Conversation {
    /// Whether the visitor may ask for a human by the button.
    pub fn offers_human(&self, policy: &Policy) -> bool {
        let required = policy.required_answers_in(self.department(policy));
        let Some(required) = required.filter(|_| policy.is_handover_on) else { return false };
        self.phase == Phase::Bot
            && (self.bot_answers >= required || self.is_human_offered || self.handovers > 0)
    }
}
