//! One receiver of a site's news: owns its address, its secret and what it has to be told. Each receiver is an object of
//! its own, so one that hangs or is down keeps nobody else waiting.
//!
//! Reading order: `receiver` (who it is), `store` (what is kept), `deliver` (attempts), `payload` and `sign` (what is
//! sent), `manage` (what admins see and do).

mod deliver;
mod manage;
mod payload;
mod receiver;
mod sign;
mod store;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use baton_shared::courier::News;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use crate::call::{answer, reply};
use crate::error;
use crate::timers::Timers;
use receiver::Receiver;
use store::Store;

pub use manage::{Configure, Configured, DeliveryPage, Replay, Status};
pub use receiver::Target;

/// The platform's side of a receiver.
#[durable_object]
pub struct CourierObject {
    core: Rc<Core>,
}

/// What tasks of one object share.
pub struct Core {
    state: State,
    env: Env,
    store: Store,
    timers: Timers,
    receiver: RefCell<Option<Receiver>>,
    /// Deliveries of which an attempt is under way.
    flying: RefCell<BTreeSet<String>>,
    is_loaded: Cell<bool>,
}

impl DurableObject for CourierObject {
    fn new(state: State, env: Env) -> Self {
        let (store, timers) = (Store::new(state.storage().sql()), Timers::new(state.storage().sql()));
        let core = Core {
            state,
            env,
            store,
            timers,
            receiver: RefCell::new(None),
            flying: RefCell::default(),
            is_loaded: Cell::new(false),
        };
        Self { core: Rc::new(core) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/news" => reply(&mut request, |news: Vec<News>| self.core.take(&news)).await,
            "/configure" => reply(&mut request, |wanted: Configure| self.core.configure(wanted)).await,
            "/rotate" => reply(&mut request, |()| self.core.rotate()).await,
            "/status" => answer(self.core.status()),
            "/deliveries" => reply(&mut request, |before: Option<u64>| self.core.deliveries(before)).await,
            "/replay" => reply(&mut request, |replay: Replay| self.core.replay(&replay)).await,
            "/remove" => answer(self.core.remove().await),
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // An alarm that throws six times is given up by the platform: whatever happens, it must not.
        error::log("alarm", self.core.load().map(|_exists| self.core.work()));
        error::log("set alarm", self.core.set_alarm().await);
        Response::ok("")
    }
}
