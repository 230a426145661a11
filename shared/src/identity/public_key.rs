//! An Ed25519 public key as people have it: PEM (RFC 8410) or JWK (RFC 8037).

use base64ct::{Base64UrlUnpadded, Encoding};
use ed25519_dalek::VerifyingKey;
use ed25519_dalek::pkcs8::DecodePublicKey;
use serde::Deserialize;

use crate::ids::KeyId;

/// A key that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The key.
    pub bytes: [u8; 32],
    /// The name that came with it.
    pub kid: Option<KeyId>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    kid: Option<String>,
    /// A private key: it must not be here.
    d: Option<serde::de::IgnoredAny>,
}

/// Reads a key.
///
/// # Errors
/// Why it is none, in a sentence for the person who gave it. The sentence has nothing of the key.
pub fn public_key(text: &str) -> Result<PublicKey, &'static str> {
    let text = text.trim();
    if text.contains("PRIVATE KEY") {
        return Err("This is a private key: keep it to yourself, and give the public one.");
    }
    let (bytes, kid) = if text.starts_with('{') {
        of_jwk(text)?
    } else {
        let key = VerifyingKey::from_public_key_pem(text).ok();
        (key.ok_or("This is no Ed25519 public key in PEM: it begins with -----BEGIN PUBLIC KEY-----.")?, None)
    };
    if bytes.is_weak() {
        return Err("This key is weak: anybody could sign for it. Make a new one.");
    }
    Ok(PublicKey { bytes: bytes.to_bytes(), kid })
}

fn of_jwk(text: &str) -> Result<(VerifyingKey, Option<KeyId>), &'static str> {
    const NO_KEY: &str = "This is no Ed25519 public key as JWK: it has kty OKP, crv Ed25519 and x.";
    let jwk: Jwk = serde_json::from_str(text).ok().ok_or(NO_KEY)?;
    if jwk.d.is_some() {
        return Err("This JWK has a private part (d): keep it to yourself, and give the public one.");
    }
    if jwk.kty != "OKP" || jwk.crv != "Ed25519" {
        return Err(NO_KEY);
    }
    let mut bytes = [0_u8; 32];
    let decoded = Base64UrlUnpadded::decode(&jwk.x, &mut bytes).ok();
    let is_whole = decoded.is_some_and(|decoded| decoded.len() == 32);
    let key = VerifyingKey::from_bytes(&bytes).ok().filter(|_| is_whole).ok_or(NO_KEY)?;
    let kid = jwk.kid.map(KeyId::new).transpose();
    let kid = kid.ok().ok_or("The kid of this JWK can't be used: 1 to 64 characters of a-z A-Z 0-9 - _.")?;
    Ok((key, kid))
}
