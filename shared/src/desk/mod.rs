//! The desk: who is there, who waits, for whom it rings, and what each conversation must be told about it.
//!
//! A report of a conversation is a whole summary with a version, so reports may be repeated or overtake each
//! other. What conversations are told back (a [`Notice`]) is also whole and versioned: it is worked out anew
//! from the state and sent wherever it differs from what was told last. Nothing is counted up or down.
//!
//! Reading order: `config` (what a site has decided), `agent`, `row`, `notice` (what there is), `event` (what happens),
//! `state` (what it comes to), `decide` (what a command changes), `settle` (what follows by itself), `routing` (for
//! whom it rings), `decision` (why), `wait` (how long).

mod agent;
mod config;
mod decide;
mod decision;
mod event;
mod index;
mod notice;
mod routing;
mod row;
mod settle;
mod shown;
mod skill;
mod state;
mod wait;

pub use agent::{AgentAtDesk, Presence};
pub use config::{Department, DeskConfig, DeskRules, Overflow, Profile, Routing};
pub use decide::{answer, decide};
pub use decision::{Decision, Matter, PlaceInputs, refuses};
pub use event::{Command, Event};
pub use notice::{DeskAnswer, Hours, NoPlace, Notice, TurnedAway, WaitRange};
pub use routing::{Candidate, LeftOut, Pick, PickInputs, PickRule, pick};
pub use row::{Offer, Place, Row, Summary};
pub use settle::{next_deadline, settle};
pub use state::{Desk, Parts, evolve};
pub use wait::{WaitSample, range, remember};
