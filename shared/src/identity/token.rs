//! A visitor's token (RFC 7519, signed as RFC 7515 and RFC 8037 say): strict, because it is somebody's whole identity.
//!
//! The algorithm is the key's; the header may only repeat it. So nobody can choose `none`, or have a public key taken for
//! a secret. Nothing of the claims is read before the signature is good.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::claims::Claims;
use super::facts::VisitorIdentity;
use super::key::{Algorithm, IdentityKey};
use super::refusal::IdentityRefusal;
use crate::ids::SiteId;
use crate::limits::IDENTITY_TOKEN_BYTES_MAX;
use crate::time::Timestamp;

/// A token that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Who it is.
    pub identity: VisitorIdentity,
    /// Until when.
    pub expires_at: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<IgnoredAny>,
}

/// Checks a token of a site whose live keys these are.
///
/// # Errors
/// Everything that is not a token for this site, signed by one of its keys, good now.
pub fn verify(
    token: &str,
    keys: &[IdentityKey],
    site: &SiteId,
    now: Timestamp,
) -> Result<Verified, IdentityRefusal> {
    let (key, payload) = signed_by(token, keys)?;
    let claims = Claims::read(&payload)?;
    claims.must_be_for(site)?;
    let expires_at = claims.expires_at(now)?;
    Ok(Verified { identity: claims.identity(&key.kid)?, expires_at })
}

/// The key that has signed a token, and what it has signed.
///
/// # Errors
/// The token is none, or none of these keys has signed it.
pub fn signed_by<'a>(
    token: &str,
    keys: &'a [IdentityKey],
) -> Result<(&'a IdentityKey, Vec<u8>), IdentityRefusal> {
    if token.len() > IDENTITY_TOKEN_BYTES_MAX {
        return Err(IdentityRefusal::TooLarge);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(IdentityRefusal::Malformed)?;
    let (header, payload) = signed.split_once('.').ok_or(IdentityRefusal::Malformed)?;
    let header = header_of(&decode(header)?).ok_or(IdentityRefusal::Malformed)?;
    if header.crit.is_some() {
        return Err(IdentityRefusal::UnknownExtension);
    }
    let algorithm = Algorithm::of(&header.alg).ok_or(IdentityRefusal::WrongAlgorithm)?;
    let (payload, signature) = (decode(payload)?, decode(signature)?);
    let named: Vec<&IdentityKey> =
        keys.iter().filter(|key| header.kid.as_deref().is_none_or(|kid| key.kid.as_str() == kid)).collect();
    if named.is_empty() {
        return Err(IdentityRefusal::UnknownKey);
    }
    let mut fitting = named.into_iter().filter(|key| key.material.algorithm() == algorithm).peekable();
    if fitting.peek().is_none() {
        return Err(IdentityRefusal::WrongAlgorithm);
    }
    let signer = fitting.find(|key| key.material.has_signed(signed.as_bytes(), &signature));
    signer.map(|key| (key, payload)).ok_or(IdentityRefusal::BadSignature)
}

/// An array would do for serde; a header is an object.
fn header_of(json: &[u8]) -> Option<Header> {
    json.starts_with(b"{").then(|| serde_json::from_slice(json).ok()).flatten()
}

/// Without padding and with no bits left over, as RFC 7515 wants it: one text for one value.
fn decode(text: &str) -> Result<Vec<u8>, IdentityRefusal> {
    Base64UrlUnpadded::decode_vec(text).ok().ok_or(IdentityRefusal::Malformed)
}
