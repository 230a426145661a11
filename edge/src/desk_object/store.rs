//! The desk's rows: agents and live conversations, each as one JSON value, and the desk's version.

use baton_shared::desk::{AgentAtDesk, Desk, Event, Row};
use baton_shared::ids::Version;
use serde::Deserialize;
use worker::SqlStorage;

use crate::error::Error;

/// Statements of one desk's database.
pub struct Store {
    sql: SqlStorage,
}

#[derive(Deserialize)]
struct ValueRow {
    value: String,
}

impl Store {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Reads the desk; a new one begins at `first`.
    pub fn load(&self, first: Version) -> Result<Desk, Error> {
        for table in [
            "CREATE TABLE IF NOT EXISTS agent (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        ] {
            self.sql.exec(table, None)?;
        }
        let mut desk = Desk { version: first, ..Desk::default() };
        for row in self.values("SELECT value FROM agent")? {
            let agent: AgentAtDesk = serde_json::from_str(&row.value)?;
            desk.agents.insert(agent.agent.id.clone(), agent);
        }
        for row in self.values("SELECT value FROM conversation")? {
            let row: Row = serde_json::from_str(&row.value)?;
            desk.rows.insert(row.summary.conversation.clone(), row);
        }
        if let Some(row) = self.values("SELECT value FROM setting WHERE name = 'version'")?.first() {
            desk.version = desk.version.max(serde_json::from_str(&row.value)?);
        }
        Ok(desk)
    }

    fn values(&self, query: &str) -> Result<Vec<ValueRow>, Error> {
        Ok(self.sql.exec(query, None)?.to_array()?)
    }

    /// Stores changes and the version after them. The statements run without an await between them: the platform
    /// commits them together.
    pub fn append(&self, events: &[Event], version: Version) -> Result<(), Error> {
        for event in events {
            match event {
                Event::AgentChanged(agent) => {
                    let values = vec![agent.agent.id.as_str().into(), serde_json::to_string(agent)?.into()];
                    self.sql.exec("INSERT OR REPLACE INTO agent (id, value) VALUES (?, ?)", values)?;
                }
                Event::RowChanged(row) => {
                    let values =
                        vec![row.summary.conversation.as_str().into(), serde_json::to_string(row)?.into()];
                    self.sql.exec("INSERT OR REPLACE INTO conversation (id, value) VALUES (?, ?)", values)?;
                }
                Event::RowDropped(conversation) => {
                    let values = vec![conversation.as_str().into()];
                    self.sql.exec("DELETE FROM conversation WHERE id = ?", values)?;
                }
            }
        }
        let values = vec![serde_json::to_string(&version)?.into()];
        self.sql.exec("INSERT OR REPLACE INTO setting (name, value) VALUES ('version', ?)", values)?;
        Ok(())
    }
}
