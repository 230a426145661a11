//! The desk as a page sees it: the live list, who is there, and what this agent looks at.

use std::collections::{BTreeMap, BTreeSet};

use baton_client::browser::LiveDesk;
use baton_client::desk_list::DeskList;
use baton_shared::desk::{AgentAtDesk, Presence};
use baton_shared::ids::{AgentId, ConversationId};
use leptos::prelude::*;

use crate::address;
use crate::api::Me;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::listing::{Listing, Rows};
use crate::place::Place;
use crate::session::Session;
use crate::settings::Settings;
use crate::sound::Sound;

/// What can lie over the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Members and invitations.
    Members,
    /// The keys.
    Keys,
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
    /// The list's connection.
    pub connection: RwSignal<Connection>,
    /// Own presence.
    pub presence: RwSignal<Presence>,
    /// Whether the desk has not confirmed it yet.
    pub is_presence_on_its_way: RwSignal<bool>,
    /// All agents.
    pub agents: RwSignal<Vec<AgentAtDesk>>,
    /// All live conversations.
    pub rows: RwSignal<Rows>,
    /// Which view is shown.
    pub listing: RwSignal<Listing>,
    /// What the list is searched for.
    pub search: RwSignal<String>,
    /// What the list shows, in order.
    pub shown: Memo<Vec<ConversationId>>,
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
    live: StoredValue<LiveDesk, LocalStorage>,
}

impl Desk {
    /// Connects; the owner that it is made in disconnects it.
    pub fn start(session: Session, me: Me) -> Self {
        let (connection, presence) =
            (RwSignal::new(Connection::default()), RwSignal::new(Presence::default()));
        let is_presence_on_its_way = RwSignal::new(false);
        let (agents, rows) = (RwSignal::new(Vec::new()), RwSignal::new(Rows::new()));
        let live = LiveDesk::start(socket_url("/api/desk/socket"), move |list: &DeskList| {
            set_changed(connection, connection.get_untracked().after(list.link()));
            set_changed(presence, list.presence());
            set_changed(is_presence_on_its_way, list.is_presence_on_its_way());
            set_changed(agents, list.agents().cloned().collect());
            set_changed(
                rows,
                list.conversations().map(|row| (row.conversation.clone(), row.clone())).collect(),
            );
        });
        let me = StoredValue::new(me);
        let (listing, search) = (RwSignal::new(Listing::default()), RwSignal::new(String::new()));
        let shown = Memo::new(move |_| {
            let show = |me: &Me| rows.with(|rows| listing.get().show(rows, &me.agent.id, &search.get()));
            me.with_value(show)
        });
        let open = Memo::new(move |_| match session.place.get() {
            Place::Conversation(id) => Some(id),
            Place::List | Place::Invitation(_) | Place::Settings(_) => None,
        });
        let desk = Self {
            session,
            me,
            clock: Clock::start(),
            settings: Settings::load(),
            connection,
            presence,
            is_presence_on_its_way,
            agents,
            rows,
            listing,
            search,
            shown,
            open,
            has_card: RwSignal::new(false),
            sheet: RwSignal::new(None),
            notice: RwSignal::new(None),
            drafts: StoredValue::default(),
            live: StoredValue::new_local(live),
        };
        desk.watch();
        desk
    }

    /// The agent who sits here.
    pub fn my_id(self) -> AgentId {
        self.me.with_value(|me| me.agent.id.clone())
    }

    /// How many conversations a view holds.
    pub fn count(self, listing: Listing) -> usize {
        self.me.with_value(|me| self.rows.with(|rows| listing.count(rows, &me.agent.id)))
    }

    /// Chooses a presence.
    pub fn set_presence(self, presence: Presence) {
        self.live.with_value(|live| live.set_presence(presence));
    }

    /// Tries to connect now.
    pub fn hurry(self) {
        self.live.with_value(LiveDesk::hurry);
    }

    /// Shows a view and nothing open, where only one of the two has room.
    pub fn show(self, listing: Listing) {
        self.listing.set(listing);
        self.search.set(String::new());
        if matches!(self.session.place.get_untracked(), Place::Settings(_)) {
            address::go(&Place::List);
        }
    }

    /// Closes the open conversation.
    pub fn close(self) {
        self.has_card.set(false);
        address::go(&Place::List);
    }

    /// Rings for new requests, counts them in the title, and notices the end of the session.
    fn watch(self) {
        let sound = Sound::wait_for_gesture();
        Effect::new(move |before: Option<Option<BTreeSet<ConversationId>>>| {
            if self.connection.get() != Connection::Live {
                return before.flatten();
            }
            let waiting = self.waiting();
            // What waited before this page was opened is seen, not heard.
            let is_new = before.flatten().is_some_and(|before| waiting.iter().any(|id| !before.contains(id)));
            if is_new && !self.settings.is_muted.get_untracked() {
                sound.ring();
            }
            Some(waiting)
        });
        Effect::new(move || {
            document().set_title(&match self.count(Listing::Waiting) {
                0 => "Desk".to_owned(),
                count => format!("({count}) Desk"),
            });
        });
        on_cleanup(|| document().set_title("Desk"));
        Effect::new(move || match self.connection.get() {
            Connection::Over { is_signed_out: true } => self.session.lost(),
            // A socket that was not let in looks like one without a network: only a request tells them apart.
            Connection::Lost { next: Some(_) } => self.session.check(),
            Connection::Lost { next: None }
            | Connection::Over { .. }
            | Connection::Opening
            | Connection::Live => {}
        });
    }

    fn waiting(self) -> BTreeSet<ConversationId> {
        let me = self.my_id();
        let waits = |rows: &Rows| {
            let waiting = rows.values().filter(|row| Listing::Waiting.holds(row, &me));
            waiting.map(|row| row.conversation.clone()).collect()
        };
        self.rows.with(waits)
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
