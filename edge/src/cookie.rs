//! The agent's session cookie: `<site>.<256 random bits>`. `__Host-` binds it to this host, to HTTPS and to `/`;
//! `Strict` keeps it out of every request that another site starts.

use baton_shared::ids::SiteId;
use worker::Request;

use crate::error::Error;

const NAME: &str = "__Host-baton";

/// How long a session lasts without a new sign-in.
pub const SESSION_MS: u64 = 14 * 24 * 3_600_000;

/// What a browser sends back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionCookie {
    /// Whose members to ask.
    pub site: SiteId,
    /// The secret.
    pub token: String,
}

/// Reads the cookie; `None` if there is none or it is malformed.
pub fn read(request: &Request) -> Result<Option<SessionCookie>, Error> {
    let header = request.headers().get("cookie")?.unwrap_or_default();
    let value =
        header.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == NAME);
    let parts = value.and_then(|(_, value)| value.split_once('.'));
    Ok(parts.and_then(|(site, token)| {
        let is_hex = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let site = SiteId::new(site).ok().filter(|_| is_hex)?;
        Some(SessionCookie { site, token: token.to_owned() })
    }))
}

/// The header that sets it.
pub fn set(site: &SiteId, token: &str) -> String {
    let age_s = SESSION_MS / 1_000;
    format!("{NAME}={site}.{token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={age_s}")
}

/// The header that takes it away.
pub fn clear() -> String {
    format!("{NAME}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}
