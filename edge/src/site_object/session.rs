//! Signing in: the password becomes a session, whose secret only the cookie holds.

use baton_shared::ids::AgentId;
use baton_shared::message::AgentRef;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::cookie::SESSION_MS;
use crate::error::Error;
use crate::random::{hash_of, hex};
use crate::site_object::member::{Member, Role};
use crate::site_object::store::at;
use crate::site_object::{SiteObject, password};

/// Wrong passwords before the first pause.
const FAILURES_FREE: u32 = 5;

/// The first pause; doubled with each further failure.
const PAUSE_MS: u64 = 30_000;

/// The longest pause: a person who has forgotten comes back after a break.
const PAUSE_MS_MAX: u64 = 15 * 60_000;

/// E-mail and password.
#[derive(Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "signed_in", rename_all = "snake_case")]
pub enum SignedIn {
    /// The cookie's secret.
    Yes {
        /// 256 random bits, hex.
        token: String,
    },
    /// E-mail or password is wrong: which, nobody is told.
    No,
    /// Too many tries for this e-mail.
    Later {
        /// Seconds to wait.
        wait_s: u64,
    },
}

#[derive(Deserialize)]
struct PasswordRow {
    id: String,
    password: Option<String>,
}

#[derive(Deserialize)]
struct FailureRow {
    count: u32,
    at: u64,
}

#[derive(Deserialize)]
struct MemberRow {
    id: String,
    name: String,
    email: String,
    role: String,
}

impl SiteObject {
    /// Checks a password. What is tried for one e-mail is slowed down, whether it exists or not.
    pub fn sign_in(&self, sign_in: &SignIn) -> Result<SignedIn, Error> {
        if !self.store.exists()? {
            return Ok(SignedIn::No);
        }
        let email = sign_in.email.trim().to_lowercase();
        let now = clock::now();
        let failures = self.failures(&email)?;
        if let Some(wait_ms) = wait_ms(&failures, now) {
            return Ok(SignedIn::Later { wait_s: wait_ms.div_ceil(1_000) });
        }
        let query = "SELECT id, password FROM member WHERE email = ?";
        let row: Option<PasswordRow> =
            self.store.rows(query, vec![email.as_str().into()])?.into_iter().next();
        let stored = row.as_ref().and_then(|row| row.password.as_deref());
        if !password::verify(&sign_in.password, stored)? {
            let count = i64::from(failures.map_or(0, |row| row.count)) + 1;
            let day_ago = Timestamp(now.0.saturating_sub(24 * 3_600_000));
            self.store.run("DELETE FROM failure WHERE at < ?", vec![at(day_ago)?])?;
            let statement = "INSERT OR REPLACE INTO failure (email, count, at) VALUES (?, ?, ?)";
            self.store.run(statement, vec![email.into(), count.into(), at(now)?])?;
            return Ok(SignedIn::No);
        }
        self.store.run("DELETE FROM failure WHERE email = ?", vec![email.into()])?;
        let member = row.map(|row| row.id).unwrap_or_default();
        Ok(SignedIn::Yes { token: self.open_session(&member)? })
    }

    fn failures(&self, email: &str) -> Result<Option<FailureRow>, Error> {
        Ok(self
            .store
            .rows("SELECT count, at FROM failure WHERE email = ?", vec![email.into()])?
            .into_iter()
            .next())
    }

    /// A new session; its secret is kept as a hash.
    pub fn open_session(&self, member: &str) -> Result<String, Error> {
        let token = hex(32)?;
        let now = clock::now();
        self.store.run("DELETE FROM session WHERE expires_at < ?", vec![at(now)?])?;
        let values = vec![hash_of(&token).into(), member.into(), at(now.plus_ms(SESSION_MS))?];
        self.store.run("INSERT INTO session (token_hash, member, expires_at) VALUES (?, ?, ?)", values)?;
        Ok(token)
    }

    /// The member behind a cookie's secret.
    pub fn session(&self, token: &str) -> Result<Option<Member>, Error> {
        if !self.store.exists()? {
            return Ok(None);
        }
        let query = "SELECT m.id, m.name, m.email, m.role FROM session s JOIN member m ON m.id = s.member \
                     WHERE s.token_hash = ? AND s.expires_at > ?";
        let rows: Vec<MemberRow> = self.store.rows(query, vec![hash_of(token).into(), at(clock::now())?])?;
        rows.into_iter().next().map(member_of).transpose()
    }

    /// The session ends.
    pub fn sign_out(&self, token: &str) -> Result<(), Error> {
        if !self.store.exists()? {
            return Ok(());
        }
        self.store.run("DELETE FROM session WHERE token_hash = ?", vec![hash_of(token).into()])
    }
}

fn member_of(row: MemberRow) -> Result<Member, Error> {
    let id = AgentId::new(row.id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
    let (agent, role) = (AgentRef { id, name: row.name }, Role::of(&row.role));
    Ok(Member { agent, email: row.email, role, is_invited: false })
}

fn wait_ms(failures: &Option<FailureRow>, now: Timestamp) -> Option<u64> {
    let row = failures.as_ref()?;
    let over = row.count.checked_sub(FAILURES_FREE)?;
    let pause_ms = (PAUSE_MS << over.min(10)).min(PAUSE_MS_MAX);
    let until = Timestamp(row.at).plus_ms(pause_ms);
    (until > now).then(|| until.since_ms(now))
}
