//! The desk as one agent's page knows it: who is there, what is live.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::desk::{Presence, Summary};
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::limits::ACTIVE_MS_MIN;
use baton_shared::message::AgentRef;
use baton_shared::protocol::{
    AgentShown, DepartmentShown, DeskClientFrame, DeskServerFrame, OfferShown, PING, PONG, VERSION,
};
use baton_shared::time::Timestamp;

use crate::link::{Duty, Link, LinkState};

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum DeskInput {
    /// Begin.
    Start,
    /// The socket is open.
    Opened,
    /// A frame has arrived.
    Received(String),
    /// The socket is gone.
    Closed {
        /// The close code.
        code: u16,
    },
    /// The agent chooses a presence.
    SetPresence(Presence),
    /// The agent does not want what rings.
    Decline(ConversationId),
    /// The agent has touched the page.
    Active,
    /// The time of [`DeskList::next_wake`] has come.
    Wake,
    /// The network is back.
    Hurry,
}

/// What has to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskOutput {
    /// Open a socket.
    Connect,
    /// Close the socket.
    Disconnect,
    /// Send this text.
    Send(String),
}

/// What has changed in the list since it was last taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Everything may have.
    pub all: bool,
    /// These have come, changed or gone.
    pub conversations: BTreeSet<ConversationId>,
}

/// Everything live.
#[derive(Debug, Clone, Default)]
pub struct DeskList {
    link: LinkState,
    you: Option<AgentRef>,
    agents: BTreeMap<AgentId, AgentShown>,
    departments: Vec<DepartmentShown>,
    conversations: BTreeMap<ConversationId, Summary>,
    changed: Changed,
    offers: Vec<OfferShown>,
    /// How far the desk's clock is ahead of this page's, in milliseconds.
    ahead_ms: i64,
    /// When the desk was last told that somebody is here.
    active_told: Option<Timestamp>,
    wanted: Option<Presence>,
}

impl DeskList {
    /// Where the connection stands.
    pub fn link(&self) -> Link {
        self.link.link
    }

    /// Who this page speaks for; `None` before the first welcome.
    pub fn you(&self) -> Option<&AgentRef> {
        self.you.as_ref()
    }

    /// All agents who were ever here.
    pub fn agents(&self) -> impl Iterator<Item = &AgentShown> {
        self.agents.values()
    }

    /// All departments.
    pub fn departments(&self) -> &[DepartmentShown] {
        &self.departments
    }

    /// What rings for this agent.
    pub fn offers(&self) -> &[OfferShown] {
        &self.offers
    }

    /// The desk's time at an instant of this page's clock.
    pub fn at_desk(&self, here: Timestamp) -> Timestamp {
        Timestamp(here.0.saturating_add_signed(self.ahead_ms))
    }

    /// What has changed in the list since the last call.
    pub fn take_changed(&mut self) -> Changed {
        std::mem::take(&mut self.changed)
    }

    /// All live conversations.
    pub fn conversations(&self) -> impl Iterator<Item = &Summary> {
        self.conversations.values()
    }

    /// One live conversation.
    pub fn conversation(&self, id: &ConversationId) -> Option<&Summary> {
        self.conversations.get(id)
    }

    /// This agent's presence, as chosen here or as the desk knows it.
    pub fn presence(&self) -> Presence {
        let known = self.you.as_ref().and_then(|you| self.agents.get(&you.id)).map(|agent| agent.presence);
        self.wanted.or(known).unwrap_or_default()
    }

    /// Whether the desk has not confirmed the agent's choice yet.
    pub fn is_presence_on_its_way(&self) -> bool {
        self.wanted.is_some()
    }

