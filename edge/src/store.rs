//! What the objects' stores have in common: numbers, and values under a name.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use crate::error::Error;

/// Makes the table of values.
pub const CREATE_VALUES: &str =
    "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)";

/// One text of one row.
#[derive(Deserialize)]
pub struct ValueRow {
    /// The text.
    pub value: String,
}

/// A number as SQLite keeps it.
///
/// # Errors
/// It does not fit into 63 bits.
pub fn number(value: u64) -> Result<SqlStorageValue, Error> {
    let signed = i64::try_from(value).map_err(|cause| Error::Corrupt(format!("{value}: {cause}")))?;
    Ok(SqlStorageValue::try_from_i64(signed)?)
}

/// Keeps a value under a name.
///
/// # Errors
/// The database failed.
pub fn set<T: Serialize>(sql: &SqlStorage, name: &str, value: &T) -> Result<(), Error> {
    let values = vec![name.into(), serde_json::to_string(value)?.into()];
    sql.exec("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", values)?;
    Ok(())
}

/// The value under a name.
///
/// # Errors
/// The database failed, or what it holds can't be read.
pub fn get<T: DeserializeOwned>(sql: &SqlStorage, name: &str) -> Result<Option<T>, Error> {
    let query = "SELECT value FROM setting WHERE name = ?";
    let rows: Vec<ValueRow> = sql.exec(query, vec![name.into()])?.to_array()?;
    rows.first().map(|row| Ok(serde_json::from_str(&row.value)?)).transpose()
}
