//! Sockets: who asks is found out here, once; the object gets it in a header that nobody else can set.

use baton_shared::ids::ConversationId;
use worker::{Headers, Method, Request, RequestInit, Stub};

use crate::call::call;
use crate::config::Config;
use crate::http::{Answer, Refused, origin};
use crate::routes::agent::{Session, session};
use crate::seat::Seat;
use crate::site_object::Role;

/// A visitor's or an agent's socket to one conversation.
pub async fn conversation(request: Request, config: &Config<'_>, id: &str) -> Answer {
    must_upgrade(&request)?;
    origin::must_be_ours(&request, config)?;
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let headers = upgrade_headers()?;
    // An agent who tries the own shop sends the cookie from the visitor's frame too: so the desk says `as=agent`,
    // and the cookie proves it.
    if is_from_desk(&request)? {
        seat(&request, config).await?.put(&headers)?;
    }
    forward(&config.conversation(id.as_str())?, headers).await
}

/// An agent's socket to the desk.
pub async fn desk(request: Request, config: &Config<'_>) -> Answer {
    must_upgrade(&request)?;
    origin::must_be_ours(&request, config)?;
    let seat = seat(&request, config).await?;
    let headers = upgrade_headers()?;
    seat.put(&headers)?;
    forward(&config.desk(&seat.site)?, headers).await
}

/// Who asks, and which departments are not his: settings belong to the site, but the desk has the copy that counts.
pub async fn seat(request: &Request, config: &Config<'_>) -> Result<Seat, Refused> {
    let Session { site, member, name } = session(request, config).await?;
    let is_admin = member.role == Role::Admin;
    let agent = member.agent;
    let closed_to = match is_admin {
        true => Vec::new(),
        false => call(&config.desk(&site)?, "closed-to", &agent.id).await?,
    };
    Ok(Seat { site, agent, is_admin, session: name, closed_to: closed_to.into_iter().collect() })
}

fn must_upgrade(request: &Request) -> Result<(), Refused> {
    let upgrade = request.headers().get("upgrade")?.unwrap_or_default();
    if upgrade.eq_ignore_ascii_case("websocket") {
        return Ok(());
    }
    Err(Refused::new(426, "upgrade_required", "This address takes WebSockets only."))
}

fn is_from_desk(request: &Request) -> Result<bool, Refused> {
    Ok(request.url()?.query_pairs().any(|(name, value)| name == "as" && value == "agent"))
}

fn upgrade_headers() -> Result<Headers, Refused> {
    let headers = Headers::new();
    headers.set("upgrade", "websocket")?;
    Ok(headers)
}

async fn forward(stub: &Stub, headers: Headers) -> Answer {
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let request = Request::new_with_init("https://object/socket", &init)?;
    Ok(stub.fetch_with_request(request).await?)
}
