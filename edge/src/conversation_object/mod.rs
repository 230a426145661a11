//! One conversation: owns its messages, its order, its owner and its handover. Everybody else asks it.
//!
//! Reading order: `memory` (what is known), `store` (what is kept), `turn` (what happens), `deliver` (who is shown
//! what), `socket` (who says what), `files` (what is sent with it), `forms` (what is filled in), `desk_link` and `bot`
//! (whom it asks), `relay` (who is told).

mod bot;
mod command;
mod deliver;
mod desk_link;
#[cfg(feature = "test-hooks")]
mod faults;
mod files;
mod forms;
mod memory;
mod relay;
mod session;
mod socket;
mod store;
mod transcript;
mod turn;
mod visitors;

use std::cell::RefCell;
use std::rc::Rc;

use baton_shared::conversation::{Command, Reason, reasons};
use baton_shared::identity::VisitorIdentity;
use baton_shared::ids::{ConversationId, DepartmentId, SiteId, VisitorId};
use baton_shared::policy::Policy;
use baton_shared::protocol::{PING, PONG};
use serde::{Deserialize, Serialize};
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage, durable_object,
};

use crate::call::{answer, reply};
use crate::clock;
use crate::config::Config;
use crate::desk_object::Revoked;
use crate::error::{self, Error};
use memory::{Identity, Memory};
use store::Store;

pub use bot::BotAnswer;
pub use desk_link::Word;
pub use files::{Bearer, BeginFile, Begun, FindFile, KeepFile};
pub use forms::{AskForm, Filled, FormAnswer};
pub use visitors::page;

/// What a conversation is begun with.
#[derive(Debug, Serialize, Deserialize)]
pub struct Start {
    /// Whose.
    pub site: SiteId,
    /// Which.
    pub conversation: ConversationId,
    /// Of whom.
    pub visitor: VisitorId,
    /// The customer's page.
    pub page: Option<String>,
    /// The visitor's language.
    #[serde(default)]
    pub language: Option<String>,
    /// Who it is, if the site or its page has said it.
    #[serde(default)]
    pub identity: Option<Box<VisitorIdentity>>,
    /// The department that the page wants.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// The site's rules now.
    pub policy: Policy,
}

/// The platform's side of a conversation.
#[durable_object]
pub struct ConversationObject {
    core: Rc<Core>,
}

/// What tasks of one object share. No borrow of `memory` is ever held over an await.
pub struct Core {
    state: State,
    env: Env,
    store: Store,
    memory: RefCell<Option<Memory>>,
    frames_per_second: u32,
}

impl DurableObject for ConversationObject {
    fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = worker_sys::WebSocketRequestResponsePair::new(PING, PONG) {
            state.set_websocket_auto_response(&pair);
        }
        let store = Store::new(state.storage().sql());
        let frames_per_second = Config::of(&env).frames_per_second();
        Self { core: Rc::new(Core { state, env, store, memory: RefCell::new(None), frames_per_second }) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/socket" => self.core.accept_socket(&request),
            "/start" => reply(&mut request, |start: Start| self.core.start(start)).await,
            "/word" => reply(&mut request, |word: Word| self.core.hear(word)).await,
            "/revoke" => reply(&mut request, |revoked: Revoked| self.core.revoke(&revoked)).await,
            "/why" => reply(&mut request, |site: SiteId| self.core.why(&site)).await,
            "/begin-file" => reply(&mut request, |begin: BeginFile| self.core.begin_file(&begin)).await,
            "/keep-file" => reply(&mut request, |keep: KeepFile| self.core.keep_file(&keep)).await,
            "/find-file" => reply(&mut request, |find: FindFile| self.core.find_file(&find)).await,
            "/form" => reply(&mut request, |ask: AskForm| self.core.ask_form(ask)).await,
            "/transcript" => reply(&mut request, |by: Bearer| self.core.transcript(&by)).await,
            "/report" => answer(self.core.load().map(|_exists| self.core.report_now())),
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // An alarm that throws six times is given up by the platform: whatever happens, it must not.
        error::log("alarm", self.core.alarm());
        Response::ok("")
    }

    async fn websocket_message(
        &self,
        ws: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        self.core.clone().socket_message(ws, message).await;
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
    /// Makes sure that the memory is there; false if there is no such conversation. What a crash has left unfinished is
    /// begun again here.
    fn load(self: &Rc<Self>) -> Result<bool, Error> {
        if self.memory.borrow().is_some() {
            return Ok(true);
        }
        let Some(mut memory) = Memory::load(&self.store, clock::now())? else { return Ok(false) };
        self.forget_lost_sockets(&mut memory)?;
        #[cfg(feature = "test-hooks")]
        self.forget_names(&mut memory);
        *self.memory.borrow_mut() = Some(memory);
        self.resume_unfinished();
        Ok(true)
    }

    /// Says whether it is a new one.
    fn start(self: &Rc<Self>, start: Start) -> Result<bool, Error> {
        let is_new = !self.load()?;
        if is_new {
            let Start { site, conversation, visitor, policy, .. } = &start;
            let identity =
                Identity { site: site.clone(), conversation: conversation.clone(), visitor: visitor.clone() };
            self.store.create()?;
            self.store.set("identity", &identity)?;
            self.store.set("policy", policy)?;
            self.store.set(relay::TOLD, &0_u64)?;
            *self.memory.borrow_mut() = Some(Memory::new(identity, policy.clone(), clock::now()));
        } else {
            self.ask_as_of_now(&start.policy)?;
        }
        // A conversation that has begun is begun.
        let Start { visitor, page, language, department, identity, .. } = start;
        let _begun = self.turn(&Command::Start { visitor, page, language, department })?;
        let Some(identity) = identity else { return Ok(is_new) };
        // The caller hands out a token next: never for somebody else's conversation.
        let known = self.turn(&Command::Identify(identity))?;
        known.map(|_events| is_new).map_err(|rejection| Error::Corrupt(format!("identify: {rejection}")))
    }

    /// Why humans were called, as far as this conversation has decided it; nothing for another site.
    fn why(self: &Rc<Self>, site: &SiteId) -> Result<Vec<Reason>, Error> {
        let is_theirs = self.load()? && self.with(|memory| memory.identity.site == *site).unwrap_or(false);
        if !is_theirs {
            return Ok(Vec::new());
        }
        Ok(reasons(&self.store.journal()?.concat()))
    }

    /// Looks at the memory; `None` before the conversation exists.
    fn with<T>(&self, look: impl FnOnce(&mut Memory) -> T) -> Option<T> {
        self.memory.borrow_mut().as_mut().map(look)
    }
}
