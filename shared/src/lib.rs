//! What Baton's conversations are: pure rules, facts and wire types.
//!
//! Nothing here has a clock, random numbers, async, a DOM or a platform: the time and new ids are
//! arguments, the next deadline is a result. In reading order:

pub mod analytics;
pub mod business_hours;
pub mod conversation;
pub mod courier;
pub mod desk;
pub mod document;
pub mod domain;
pub mod escalation;
pub mod files;
pub mod forms;
pub mod identity;
pub mod ids;
pub mod json;
pub mod knowledge;
pub mod limits;
pub mod message;
#[cfg(feature = "outbound")]
pub mod outbound;
pub mod policy;
pub mod priority;
pub mod protocol;
pub mod rejection;
pub mod rules;
pub mod seen;
pub mod settings;
pub mod signals;
pub mod text;
pub mod time;
pub mod transcript;
pub mod words;
