//! The first admin, invitations and members.

use baton_shared::ids::{AgentId, SiteId};
use baton_shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use baton_shared::text;
use serde::{Deserialize, Serialize};
use worker::Request;

use crate::call::call;
use crate::config::Config;
use crate::cookie;
use crate::desk_object::Revoked;
use crate::http::{Answer, Refused, body, json, no_content, origin};
use crate::routes::agent::{Session, close_sockets, session, with_cookie};
use crate::site_object::{Accept, Accepted, Invitation, Invite, Invited, Member, Out, Role};

#[derive(Serialize)]
struct Link {
    link: String,
}

/// The first admin's one-time link, for the operator who knows the Worker's secret.
pub async fn setup_link(request: &Request, config: &Config<'_>) -> Answer {
    let shown = request.headers().get("x-baton-setup")?.unwrap_or_default();
    if !is_same(shown.as_bytes(), config.secret()?.as_bytes()) {
        return Err(Refused::not_found());
    }
    let site = config.default_site()?;
    let token: Option<String> = call(&config.site(&site)?, "setup", &site).await?;
    let token = token
        .ok_or_else(|| Refused::new(409, "already_set_up", "The first admin exists. Sign in at the desk."))?;
    json(200, &Link { link: link(config, &site, &token)? })
}

/// Takes the same time wherever the two differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differs, (l, r)| differs | (l ^ r)) == 0
}

fn link(config: &Config<'_>, site: &SiteId, token: &str) -> Result<String, Refused> {
    let origin = config.origins()?.into_iter().next().unwrap_or_default();
    Ok(format!("{origin}/desk#invite={site}.{token}"))
}

#[derive(Deserialize)]
struct ShowRequest {
    token: String,
}

/// Whom an invitation is for.
pub async fn show_invitation(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let wanted: ShowRequest = body::read(&mut request).await?;
    let (site, token) = parts(&wanted.token)?;
    let found: Option<Invitation> = call(&config.site(&site)?, "invitation", &token).await?;
    json(200, &found.ok_or_else(used)?)
}

#[derive(Deserialize)]
struct AcceptRequest {
    token: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    password: String,
}

/// A one-time link and a password become a member and a cookie.
pub async fn accept_invitation(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let wanted: AcceptRequest = body::read(&mut request).await?;
    let (site, token) = parts(&wanted.token)?;
    let chars = wanted.password.chars().count();
    if !(PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        let message = format!(
            "A password has {PASSWORD_CHARS_MIN} to {PASSWORD_CHARS_MAX} characters; this one has {chars}."
        );
        return Err(Refused::new(400, "weak_password", message));
    }
    let (name, email) = (wanted.name, wanted.email);
    let question = Accept { token, name, email, password: wanted.password };
    match call(&config.site(&site)?, "accept", &question).await? {
        Accepted::Yes { token } => with_cookie(&cookie::set(&site, &token)),
        Accepted::Used => Err(used()),
        Accepted::Taken => Err(Refused::new(409, "email_taken", "A member with this e-mail exists.")),
        Accepted::Wrong { message } => Err(Refused::new(400, "bad_field", message)),
    }
}

fn used() -> Refused {
    Refused::new(404, "invitation_used", "This link has been used or has expired. Ask for a new one.")
}

fn parts(token: &str) -> Result<(SiteId, String), Refused> {
    let (site, token) = token.split_once('.').ok_or_else(used)?;
    let site = SiteId::new(site).map_err(|_invalid| used())?;
    Ok((site, token.to_owned()))
}

/// The session of an admin.
///
/// # Errors
/// 401 without a session, 403 for others.
pub async fn admin(request: &Request, config: &Config<'_>) -> Result<Session, Refused> {
    let session = session(request, config).await?;
    if session.member.role == Role::Admin {
        return Ok(session);
    }
    Err(Refused::new(403, "admins_only", "Only an admin can do this."))
}

#[derive(Serialize)]
struct Members {
    members: Vec<Member>,
}

/// All members and who is invited.
pub async fn list(request: &Request, config: &Config<'_>) -> Answer {
    let session = admin(request, config).await?;
    let members: Vec<Member> = call(&config.site(&session.site)?, "members", &()).await?;
    json(200, &Members { members })
}

#[derive(Deserialize)]
struct InviteRequest {
    name: String,
    email: String,
    role: Role,
}

#[derive(Serialize)]
struct InvitedMember {
    id: AgentId,
    link: String,
}

/// A new member and the one-time link for the admin to pass on.
pub async fn invite(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let session = admin(&request, config).await?;
    let wanted: InviteRequest = body::read(&mut request).await?;
    let bad =
        |rejection: baton_shared::rejection::Rejection| Refused::new(400, "bad_field", rejection.to_string());
    let question = Invite {
        name: text::name(&wanted.name).map_err(bad)?,
        email: text::email(&wanted.email).map_err(bad)?,
        role: wanted.role,
    };
    match call(&config.site(&session.site)?, "invite", &question).await? {
        Invited::Yes { id, token } => {
            json(201, &InvitedMember { id, link: link(config, &session.site, &token)? })
        }
        Invited::Taken => Err(Refused::new(409, "email_taken", "A member with this e-mail exists.")),
        Invited::Full => {
            Err(Refused::new(409, "too_many_members", "This site has as many members as it can."))
        }
    }
}

/// All sessions of a member end, and their sockets with them.
pub async fn sign_out(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    out(config, &session, id, "end-sessions").await?;
    no_content()
}

/// A member goes: his sockets are closed, and his conversations go back to the queue.
pub async fn remove(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    if session.member.agent.id.as_str() == id {
        return Err(Refused::new(
            409,
            "own_account",
            "Another admin can remove you; you can't do it yourself.",
        ));
    }
    let member = out(config, &session, id, "remove-member").await?;
    let _: () = call(&config.desk(&session.site)?, "left", &member).await?;
    no_content()
}

async fn out(config: &Config<'_>, by: &Session, id: &str, what: &str) -> Result<AgentId, Refused> {
    let member = AgentId::new(id).map_err(|_invalid| Refused::not_found())?;
    match call(&config.site(&by.site)?, what, &member).await? {
        Out::Yes { sessions } => {
            for session in sessions {
                let revoked = Revoked { session, agent: Some(member.clone()) };
                close_sockets(config, &by.site, &revoked).await;
            }
            Ok(member)
        }
        Out::Unknown => Err(Refused::not_found()),
        Out::LastAdmin => {
            Err(Refused::new(409, "last_admin", "This is the last admin: make somebody else one first."))
        }
    }
}
