//! What a site's admin decides: one versioned document, from which the desk and the conversations get their parts.
//!
//! The document is what is edited, exported, imported and kept; `docs/settings.schema.json` is its schema.

mod check;
mod department_problems;
mod document;
mod looks;
mod parts;
mod problems;
mod read;

pub use document::{
    BotSettings, CannedResponse, Corner, Density, HandoverSettings, IdentitySettings, Settings, Targets,
    Theme, ThemeMode,
};
pub use looks::{LANGUAGES, picture_origin};
