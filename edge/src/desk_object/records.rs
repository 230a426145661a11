//! What the desk keeps for analytics: each conversation's newest record, and who declined or missed an offer.

use baton_shared::analytics::{Cohort, ConversationRecord, DeskFact, Filter, facts};
use baton_shared::desk::Event;
use baton_shared::limits::ANALYTICS_CONVERSATIONS_MAX;
use baton_shared::time::Timestamp;
use serde::Deserialize;
use worker::SqlStorage;

use crate::clock;
use crate::error::Error;
use crate::store::number;

/// Rows that are read in one go: between two the desk does what is more urgent.
const PAGE: u32 = 500;

/// Statements of one desk's tables for analytics.
pub struct Records {
    sql: SqlStorage,
}

#[derive(Deserialize)]
struct CountRow {
    count: u32,
}

/// Many values as one JSON text, and after what the next page begins.
#[derive(Deserialize)]
struct PageRow<K> {
    values: String,
    last: Option<K>,
}

impl Records {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Makes the tables.
    pub fn create(&self) -> Result<(), Error> {
        for statement in [
            "CREATE TABLE IF NOT EXISTS record (conversation TEXT PRIMARY KEY, version INTEGER NOT NULL, \
             first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, value TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS record_at ON record (last_at, first_at)",
            "CREATE TABLE IF NOT EXISTS fact (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, \
             value TEXT NOT NULL)",
        ] {
            self.sql.exec(statement, None)?;
        }
        Ok(())
    }

    /// Keeps a record, unless a later one is there.
    pub fn put(&self, record: &ConversationRecord) -> Result<(), Error> {
        let requested = record.handovers.iter().map(|handover| handover.requested_at);
        let times: Vec<Timestamp> = record.chatted_at.into_iter().chain(requested).collect();
        let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else { return Ok(()) };
        let values = vec![
            record.conversation.as_str().into(),
            number(record.version.0)?,
            number(first.0)?,
            number(last.0)?,
            serde_json::to_string(record)?.into(),
        ];
        let statement = "INSERT INTO record (conversation, version, first_at, last_at, value) VALUES (?, ?, ?, ?, ?) \
                         ON CONFLICT (conversation) DO UPDATE SET version = excluded.version, \
                         first_at = excluded.first_at, last_at = excluded.last_at, value = excluded.value \
                         WHERE excluded.version > record.version";
        self.sql.exec(statement, values)?;
        Ok(())
    }

    /// Keeps what the desk's changes say of agents who did not come. Stored together with the changes.
    pub fn put_facts(&self, events: &[Event]) -> Result<(), Error> {
        let decisions = events.iter().filter_map(|event| match event {
            Event::Decided(decision) => Some(decision),
            _ => None,
        });
        for fact in decisions.flat_map(|decision| facts(decision)) {
            let values = vec![number(fact.at.0)?, serde_json::to_string(&fact)?.into()];
            self.sql.exec("INSERT INTO fact (at, value) VALUES (?, ?)", values)?;
        }
        Ok(())
    }

    /// Whether a question looks at more than can be counted at once.
    pub fn is_too_much(&self, filter: &Filter) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM record WHERE last_at >= ? AND first_at < ?";
        let row: CountRow =
            self.sql.exec(query, vec![number(filter.from.0)?, number(filter.until.0)?])?.one()?;
        Ok(usize::try_from(row.count).is_ok_and(|count| count > ANALYTICS_CONVERSATIONS_MAX))
    }

    /// Gathers who counts. Other turns may come between the pages: a record that changes meanwhile is read as it is then.
    pub async fn gather(&self, filter: &Filter, cohort: &mut Cohort<'_>) -> Result<(), Error> {
        let query = format!(
            "SELECT json_group_array(json(value)) AS \"values\", max(conversation) AS last FROM (SELECT conversation, \
             value FROM record WHERE last_at >= ? AND first_at < ? AND conversation > ? ORDER BY conversation LIMIT {PAGE})"
        );
        let mut after = String::new();
        loop {
            let values = vec![number(filter.from.0)?, number(filter.until.0)?, after.as_str().into()];
            let PageRow { values, last }: PageRow<String> = self.sql.exec(&query, values)?.one()?;
            let records: Vec<ConversationRecord> = serde_json::from_str(&values)?;
            records.into_iter().for_each(|record| cohort.record(record));
            let Some(last) = last else { break };
            after = last;
            clock::pause_ms(0).await;
        }
        self.gather_facts(filter, cohort).await
    }

    async fn gather_facts(&self, filter: &Filter, cohort: &mut Cohort<'_>) -> Result<(), Error> {
        let query = format!(
            "SELECT json_group_array(json(value)) AS \"values\", max(id) AS last FROM (SELECT id, value FROM fact \
             WHERE id > ? AND at >= ? ORDER BY id LIMIT {PAGE})"
        );
        let mut after = 0;
        loop {
            let values = vec![number(after)?, number(filter.from.0)?];
            let PageRow { values, last }: PageRow<u64> = self.sql.exec(&query, values)?.one()?;
            let facts: Vec<DeskFact> = serde_json::from_str(&values)?;
            facts.into_iter().for_each(|fact| cohort.fact(fact));
            let Some(last) = last else { return Ok(()) };
            after = last;
            clock::pause_ms(0).await;
        }
    }
}
