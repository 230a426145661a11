//! Sockets: who asks is found out here, once; the object gets it in a header that nobody else can set.

use baton_shared::ids::ConversationId;
use worker::{Headers, Method, Request, RequestInit, Stub};

use crate::config::Config;
use crate::http::{Answer, Refused, origin};
use crate::routes::agent::session;

/// The agent who asks, as JSON; absent for a visitor.
pub const AGENT_HEADER: &str = "x-baton-agent";

/// The agent's site.
pub const SITE_HEADER: &str = "x-baton-site";

/// A visitor's or an agent's socket to one conversation.
pub async fn conversation(request: Request, config: &Config<'_>, id: &str) -> Answer {
    must_upgrade(&request)?;
    origin::must_be_ours(&request, config)?;
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let headers = upgrade_headers()?;
    // An agent who tries the own shop sends the cookie from the visitor's frame too: so the desk says `as=agent`,
    // and the cookie proves it.
    if is_from_desk(&request)? {
        let session = session(&request, config).await?;
        set_agent(&headers, &session)?;
    }
    forward(&config.conversation(id.as_str())?, headers).await
}

/// An agent's socket to the desk.
pub async fn desk(request: Request, config: &Config<'_>) -> Answer {
    must_upgrade(&request)?;
    origin::must_be_ours(&request, config)?;
    let session = session(&request, config).await?;
    let headers = upgrade_headers()?;
    set_agent(&headers, &session)?;
    forward(&config.desk(&session.site)?, headers).await
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

fn set_agent(headers: &Headers, session: &super::agent::Session) -> Result<(), Refused> {
    let agent = serde_json::to_string(&session.member.agent).map_err(crate::error::Error::from)?;
    // Names may hold any character; a header only ASCII.
    headers.set(AGENT_HEADER, &escape(&agent))?;
    headers.set(SITE_HEADER, session.site.as_str())?;
    Ok(())
}

/// JSON stays the same JSON with every character beyond ASCII as `\uXXXX`.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

async fn forward(stub: &Stub, headers: Headers) -> Answer {
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let request = Request::new_with_init("https://object/socket", &init)?;
    Ok(stub.fetch_with_request(request).await?)
}
