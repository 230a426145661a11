//! Who is told, of what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::courier::news::{Kind, News};
use crate::ids::{DepartmentId, EndpointId};
use crate::limits::{ENDPOINT_NAME_CHARS_MAX, NEWS_KINDS_MAX};
use crate::text::line;

/// How a receiver is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointKind {
    /// A signed request by HTTP.
    Webhook,
    /// A channel of Slack, by its incoming webhook.
    Slack,
    /// Addresses of the team, by e-mail.
    Mail,
}

/// A receiver, without what is secret about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Which.
    pub id: EndpointId,
    /// How it is reached.
    pub kind: EndpointKind,
    /// What it hears of.
    #[serde(flatten)]
    pub wanted: Wanted,
}

/// What a receiver hears of, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// For people.
    pub name: String,
    /// What it is told.
    pub kinds: BTreeSet<Kind>,
    /// Of which departments; empty: of all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub departments: BTreeSet<DepartmentId>,
    /// Whether it is told anything at all.
    #[serde(default = "yes")]
    pub is_on: bool,
}

/// What is wrong with an endpoint that somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointFault {
    /// It has no name, or a long one.
    Name,
    /// It would hear of nothing.
    Kinds,
}

impl EndpointFault {
    /// The field that is wrong.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kinds => "kinds",
        }
    }

    /// What to do.
    pub fn words(self) -> String {
        match self {
            Self::Name => format!("Give it a name of at most {ENDPOINT_NAME_CHARS_MAX} characters."),
            Self::Kinds => "Choose at least one thing that it shall hear of.".to_owned(),
        }
    }
}

impl Wanted {
    /// The same with its name on one line.
    ///
    /// # Errors
    /// The first fault.
    pub fn checked(self) -> Result<Self, EndpointFault> {
        let name = line(&self.name);
        if name.is_empty() || name.chars().count() > ENDPOINT_NAME_CHARS_MAX {
            return Err(EndpointFault::Name);
        }
        if self.kinds.is_empty() || self.kinds.len() > NEWS_KINDS_MAX {
            return Err(EndpointFault::Kinds);
        }
        Ok(Self { name, ..self })
    }

    /// Whether it hears of this.
    pub fn hears(&self, news: &News) -> bool {
        let is_theirs = self.departments.is_empty() || self.departments.contains(news.department());
        self.is_on && is_theirs && self.kinds.contains(&news.kind)
    }
}

fn yes() -> bool {
    true
}
