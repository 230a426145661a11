//! Pictures and files: what one is called, what it is taken for, and how much of it a conversation holds.
//!
//! Nothing that comes from outside decides what a file is: a picture is one because its first bytes say so, and
//! everything else is only ever handed out for download.

mod kind;
mod name;
mod picture;
mod room;

use serde::{Deserialize, Serialize};

use crate::ids::FileId;

pub use kind::{Kind, kind_of};
pub use name::file_name;
pub use picture::{Picture, picture};
pub use room::room_for;

/// What everybody in the conversation may know of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCard {
    /// Its name in addresses.
    pub id: FileId,
    /// Its name for people, cleaned.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
    /// What it is handed out as: an image type only if its bytes are that picture.
    #[serde(rename = "type")]
    pub kind: String,
    /// Pictures only, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pictures only, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}
