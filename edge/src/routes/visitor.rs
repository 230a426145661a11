//! What a visitor's page asks for before it has a socket.

use baton_shared::ids::{ClientId, SiteId};
use baton_shared::limits::PAGE_CHARS_MAX;
use baton_shared::settings::{Theme, picture_origin};
use baton_shared::text::clean;
use serde::{Deserialize, Serialize};
use worker::{Request, Url};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::Start;
use crate::http::{Answer, Refused, body, json, origin};
use crate::site_object::{ArticlePage, Opening};
use crate::token::{self, Claims, TOKEN_MS};

#[derive(Deserialize)]
struct StartRequest {
    /// The page's own secret: the same one leads to the same conversation.
    start_id: String,
    page: Option<String>,
    /// The visitor's language, as BCP 47 writes it.
    language: Option<String>,
}

#[derive(Serialize)]
struct Started {
    conversation: String,
    token: String,
    expires_at: u64,
    /// What the head of the window says.
    site_name: String,
    /// How the widget looks.
    theme: Theme,
    /// The language of visitors whose own has no texts.
    language: String,
}

/// Starts a visitor's conversation, or finds the one that was started with the same secret.
pub async fn start(mut request: Request, config: &Config<'_>, site: &str) -> Answer {
    origin::must_be_ours(&request, config)?;
    let wanted: StartRequest = body::read(&mut request).await?;
    let site = known_site(site)?;
    let is_secret = ClientId::new(wanted.start_id.as_str()).is_ok() && wanted.start_id.len() >= 22;
    if !is_secret {
        return Err(Refused::new(
            400,
            "bad_field",
            "start_id: 22 to 64 random characters of a-z A-Z 0-9 - _.",
        ));
    }
    let opening: Option<Opening> = call(&config.site(&site)?, "opening", &site).await?;
    let Opening { policy, theme, language } = opening.ok_or_else(Refused::not_found)?;
    let site_name = policy.site_name.clone();
    let secret = config.secret()?;
    let (conversation, visitor) = token::names(&secret, &site, &wanted.start_id)?;
    let start = Start {
        site: site.clone(),
        conversation: conversation.clone(),
        visitor: visitor.clone(),
        page: wanted.page.as_deref().and_then(page_of),
        language: wanted.language.filter(|it| is_language(it)),
        policy,
    };
    let _: () = call(&config.conversation(conversation.as_str())?, "start", &start).await?;
    let expires_at = clock::now().plus_ms(TOKEN_MS);
    let claims = Claims { site, conversation: conversation.clone(), visitor, expires_at };
    let token = token::sign(&secret, &claims)?;
    let conversation = conversation.to_string();
    let theme = shown_theme(theme, config);
    json(200, &Started { conversation, token, expires_at: expires_at.0, site_name, theme, language })
}

/// The theme without a picture that the frame's policy would not let through.
fn shown_theme(theme: Theme, config: &Config<'_>) -> Theme {
    let origins = config.picture_origins();
    let is_let =
        picture_origin(&theme.picture).is_some_and(|origin| origins.iter().any(|known| known == origin));
    Theme { picture: if is_let { theme.picture } else { String::new() }, ..theme }
}

/// Letters, digits and hyphens, as BCP 47 has them; what is not one is no reason to refuse a visitor.
fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The page without query and fragment: they may hold what is not ours to know.
fn page_of(page: &str) -> Option<String> {
    let mut url = Url::parse(page).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_query(None);
    url.set_fragment(None);
    // Fails only for addresses without a host, which http does not have.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(clean(url.as_str()).chars().take(PAGE_CHARS_MAX).collect())
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
