//! Mails by a provider's HTTP API, through the one way out.

use serde_json::{Value, json};

use crate::config::Config;
use crate::mail::{AUTOMATIC, Mail};
use crate::outbound::{Answered, CallFailed, Outgoing, post};

/// <https://resend.com/docs/api-reference/emails/send-email>
pub async fn resend(
    config: &Config<'_>,
    key: &str,
    api: &str,
    from: &str,
    mail: &Mail,
) -> Result<Answered, CallFailed> {
    let headers: Value = AUTOMATIC.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    let body = json!({
        "from": from, "to": mail.to, "subject": mail.subject, "text": mail.text, "html": mail.html, "headers": headers,
    });
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("authorization", format!("Bearer {key}")),
        ("idempotency-key", mail.id.clone()),
    ];
    post(config, Outgoing { url: api.to_owned(), headers, body: body.to_string() }).await
}

/// <https://postmarkapp.com/developer/api/email-api>
pub async fn postmark(
    config: &Config<'_>,
    key: &str,
    api: &str,
    from: &str,
    mail: &Mail,
) -> Result<Answered, CallFailed> {
    let id = json!({ "Name": "X-Baton-Id", "Value": mail.id });
    let automatic = AUTOMATIC.into_iter().map(|(name, value)| json!({ "Name": name, "Value": value }));
    let headers: Vec<Value> = automatic.chain([id]).collect();
    let body = json!({
        "From": from, "To": mail.to.join(","), "Subject": mail.subject, "TextBody": mail.text, "HtmlBody": mail.html,
        "Headers": headers, "MessageStream": "outbound",
    });
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("accept", "application/json".to_owned()),
        ("x-postmark-server-token", key.to_owned()),
    ];
    post(config, Outgoing { url: api.to_owned(), headers, body: body.to_string() }).await
}
