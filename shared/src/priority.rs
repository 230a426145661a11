//! How urgent a conversation is: who waits with a higher one is served first.

use serde::{Deserialize, Serialize};

/// From the least urgent to the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// After all others.
    Low,
    /// What everybody has.
    #[default]
    Normal,
    /// Before those.
    High,
    /// Before all others.
    Urgent,
}
