//! What Baton's conversations are: pure rules, facts and wire types.
//!
//! Nothing here has a clock, random numbers, async, a DOM or a platform: the time and new ids are
//! arguments, the next deadline is a result. In reading order:

pub mod ids;
pub mod time;
pub mod limits;
pub mod text;
pub mod message;
pub mod policy;
pub mod rejection;
pub mod escalation;
pub mod conversation;
pub mod desk;
pub mod knowledge;
pub mod protocol;
