//! Who must not come in any more: a member's sessions end, or the member goes.

use baton_shared::ids::AgentId;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::site_object::SiteObject;
use crate::site_object::member::Role;

/// What became of a removal, or of the end of all sessions.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "out", rename_all = "snake_case")]
pub enum Out {
    /// These sessions have ended; their names open nothing.
    Yes {
        /// Each once.
        sessions: Vec<String>,
    },
    /// There is no such member.
    Unknown,
    /// Somebody must be able to let others in.
    LastAdmin,
}

#[derive(Deserialize)]
struct SessionRow {
    token_hash: String,
}

impl SiteObject {
    /// All sessions of a member end. Signing in again is possible.
    pub fn end_sessions(&self, member: &AgentId) -> Result<Out, Error> {
        if self.role_of(member)?.is_none() {
            return Ok(Out::Unknown);
        }
        self.forget_sessions(member).map(|sessions| Out::Yes { sessions })
    }

    /// The member goes, with sessions and invitation. What he has written stays. There is no await in here: either all
    /// of it has happened or nothing.
    pub fn remove_member(&self, member: &AgentId) -> Result<Out, Error> {
        let Some(role) = self.role_of(member)? else { return Ok(Out::Unknown) };
        let others = "SELECT count(*) AS count FROM member \
                      WHERE role = 'admin' AND password IS NOT NULL AND id <> ?";
        if role == Role::Admin && self.store.count(others, vec![member.as_str().into()])? == 0 {
            return Ok(Out::LastAdmin);
        }
        let sessions = self.forget_sessions(member)?;
        self.store.run("DELETE FROM invitation WHERE member = ?", vec![member.as_str().into()])?;
        self.store.run("DELETE FROM member WHERE id = ?", vec![member.as_str().into()])?;
        Ok(Out::Yes { sessions })
    }

    fn role_of(&self, member: &AgentId) -> Result<Option<Role>, Error> {
        let mut members = self.members()?.into_iter();
        Ok(members.find(|known| known.agent.id == *member).map(|known| known.role))
    }

    fn forget_sessions(&self, member: &AgentId) -> Result<Vec<String>, Error> {
        let query = "DELETE FROM session WHERE member = ? RETURNING token_hash";
        let rows: Vec<SessionRow> = self.store.rows(query, vec![member.as_str().into()])?;
        Ok(rows.into_iter().map(|row| row.token_hash).collect())
    }
}
