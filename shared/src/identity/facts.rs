//! What is kept of a visitor's identity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::ids::KeyId;
use crate::limits::SUB_CHARS_MAX;
use crate::text::clean;

/// Who a visitor is, whole: what comes later replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorIdentity {
    /// The site's own name for the person; never changes within a conversation.
    pub sub: String,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What else the site says of the person.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// The key that has signed it. `None`: the page has only said so, and anybody can say anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<KeyId>,
}

impl VisitorIdentity {
    /// What a page says without a signature: the name alone.
    pub fn unverified(sub: String) -> Self {
        let attributes = BTreeMap::new();
        Self { sub, name: None, email: None, phone: None, attributes, verified_by: None }
    }

    /// Whether the site has signed it.
    pub fn is_verified(&self) -> bool {
        self.verified_by.is_some()
    }
}

/// A text as a person's name in the site: 1 to 128 characters, none of which hides or changes another. It is compared,
/// so it is refused rather than mended.
pub fn sub(text: &str) -> Option<String> {
    let is_within = (1..=SUB_CHARS_MAX).contains(&text.chars().count());
    let is_plain = clean(text) == text && text.trim() == text && !text.contains(['\n', '\t']);
    (is_within && is_plain).then(|| text.to_owned())
}
