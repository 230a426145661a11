//! The table of identity keys. What a key is leaves it for one purpose only: to check a signature.

use baton_shared::identity::{Algorithm, IdentityKey, Material};
use baton_shared::ids::KeyId;
use baton_shared::limits::IDENTITY_KEYS_RETIRED_MAX;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::random::{from_hex, to_hex};
use crate::site_object::store::{Store, at};

/// A key without what it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyShown {
    /// Its name.
    pub kid: KeyId,
    /// What it is for.
    pub algorithm: Algorithm,
    /// When it was made or given.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: String,
    /// Since when it does not count; `None`: it is live.
    pub retired_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct ShownRow {
    kid: String,
    algorithm: String,
    created_at: u64,
    created_by: String,
    retired_at: Option<u64>,
}

#[derive(Deserialize)]
struct MaterialRow {
    kid: String,
    algorithm: String,
    material: String,
}

impl Store {
    /// Makes the keys' table: a site that is older than it gets it when it is first asked for.
    pub fn create_identity_keys(&self) -> Result<(), Error> {
        let table = "CREATE TABLE IF NOT EXISTS identity_key (kid TEXT PRIMARY KEY, algorithm TEXT NOT NULL, \
                     material TEXT, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, retired_at INTEGER)";
        self.run(table, Vec::new())
    }

    /// All keys, the live ones first, then the newest.
    pub fn identity_keys_shown(&self) -> Result<Vec<KeyShown>, Error> {
        let query = "SELECT kid, algorithm, created_at, created_by, retired_at FROM identity_key \
                     ORDER BY retired_at IS NOT NULL, retired_at DESC, created_at DESC, kid";
        let rows: Vec<ShownRow> = self.rows(query, Vec::new())?;
        rows.into_iter().map(shown).collect()
    }

    /// The live keys, as signatures are checked with them.
    pub fn live_identity_keys(&self) -> Result<Vec<IdentityKey>, Error> {
        let query = "SELECT kid, algorithm, material FROM identity_key WHERE retired_at IS NULL ORDER BY created_at DESC";
        let rows: Vec<MaterialRow> = self.rows(query, Vec::new())?;
        rows.into_iter().map(key).collect()
    }

    /// Whether there is, or was, a key of this name.
    pub fn has_identity_key(&self, kid: &KeyId) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM identity_key WHERE kid = ?";
        Ok(self.count(query, vec![kid.as_str().into()])? > 0)
    }

    /// Adds a live key.
    pub fn add_identity_key(&self, key: &IdentityKey, now: Timestamp, by: &str) -> Result<(), Error> {
        let material = match &key.material {
            Material::Hs256(secret) => to_hex(secret),
            Material::EdDsa(public) => to_hex(public),
        };
        let values = vec![
            key.kid.as_str().into(),
            key.material.algorithm().name().into(),
            material.into(),
            at(now)?,
            by.into(),
        ];
        self.run(
            "INSERT INTO identity_key (kid, algorithm, material, created_at, created_by) VALUES (?, ?, ?, ?, ?)",
            values,
        )
    }

    /// The key does not count any more: what it was is forgotten, that it was is kept for a while.
    pub fn retire_identity_key(&self, kid: &KeyId, now: Timestamp) -> Result<(), Error> {
        let statement =
            "UPDATE identity_key SET material = NULL, retired_at = ? WHERE kid = ? AND retired_at IS NULL";
        self.run(statement, vec![at(now)?, kid.as_str().into()])?;
        let forget = format!(
            "DELETE FROM identity_key WHERE retired_at IS NOT NULL AND kid NOT IN (SELECT kid FROM identity_key \
             WHERE retired_at IS NOT NULL ORDER BY retired_at DESC, kid LIMIT {IDENTITY_KEYS_RETIRED_MAX})"
        );
        self.run(&forget, Vec::new())
    }
}

fn shown(row: ShownRow) -> Result<KeyShown, Error> {
    Ok(KeyShown {
        kid: kid(row.kid)?,
        algorithm: algorithm(&row.algorithm)?,
        created_at: Timestamp(row.created_at),
        created_by: row.created_by,
        retired_at: row.retired_at.map(Timestamp),
    })
}

fn key(row: MaterialRow) -> Result<IdentityKey, Error> {
    let corrupt = || Error::Corrupt(format!("identity key {}", row.kid));
    let bytes = from_hex(&row.material).ok_or_else(corrupt)?;
    let material = match algorithm(&row.algorithm)? {
        Algorithm::Hs256 => Material::Hs256(bytes),
        Algorithm::EdDsa => Material::EdDsa(bytes.try_into().ok().ok_or_else(corrupt)?),
    };
    Ok(IdentityKey { kid: kid(row.kid)?, material })
}

fn kid(text: String) -> Result<KeyId, Error> {
    KeyId::new(text).map_err(|cause| Error::Corrupt(cause.to_string()))
}

fn algorithm(name: &str) -> Result<Algorithm, Error> {
    Algorithm::of(name).ok_or_else(|| Error::Corrupt(format!("identity key for {name}")))
}
