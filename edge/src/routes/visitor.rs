//! What a visitor's page asks for before it has a socket.

use baton_shared::identity::{VisitorIdentity, sub};
use baton_shared::ids::{ClientId, DepartmentId, SiteId};
use baton_shared::limits::IDENTITY_LEEWAY_MS;
use baton_shared::policy::Policy;
use baton_shared::rejection::Rejection;
use baton_shared::settings::{Theme, picture_origin};
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::Request;

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::{Start, page};
use crate::http::{Answer, Refused, body, json, origin};
use crate::site_object::{Admit, Admitted, ArticlePage, Embedding};
use crate::token::{self, Claims, TOKEN_MS, Whose};

/// A page asks for a fresh identity at most this often, in milliseconds.
const RENEW_MS_MIN: u64 = 5_000;

#[derive(Deserialize)]
struct StartRequest {
    /// The page's own secret: the same one leads to the same conversation.
    start_id: String,
    /// Who the visitor is, as the page says.
    user_id: Option<String>,
    /// Who the visitor is, as the site has signed it.
    jwt: Option<String>,
    page: Option<String>,
    /// The visitor's language, as BCP 47 writes it.
    language: Option<String>,
    /// Where requests go; what the site does not have is told, and costs no chat.
    department: Option<String>,
    /// The customer's page as the browser names it to the frame.
    origin: Option<String>,
}

/// What was wished and can't be.
#[derive(Serialize)]
struct Unmet {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Started {
    conversation: String,
    token: String,
    expires_at: u64,
    /// After this time the page should show a fresh signed identity, if it has shown one.
    #[serde(skip_serializing_if = "Option::is_none")]
    renew_in_ms: Option<u64>,
    /// What the head of the window says.
    site_name: String,
    /// Whether it has begun just now.
    is_new: bool,
    /// Where to write when the chat fails later.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<Unmet>,
    /// How the widget looks.
    theme: Theme,
    /// The language of visitors whose own has no texts.
    language: String,
}

/// Starts a visitor's conversation, or finds the one that was started with the same secret or for the same person.
pub async fn start(mut request: Request, config: &Config<'_>, site: &str) -> Answer {
    origin::must_be_ours(&request, config)?;
    let wanted: StartRequest = body::read(&mut request).await?;
    let site = known_site(site)?;
    must_be_readable(&wanted)?;
    let (user_id, jwt) = (wanted.user_id.clone(), wanted.jwt);
    let admit = Admit { site: site.clone(), user_id, jwt };
    let answer: Option<(Embedding, Admitted)> = call(&config.site(&site)?, "admit", &admit).await?;
    let (Embedding { domains, contact, theme, language }, admitted) =
        answer.ok_or_else(Refused::not_found)?;
    origin::must_be_named(&domains, wanted.origin.as_deref(), config)?;
    let (policy, identity, verified_until) = may_chat(admitted)?;
    let site_name = policy.site_name.clone();
    let secret = config.secret()?;
    let verified = identity.as_ref().filter(|identity| identity.is_verified());
    let whose = match (verified, &wanted.user_id) {
        (Some(person), _) => Whose::Person(&person.sub),
        (None, Some(user_id)) => Whose::Named(&wanted.start_id, user_id),
        (None, None) => Whose::Browser(&wanted.start_id),
    };
    let (conversation, visitor) = token::names(&secret, &site, whose)?;
    let (department, rejected) = department(wanted.department, &policy);
    let start = Start {
        site: site.clone(),
        conversation: conversation.clone(),
        visitor: visitor.clone(),
        page: wanted.page.as_deref().and_then(page),
        language: wanted.language.filter(|it| is_language(it)),
        department,
        identity,
        policy: *policy,
    };
    let is_new = call(&config.conversation(conversation.as_str())?, "start", &start).await?;
    let now = clock::now();
    // Whoever had to show who he is has to show it again: a stolen conversation ends with the stolen token.
    let expires_at = verified_until.map_or(now.plus_ms(TOKEN_MS), |until| until.plus_ms(IDENTITY_LEEWAY_MS));
    let renew_in_ms = verified_until.map(|until| (until.since_ms(now) / 5 * 4).max(RENEW_MS_MIN));
    let claims = Claims { site, conversation: conversation.clone(), visitor, expires_at };
    let token = token::sign(&secret, &claims)?;
    let conversation = conversation.to_string();
    let expires_at = expires_at.0;
    let theme = shown_theme(theme, config);
    json(
        200,
        &Started {
            conversation,
            token,
            expires_at,
            renew_in_ms,
            site_name,
            is_new,
            contact,
            rejected,
            theme,
            language,
        },
    )
}

/// The theme without a picture that the frame's policy would not let through.
fn shown_theme(theme: Theme, config: &Config<'_>) -> Theme {
    let origins = config.picture_origins();
    let is_let =
        picture_origin(&theme.picture).is_some_and(|origin| origins.iter().any(|known| known == origin));
    Theme { picture: if is_let { theme.picture } else { String::new() }, ..theme }
}

fn must_be_readable(wanted: &StartRequest) -> Result<(), Refused> {
    let is_secret = ClientId::new(wanted.start_id.as_str()).is_ok() && wanted.start_id.len() >= 22;
    if !is_secret {
        let message = "start_id: 22 to 64 random characters of a-z A-Z 0-9 - _.";
        return Err(Refused::new(400, "bad_field", message));
    }
    if wanted.user_id.as_deref().is_some_and(|user_id| sub(user_id).is_none()) {
        let message = "user_id: 1 to 128 characters, none of them invisible.";
        return Err(Refused::new(400, "bad_field", message));
    }
    Ok(())
}

type Chatter = (Box<Policy>, Option<Box<VisitorIdentity>>, Option<Timestamp>);

/// The sentences are for the visitor: what is wrong with a token is the site's business.
fn may_chat(admitted: Admitted) -> Result<Chatter, Refused> {
    match admitted {
        Admitted::Yes { policy, identity, verified_until } => Ok((policy, identity, verified_until)),
        Admitted::Required => {
            Err(Refused::new(403, "identity_required", "Please sign in on this page to chat with us."))
        }
        Admitted::Refused { is_expired } => {
            let code = if is_expired { "identity_expired" } else { "identity_refused" };
            let message = "We could not confirm who you are. Please load this page again.";
            Err(Refused::new(401, code, message))
        }
    }
}

/// The wished department, or why it can't be.
fn department(wished: Option<String>, policy: &Policy) -> (Option<DepartmentId>, Option<Unmet>) {
    let Some(wished) = wished.filter(|wished| !wished.is_empty()) else { return (None, None) };
    match DepartmentId::new(wished).ok().filter(|wished| policy.has_department(wished)) {
        Some(known) => (Some(known), None),
        None => {
            let why = Rejection::UnknownDepartment;
            (None, Some(Unmet { code: why.code(), message: why.to_string() }))
        }
    }
}

/// Letters, digits and hyphens, as BCP 47 has them; what is not one is no reason to refuse a visitor.
fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// One article of the site's knowledge base.
pub async fn article(config: &Config<'_>, site: &str, slug: &str) -> Answer {
    let site = known_site(site)?;
    let found: Option<ArticlePage> = call(&config.site(&site)?, "article", &slug).await?;
    json(200, &found.ok_or_else(Refused::not_found)?)
}

/// An id in an address that can't be one names nothing.
pub fn known_site(site: &str) -> Result<SiteId, Refused> {
    SiteId::new(site).map_err(|_invalid| Refused::not_found())
}
