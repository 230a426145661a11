//! The desk as a page sees it: the live list, who is there, what rings, and what this agent looks at.

use std::collections::BTreeMap;

use baton_client::browser::LiveDesk;
use baton_shared::desk::{Presence, Summary};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId};
use baton_shared::protocol::{AgentShown, DepartmentShown};
use baton_shared::time::Timestamp;
use leptos::prelude::*;

use crate::api::Me;
use crate::clock::Clock;
use crate::connection::{Connection, Ending};
use crate::cursor::Cursor;
use crate::inbox::{Counts, Inbox, Scope};
use crate::kept::Kept;
use crate::listing::Listing;
use crate::place::Place;
use crate::ringing::Ringing;
use crate::session::Session;
use crate::settings::Settings;
use crate::sound::Sound;
use crate::{activity, address, alerts, feed};

/// What can lie over the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Members and invitations.
    Members,
    /// The keys.
    Keys,
    /// Colleagues.
    Team,
    /// How this browser calls its agent.
    Alerts,
}

/// Everything at the desk, as a handle.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page's session.
    pub session: Session,
    /// Who sits here.
    pub me: StoredValue<Me>,
    /// The present.
    pub clock: Clock,
    /// What this browser remembers.
    pub settings: Settings,
    /// What rings can be heard by.
    pub sound: Sound,
    /// The list's connection.
    pub connection: RwSignal<Connection>,
    /// Whether there is a list to show.
    pub is_loaded: RwSignal<bool>,
    /// Own presence.
    pub presence: RwSignal<Presence>,
    /// Whether the desk has not confirmed it yet.
    pub is_presence_on_its_way: RwSignal<bool>,
    /// Set to away without a choice on this page; the reason, as far as it can be told.
    pub set_away: RwSignal<Option<&'static str>>,
    /// All agents.
    pub agents: RwSignal<Vec<AgentShown>>,
    /// All departments.
    pub departments: RwSignal<Vec<DepartmentShown>>,
    /// Grows with every change of the list.
    pub revision: RwSignal<u64>,
    /// How many conversations each view holds.
    pub counts: RwSignal<Counts>,
    /// Which view is shown.
    pub listing: RwSignal<Listing>,
    /// Of which department; `None`: of all.
    pub department: RwSignal<Option<DepartmentId>>,
    /// What the list is searched for.
    pub search: RwSignal<String>,
    /// Where the keyboard is in the list.
    pub cursor: Cursor,
    /// What rings for this agent.
    pub ringing: RwSignal<Ringing>,
    /// What the agent has accepted from the ring: the opened conversation takes it and asks the edge.
    pub accepting: RwSignal<Option<ConversationId>>,
    /// The open conversation.
    pub open: Memo<Option<ConversationId>>,
    /// Whether the visitor's card is open where it has no place of its own.
    pub has_card: RwSignal<bool>,
    /// What lies over the desk.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What went wrong with the desk itself.
    pub notice: RwSignal<Option<String>>,
    /// Texts that were begun and not sent.
    pub drafts: StoredValue<BTreeMap<ConversationId, String>>,
    /// What else outlives an opened conversation.
    pub kept: Kept,
    pub(crate) inbox: StoredValue<Inbox>,
    pub(crate) live: StoredValue<Option<LiveDesk>, LocalStorage>,
}

impl Desk {
    /// Connects; the owner that it is made in disconnects it.
    pub fn start(session: Session, me: Me) -> Self {
        let open = Memo::new(move |_| match session.place.get() {
            Place::Conversation(id) => Some(id),
            Place::List | Place::Analytics | Place::Invitation(_) | Place::Settings(_) => None,
        });
        let desk = Self {
            session,
            inbox: StoredValue::new(Inbox::new(me.agent.id.clone())),
            me: StoredValue::new(me),
            clock: Clock::start(),
            settings: Settings::load(),
            sound: Sound::wait_for_gesture(),
            connection: RwSignal::new(Connection::default()),
            is_loaded: RwSignal::new(false),
            presence: RwSignal::new(Presence::default()),
            is_presence_on_its_way: RwSignal::new(false),
            set_away: RwSignal::new(None),
            agents: RwSignal::new(Vec::new()),
            departments: RwSignal::new(Vec::new()),
            revision: RwSignal::new(0),
            counts: RwSignal::new(Counts::default()),
            listing: RwSignal::new(Listing::default()),
            department: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            cursor: Cursor::new(),
            ringing: RwSignal::new(Ringing::default()),
            accepting: RwSignal::new(None),
            open,
            has_card: RwSignal::new(false),
            sheet: RwSignal::new(None),
            notice: RwSignal::new(None),
            drafts: StoredValue::default(),
            kept: Kept::default(),
            live: StoredValue::new_local(None),
        };
        desk.watch();
        feed::start(desk, socket_url("/api/desk/socket"));
        activity::listen(desk);
        alerts::start(desk);
        desk
    }

