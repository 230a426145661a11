//! The Worker: every way in from the outside, and the four kinds of objects behind it.

#![allow(missing_docs, reason = "the macros of the platform make public items of their own")]

mod blobs;
mod call;
mod clock;
mod config;
mod conversation_object;
mod cookie;
mod courier_object;
mod desk_object;
mod error;
mod http;
mod mail;
mod markdown;
mod outbound;
mod random;
mod routes;
mod seat;
mod site_object;
mod store;
mod timers;
mod token;
mod wire;
mod zone;

use worker::{Context, Env, Request, Response, event};

pub use conversation_object::ConversationObject;
pub use courier_object::CourierObject;
pub use desk_object::DeskObject;
pub use site_object::SiteObject;

/// Every request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    http::finish(routes::route(request, &env).await)
}
