//! The wire: versioned JSON frames over a WebSocket, one module for each side, and what each side may see.
//!
//! `docs/protocol.md` describes every frame; a test holds the two together.

mod client_frame;
mod close;
mod desk_frame;
mod project;
mod read;
mod read_card;
mod server_frame;
mod write;

pub use client_frame::{ClientFrame, FrameError};
pub use close::Close;
pub use desk_frame::{AgentShown, DepartmentShown, DeskClientFrame, DeskServerFrame, OfferShown};
pub use project::{Audience, message_for, phase_name, summary, view, visitor_name};
pub use server_frame::{HandoverButton, PhaseName, Role, ServerFrame, View, VisitorCard, You};

/// The protocol's version. A client of another version is closed with [`Close::Version`] and reloads.
pub const VERSION: u32 = 1;

/// The heartbeat that a client sends; the edge answers without waking the object.
pub const PING: &str = "ping";

/// The answer to [`PING`].
pub const PONG: &str = "pong";
