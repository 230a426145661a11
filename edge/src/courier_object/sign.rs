//! Signatures by Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.body`.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::Error;
use crate::random;

const PREFIX: &str = "whsec_";

/// Bytes of a secret: the standard asks for 24 to 64.
const SECRET_BYTES: usize = 32;

/// A new secret, as its receiver keeps it.
pub fn new_secret() -> Result<String, Error> {
    Ok(format!("{PREFIX}{}", Base64::encode_string(&random::bytes(SECRET_BYTES)?)))
}

/// The header `webhook-signature`: one signature for each secret that counts now, so that a receiver may change to a new
/// one when it likes.
pub fn signatures<'a>(
    secrets: impl Iterator<Item = &'a str>,
    id: &str,
    timestamp_s: u64,
    body: &str,
) -> Result<String, Error> {
    let signed = secrets.map(|secret| signature(secret, id, timestamp_s, body));
    Ok(signed.collect::<Result<Vec<String>, Error>>()?.join(" "))
}

fn signature(secret: &str, id: &str, timestamp_s: u64, body: &str) -> Result<String, Error> {
    let corrupt = |what: String| Error::Corrupt(format!("an endpoint's secret: {what}"));
    let encoded = secret.strip_prefix(PREFIX).ok_or_else(|| corrupt("no prefix".to_owned()))?;
    let key = Base64::decode_vec(encoded).map_err(|cause| corrupt(cause.to_string()))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|cause| corrupt(cause.to_string()))?;
    mac.update(format!("{id}.{timestamp_s}.{body}").as_bytes());
    Ok(format!("v1,{}", Base64::encode_string(&mac.finalize().into_bytes())))
}
