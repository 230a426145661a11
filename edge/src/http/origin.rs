//! Whose page is asking. What changes something, and every socket, comes from a page of ours; and our frame stands on a
//! page that the site has named.

use baton_shared::domain::Domain;
use worker::Request;

use crate::config::Config;
use crate::http::Refused;

/// Refuses a request that is not from one of our own pages.
///
/// # Errors
/// 403 for a missing, `null` or other origin.
pub fn must_be_ours(request: &Request, config: &Config<'_>) -> Result<(), Refused> {
    let origin = request.headers().get("origin")?.unwrap_or_default();
    if config.origins()?.contains(&origin) {
        return Ok(());
    }
    Err(Refused::new(403, "wrong_origin", "This is only for pages of this chat itself."))
}

/// Refuses a page of a customer that the site has not named; without names, or for a page of our own, there is nothing to
/// refuse. The frame's first script has the page's origin from the browser, and `frame-ancestors` keeps the frame itself away.
///
/// # Errors
/// 403 for a missing, `null` or other origin.
pub fn must_be_named(domains: &[String], page: Option<&str>, config: &Config<'_>) -> Result<(), Refused> {
    let page = page.unwrap_or_default();
    let is_named = || domains.iter().filter_map(|domain| Domain::parse(domain).ok()).any(|it| it.holds(page));
    if domains.is_empty() || is_named() || config.origins()?.iter().any(|ours| ours == page) {
        return Ok(());
    }
    Err(Refused::new(403, "wrong_domain", "The owner of this chat has not allowed it on this website."))
}
