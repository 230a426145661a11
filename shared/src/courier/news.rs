//! What others are told of a conversation: a projection of its events, as `protocol/project` is one for its pages.
//!
//! Notes of agents and the words of the system are in none of it.

use serde::{Deserialize, Serialize};

use crate::conversation::{Conversation, Event, HandoverEnd, HandoverReason, OfflineMessage, Rating};
use crate::ids::{ConversationId, DepartmentId, HandoverId, RuleId, Seq};
use crate::message::{AgentRef, Message, Sender};
use crate::protocol::visitor_name;
use crate::time::Timestamp;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {
        /// What has happened. Its name is part of the API: a variant never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {$(
            $(#[$doc])*
            #[serde(rename = $text)]
            $name,
        )*}

        impl Kind {
            /// All, in the order in which a conversation goes through them.
            pub const ALL: &[Kind] = &[$(Kind::$name),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self {$(Self::$name => $text),*}
            }
        }
    };
}

kinds! {
    /// A visitor has opened the chat.
    ConversationStarted "conversation.started";
    /// The visitor, the bot or an agent has said something.
    MessagePosted "message.posted";
    /// A human was asked for.
    HandoverRequested "handover.requested";
    /// The visitor waits in the queue.
    HandoverQueued "handover.queued";
    /// Nobody is there, or the visitor wants to write: the offline form is open.
    OfflineFormOpened "offline_form.opened";
    /// The request has its one end.
    HandoverEnded "handover.ended";
    /// An agent owns it.
    AgentAssigned "agent.assigned";
    /// Another agent owns it.
    ConversationTransferred "conversation.transferred";
    /// Its agent has left the desk without a word.
    AgentLost "agent.lost";
    /// The bot goes on.
    ConversationHandedBack "conversation.handed_back";
    /// The visitor has left a message for later.
    OfflineMessageLeft "offline_message.left";
    /// A rule of the site wants a team to know.
    TeamNotified "team.notified";
    /// It is over.
    ConversationResolved "conversation.resolved";
    /// The visitor has written again.
    ConversationReopened "conversation.reopened";
    /// The visitor has said how it was.
    RatingGiven "rating.given";
    /// Nothing: an admin wants to see whether it arrives.
    EndpointTested "endpoint.tested";
}

/// One thing that has happened, as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Always the same for the same thing, however often it is told.
    pub id: String,
    /// What.
    pub kind: Kind,
    /// When.
    pub at: Timestamp,
    /// Of which conversation; none for a test.
    pub subject: Option<Subject>,
    /// What there is to say of it.
    pub detail: Detail,
}

/// The conversation as it stood when it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Which.
    pub id: ConversationId,
    /// Who visits.
    pub visitor: VisitorNews,
    /// Whose it is.
    pub department: DepartmentId,
    /// The customer's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The visitor's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Opens it at the desk.
    pub link: String,
}

/// A visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorNews {
    /// As agents read it.
    pub name: String,
    /// What the site has signed, or what was left with an offline message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The site's own name for the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Whether the site has signed for all of this.
    pub is_verified: bool,
}

/// What there is to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Nothing more.
    None,
    /// A message.
    Message(MessageNews),
    /// A request for a human.
    Handover {
        /// The conversation's how-many-th.
        number: HandoverId,
        /// Why; told when it is made.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<HandoverReason>,
        /// How it ended; told when it has.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<HandoverEnd>,
    },
    /// An agent.
    Agent(AgentRef),
    /// What the visitor has left.
    OfflineMessage(OfflineMessage),
    /// What the visitor thinks.
    Rating(Rating),
    /// Who shall know, by which rules.
    Team {
        /// Which team.
        department: DepartmentId,
        /// The rules that held.
        rules: Vec<RuleId>,
    },
}

/// A message, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageNews {
    /// Its place in the conversation.
    pub seq: Seq,
    /// `visitor`, `bot` or `agent`.
    pub sender: String,
    /// The agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentRef>,
    /// What is said.
    pub text: String,
    /// Names of files that are sent with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl News {
    /// The department that this is about: a team that a rule names, else the conversation's own.
    pub fn department(&self) -> &DepartmentId {
        static NONE: std::sync::OnceLock<DepartmentId> = std::sync::OnceLock::new();
        match (&self.detail, &self.subject) {
            (Detail::Team { department, .. }, _) => department,
            (_, Some(subject)) => &subject.department,
            (_, None) => NONE.get_or_init(DepartmentId::standard),
        }
    }
}

