//! Whose page is asking. What changes something, and every socket, comes from a page of ours.

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