    /// When [`DeskInput::Wake`] has something to do.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.link.next_wake()
    }

    /// Takes in what has happened and says what to do. `jitter` is a random number from 0 to 1.
    pub fn handle(&mut self, now: Timestamp, jitter: f64, input: DeskInput) -> Vec<DeskOutput> {
        match input {
            DeskInput::Start => self.connect(now),
            DeskInput::Opened => say(&DeskClientFrame::Hello { v: VERSION }),
            DeskInput::Received(text) => self.received(now, &text),
            DeskInput::Closed { code } => {
                self.link.lost(now, code, false, jitter);
                Vec::new()
            }
            DeskInput::SetPresence(presence) => {
                self.wanted = Some(presence);
                let out = self.send_wanted();
                self.forget_wanted();
                out
            }
            DeskInput::Decline(conversation) => {
                self.offers.retain(|offer| offer.conversation != conversation);
                self.say_live(&DeskClientFrame::Decline { conversation })
            }
            DeskInput::Active => self.active(now),
            DeskInput::Wake => self.wake(now, false),
            DeskInput::Hurry => self.wake(now, true),
        }
    }

    fn connect(&mut self, now: Timestamp) -> Vec<DeskOutput> {
        self.link.connecting(now);
        vec![DeskOutput::Connect]
    }

    fn wake(&mut self, now: Timestamp, should_hurry: bool) -> Vec<DeskOutput> {
        match self.link.duty(now, should_hurry) {
            Some(Duty::Connect) => self.connect(now),
            Some(Duty::Drop) => vec![DeskOutput::Disconnect],
            Some(Duty::Ping) => vec![DeskOutput::Send(PING.to_owned())],
            None => Vec::new(),
        }
    }

    fn received(&mut self, now: Timestamp, text: &str) -> Vec<DeskOutput> {
        self.link.heard(now);
        if text == PONG {
            return Vec::new();
        }
        let Ok(frame) = serde_json::from_str::<DeskServerFrame>(text) else { return Vec::new() };
        match frame {
            DeskServerFrame::Welcome {
                you, agents, departments, conversations, offers, now: there, ..
            } => {
                self.link.welcomed(now);
                self.you = Some(you);
                self.departments = departments;
                self.offers = offers;
                self.ahead_ms = there.0 as i64 - now.0 as i64;
                self.agents = agents.into_iter().map(|agent| (agent.agent.id.clone(), agent)).collect();
                self.conversations =
                    conversations.into_iter().map(|it| (it.conversation.clone(), it)).collect();
                self.changed = Changed { all: true, conversations: BTreeSet::new() };
                let out = self.send_wanted();
                self.forget_wanted();
                return out;
            }
            DeskServerFrame::Agent(agent) => {
                self.agents.insert(agent.agent.id.clone(), agent);
                self.forget_wanted();
            }
            DeskServerFrame::Departments { departments } => self.departments = departments,
            DeskServerFrame::Offers { offers } => self.offers = offers,
            DeskServerFrame::Conversation(summary) => self.take(*summary),
            DeskServerFrame::Removed { conversation } => {
                self.conversations.remove(&conversation);
                self.changed.conversations.insert(conversation);
            }
            DeskServerFrame::Error { .. } => {}
        }
        Vec::new()
    }

    fn take(&mut self, summary: Summary) {
        let known = self.conversations.get(&summary.conversation);
        if known.is_none_or(|known| known.version <= summary.version) {
            self.changed.conversations.insert(summary.conversation.clone());
            self.conversations.insert(summary.conversation.clone(), summary);
        }
    }

    /// A choice that the desk has is no wish any more: sent again after a long absence it would undo what happened
    /// meanwhile.
    fn forget_wanted(&mut self) {
        let is_live = matches!(self.link.link, Link::Live { .. });
        let known = self.you.as_ref().and_then(|you| self.agents.get(&you.id)).map(|agent| agent.presence);
        if is_live && self.wanted == known {
            self.wanted = None;
        }
    }

    /// Said at most once a minute, and only where somebody listens.
    fn active(&mut self, now: Timestamp) -> Vec<DeskOutput> {
        if self.active_told.is_some_and(|told| now.since_ms(told) < ACTIVE_MS_MIN) {
            return Vec::new();
        }
        let out = self.say_live(&DeskClientFrame::Active);
        if !out.is_empty() {
            self.active_told = Some(now);
        }
        out
    }

    fn say_live(&self, frame: &DeskClientFrame) -> Vec<DeskOutput> {
        if matches!(self.link.link, Link::Live { .. }) { say(frame) } else { Vec::new() }
    }

    /// A choice made without a connection is sent with the next one.
    fn send_wanted(&self) -> Vec<DeskOutput> {
        let is_live = matches!(self.link.link, Link::Live { .. });
        let wanted = self.wanted.filter(|_| is_live);
        wanted.map(|presence| say(&DeskClientFrame::SetPresence { presence })).unwrap_or_default()
    }
}

fn say(frame: &DeskClientFrame) -> Vec<DeskOutput> {
    vec![DeskOutput::Send(frame.to_json())]
}
