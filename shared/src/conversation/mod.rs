//! A conversation: its state, and in order of a turn: command → [`decide`] → events → [`evolve`] → [`effects`].

mod command;
mod decide;
mod effect;
mod event;
mod evolve;
mod form;
mod reasons;
mod state;
mod told;

pub use command::{AgentCommand, BotReply, Command, Reply, Submitted, VisitorCommand};
pub use decide::decide;
pub use effect::{Effect, effects, next_deadline, unfinished};
pub use event::{Event, HandoverEnd, HandoverReason, Judgement, Note, OfflineMessage, Rating};
pub use evolve::evolve;
pub use reasons::{Reason, reasons};
pub use state::{BotTurn, Conversation, Handover, Owner, Phase, PosterKey, Questions};
pub use told::{PageVisit, Told, Tracked};
