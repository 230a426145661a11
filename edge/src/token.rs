//! A visitor's token: who may look at one conversation, until when, signed by the edge.
//!
//! `v1.<site>.<conversation>.<visitor>.<expires, ms>.<HMAC-SHA-256 over all before it, hex>`. It is a bearer token,
//! travels in `hello` and never in an address.

use baton_shared::ids::{ConversationId, SiteId, VisitorId};
use baton_shared::time::Timestamp;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::Error;
use crate::random::{from_hex, to_hex};

/// A visitor who has not come back for 30 days starts anew.
pub const TOKEN_MS: u64 = 30 * 24 * 3_600_000;

/// What a valid token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Which site.
    pub site: SiteId,
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who.
    pub visitor: VisitorId,
    /// From then on it is worth nothing.
    pub expires_at: Timestamp,
}

/// Writes a token.
pub fn sign(secret: &str, claims: &Claims) -> Result<String, Error> {
    let said =
        format!("v1.{}.{}.{}.{}", claims.site, claims.conversation, claims.visitor, claims.expires_at.0);
    let signature = to_hex(&mac(secret, &said)?.finalize().into_bytes());
    Ok(format!("{said}.{signature}"))
}

/// Reads a token. `None` for everything that this edge has not signed, or not for now: why is nobody's business.
pub fn verify(secret: &str, token: &str, now: Timestamp) -> Result<Option<Claims>, Error> {
    let Some((said, signature)) = token.rsplit_once('.') else { return Ok(None) };
    let Some(signature) = from_hex(signature) else { return Ok(None) };
    // Compared in constant time by the library.
    if mac(secret, said)?.verify_slice(&signature).is_err() {
        return Ok(None);
    }
    Ok(read(said).filter(|claims| claims.expires_at > now))
}

/// Whose conversation it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Of whoever uses this browser: its page's own secret.
    Browser(&'a str),
    /// Of a person whom the page has named without a signature: in this browser only.
    Named(&'a str, &'a str),
    /// Of a person whom the site has signed for (`sub`): wherever he comes from.
    Person(&'a str),
}

/// The names that follow from whose it is: the same secret or person always leads to the same conversation, so that
/// twenty starts at once are one. Nobody can make them without the edge's own secret.
pub fn names(secret: &str, site: &SiteId, whose: Whose<'_>) -> Result<(ConversationId, VisitorId), Error> {
    // A browser's secret has no point, so that no two kinds can meet.
    let whose = match whose {
        Whose::Browser(start_id) => start_id.to_owned(),
        Whose::Named(start_id, user_id) => format!("named.{start_id}.{user_id}"),
        Whose::Person(sub) => format!("person.{sub}"),
    };
    let derive = |kind: &str| -> Result<String, Error> {
        let digest = mac(secret, &format!("{kind}.{site}.{whose}"))?.finalize().into_bytes();
        Ok(to_hex(&digest).chars().take(32).collect())
    };
    let corrupt = |cause: baton_shared::ids::InvalidId| Error::Corrupt(cause.to_string());
    let conversation = ConversationId::new(format!("c_{}", derive("conversation")?)).map_err(corrupt)?;
    let visitor = VisitorId::new(format!("v_{}", derive("visitor")?)).map_err(corrupt)?;
    Ok((conversation, visitor))
}

fn mac(secret: &str, text: &str) -> Result<Hmac<Sha256>, Error> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|cause| Error::Corrupt(format!("BATON_SECRET: {cause}")))?;
    mac.update(text.as_bytes());
    Ok(mac)
}

fn read(said: &str) -> Option<Claims> {
    let mut parts = said.split('.');
    if parts.next() != Some("v1") {
        return None;
    }
    let claims = Claims {
        site: SiteId::new(parts.next()?).ok()?,
        conversation: ConversationId::new(parts.next()?).ok()?,
        visitor: VisitorId::new(parts.next()?).ok()?,
        expires_at: Timestamp(parts.next()?.parse().ok()?),
    };
    parts.next().is_none().then_some(claims)
}
