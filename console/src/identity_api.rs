//! The site's identity keys over HTTP. A secret comes back once, when it is made.

use baton_shared::ids::KeyId;
use baton_shared::time::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::api::{Trouble, get, read, send};

/// A key without what it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Key {
    /// Its name.
    pub kid: KeyId,
    /// `HS256` or `EdDSA`.
    pub algorithm: String,
    /// When it was made or given.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// Since when it does not count.
    pub retired_at: Option<Timestamp>,
}

/// A new key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Made {
    /// Its name.
    pub kid: KeyId,
    /// For `HS256`: never told again.
    pub secret: Option<String>,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<Key>,
}

/// `GET /api/identity-keys`
pub async fn keys() -> Result<Vec<Key>, Trouble> {
    read::<Keys>(&get("/api/identity-keys").await?).map(|answer| answer.keys)
}

/// `POST /api/identity-keys`: without a public key a secret is made.
pub async fn add(public_key: Option<&str>) -> Result<Made, Trouble> {
    let body = match public_key {
        Some(text) => json!({ "algorithm": "EdDSA", "public_key": text }),
        None => json!({ "algorithm": "HS256" }),
    };
    read(&send("POST", "/api/identity-keys", &body.to_string(), None).await?)
}

/// `POST /api/identity-keys/KID/retire`
pub async fn retire(kid: &KeyId) -> Result<(), Trouble> {
    send("POST", &format!("/api/identity-keys/{kid}/retire"), "{}", None).await.map(drop)
}
