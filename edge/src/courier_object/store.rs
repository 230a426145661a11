//! A receiver's rows: what it has to be told, and what came of it.

use baton_shared::courier::News;
use baton_shared::limits::DELIVERIES_LISTED_MAX;
use baton_shared::time::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use crate::error::Error;
use crate::store::{self, CREATE_VALUES, number};

const RECEIVER: &str = "receiver";

/// Above every number of a delivery: the greatest that the platform takes.
const NUMBER_MAX: u64 = (1 << 53) - 1;

/// Statements of one receiver's database.
pub struct Store {
    sql: SqlStorage,
}

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is tried, or will be.
    Waiting,
    /// It has arrived.
    Done,
    /// It was tried often enough, or its receiver is gone.
    GivenUp,
}

/// One thing that a receiver is told, as admins see it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Delivery {
    /// Its place in this receiver's list.
    pub number: u64,
    /// The news' id: always the same for the same thing.
    pub id: String,
    /// The news' kind.
    pub kind: String,
    /// When it was taken in.
    pub created_at: Timestamp,
    /// How it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// The last answer's HTTP status.
    pub status: Option<u16>,
    /// What came of the last attempt.
    pub note: Option<String>,
    /// When the last attempt ended.
    pub tried_at: Option<Timestamp>,
    /// When it is tried next.
    pub due: Option<Timestamp>,
}

/// What came of an attempt.
pub struct Attempted {
    /// How it stands now.
    pub state: DeliveryState,
    /// Its HTTP status.
    pub status: Option<u16>,
    /// In words.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct NewsRow {
    news: String,
    attempts: u32,
}

#[derive(Deserialize)]
struct IdRow {
    id: String,
}

#[derive(Deserialize)]
struct CountRow {
    count: u32,
}

#[derive(Deserialize)]
struct DeliveryRow {
    number: u64,
    id: String,
    kind: String,
    created_at: u64,
    state: String,
    attempts: u32,
    status: Option<u16>,
    note: Option<String>,
    tried_at: Option<u64>,
    due: Option<u64>,
}

