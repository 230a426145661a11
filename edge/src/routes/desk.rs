//! What an agent's page asks of the desk apart from its socket.

use baton_shared::conversation::Reason;
use baton_shared::ids::ConversationId;
use serde::Serialize;
use worker::Request;

use crate::call::call;
use crate::config::Config;
use crate::desk_object::Why;
use crate::http::{Answer, Refused, json};
use crate::routes::agent::session;
use crate::site_object::Role;

#[derive(Serialize)]
struct Entries {
    entries: Vec<Reason>,
}

/// Why was done with a conversation what was done, the oldest first: what its rules and its desk have decided.
pub async fn why(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    let session = session(request, config).await?;
    let conversation = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let is_admin = session.member.role == Role::Admin;
    let why = Why { conversation, agent: session.member.agent.id, is_admin };
    let decided: Option<Vec<Reason>> = call(&config.desk(&session.site)?, "why", &why).await?;
    let decided = decided.ok_or_else(Refused::not_found)?;
    let stub = config.conversation(why.conversation.as_str())?;
    let mut entries: Vec<Reason> = call(&stub, "why", &session.site).await?;
    // The conversation asks before the desk answers: at the same moment its own come first.
    entries.extend(decided);
    entries.sort_by_key(|reason| reason.at);
    json(200, &Entries { entries })
}
