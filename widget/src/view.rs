//! What the visitor sees, from top to bottom.

pub mod article;
pub mod avatar;
pub mod chips;
pub mod composer;
pub mod form;
pub mod handover;
pub mod header;
pub mod message;
pub mod notice;
pub mod queue_card;
pub mod rating;
pub mod rich_text;
pub mod timeline;
