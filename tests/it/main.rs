//! The fast tests: no process, no socket, no clock. `BATON_SEED=7` replays one seed of the world.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for; clippy knows only functions with #[test]"
)]

mod analytics;
mod business_hours;
mod conversation;
mod guarantees;
mod knowledge;
mod locales;
mod protocol;
mod rules;
mod tables;
mod tidy;
mod wait;
mod why;
mod world;