impl Subject {
    /// Of a conversation that goes to `department` unless it has chosen one. `desk` is the desk's address.
    pub fn of(state: &Conversation, id: &ConversationId, department: &DepartmentId, desk: &str) -> Self {
        let identity = state.identity.as_ref();
        let signed = identity.filter(|identity| identity.is_verified());
        let left = || state.offline_message.as_ref().map(|message| message.email.clone());
        Self {
            id: id.clone(),
            visitor: VisitorNews {
                name: visitor_name(state, id),
                email: signed.and_then(|identity| identity.email.clone()).or_else(left),
                user_id: identity.map(|identity| identity.sub.clone()),
                is_verified: signed.is_some(),
            },
            department: state.department.clone().unwrap_or_else(|| department.clone()),
            page: state.page.clone(),
            language: state.language.clone(),
            link: format!("{desk}#c={id}"),
        }
    }
}

/// What is told of one turn. The ids are made of its number, so that a turn that is told again is known again.
pub fn news(turn: u64, at: Timestamp, events: &[Event], subject: &Subject) -> Vec<News> {
    let told = events.iter().flat_map(told);
    let numbered = told.enumerate().map(|(nth, (kind, detail))| News {
        id: format!("{}.{turn}.{nth}", subject.id),
        kind,
        at,
        subject: Some(subject.clone()),
        detail,
    });
    numbered.collect()
}

fn told(event: &Event) -> Vec<(Kind, Detail)> {
    let agent = |agent: &AgentRef| Detail::Agent(agent.clone());
    let one = match event {
        Event::ConversationStarted { .. } => (Kind::ConversationStarted, Detail::None),
        Event::MessagePosted(message) => return message_news(message).into_iter().collect(),
        Event::HandoverRequested { handover, reason, .. } => {
            let detail = Detail::Handover { number: *handover, reason: Some(*reason), end: None };
            (Kind::HandoverRequested, detail)
        }
        Event::HandoverQueued { .. } => (Kind::HandoverQueued, Detail::None),
        Event::OfflineFormOpened { .. } => (Kind::OfflineFormOpened, Detail::None),
        Event::HandoverEnded { handover, end, .. } => {
            (Kind::HandoverEnded, Detail::Handover { number: *handover, reason: None, end: Some(*end) })
        }
        Event::AgentAssigned { agent: who, .. } => (Kind::AgentAssigned, agent(who)),
        Event::ConversationTransferred { to, .. } => (Kind::ConversationTransferred, agent(to)),
        Event::AgentLost { agent: who, .. } => (Kind::AgentLost, agent(who)),
        Event::HandedBack { agent: who, .. } => (Kind::ConversationHandedBack, agent(who)),
        Event::OfflineMessageLeft(left) => (Kind::OfflineMessageLeft, Detail::OfflineMessage(left.clone())),
        Event::ConversationResolved { agent: who, .. } => (Kind::ConversationResolved, agent(who)),
        Event::ConversationReopened { .. } => (Kind::ConversationReopened, Detail::None),
        Event::RatingGiven(rating) => (Kind::RatingGiven, Detail::Rating(rating.clone())),
        Event::RulesAsked(judgement) => {
            let rules: Vec<RuleId> = judgement.outcome.held.iter().map(|held| held.rule.clone()).collect();
            let teams = &judgement.outcome.actions.notify_teams;
            let team = |department: &DepartmentId| {
                (Kind::TeamNotified, Detail::Team { department: department.clone(), rules: rules.clone() })
            };
            return teams.iter().map(team).collect();
        }
        Event::VisitorIdentified { .. }
        | Event::HandoverRerouted { .. }
        | Event::ConversationMarked { .. }
        | Event::AttributesSet { .. }
        | Event::PageViewed(_)
        | Event::ActionTracked { .. }
        | Event::DepartmentChosen { .. }
        | Event::HumanCalled { .. }
        | Event::NoteAdded(_) => return Vec::new(),
    };
    vec![one]
}

fn message_news(message: &Message) -> Option<(Kind, Detail)> {
    let (sender, agent) = match &message.sender {
        Sender::Visitor => ("visitor", None),
        Sender::Bot => ("bot", None),
        Sender::Agent(agent) => ("agent", Some(agent.clone())),
        Sender::System { .. } => return None,
    };
    let news = MessageNews {
        seq: message.seq,
        sender: sender.to_owned(),
        agent,
        text: message.body.to_plain(),
        files: message.files.iter().map(|file| file.name.clone()).collect(),
    };
    Some((Kind::MessagePosted, Detail::Message(news)))
}
