//! A conversation's rows: the journal is the truth, one row a turn; the rest can be made anew or is a setting.

use std::collections::BTreeMap;

use baton_shared::conversation::Event;
use baton_shared::ids::FileId;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use crate::conversation_object::files::FileRow;
use crate::conversation_object::session::Session;
use crate::error::Error;
use crate::store::{self, CREATE_VALUES, number};

const CREATE_FILES: &str = "CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, value TEXT NOT NULL)";

/// Statements of one object's database.
pub struct Store {
    sql: SqlStorage,
}

/// A turn that has happened.
pub struct Turned {
    /// The how-many-th.
    pub turn: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub events: Vec<Event>,
}

/// One turn, as it was stored.
#[derive(Deserialize)]
struct JournalRow {
    events: String,
}

#[derive(Deserialize)]
struct TurnRow {
    turn: u64,
    at: u64,
    events: String,
}

#[derive(Deserialize)]
struct NamedRow {
    id: String,
    value: String,
}

#[derive(Deserialize)]
struct CountRow {
    count: u32,
}

impl Store {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Whether the conversation exists. An object that was only knocked at has no tables and leaves no file.
    pub fn exists(&self) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
        let row: CountRow = self.sql.exec(query, None)?.one()?;
        Ok(row.count > 0)
    }

    /// Makes the tables.
    pub fn create(&self) -> Result<(), Error> {
        for table in [
            "CREATE TABLE IF NOT EXISTS journal (turn INTEGER PRIMARY KEY, at INTEGER NOT NULL, events TEXT NOT NULL)",
            CREATE_VALUES,
            CREATE_FILES,
            "CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
        ] {
            self.sql.exec(table, None)?;
        }
        Ok(())
    }

    /// Stores one turn: all of its events in one row, so that a crash leaves all of them or none.
    pub fn append(&self, turn: u64, now: Timestamp, events: &[Event]) -> Result<(), Error> {
        let values = vec![number(turn)?, number(now.0)?, serde_json::to_string(events)?.into()];
        self.sql.exec("INSERT INTO journal (turn, at, events) VALUES (?, ?, ?)", values)?;
        Ok(())
    }

    /// Everything that has happened, a turn at a time, oldest first.
    pub fn journal(&self) -> Result<Vec<Vec<Event>>, Error> {
        let rows: Vec<JournalRow> =
            self.sql.exec("SELECT events FROM journal ORDER BY turn", None)?.to_array()?;
        rows.iter().map(|row| Ok(serde_json::from_str(&row.events)?)).collect()
    }

    /// Turns after this one, the oldest first.
    pub fn journal_after(&self, turn: u64, count: u64) -> Result<Vec<Turned>, Error> {
        let query = "SELECT turn, at, events FROM journal WHERE turn > ? ORDER BY turn LIMIT ?";
        let rows: Vec<TurnRow> = self.sql.exec(query, vec![number(turn)?, number(count)?])?.to_array()?;
        let turned = |row: &TurnRow| {
            Ok(Turned { turn: row.turn, at: Timestamp(row.at), events: serde_json::from_str(&row.events)? })
        };
        rows.iter().map(turned).collect()
    }

    /// Keeps a value under a name.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Error> {
        store::set(&self.sql, name, value)
    }

    /// The value under a name.
    pub fn get<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        store::get(&self.sql, name)
    }

    /// Keeps what is known of a file.
    pub fn set_file(&self, id: &FileId, row: &FileRow) -> Result<(), Error> {
        let values = vec![id.as_str().into(), serde_json::to_string(row)?.into()];
        self.sql.exec("INSERT OR REPLACE INTO file (id, value) VALUES (?, ?)", values)?;
        Ok(())
    }

    /// The file is gone.
    pub fn remove_file(&self, id: &FileId) -> Result<(), Error> {
        self.sql.exec("DELETE FROM file WHERE id = ?", vec![id.as_str().into()])?;
        Ok(())
    }

    /// All files. A conversation that was begun before there were any has no table yet.
    pub fn files(&self) -> Result<BTreeMap<FileId, FileRow>, Error> {
        self.sql.exec(CREATE_FILES, None)?;
        let rows: Vec<NamedRow> = self.sql.exec("SELECT id, value FROM file", None)?.to_array()?;
        let row = |row: NamedRow| {
            let id = FileId::new(row.id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
            Ok((id, serde_json::from_str(&row.value)?))
        };
        rows.into_iter().map(row).collect()
    }

    /// Keeps who a socket speaks for.
    pub fn add_session(&self, id: &str, session: &Session) -> Result<(), Error> {
        let values = vec![id.into(), serde_json::to_string(session)?.into()];
        self.sql.exec("INSERT OR REPLACE INTO session (id, value) VALUES (?, ?)", values)?;
        Ok(())
    }

    /// The socket is gone.
    pub fn remove_session(&self, id: &str) -> Result<(), Error> {
        self.sql.exec("DELETE FROM session WHERE id = ?", vec![id.into()])?;
        Ok(())
    }

    /// Who the sockets speak for.
    pub fn sessions(&self) -> Result<BTreeMap<String, Session>, Error> {
        let rows: Vec<NamedRow> = self.sql.exec("SELECT id, value FROM session", None)?.to_array()?;
        rows.into_iter().map(|row| Ok((row.id, serde_json::from_str(&row.value)?))).collect()
    }
}
