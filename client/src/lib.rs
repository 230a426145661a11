//! What the visitor's widget and the agents' desk share.
//!
//! Pure first: an input and the time go in, outputs come out, the next wake-up is a result. The adapters to a
//! browser stand behind the feature `browser`.

pub mod chat;
pub mod desk_list;
pub mod link;
pub mod outbox;
pub mod timeline;
pub mod wait;

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub mod browser;
