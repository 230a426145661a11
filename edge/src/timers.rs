//! Timers of an object: as many as it likes, though the platform gives it one alarm. The alarm is the earliest of them.
//!
//! A timer is known by its kind and name, so two of different kinds never meet; it is there until its work is done and
//! cleared, so nothing that fails or is killed loses it.

use baton_shared::time::Timestamp;
use serde::Deserialize;
use worker::{SqlStorage, SqlStorageValue};

use crate::error::Error;
use crate::store::number;

/// Statements of one object's timers.
pub struct Timers {
    sql: SqlStorage,
}

/// One that was set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    /// What for.
    pub kind: String,
    /// For which.
    pub name: String,
}

#[derive(Deserialize)]
struct TimerRow {
    kind: String,
    name: String,
}

#[derive(Deserialize)]
struct DueRow {
    due: Option<u64>,
}

impl Timers {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Makes the table.
    pub fn create(&self) -> Result<(), Error> {
        let table = "CREATE TABLE IF NOT EXISTS timer (kind TEXT NOT NULL, name TEXT NOT NULL, due INTEGER NOT NULL, \
                     PRIMARY KEY (kind, name))";
        self.sql.exec(table, None)?;
        self.sql.exec("CREATE INDEX IF NOT EXISTS timer_due ON timer (due)", None)?;
        Ok(())
    }

    /// Sets a timer, or sets it anew.
    pub fn set(&self, kind: &str, name: &str, due: Timestamp) -> Result<(), Error> {
        let values = vec![kind.into(), name.into(), number(due.0)?];
        self.sql.exec("INSERT OR REPLACE INTO timer (kind, name, due) VALUES (?, ?, ?)", values)?;
        Ok(())
    }

    /// Its work is done.
    pub fn clear(&self, kind: &str, name: &str) -> Result<(), Error> {
        let values: Vec<SqlStorageValue> = vec![kind.into(), name.into()];
        self.sql.exec("DELETE FROM timer WHERE kind = ? AND name = ?", values)?;
        Ok(())
    }

    /// Those that are due, the earliest first, at most `count`.
    pub fn due(&self, now: Timestamp, count: usize) -> Result<Vec<Timer>, Error> {
        let query = "SELECT kind, name FROM timer WHERE due <= ? ORDER BY due, kind, name LIMIT ?";
        let values = vec![number(now.0)?, number(count as u64)?];
        let rows: Vec<TimerRow> = self.sql.exec(query, values)?.to_array()?;
        Ok(rows.into_iter().map(|row| Timer { kind: row.kind, name: row.name }).collect())
    }

    /// When the earliest of all is due.
    pub fn next(&self) -> Result<Option<Timestamp>, Error> {
        let row: DueRow = self.sql.exec("SELECT min(due) AS due FROM timer", None)?.one()?;
        Ok(row.due.map(Timestamp))
    }
}
