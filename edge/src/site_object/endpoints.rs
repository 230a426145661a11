//! The directory of those who are told what happens: their names and what they hear of. How each is reached, and its
//! secret, is its own object's affair.

use baton_shared::courier::Endpoint;
use baton_shared::ids::EndpointId;
use baton_shared::limits::ENDPOINTS_MAX;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::site_object::SiteObject;

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
