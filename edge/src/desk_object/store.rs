//! The desk's rows: agents and live conversations, each as one JSON value, what the site has decided, and why the desk
//! did what it did.

use std::collections::BTreeMap;

use baton_shared::desk::{Decision, Event, Parts};
use baton_shared::ids::{ConversationId, DepartmentId, Version};
use baton_shared::limits::{DECISIONS_MAX, DECISIONS_SHOWN_MAX};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use crate::error::Error;
use crate::store::{self, CREATE_VALUES, ValueRow};

/// Statements of one desk's database.
pub struct Store {
    sql: SqlStorage,
}

/// Names of settings that there is one of for each department.
const WAITS: &str = "waits:";
const UNSTAFFED: &str = "unstaffed:";

/// After so many decisions the oldest are looked for.
const PRUNE_EVERY: u64 = 256;

impl Store {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Reads the desk; a new one begins at `first`.
    pub fn load(&self, first: Version) -> Result<Parts, Error> {
        for table in [
            "CREATE TABLE IF NOT EXISTS agent (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, value TEXT NOT NULL)",
            CREATE_VALUES,
            "CREATE TABLE IF NOT EXISTS decision (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL, \
             value TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS decision_of ON decision (conversation)",
        ] {
            self.sql.exec(table, None)?;
        }
        Ok(Parts {
            config: self.get("config")?.unwrap_or_default(),
            agents: self.all("SELECT value FROM agent")?,
            rows: self.all("SELECT value FROM conversation")?,
            waits: self.by_department(WAITS)?,
            unstaffed: self.by_department(UNSTAFFED)?,
            version: first.max(self.get("version")?.unwrap_or_default()),
        })
    }

    fn all<T: DeserializeOwned>(&self, query: &str) -> Result<Vec<T>, Error> {
        // One JSON text for all rows: a call into the platform for each would cost more than the reading.
        let query = format!("SELECT json_group_array(json(value)) AS value FROM ({query})");
        let row: ValueRow = self.sql.exec(&query, None)?.one()?;
        Ok(serde_json::from_str(&row.value)?)
    }

    fn by_department<T: DeserializeOwned>(&self, prefix: &str) -> Result<BTreeMap<DepartmentId, T>, Error> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            value: String,
        }
        let query = "SELECT name, value FROM setting WHERE substr(name, 1, length(?1)) = ?1";
        let rows: Vec<Row> = self.sql.exec(query, vec![prefix.into()])?.to_array()?;
        let mut found = BTreeMap::new();
        for Row { name, value } in rows {
            let department = DepartmentId::new(name.trim_start_matches(prefix));
            let department = department.map_err(|cause| Error::Corrupt(cause.to_string()))?;
            found.insert(department, serde_json::from_str(&value)?);
        }
        Ok(found)
    }

    /// The value under a name.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        store::get(&self.sql, name)
    }

    /// Keeps a value under a name.
    pub fn set<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Error> {
        store::set(&self.sql, name, value)
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
                Event::ConfigChanged(config) => self.set("config", config)?,
                Event::WaitsChanged { department, samples } => {
                    self.set(&format!("{WAITS}{department}"), samples)?;
                }
                Event::StaffChanged { department, unstaffed_since: Some(since) } => {
                    self.set(&format!("{UNSTAFFED}{department}"), since)?;
                }
                Event::StaffChanged { department, unstaffed_since: None } => {
                    let values = vec![format!("{UNSTAFFED}{department}").into()];
                    self.sql.exec("DELETE FROM setting WHERE name = ?", values)?;
                }
                Event::Decided(decision) => self.keep(decision)?,
                // Worked out anew from the hours and the clock.
                Event::HoursChanged(_) => {}
            }
        }
        self.set("version", &version)
    }

    /// What a conversation knows is not known any more.
    pub fn forget_told(&self, conversation: &ConversationId) -> Result<(), Error> {
        let statement = "UPDATE conversation SET value = json_remove(value, '$.told') WHERE id = ?";
        self.sql.exec(statement, vec![conversation.as_str().into()])?;
        Ok(())
    }

    fn keep(&self, decision: &Decision) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Id {
            id: u64,
        }
        let values = vec![decision.conversation.as_str().into(), serde_json::to_string(decision)?.into()];
        let statement = "INSERT INTO decision (conversation, value) VALUES (?, ?) RETURNING id";
        let Id { id } = self.sql.exec(statement, values)?.one()?;
        if id.is_multiple_of(PRUNE_EVERY) && id > DECISIONS_MAX {
            let oldest = (id - DECISIONS_MAX).to_string();
            self.sql.exec("DELETE FROM decision WHERE id <= CAST(? AS INTEGER)", vec![oldest.into()])?;
        }
        Ok(())
    }

    /// Why: the newest decisions about a conversation, the oldest of them first.
    pub fn decisions(&self, conversation: &ConversationId) -> Result<Vec<Decision>, Error> {
        let query = format!(
            "SELECT value FROM decision WHERE conversation = ? ORDER BY id DESC LIMIT {DECISIONS_SHOWN_MAX}"
        );
        let rows: Vec<ValueRow> = self.sql.exec(&query, vec![conversation.as_str().into()])?.to_array()?;
        rows.iter().rev().map(|row| Ok(serde_json::from_str(&row.value)?)).collect()
    }
}
