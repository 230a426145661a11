//! What an agent sees. A view reads signals and calls one method; it decides nothing.

pub mod analytics;
pub mod avatar;
pub mod composer;
pub mod confirm;
pub mod conversation;
pub mod dialog;
pub mod icon;
pub mod invitation;
pub mod keys_sheet;
pub mod list;
pub mod members;
pub mod message;
pub mod notice;
pub mod password;
pub mod presence;
pub mod rail;
pub mod rich_text;
pub mod row;
pub mod sign_in;
pub mod timeline;
pub mod transfer;
pub mod visitor_card;