impl Store {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Whether somebody has set it up. An object that was only knocked at has no tables.
    pub fn exists(&self) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM sqlite_master WHERE type = 'table' AND name = 'delivery'";
        Ok(self.count(query, Vec::new())? > 0)
    }

    /// Makes the tables.
    pub fn create(&self) -> Result<(), Error> {
        for table in [
            CREATE_VALUES,
            "CREATE TABLE IF NOT EXISTS delivery (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, \
             kind TEXT NOT NULL, news TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL, \
             attempts INTEGER NOT NULL, status INTEGER, note TEXT, tried_at INTEGER)",
            "CREATE INDEX IF NOT EXISTS delivery_state ON delivery (state)",
        ] {
            self.sql.exec(table, None)?;
        }
        Ok(())
    }

    /// Keeps who it is.
    pub fn set_receiver<T: Serialize>(&self, receiver: &T) -> Result<(), Error> {
        store::set(&self.sql, RECEIVER, receiver)
    }

    /// Who it is.
    pub fn receiver<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        store::get(&self.sql, RECEIVER)
    }

    /// Takes in what has to be told; false if it is known.
    pub fn add(&self, news: &News, now: Timestamp) -> Result<bool, Error> {
        if self.count("SELECT count(*) AS count FROM delivery WHERE id = ?", vec![news.id.as_str().into()])?
            > 0
        {
            return Ok(false);
        }
        let values = vec![
            news.id.as_str().into(),
            news.kind.name().into(),
            serde_json::to_string(news)?.into(),
            number(now.0)?,
            name(DeliveryState::Waiting).into(),
        ];
        let insert =
            "INSERT INTO delivery (id, kind, news, created_at, state, attempts) VALUES (?, ?, ?, ?, ?, 0)";
        self.sql.exec(insert, values)?;
        Ok(true)
    }

    /// What has to be told, and how often that was tried; `None` if it has to be no more.
    pub fn waiting(&self, id: &str) -> Result<Option<(News, u32)>, Error> {
        let query = "SELECT news, attempts FROM delivery WHERE id = ? AND state = ?";
        let values: Vec<SqlStorageValue> = vec![id.into(), name(DeliveryState::Waiting).into()];
        let rows: Vec<NewsRow> = self.sql.exec(query, values)?.to_array()?;
        rows.first().map(|row| Ok((serde_json::from_str(&row.news)?, row.attempts))).transpose()
    }

    /// Keeps what came of an attempt.
    pub fn attempted(&self, id: &str, attempted: &Attempted) -> Result<(), Error> {
        let status =
            attempted.status.map_or(Ok(SqlStorageValue::Null), |status| number(u64::from(status)))?;
        let values = vec![
            name(attempted.state).into(),
            status,
            attempted.note.as_str().into(),
            number(attempted.at.0)?,
            id.into(),
        ];
        let update = "UPDATE delivery SET state = ?, status = ?, note = ?, tried_at = ?, attempts = attempts + 1 \
                      WHERE id = ?";
        self.sql.exec(update, values)?;
        Ok(())
    }

    /// Makes an ended delivery wait again, with all of its attempts before it;
    /// false if there is none, or it waits.
    pub fn begin_anew(&self, id: &str) -> Result<bool, Error> {
        let values: Vec<SqlStorageValue> =
            vec![name(DeliveryState::Waiting).into(), id.into(), name(DeliveryState::Waiting).into()];
        let update = "UPDATE delivery SET state = ?, attempts = 0 WHERE id = ? AND state <> ? RETURNING id";
        let rows: Vec<IdRow> = self.sql.exec(update, values)?.to_array()?;
        Ok(!rows.is_empty())
    }

    /// The ids of all that stand so, the oldest first.
    pub fn all(&self, state: DeliveryState) -> Result<Vec<String>, Error> {
        let query = "SELECT id FROM delivery WHERE state = ? ORDER BY number";
        let rows: Vec<IdRow> = self.sql.exec(query, vec![name(state).into()])?.to_array()?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }

    /// How many stand so.
    pub fn number_of(&self, state: DeliveryState) -> Result<u32, Error> {
        self.count("SELECT count(*) AS count FROM delivery WHERE state = ?", vec![name(state).into()])
    }

    /// The newest before a number.
    pub fn page(&self, before: Option<u64>) -> Result<Vec<Delivery>, Error> {
        let query = format!(
            "SELECT number, id, delivery.kind AS kind, created_at, state, attempts, status, note, tried_at, due \
             FROM delivery LEFT JOIN timer ON timer.name = delivery.id AND timer.kind = 'deliver' \
             WHERE number < ? ORDER BY number DESC LIMIT {DELIVERIES_LISTED_MAX}"
        );
        let before = number(before.unwrap_or(NUMBER_MAX))?;
        let rows: Vec<DeliveryRow> = self.sql.exec(&query, vec![before])?.to_array()?;
        rows.into_iter().map(delivery).collect()
    }

    /// Forgets what has ended long ago.
    pub fn forget_ended_before(&self, then: Timestamp) -> Result<(), Error> {
        let values = vec![name(DeliveryState::Waiting).into(), number(then.0)?];
        self.sql.exec("DELETE FROM delivery WHERE state <> ? AND created_at < ?", values)?;
        Ok(())
    }

    fn count(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<u32, Error> {
        let row: CountRow = self.sql.exec(query, values)?.one()?;
        Ok(row.count)
    }
}

fn name(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "waiting",
        DeliveryState::Done => "done",
        DeliveryState::GivenUp => "given_up",
    }
}

fn delivery(row: DeliveryRow) -> Result<Delivery, Error> {
    let state = match row.state.as_str() {
        "waiting" => DeliveryState::Waiting,
        "done" => DeliveryState::Done,
        "given_up" => DeliveryState::GivenUp,
        other => return Err(Error::Corrupt(format!("a delivery is {other}"))),
    };
    Ok(Delivery {
        number: row.number,
        id: row.id,
        kind: row.kind,
        created_at: Timestamp(row.created_at),
        state,
        attempts: row.attempts,
        status: row.status,
        note: row.note,
        tried_at: row.tried_at.map(Timestamp),
        due: row.due.map(Timestamp),
    })
}
