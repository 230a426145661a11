//! What is sent: news as a receiver of its kind reads them.

use baton_shared::courier::{MailText, News, slack, team_mail};
use baton_shared::time::Timestamp;
use serde_json::{Map, Value, json};

use crate::clock;
use crate::courier_object::receiver::Receiver;
use crate::courier_object::sign::signatures;
use crate::error::Error;
use crate::mail::Mail;
use crate::outbound::Outgoing;

/// A signed request by Standard Webhooks 1.0: the id stays the same over all attempts, the time is the attempt's.
pub fn webhook(receiver: &Receiver, url: &str, news: &News) -> Result<Outgoing, Error> {
    let now = clock::now();
    let (id, timestamp_s) = (format!("msg_{}", news.id), now.0 / 1_000);
    let body = serde_json::to_string(&payload(news)?)?;
    let signature = signatures(receiver.live_secrets(now), &id, timestamp_s, &body)?;
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id),
        ("webhook-timestamp", timestamp_s.to_string()),
        ("webhook-signature", signature),
    ];
    Ok(Outgoing { url: url.to_owned(), headers, body })
}

/// A message for an incoming webhook of Slack. It looks no links up: what a visitor links to is not visited.
pub fn slack_message(url: &str, news: &News) -> Result<Outgoing, Error> {
    let message = json!({ "text": slack(news), "unfurl_links": false, "unfurl_media": false });
    let headers = vec![("content-type", "application/json".to_owned())];
    Ok(Outgoing { url: url.to_owned(), headers, body: serde_json::to_string(&message)? })
}

/// A mail to addresses of the team.
pub fn mail(to: &[String], news: &News) -> Mail {
    let MailText { subject, text, html } = team_mail(news);
    Mail { id: format!("baton.{}", news.id), to: to.to_vec(), subject, text, html }
}

/// `type`, `timestamp` and `data`, as the standard advises.
fn payload(news: &News) -> Result<Value, Error> {
    let mut data = Map::new();
    if let Some(subject) = &news.subject {
        data.insert("conversation".to_owned(), serde_json::to_value(subject)?);
    }
    // A detail is an object of one field, its name; none is a text.
    if let Value::Object(detail) = serde_json::to_value(&news.detail)? {
        data.extend(detail);
    }
    Ok(json!({ "type": news.kind.name(), "timestamp": rfc_3339(news.at)?, "data": data }))
}

fn rfc_3339(at: Timestamp) -> Result<String, Error> {
    let corrupt = |cause: String| Error::Corrupt(format!("{} is no time: {cause}", at.0));
    let ms = i64::try_from(at.0).map_err(|cause| corrupt(cause.to_string()))?;
    let instant = jiff::Timestamp::from_millisecond(ms).map_err(|cause| corrupt(cause.to_string()))?;
    Ok(format!("{instant:.3}"))
}
