//! A conversation for saving: a visitor shows his token, an agent his cookie, and neither stands in the address.

use baton_shared::ids::ConversationId;
use baton_shared::transcript::file_name;
use worker::{Headers, Request, ResponseBuilder};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::http::{Answer, Refused};
use crate::routes::files::{bearer, disposition};

/// Hands it out. It is made anew each time: nobody keeps it for another.
pub async fn fetch(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let by = bearer(request, config, &id).await?;
    let page: Option<String> = call(&config.conversation(id.as_str())?, "transcript", &by).await?;
    let page = page.ok_or_else(Refused::not_found)?;
    let headers = Headers::new();
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set("content-disposition", &disposition(&file_name(clock::now())))?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")?;
    headers.set("cross-origin-resource-policy", "same-origin")?;
    headers.set("referrer-policy", "no-referrer")?;
    headers.set("cache-control", "no-store")?;
    Ok(ResponseBuilder::new().with_headers(headers).fixed(page.into_bytes()))
}
