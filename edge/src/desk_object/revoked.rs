//! Sessions that have ended: their windows are closed, here and at the conversations that their agents look at or have.

use std::collections::BTreeSet;
use std::rc::Rc;

use baton_shared::desk::{Command, Summary};
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::protocol::Close;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::desk_object::Core;
use crate::desk_object::socket::attachment;
use crate::error::{self, Error};
use crate::seat::Seat;
use crate::wire::close;

/// Who has just begun to look at a conversation is reported within this time, in milliseconds, tries after failures
/// included: a session that ends meanwhile is remembered so long.
const LATE_MS_MAX: u64 = 20_000;

/// A session has ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Revoked {
    /// Its name.
    pub session: String,
    /// Whose it was, if it is known.
    pub agent: Option<AgentId>,
}

/// A session that has ended a moment ago.
pub struct RevokedAt {
    at: Timestamp,
    revoked: Revoked,
    agents: BTreeSet<AgentId>,
}

impl Revoked {
    /// Whether a seat is one of those that are meant.
    pub fn means(&self, seat: &Seat) -> bool {
        seat.session == self.session
    }
}

impl RevokedAt {
    fn looks_at(&self, summary: &Summary) -> bool {
        let is_owner = summary.agent.as_ref().is_some_and(|owner| self.agents.contains(&owner.id));
        is_owner || !summary.viewers.is_disjoint(&self.agents)
    }
}

impl Core {
    /// A session has ended: its windows are closed here, and at the conversations that its agent looks at or has.
    ///
    /// # Errors
    /// A conversation could not be reached; the caller tries again.
    pub async fn revoke(self: &Rc<Self>, revoked: &Revoked) -> Result<(), Error> {
        self.load()?;
        let mut agents: BTreeSet<AgentId> = revoked.agent.iter().cloned().collect();
        for socket in self.state.get_websockets() {
            if let Some(it) = attachment(&socket).filter(|it| revoked.means(&it.seat)) {
                close(&socket, Close::SignedOut);
                self.forget_window(&socket, it.clone())?;
                agents.insert(it.seat.agent.id);
            }
        }
        let revoked_at = RevokedAt { at: clock::now(), revoked: revoked.clone(), agents };
        let open: Vec<ConversationId> = self
            .with(|desk| {
                let rows = desk.rows.values().filter(|row| revoked_at.looks_at(&row.summary));
                rows.map(|row| row.summary.conversation.clone()).collect()
            })
            .unwrap_or_default();
        self.revoked.borrow_mut().push(revoked_at);
        for conversation in open {
            self.revoke_at(&conversation, revoked).await?;
        }
        Ok(())
    }

    /// A member is no member any more: what he has goes back to the queue at once.
    ///
    /// # Errors
    /// The store failed.
    pub fn left(self: &Rc<Self>, agent: &AgentId) -> Result<(), Error> {
        self.load()?;
        self.turn(&Command::Left { agent: agent.clone() })
    }

    /// A window that was opened just before its session ended is known here only with the next report.
    pub fn revoke_late(self: &Rc<Self>, conversation: &ConversationId) {
        let now = clock::now();
        self.revoked.borrow_mut().retain(|it| now.since_ms(it.at) < LATE_MS_MAX);
        let late = self.with(|desk| {
            let row = desk.rows.get(conversation)?;
            let revoked = self.revoked.borrow();
            let late = revoked.iter().filter(|it| it.looks_at(&row.summary));
            Some(late.map(|it| it.revoked.clone()).collect::<Vec<_>>())
        });
        for revoked in late.flatten().unwrap_or_default() {
            let (core, conversation) = (self.clone(), conversation.clone());
            wasm_bindgen_futures::spawn_local(async move {
                error::log("revoke", core.revoke_at(&conversation, &revoked).await);
            });
        }
    }

    async fn revoke_at(&self, conversation: &ConversationId, revoked: &Revoked) -> Result<(), Error> {
        let stub = Config::of(&self.env).conversation(conversation.as_str())?;
        call(&stub, "revoke", revoked).await
    }
}
