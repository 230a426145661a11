//! The settings' table: every version is a row that is never changed; the newest that can be read counts.

use baton_shared::document::parse;
use baton_shared::ids::AgentId;
use baton_shared::limits::SETTINGS_VERSIONS_MAX;
use baton_shared::message::AgentRef;
use baton_shared::settings::Settings;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::console_error;

use crate::error::Error;
use crate::site_object::store::{Store, at};
use crate::store::{ValueRow, number};

/// Who has saved a version, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Grows by one with each saved change.
    pub version: u64,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Who has saved it; `None`: the site began with it.
    pub saved_by: Option<AgentRef>,
}

/// A version with its document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stored {
    /// Which.
    #[serde(flatten)]
    pub version: Version,
    /// What was decided.
    pub settings: Settings,
}

#[derive(Deserialize)]
struct VersionRow {
    version: u64,
    saved_at: u64,
    by_id: Option<String>,
    by_name: String,
}

#[derive(Deserialize)]
struct DocumentRow {
    document: String,
}

impl Store {
    /// Makes the settings' table.
    pub fn create_settings(&self) -> Result<(), Error> {
        let table = "CREATE TABLE IF NOT EXISTS settings (version INTEGER PRIMARY KEY, document TEXT NOT NULL, \
                     saved_at INTEGER NOT NULL, by_id TEXT, by_name TEXT NOT NULL)";
        self.run(table, Vec::new())
    }

    /// All kept versions, the newest first.
    pub fn settings_versions(&self) -> Result<Vec<Version>, Error> {
        let query = "SELECT version, saved_at, by_id, by_name FROM settings ORDER BY version DESC";
        let rows: Vec<VersionRow> = self.rows(query, Vec::new())?;
        rows.into_iter().map(version_of).collect()
    }

    /// One version's document as it was saved.
    pub fn settings_document(&self, version: u64) -> Result<Option<String>, Error> {
        let query = "SELECT document FROM settings WHERE version = ?";
        let rows: Vec<DocumentRow> = self.rows(query, vec![number(version)?])?;
        Ok(rows.into_iter().next().map(|row| row.document))
    }

    /// The newest version whose document can be read. One that can't is told in the log and passed over: an older
    /// decision is better than none.
    pub fn newest_settings(&self) -> Result<Option<Stored>, Error> {
        for version in self.settings_versions()? {
            let document = self.settings_document(version.version)?.unwrap_or_default();
            match parse::<Settings>(&document) {
                Ok(settings) => return Ok(Some(Stored { version, settings })),
                Err(problems) => {
                    let first = problems.first().map(ToString::to_string).unwrap_or_default();
                    console_error!("settings: version {} can't be read: {first}", version.version);
                }
            }
        }
        Ok(None)
    }

    /// Adds a version, and forgets what is too old. Both are one write: there is no await between them.
    pub fn add_settings(&self, version: &Version, document: &str) -> Result<(), Error> {
        let by = version.saved_by.as_ref();
        let values = vec![
            number(version.version)?,
            document.into(),
            at(version.saved_at)?,
            by.map(|by| by.id.as_str()).into(),
            by.map_or("", |by| by.name.as_str()).into(),
        ];
        self.run(
            "INSERT INTO settings (version, document, saved_at, by_id, by_name) VALUES (?, ?, ?, ?, ?)",
            values,
        )?;
        let kept = u64::try_from(SETTINGS_VERSIONS_MAX).unwrap_or(u64::MAX);
        let oldest = version.version.saturating_sub(kept);
        self.run("DELETE FROM settings WHERE version <= ?", vec![number(oldest)?])
    }

    /// A fact of the site that is one text.
    pub fn value(&self, name: &str) -> Result<Option<String>, Error> {
        let rows: Vec<ValueRow> = self.rows("SELECT value FROM setting WHERE name = ?", vec![name.into()])?;
        Ok(rows.into_iter().next().map(|row| row.value))
    }

    /// Replaces it.
    pub fn set_value(&self, name: &str, value: &str) -> Result<(), Error> {
        let values = vec![name.into(), value.into()];
        self.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", values)
    }
}

fn version_of(row: VersionRow) -> Result<Version, Error> {
    let saved_by = match row.by_id {
        Some(id) => {
            let id = AgentId::new(id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
            Some(AgentRef { id, name: row.by_name })
        }
        None => None,
    };
    Ok(Version { version: row.version, saved_at: Timestamp(row.saved_at), saved_by })
}