    /// The agent who sits here.
    pub fn my_id(self) -> AgentId {
        self.me.with_value(|me| me.agent.id.clone())
    }

    /// The desk's time; whoever reads it is told every second.
    pub fn now(self) -> Timestamp {
        let here = self.clock.now();
        let at_desk =
            |live: &Option<LiveDesk>| live.as_ref().map(|live| live.with(|list| list.at_desk(here)));
        self.live.with_value(at_desk).unwrap_or(here)
    }

    /// One live conversation; whoever reads it is told when the list changes.
    pub fn row(self, id: &ConversationId) -> Option<Summary> {
        self.revision.track();
        self.inbox.with_value(|inbox| inbox.get(id).cloned())
    }

    /// How many conversations are shown.
    pub fn len(self) -> usize {
        self.revision.track();
        self.inbox.with_value(Inbox::len)
    }

    /// A department's name, if there is more than one to tell apart.
    pub fn department_name(self, id: &DepartmentId) -> Option<String> {
        self.departments.with(|all| {
            let known = all.iter().find(|department| department.id == *id).filter(|_| all.len() > 1);
            known.map(|department| department.name.clone())
        })
    }

    /// How long a department lets a visitor wait, in milliseconds.
    pub fn wait_ms_max(self, id: &DepartmentId) -> Option<u64> {
        let of = |all: &Vec<DepartmentShown>| {
            all.iter().find(|department| department.id == *id).map(|department| department.wait_ms_max)
        };
        self.departments.with(of)
    }

    /// This agent as the others see him.
    pub fn myself(self) -> Option<AgentShown> {
        let me = self.my_id();
        self.agents.with(|agents| agents.iter().find(|agent| agent.agent.id == me).cloned())
    }

    /// Chooses a presence.
    pub fn set_presence(self, presence: Presence) {
        self.set_away.set(None);
        self.with_live(|live| live.set_presence(presence));
    }

    /// Takes what rings: opens the conversation, which asks the edge for it.
    pub fn accept(self, id: &ConversationId) {
        self.ringing.update(|ringing| ringing.answer(id));
        self.accepting.set(Some(id.clone()));
        address::go(&Place::Conversation(id.clone()));
    }

    /// Does not take what rings.
    pub fn decline(self, id: &ConversationId) {
        self.ringing.update(|ringing| ringing.answer(id));
        self.with_live(|live| live.decline(id.clone()));
    }

    /// Tries to connect now.
    pub fn hurry(self) {
        self.with_live(LiveDesk::hurry);
    }

    /// Shows a view and nothing open, where only one of the two has room.
    pub fn show(self, listing: Listing) {
        self.listing.set(listing);
        self.search.set(String::new());
        if matches!(self.session.place.get_untracked(), Place::Settings(_) | Place::Analytics) {
            address::go(&Place::List);
        }
    }

    /// Closes the open conversation.
    pub fn close(self) {
        self.has_card.set(false);
        address::go(&Place::List);
    }

    /// Does something with the connection, if there still is one.
    pub(crate) fn with_live(self, act: impl FnOnce(&LiveDesk)) {
        self.live.try_with_value(|live| live.as_ref().map(act));
    }

    /// Looks at what the agent wants to see, and notices the end of the session.
    fn watch(self) {
        Effect::new(move || {
            let scope = Scope {
                listing: self.listing.get(),
                department: self.department.get(),
                search: self.search.get(),
            };
            self.inbox.update_value(|inbox| inbox.look(scope));
            feed::show(self);
        });
        Effect::new(move || match self.connection.get() {
            Connection::Over(Ending::SignedOut) => self.session.lost(),
            // A socket that was not let in looks like one without a network: only a request tells them apart.
            Connection::Lost { next: Some(_) } => self.session.check(),
            Connection::Lost { next: None }
            | Connection::Over(_)
            | Connection::Opening
            | Connection::Live => {}
        });
    }
}

/// The edge's address of a socket: the page's own origin.
pub fn socket_url(path: &str) -> String {
    let location = window().location();
    let scheme = if location.protocol().is_ok_and(|scheme| scheme == "http:") { "ws" } else { "wss" };
    format!("{scheme}://{}{path}", location.host().unwrap_or_default())
}

/// Tells those who look only when there is something new.
pub fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|before| *before != value) {
        signal.set(value);
    }
}
