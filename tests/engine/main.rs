//! The real edge on the real engine: every test starts a workerd of its own and talks to it as pages do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for; clippy knows only functions with #[test]"
)]

mod analytics;
mod bad_frames;
mod bad_requests;
mod bad_sessions;
mod crashes;
mod departments;
mod ends;
mod files;
mod forms;
mod handovers;
mod identity;
mod mails;
mod ownership;
mod presence;
mod resume;
mod routing;
mod seen;
mod settings;
mod sign_out;
mod support;
mod told;
mod transcript;
mod walk;
mod webhooks;
