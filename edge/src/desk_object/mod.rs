//! One site's desk: owns presence, the queue's order and the live list.
//!
//! Reading order: `store`, `turn` (what happens), `tell` (what conversations are told), `socket` (the agents' pages).

mod socket;
mod store;
mod tell;
mod turn;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::desk::{Command, Desk, Summary};
use baton_shared::ids::{AgentId, ConversationId, HandoverId, Version};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{PING, PONG};
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object,
};

use crate::call::{answer, question};
use crate::clock;
use crate::conversation_object::Word;
use crate::error::{self, Error};
use store::Store;

/// What a conversation reports.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// How it stands.
    pub summary: Summary,
    /// The request that waits for an answer.
    pub asks: Option<HandoverId>,
}

/// What the desk answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reported {
    /// Whether the conversation has a place in the queue.
    pub is_queued: bool,
    /// The version of the report that the desk holds.
    pub has: Version,
    /// What the conversation must know.
    pub word: Word,
}

/// What the desk knows of an agent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgentCard {
    /// Who.
    pub agent: AgentRef,
    /// Whether he takes conversations now.
    pub is_available: bool,
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
    desk: RefCell<Option<Desk>>,
    is_telling: Cell<bool>,
    /// The version of the last word that each conversation was given, on whatever way: only that one's arrival counts.
    given: RefCell<BTreeMap<ConversationId, Version>>,
    alarm_at: Cell<Option<Timestamp>>,
}

impl DurableObject for DeskObject {
    fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new(PING, PONG) {
            state.set_websocket_auto_response(&pair);
        }
        let store = Store::new(state.storage().sql());
        let core = Core {
            state,
            env,
            store,
            desk: RefCell::new(None),
            is_telling: Cell::new(false),
            given: RefCell::default(),
            alarm_at: Cell::new(None),
        };
        Self { core: Rc::new(core) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/socket" => self.core.accept_socket(&request),
            "/report" => match question::<Report>(&mut request).await {
                Ok(report) => answer(self.core.report(report)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/agent" => match question::<AgentId>(&mut request).await {
                Ok(agent) => answer(self.core.card(&agent)),
                Err(error) => answer::<()>(Err(error)),
            },
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
        let mut desk = self.store.load(Version(clock::now().0))?;
        // Words that were under way may still arrive: what anybody knows is not known any more.
        desk.rows.values_mut().for_each(|row| row.told = None);
        *self.desk.borrow_mut() = Some(desk);
        self.recount()?;
        self.ask_for_reports();
        self.tell_conversations();
        Ok(())
    }

    /// Looks at the desk, which has been loaded.
    fn with<T>(&self, look: impl FnOnce(&mut Desk) -> T) -> Option<T> {
        self.desk.borrow_mut().as_mut().map(look)
    }

    fn report(self: &Rc<Self>, report: Report) -> Result<Reported, Error> {
        self.load()?;
        let (conversation, asks) = (report.summary.conversation.clone(), report.asks);
        self.turn(&Command::Report { summary: Box::new(report.summary), asks })?;
        let reported = self.with(|desk| {
            let row = desk.rows.get(&conversation);
            let queued = row.and_then(|row| row.queued).map(|(handover, _)| handover);
            Reported {
                is_queued: asks.is_some() && queued == asks,
                has: row.map(|row| row.summary.version).unwrap_or_default(),
                word: Word { version: desk.version, notice: desk.notice(&conversation) },
            }
        });
        if let Some(Reported { word, .. }) = &reported {
            self.give(&conversation, word);
            self.tell_conversations();
        }
        reported.ok_or_else(|| Error::Corrupt("a desk without memory".to_owned()))
    }

    fn card(self: &Rc<Self>, agent: &AgentId) -> Result<Option<AgentCard>, Error> {
        self.load()?;
        let card = self.with(|desk| {
            desk.agents.get(agent).map(|known| AgentCard {
                agent: known.agent.clone(),
                is_available: desk.is_agent_available(agent),
            })
        });
        Ok(card.flatten())
    }
}
