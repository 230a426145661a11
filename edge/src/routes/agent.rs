//! Signing in and out, and who one is.

use baton_shared::ids::SiteId;
use baton_shared::message::AgentRef;
use serde::{Deserialize, Serialize};
use worker::{Request, ResponseBuilder};

use crate::call::call;
use crate::config::Config;
use crate::cookie;
use crate::desk_object::Revoked;
use crate::http::{Answer, Refused, body, json, origin};
use crate::random::hash_of;
use crate::site_object::{Member, Role, SignIn, SignedIn};

/// An object that was just moved or restarted fails once.
const REVOKE_TRIES: usize = 3;

#[derive(Deserialize)]
struct SignInRequest {
    email: String,
    password: String,
    site: Option<String>,
}

/// Who is asking, as the site knows him.
pub struct Session {
    /// Whose agent.
    pub site: SiteId,
    /// The member.
    pub member: Member,
    /// The session's name, which opens nothing.
    pub name: String,
}

/// The session of a request.
///
/// # Errors
/// 401 without a valid one.
pub async fn session(request: &Request, config: &Config<'_>) -> Result<Session, Refused> {
    let cookie = cookie::read(request)?.ok_or_else(Refused::signed_out)?;
    let member: Option<Member> = call(&config.site(&cookie.site)?, "session", &cookie.token).await?;
    let member = member.ok_or_else(Refused::signed_out)?;
    Ok(Session { site: cookie.site, member, name: hash_of(&cookie.token) })
}

/// A session that has ended has no open sockets. It has ended whether they could all be reached or not: what is left
/// shows nothing new once it reconnects.
pub async fn close_sockets(config: &Config<'_>, site: &SiteId, revoked: &Revoked) {
    for _ in 0..REVOKE_TRIES {
        let told = async { call::<_, ()>(&config.desk(site)?, "revoke", revoked).await };
        match told.await {
            Ok(()) => return,
            Err(error) => worker::console_error!("revoke: {error}"),
        }
    }
}

/// E-mail and password become a cookie.
pub async fn sign_in(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let wanted: SignInRequest = body::read(&mut request).await?;
    let site = match wanted.site.as_deref() {
        Some(site) => super::visitor::known_site(site)?,
        None => config.default_site()?,
    };
    let question = SignIn { email: wanted.email, password: wanted.password };
    let signed_in: SignedIn = call(&config.site(&site)?, "sign-in", &question).await?;
    match signed_in {
        SignedIn::Yes { token } => with_cookie(&cookie::set(&site, &token)),
        SignedIn::No => Err(Refused::new(401, "wrong_credentials", "E-mail or password is not right.")),
        SignedIn::Later { wait_s } => {
            let message = format!("Too many tries. Please wait {wait_s} seconds.");
            Err(Refused::new(429, "slow_down", message))
        }
    }
}

/// The session ends; a second sign-out is as good as the first.
pub async fn sign_out(request: &Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(request, config)?;
    if let Some(cookie) = cookie::read(request)? {
        let stub = config.site(&cookie.site)?;
        // Whose it was is known only before it ends, and conversations are found by that.
        let member: Option<Member> = call(&stub, "session", &cookie.token).await?;
        let _: () = call(&stub, "sign-out", &cookie.token).await?;
        let agent = member.map(|member| member.agent.id);
        let revoked = Revoked { session: hash_of(&cookie.token), agent };
        close_sockets(config, &cookie.site, &revoked).await;
    }
    with_cookie(&cookie::clear())
}

/// 204 with a cookie.
pub fn with_cookie(header: &str) -> Answer {
    Ok(ResponseBuilder::new()
        .with_status(204)
        .with_header("set-cookie", header)?
        .with_header("cache-control", "no-store")?
        .empty())
}

#[derive(Serialize)]
struct Me {
    agent: AgentRef,
    email: String,
    role: Role,
    site: SiteId,
    site_name: String,
}

/// Who one is.
pub async fn me(request: &Request, config: &Config<'_>) -> Answer {
    let session = session(request, config).await?;
    let policy: Option<baton_shared::policy::Policy> =
        call(&config.site(&session.site)?, "policy", &session.site).await?;
    let site_name = policy.map(|policy| policy.site_name).unwrap_or_default();
    let Session { site, member, .. } = session;
    json(200, &Me { agent: member.agent, email: member.email, role: member.role, site, site_name })
}
