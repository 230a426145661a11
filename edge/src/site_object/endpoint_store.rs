//! The table of those who are told what happens.

use baton_shared::courier::{Endpoint, EndpointKind, Wanted};
use baton_shared::ids::EndpointId;
use serde::Deserialize;

use crate::error::Error;
use crate::site_object::store::Store;

#[derive(Deserialize)]
struct EndpointRow {
    id: String,
    kind: String,
    wanted: String,
}

impl Store {
    /// All receivers, in the order in which they were added. A site that is older than the table gets it when it is first asked for.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>, Error> {
        let table = "CREATE TABLE IF NOT EXISTS endpoint (id TEXT PRIMARY KEY, kind TEXT NOT NULL, wanted TEXT NOT NULL)";
        self.run(table, Vec::new())?;
        let rows: Vec<EndpointRow> =
            self.rows("SELECT id, kind, wanted FROM endpoint ORDER BY rowid", Vec::new())?;
        rows.into_iter().map(endpoint).collect()
    }

    /// Adds a receiver, or changes what it hears of.
    pub fn put_endpoint(&self, endpoint: &Endpoint) -> Result<(), Error> {
        let values = vec![
            endpoint.id.as_str().into(),
            serde_json::to_string(&endpoint.kind)?.into(),
            serde_json::to_string(&endpoint.wanted)?.into(),
        ];
        let put = "INSERT INTO endpoint (id, kind, wanted) VALUES (?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted";
        self.run(put, values)
    }

    /// It is not in the directory any more.
    pub fn remove_endpoint(&self, id: &EndpointId) -> Result<(), Error> {
        self.run("DELETE FROM endpoint WHERE id = ?", vec![id.as_str().into()])
    }
}

fn endpoint(row: EndpointRow) -> Result<Endpoint, Error> {
    let id = EndpointId::new(row.id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
    let (kind, wanted): (EndpointKind, Wanted) =
        (serde_json::from_str(&row.kind)?, serde_json::from_str(&row.wanted)?);
    Ok(Endpoint { id, kind, wanted })
}
