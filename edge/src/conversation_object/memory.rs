//! What a conversation's object holds while it is awake. All of it is made again from the store.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::analytics::ConversationRecord;
use baton_shared::conversation::{Conversation, Event, evolve};
use baton_shared::desk::Notice;
use baton_shared::ids::{ConversationId, Epoch, FileId, Seq, SiteId, Version, VisitorId};
use baton_shared::message::AgentRef;
use baton_shared::policy::Policy;
use baton_shared::protocol::{Audience, PhaseName, Role, View, view};
use baton_shared::seen::Seen;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::conversation_object::files::FileRow;
use crate::conversation_object::relay::TOLD;
use crate::conversation_object::session::{Allowance, Session};
use crate::conversation_object::store::Store;
use crate::error::Error;

/// What never changes about a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Identity {
    /// Whose.
    pub site: SiteId,
    /// Which.
    pub conversation: ConversationId,
    /// Of whom.
    pub visitor: VisitorId,
}

/// The desk's last word.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Heard {
    /// Of the desk; an older word is late.
    pub version: Version,
    /// What it said.
    pub notice: Notice,
}

/// A conversation, awake.
pub struct Memory {
    /// What never changes.
    pub identity: Identity,
    /// The rules that it began with.
    pub policy: Policy,
    /// The fold of the journal.
    pub state: Conversation,
    /// What analytics keeps of it: the fold of the journal, too.
    pub record: ConversationRecord,
    /// Rows of the journal.
    pub turns: u64,
    /// The desk's last word.
    pub heard: Heard,
    /// What is stored here beside messages.
    pub files: BTreeMap<FileId, FileRow>,
    /// How far each side has come.
    pub seen: Seen,
    /// Who the sockets speak for.
    pub sessions: BTreeMap<String, Session>,
    /// Agents among them, each once.
    pub viewers: Vec<AgentRef>,
    /// How many frames each socket may still send.
    pub allowances: BTreeMap<String, Allowance>,
    /// Of what can be seen; see [`Memory::touch`].
    pub version: Version,
    /// What the desk has been told.
    pub told: Version,
    /// The phase in what the desk was told last.
    pub told_phase: Option<PhaseName>,
    /// A task tells the desk now.
    pub is_telling: bool,
    /// Turns of which the site's receivers were told.
    pub relayed: u64,
    /// A task tells them now.
    pub is_relaying: bool,
    /// A task asks the bot now.
    pub asking: Option<(Epoch, Seq)>,
    /// The last view that was sent to each side.
    pub shown_to_visitor: Option<View>,
    /// As above.
    pub shown_to_agents: Option<View>,
    /// What the alarm is set to.
    pub alarm_at: Option<Timestamp>,
}

impl Memory {
    /// Reads everything; `None` if the conversation does not exist.
    pub fn load(store: &Store, now: Timestamp) -> Result<Option<Self>, Error> {
        if !store.exists()? {
            return Ok(None);
        }
        let (Some(identity), Some(policy)) = (store.get("identity")?, store.get("policy")?) else {
            return Ok(None);
        };
        let mut memory = Self::new(identity, policy, now);
        for events in store.journal()? {
            memory.evolve(&events);
            memory.turns = memory.turns.saturating_add(1);
        }
        if let Some(broken) = memory.state.broken_invariant() {
            return Err(Error::Corrupt(broken));
        }
        // One of before there were receivers: what has happened by now is no news.
        memory.relayed = store.get(TOLD)?.unwrap_or(memory.turns);
        memory.heard = store.get("heard")?.unwrap_or_default();
        memory.policy.is_open = memory.heard.notice.is_open;
        memory.files = store.files()?;
        memory.seen = store.get("seen")?.unwrap_or_default();
        memory.sessions = store.sessions()?;
        memory.count_viewers();
        Ok(Some(memory))
    }

    /// A conversation in which nothing has happened.
    pub fn new(identity: Identity, policy: Policy, now: Timestamp) -> Self {
        let record = ConversationRecord::new(identity.conversation.clone(), policy.department.clone());
        Self {
            record,
            identity,
            policy,
            state: Conversation::default(),
            turns: 0,
            heard: Heard::default(),
            files: BTreeMap::new(),
            seen: Seen::default(),
            sessions: BTreeMap::new(),
            viewers: Vec::new(),
            allowances: BTreeMap::new(),
            version: Version(now.0),
            told: Version(0),
            told_phase: None,
            is_telling: false,
            relayed: 0,
            is_relaying: false,
            asking: None,
            shown_to_visitor: None,
            shown_to_agents: None,
            alarm_at: None,
        }
    }

    /// Applies what has happened.
    pub fn evolve(&mut self, events: &[Event]) {
        for event in events {
            evolve(&mut self.state, event);
            self.record.evolve(event);
        }
    }

    /// Something that can be seen has changed. The version is the time where that is later than the last one, so that it
    /// grows over a restart without being stored (a hybrid logical clock; Kulkarni and others, 2014).
    pub fn touch(&mut self, now: Timestamp) {
        self.version = Version(self.version.next().0.max(now.0));
    }

    /// Works out anew which agents look at it; says whether that has changed.
    pub fn count_viewers(&mut self) -> bool {
        let agents = self.sessions.values().filter_map(|session| session.agent.as_ref());
        let viewers: BTreeSet<AgentRef> = agents.map(|seat| seat.agent.clone()).collect();
        let viewers: Vec<AgentRef> = viewers.into_iter().collect();
        let has_changed = viewers != self.viewers;
        self.viewers = viewers;
        has_changed
    }

    /// Whether the visitor's page is open.
    pub fn is_visitor_online(&self) -> bool {
        self.sessions.values().any(|session| session.role() == Role::Visitor)
    }

    /// What a side sees now.
    pub fn view(&self, role: Role) -> View {
        view(&self.state, &self.audience(), role)
    }

    /// What a side sees now, if it differs from what it was shown last. Whoever comes later gets it with the welcome.
    pub fn news(&mut self, role: Role) -> Option<View> {
        let now = self.view(role);
        let shown = match role {
            Role::Visitor => &mut self.shown_to_visitor,
            Role::Agent => &mut self.shown_to_agents,
        };
        let is_same =
            shown.as_ref().is_some_and(|shown| View { version: now.version, ..shown.clone() } == now);
        (!is_same).then(|| shown.insert(now).clone())
    }

    /// What projections are made from.
    pub fn audience(&self) -> Audience<'_> {
        Audience {
            id: &self.identity.conversation,
            policy: &self.policy,
            notice: &self.heard.notice,
            seen: &self.seen,
            viewers: &self.viewers,
            is_visitor_online: self.is_visitor_online(),
            version: self.version,
        }
    }
}
