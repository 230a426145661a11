//! What an agent's page asks of the desk apart from its socket.

use baton_shared::ids::ConversationId;
use serde::Serialize;
use worker::Request;

use crate::call::call;
use crate::config::Config;
use crate::desk_object::{Reason, Why};
use crate::http::{Answer, Refused, json};
use crate::routes::agent::session;
use crate::site_object::Role;

#[derive(Serialize)]
struct Entries {
    entries: Vec<Reason>,
}

/// Why the desk did with a conversation what it did, the oldest first.
pub async fn why(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    let session = session(request, config).await?;
    let conversation = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let is_admin = session.member.role == Role::Admin;
    let why = Why { conversation, agent: session.member.agent.id, is_admin };
    let entries: Option<Vec<Reason>> = call(&config.desk(&session.site)?, "why", &why).await?;
    json(200, &Entries { entries: entries.ok_or_else(Refused::not_found)? })
}
