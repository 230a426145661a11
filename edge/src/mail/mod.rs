//! E-mail: what it is made of and which way it goes. The operator chooses the way for the whole Worker.
//!
//! Reading order: `way` (what the operator has set), `mime`, `provider` (HTTP), `smtp`.

mod mime;
mod provider;
mod smtp;
mod way;

use crate::config::Config;
use crate::outbound::{Answered, CallFailed};
use way::Way;

/// One mail. Its addresses were checked; its words are of any kind.
pub struct Mail {
    /// Always the same for the same thing: a provider that has sent it does not send it again.
    pub id: String,
    /// Whom, each an address without a name.
    pub to: Vec<String>,
    /// One line.
    pub subject: String,
    /// For programs without HTML.
    pub text: String,
    /// The same with marks.
    pub html: String,
}

/// Whether there is a way to send at all.
pub fn can_send(config: &Config<'_>) -> bool {
    Way::of(config).is_some() && config.mail_from().is_some()
}

/// Sends a mail.
///
/// # Errors
/// Why nobody has taken it. A refusal is an answer: its number, with 5 for SMTP's 4, too, is no success.
pub async fn send(config: &Config<'_>, mail: &Mail) -> Result<Answered, CallFailed> {
    let (Some(way), Some(from)) = (Way::of(config), config.mail_from()) else {
        return Err(CallFailed::NotSetUp);
    };
    match way {
        Way::Smtp(server) => smtp::send(config, &server, &from, mail).await,
        Way::Resend { key, api } => provider::resend(config, &key, &api, &from, mail).await,
        Way::Postmark { key, api } => provider::postmark(config, &key, &api, &from, mail).await,
    }
}

/// What says that nobody has written this: programs that answer by themselves do not answer it (RFC 3834, section 5).
const AUTOMATIC: [(&str, &str); 2] =
    [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")];
