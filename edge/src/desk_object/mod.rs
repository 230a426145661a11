//! One site's desk: owns presence, the queue's order and the live list.
//!
//! Reading order: `store`, `turn` (what happens), `hours` (what the site has decided), `tell` (what conversations are
//! told), `socket` (the agents' pages), `news` (what they are shown), `revoked` (who must not see it any more), `records`
//! and `analytics` (what is counted).

mod analytics;
#[cfg(feature = "test-hooks")]
mod fill;
mod hours;
mod news;
mod records;
mod revoked;
mod socket;
mod store;
mod tell;
mod turn;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::analytics::ConversationRecord;
use baton_shared::conversation::Reason;
use baton_shared::desk::{Command, Desk, DeskAnswer, DeskConfig, Summary, answer as desk_answer};
use baton_shared::ids::{AgentId, ConversationId, DepartmentId, HandoverId, SiteId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{PING, PONG};
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object,
};

use crate::call::{answer, question, reply};
use crate::clock;
use crate::conversation_object::Word;
use crate::error::{self, Error};
use news::Shown;
use records::Records;
pub use revoked::Revoked;
use revoked::RevokedAt;
use store::Store;

pub use analytics::{Asked, Counted};

/// A desk that wakes answers who has woken it, and then brings all others up to date.
const AFTER_WAKE_MS: u64 = 20;

/// What a conversation reports.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// Whose.
    pub site: SiteId,
    /// How it stands.
    pub summary: Summary,
    /// The request that waits for an answer.
    pub asks: Option<HandoverId>,
    /// What analytics keeps of it, once there is something.
    #[serde(default)]
    pub record: Option<ConversationRecord>,
}

/// What the desk answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reported {
    /// Whether there is a place in the queue, if one was asked for.
    pub answer: Option<DeskAnswer>,
    /// The version of the report that the desk holds.
    pub has: Version,
    /// What the conversation must know.
    pub word: Word,
}

/// Whom an agent wants to give a conversation to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An agent, for a department's conversation.
    Agent(AgentId, DepartmentId),
    /// A department.
    Department(DepartmentId),
}

/// What the desk knows of whom a conversation is to be given to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TargetCard {
    /// The agent, if it is one.
    pub agent: Option<AgentRef>,
    /// The name.
    pub name: String,
    /// Whether he, or somebody there, takes conversations now.
    pub is_available: bool,
}

/// Somebody asks why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Why {
    /// About what.
    pub conversation: ConversationId,
    /// Who asks.
    pub agent: AgentId,
    /// Whether he may see everything.
    pub is_admin: bool,
}

/// The platform's side of a desk.
#[durable_object]
pub struct DeskObject {
    core: Rc<Core>,
}

/// What tasks of one desk share. No borrow of `desk` is ever held over an await.
pub struct Core {
    state: State,
    env: Env,
    store: Store,
    records: Records,
    desk: RefCell<Option<Desk>>,
    is_telling: Cell<bool>,
    /// The version of the last word that each conversation was given, on whatever way: only that one's arrival counts.
    given: RefCell<BTreeMap<ConversationId, Version>>,
    alarm_at: Cell<Option<Timestamp>>,
    /// Whose desk; `None` until somebody has said it.
    site: RefCell<Option<SiteId>>,
    shown: RefCell<Shown>,
    /// Sessions that have ended a moment ago.
    revoked: RefCell<Vec<RevokedAt>>,
}

impl DurableObject for DeskObject {
    fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new(PING, PONG) {
            state.set_websocket_auto_response(&pair);
        }
        let store = Store::new(state.storage().sql());
        let records = Records::new(state.storage().sql());
        let core = Core {
            state,
            env,
            store,
            records,
            desk: RefCell::new(None),
            is_telling: Cell::new(false),
            given: RefCell::default(),
            alarm_at: Cell::new(None),
            site: RefCell::new(None),
            shown: RefCell::default(),
            revoked: RefCell::default(),
        };
        Self { core: Rc::new(core) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/socket" => self.core.accept_socket(&request),
            "/report" => reply(&mut request, |report: Report| self.core.report(report)).await,
            "/target" => reply(&mut request, |target: Target| self.core.card(&target)).await,
            "/closed-to" => reply(&mut request, |agent: AgentId| self.core.closed_to(&agent)).await,
            "/configure" => reply(&mut request, |config: DeskConfig| self.core.configure(config)).await,
            "/analytics" => match question::<Asked>(&mut request).await {
                Ok(asked) => answer(self.core.analytics(asked).await),
                Err(error) => answer::<()>(Err(error)),
            },
            "/why" => reply(&mut request, |why: Why| self.core.why(&why)).await,
            "/revoke" => match question::<Revoked>(&mut request).await {
                Ok(revoked) => answer(self.core.revoke(&revoked).await),
                Err(error) => answer::<()>(Err(error)),
            },
            "/left" => reply(&mut request, |agent: AgentId| self.core.left(&agent)).await,
            #[cfg(feature = "test-hooks")]
            "/fill" => reply(&mut request, |wanted: usize| self.core.fill(wanted)).await,
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // An alarm that throws six times is given up by the platform: whatever happens, it must not.
        error::log("desk alarm", self.core.alarm());
        Response::ok("")
    }

