//! What several test binaries share: the tables in `data/`, and random numbers that replay.

#![allow(clippy::panic, reason = "tables fail a test when they differ")]

pub mod random;
pub mod sample;
pub mod table;
