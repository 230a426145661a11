//! What the customer's page has told about its visitor. Nobody has verified any of it: agents read it as such.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::ids::{ClientId, DepartmentId};
use crate::limits::{PAGES_SHOWN_MAX, TRACKED_SHOWN_MAX};
use crate::time::Timestamp;

/// All of it; of pages and actions the last ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// By name.
    pub attributes: BTreeMap<String, String>,
    /// The last one last.
    pub pages: VecDeque<PageVisit>,
    /// The last one last.
    pub tracked: VecDeque<Tracked>,
    /// The names under which they came: what is sent again is kept once.
    pub names: VecDeque<ClientId>,
    /// The department that the page has chosen.
    pub department: Option<DepartmentId>,
    /// Why a human is called, as the page put it last.
    pub reason: Option<String>,
    /// Events that all this took.
    pub events: usize,
}

/// A page of the customer's site that the visitor has seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageVisit {
    /// Its address, without query and fragment.
    pub url: String,
    /// Its title; may be empty.
    #[serde(default)]
    pub title: String,
    /// When.
    pub at: Timestamp,
}

/// Something that the visitor has done there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    /// What, as the page calls it.
    pub name: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
    /// When.
    pub at: Timestamp,
}

impl Told {
    /// Whether the visitor is on that page already.
    pub fn is_on(&self, url: &str, title: &str) -> bool {
        self.pages.back().is_some_and(|page| page.url == url && page.title == title)
    }

    /// What would be left of the attributes after a change; `None` takes one away.
    pub fn changed(&self, change: &BTreeMap<String, Option<String>>) -> BTreeMap<String, String> {
        let mut attributes = self.attributes.clone();
        for (name, value) in change {
            match value {
                Some(value) => attributes.insert(name.clone(), value.clone()),
                None => attributes.remove(name),
            };
        }
        attributes
    }

    pub(super) fn visit(&mut self, page: &PageVisit) {
        self.pages.push_back(page.clone());
        while self.pages.len() > PAGES_SHOWN_MAX {
            self.pages.pop_front();
        }
    }

    pub(super) fn track(&mut self, client_id: &ClientId, tracked: &Tracked) {
        self.tracked.push_back(tracked.clone());
        self.names.push_back(client_id.clone());
        while self.tracked.len() > TRACKED_SHOWN_MAX {
            self.tracked.pop_front();
            self.names.pop_front();
        }
    }
}