    async fn websocket_message(
        &self,
        ws: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        self.core.socket_message(&ws, message);
        Ok(())
    }

    async fn websocket_close(
        &self,
        ws: WebSocket,
        code: usize,
        _reason: String,
        _clean: bool,
    ) -> worker::Result<()> {
        self.core.socket_closed(&ws, code);
        Ok(())
    }

    async fn websocket_error(&self, ws: WebSocket, _error: worker::Error) -> worker::Result<()> {
        self.core.socket_closed(&ws, 1006);
        Ok(())
    }
}

impl Core {
    /// Makes sure that the desk is in memory. A desk that was away counts who is still there and asks the conversations
    /// that it knows how they stand.
    fn load(self: &Rc<Self>) -> Result<(), Error> {
        if self.desk.borrow().is_some() {
            return Ok(());
        }
        self.records.create()?;
        // Words that were under way may still arrive: what any conversation knows is not known any more.
        let desk = Desk::restored(self.store.load(Version(clock::now().0))?);
        *self.desk.borrow_mut() = Some(desk);
        *self.site.borrow_mut() = self.store.get("site")?;
        // Whoever has woken the desk is answered before thousands of conversations are asked and told.
        self.is_telling.set(true);
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            clock::pause_ms(AFTER_WAKE_MS).await;
            core.is_telling.set(false);
            core.fetch_config();
            core.ask_for_reports();
            core.tell_conversations();
        });
        self.look_at_the_clock()?;
        self.recount()
    }

    /// Looks at the desk, which has been loaded.
    fn with<T>(&self, look: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        self.desk.borrow_mut().as_mut().map(look)
    }

    fn report(self: &Rc<Self>, report: Report) -> Result<Reported, Error> {
        self.belongs_to(&report.site)?;
        if let Some(record) = &report.record {
            self.records.put(record)?;
        }
        let (conversation, asks) = (report.summary.conversation.clone(), report.asks);
        self.turn(&Command::Report { summary: Box::new(report.summary), asks })?;
        self.revoke_late(&conversation);
        let reported = self.with(|desk| {
            let row = desk.rows.get(&conversation);
            Reported {
                answer: asks.map(|handover| desk_answer(desk, &conversation, handover)),
                has: row.map(|row| row.summary.version).unwrap_or_default(),
                word: Word { version: desk.version, notice: desk.notice(&conversation) },
            }
        });
        if let Some(Reported { word, .. }) = &reported {
            self.give(&conversation, word)?;
            self.tell_conversations();
        }
        reported.ok_or_else(|| Error::Corrupt("a desk without memory".to_owned()))
    }

    fn card(self: &Rc<Self>, target: &Target) -> Result<Option<TargetCard>, Error> {
        self.load()?;
        let card = self.with(|desk| match target {
            Target::Agent(id, department) => desk.agents.get(id).map(|known| TargetCard {
                agent: Some(known.agent.clone()),
                name: known.agent.name.clone(),
                is_available: desk.is_agent_available(id) && desk.config.is_member(id, department),
            }),
            Target::Department(id) => desk.config.departments.get(id).map(|known| TargetCard {
                agent: None,
                name: known.name.clone(),
                is_available: desk.is_available(id),
            }),
        });
        Ok(card.flatten())
    }

    /// The departments that an agent does not serve.
    fn closed_to(self: &Rc<Self>, agent: &AgentId) -> Result<Vec<DepartmentId>, Error> {
        self.load()?;
        let closed = self.with(|desk| {
            let departments = desk.config.departments.keys();
            departments.filter(|id| !desk.config.is_member(agent, id)).cloned().collect::<Vec<_>>()
        });
        Ok(closed.unwrap_or_default())
    }

    /// `None` if the asker may not see the conversation.
    fn why(self: &Rc<Self>, why: &Why) -> Result<Option<Vec<Reason>>, Error> {
        self.load()?;
        let may_see = self.with(|desk| {
            let row = desk.rows.get(&why.conversation);
            row.map_or(why.is_admin, |row| desk.may_see(&why.agent, why.is_admin, &row.summary))
        });
        if may_see != Some(true) {
            return Ok(None);
        }
        let decisions = self.store.decisions(&why.conversation)?;
        Ok(Some(decisions.iter().map(|it| Reason { at: it.at, sentence: it.sentence() }).collect()))
    }
}
