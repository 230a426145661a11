//! Who an agent's socket speaks for: found out once by the Worker, handed to the object in a header that nobody else
//! can set.

use std::collections::BTreeSet;

use baton_shared::ids::{DepartmentId, SiteId};
use baton_shared::message::AgentRef;
use serde::{Deserialize, Serialize};
use worker::{Headers, Request};

use crate::error::Error;

/// The header.
const SEAT_HEADER: &str = "x-baton-seat";

/// An agent who has shown a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Whose desk.
    pub site: SiteId,
    /// Who.
    pub agent: AgentRef,
    /// Whether he may see everything.
    #[serde(default)]
    pub is_admin: bool,
    /// The session's name, which opens nothing: its sockets are closed by it.
    #[serde(default)]
    pub session: String,
    /// Departments that he does not serve.
    #[serde(default)]
    pub closed_to: BTreeSet<DepartmentId>,
}

impl Seat {
    /// Whether he may see and take a department's conversations.
    pub fn serves(&self, department: &DepartmentId) -> bool {
        self.is_admin || !self.closed_to.contains(department)
    }

    /// Hands it to an object.
    ///
    /// # Errors
    /// The platform does not take the header.
    pub fn put(&self, headers: &Headers) -> Result<(), Error> {
        // Names may hold any character; a header only ASCII.
        Ok(headers.set(SEAT_HEADER, &escape(&serde_json::to_string(self)?))?)
    }

    /// As the Worker has handed it over; `None` for a visitor's socket.
    ///
    /// # Errors
    /// It can't be read.
    pub fn of(request: &Request) -> Result<Option<Self>, Error> {
        let header = request.headers().get(SEAT_HEADER)?;
        header.map(|seat| Ok(serde_json::from_str(&seat)?)).transpose()
    }
}

/// JSON with everything but ASCII escaped.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}
