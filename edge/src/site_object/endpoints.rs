//! The directory of those who are told what happens: their names and what they hear of. How each is reached, and its
//! secret, is its own object's affair.

use baton_shared::courier::{Endpoint, EndpointKind, Wanted};
use baton_shared::ids::EndpointId;
use baton_shared::limits::ENDPOINTS_MAX;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::site_object::SiteObject;
use crate::site_object::store::Store;

/// What came of adding one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// It is in the directory.
    Yes,
    /// There are as many as there may be.
    Full,
    /// There is none of this name to change.
    Unknown,
}

#[derive(Deserialize)]
struct EndpointRow {
    id: String,
    kind: String,
    wanted: String,
}

impl SiteObject {
    /// All receivers.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>, Error> {
        if let Some(known) = self.endpoints.borrow().as_ref() {
            return Ok(known.clone());
        }
        let all = if self.store.exists()? { self.store.endpoints()? } else { Vec::new() };
        *self.endpoints.borrow_mut() = Some(all.clone());
        Ok(all)
    }

    /// Adds a receiver.
    pub fn add_endpoint(&self, endpoint: &Endpoint) -> Result<Listed, Error> {
        if self.endpoints()?.len() >= ENDPOINTS_MAX {
            return Ok(Listed::Full);
        }
        self.store.put_endpoint(endpoint)?;
        *self.endpoints.borrow_mut() = None;
        Ok(Listed::Yes)
    }

    /// Changes what a receiver hears of.
    pub fn change_endpoint(&self, endpoint: &Endpoint) -> Result<Listed, Error> {
        let is_known = self.endpoints()?.iter().any(|it| it.id == endpoint.id && it.kind == endpoint.kind);
        if !is_known {
            return Ok(Listed::Unknown);
        }
        self.store.put_endpoint(endpoint)?;
        *self.endpoints.borrow_mut() = None;
        Ok(Listed::Yes)
    }

    /// It hears of nothing any more.
    pub fn remove_endpoint(&self, id: &EndpointId) -> Result<Listed, Error> {
        if !self.endpoints()?.iter().any(|endpoint| endpoint.id == *id) {
            return Ok(Listed::Unknown);
        }
        self.store.remove_endpoint(id)?;
        *self.endpoints.borrow_mut() = None;
        Ok(Listed::Yes)
    }
}

impl Store {
    /// A site that is older than the table gets it when it is first asked for.
    fn endpoints(&self) -> Result<Vec<Endpoint>, Error> {
        let table = "CREATE TABLE IF NOT EXISTS endpoint (id TEXT PRIMARY KEY, kind TEXT NOT NULL, wanted TEXT NOT NULL)";
        self.run(table, Vec::new())?;
        let rows: Vec<EndpointRow> =
            self.rows("SELECT id, kind, wanted FROM endpoint ORDER BY rowid", Vec::new())?;
        rows.into_iter().map(endpoint).collect()
    }

    fn put_endpoint(&self, endpoint: &Endpoint) -> Result<(), Error> {
        let values = vec![
            endpoint.id.as_str().into(),
            serde_json::to_string(&endpoint.kind)?.into(),
            serde_json::to_string(&endpoint.wanted)?.into(),
        ];
        let put = "INSERT INTO endpoint (id, kind, wanted) VALUES (?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted";
        self.run(put, values)
    }

    fn remove_endpoint(&self, id: &EndpointId) -> Result<(), Error> {
        self.run("DELETE FROM endpoint WHERE id = ?", vec![id.as_str().into()])
    }
}

fn endpoint(row: EndpointRow) -> Result<Endpoint, Error> {
    let id = EndpointId::new(row.id).map_err(|cause| Error::Corrupt(cause.to_string()))?;
    let (kind, wanted): (EndpointKind, Wanted) =
        (serde_json::from_str(&row.kind)?, serde_json::from_str(&row.wanted)?);
    Ok(Endpoint { id, kind, wanted })
}
