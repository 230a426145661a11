//! The settings over HTTP: the document with its version, saving, and what is kept.

use baton_shared::document::Problem;
use baton_shared::message::AgentRef;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Trouble, get, read, send};

/// Who has saved a version, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Which.
    pub version: u64,
    /// When.
    pub saved_at: Timestamp,
    /// Who; nobody: the site began with it.
    pub saved_by: Option<AgentRef>,
}

/// The document that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Its version.
    pub version: u64,
    /// As JSON.
    pub document: Value,
}

/// Why nothing was saved.
#[derive(Debug, Clone)]
pub enum NotSaved {
    /// Somebody was quicker.
    Changed(Version),
    /// These must be changed first.
    Bad(Vec<Problem>),
    /// Anything else.
    Trouble(Trouble),
}

#[derive(Deserialize)]
struct Versions {
    versions: Vec<Version>,
}

#[derive(Deserialize)]
struct Bad {
    problems: Vec<Problem>,
}

/// `GET /api/settings`
pub async fn load() -> Result<Loaded, Trouble> {
    let (versions, text) = (versions().await?, get("/api/settings").await?);
    // The list is asked for first: if somebody saves between the two, saving says so.
    let version = versions.first().map_or(0, |newest| newest.version);
    Ok(Loaded { version, document: read(&text)? })
}

/// `PUT /api/settings`
pub async fn save(version: u64, document: &Value) -> Result<Version, NotSaved> {
    let tag = format!("\"{version}\"");
    saved(send("PUT", "/api/settings", &document.to_string(), Some(&tag)).await)
}

/// `GET /api/settings/versions`
pub async fn versions() -> Result<Vec<Version>, Trouble> {
    read::<Versions>(&get("/api/settings/versions").await?).map(|answer| answer.versions)
}

/// `GET /api/settings/versions/N`
pub async fn version(number: u64) -> Result<Value, Trouble> {
    read(&get(&format!("/api/settings/versions/{number}")).await?)
}

/// `POST /api/settings/versions/N/restore`
pub async fn restore(number: u64, version: u64) -> Result<Version, NotSaved> {
    let tag = format!("\"{version}\"");
    saved(send("POST", &format!("/api/settings/versions/{number}/restore"), "{}", Some(&tag)).await)
}

fn saved(answer: Result<String, Trouble>) -> Result<Version, NotSaved> {
    match answer {
        Ok(text) => read(&text).map_err(NotSaved::Trouble),
        Err(Trouble::Refused { code, text, .. }) if code == "settings_changed" => {
            Err(read(&text).map_or_else(NotSaved::Trouble, NotSaved::Changed))
        }
        Err(Trouble::Refused { code, text, .. }) if code == "bad_settings" => {
            Err(read::<Bad>(&text).map_or_else(NotSaved::Trouble, |bad| NotSaved::Bad(bad.problems)))
        }
        Err(trouble) => Err(NotSaved::Trouble(trouble)),
    }
}
