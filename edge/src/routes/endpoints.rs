//! Receivers of the site's news, for admins: who is told, of what, and what came of it.

use baton_shared::courier::{Detail, Endpoint, EndpointFault, EndpointKind, Kind, News, Wanted};
use baton_shared::ids::EndpointId;
use baton_shared::limits::ADDRESSES_MAX;
use baton_shared::outbound::check;
use baton_shared::text;
use serde::{Deserialize, Serialize};
use worker::Request;

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::courier_object::{Configure, Configured, DeliveryPage, Replay, Status, Target};
use crate::http::{Answer, Refused, body, json, no_content, origin};
use crate::mail;
use crate::random;
use crate::routes::agent::Session;
use crate::routes::member::admin;
use crate::site_object::Listed;

#[derive(Deserialize)]
struct AddRequest {
    #[serde(flatten)]
    target: Target,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Deserialize)]
struct ChangeRequest {
    /// As before if it is left out: nobody can read it, so nobody can send it back.
    url: Option<String>,
    /// As above, of a mail.
    to: Option<Vec<String>>,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Serialize)]
struct Added {
    id: EndpointId,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

#[derive(Serialize)]
struct Secret {
    secret: String,
}

#[derive(Serialize)]
struct All {
    endpoints: Vec<Shown>,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    endpoint: Endpoint,
    #[serde(flatten)]
    status: Option<Status>,
}

/// All receivers, and how each stands.
pub async fn list(request: &Request, config: &Config<'_>) -> Answer {
    let session = admin(request, config).await?;
    let mut shown = Vec::new();
    for endpoint in listed(config, &session).await? {
        let status = call(&config.courier(&session.site, &endpoint.id)?, "status", &()).await?;
        shown.push(Shown { endpoint, status });
    }
    let kinds = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::EndpointTested).collect();
    json(200, &All { endpoints: shown, kinds })
}

/// A new receiver. It is set up before it is listed: what is told meanwhile finds it ready.
pub async fn add(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let session = admin(&request, config).await?;
    let AddRequest { target, wanted } = body::read(&mut request).await?;
    let wanted = wanted.checked().map_err(fault)?;
    let target = checked(target, config)?;
    let id = EndpointId::new(format!("e_{}", random::hex(8)?)).map_err(|_invalid| Refused::not_found())?;
    let courier = config.courier(&session.site, &id)?;
    let endpoint = Endpoint { id: id.clone(), kind: target.kind(), wanted };
    let configure = Configure { site: session.site.clone(), endpoint: id.clone(), target: Some(target) };
    let Configured { secret } = call(&courier, "configure", &configure).await?;
    match call(&config.site(&session.site)?, "add-endpoint", &endpoint).await? {
        Listed::Yes => json(201, &Added { id, secret }),
        Listed::Full | Listed::Unknown => {
            let _: () = call(&courier, "remove", &()).await?;
            Err(Refused::new(409, "too_many_endpoints", "There are 20 receivers already. Remove one first."))
        }
    }
}

/// Changes what a receiver hears of, its name, or where it is. One that was gone is told again.
pub async fn change(mut request: Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(&request, config)?;
    let session = admin(&request, config).await?;
    let known = find(config, &session, id).await?;
    let ChangeRequest { url, to, wanted } = body::read(&mut request).await?;
    let wanted = wanted.checked().map_err(fault)?;
    let target = match (known.kind, url, to) {
        (EndpointKind::Webhook, Some(url), _) => Some(Target::Webhook { url }),
        (EndpointKind::Slack, Some(url), _) => Some(Target::Slack { url }),
        (EndpointKind::Mail, _, Some(to)) => Some(Target::Mail { to }),
        _ => None,
    };
    let target = target.map(|target| checked(target, config)).transpose()?;
    let configure = Configure { site: session.site.clone(), endpoint: known.id.clone(), target };
    let _: Configured = call(&config.courier(&session.site, &known.id)?, "configure", &configure).await?;
    match call(&config.site(&session.site)?, "change-endpoint", &Endpoint { wanted, ..known }).await? {
        Listed::Yes => no_content(),
        Listed::Full | Listed::Unknown => Err(Refused::not_found()),
    }
}

/// Nothing more is sent to it, and what waits is forgotten.
pub async fn remove(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let known = find(config, &session, id).await?;
    let _: Listed = call(&config.site(&session.site)?, "remove-endpoint", &known.id).await?;
    let _: () = call(&config.courier(&session.site, &known.id)?, "remove", &()).await?;
    no_content()
}

/// A new secret. The old one signs beside it for a day.
pub async fn rotate(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let known = find(config, &session, id).await?;
    let secret: Option<String> = call(&config.courier(&session.site, &known.id)?, "rotate", &()).await?;
    let message = "Only webhooks have a secret. Change the address instead.";
    json(201, &Secret { secret: secret.ok_or_else(|| Refused::new(409, "no_secret", message))? })
}

/// Sends a test now. What came of it is the newest of the deliveries.
pub async fn test(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let known = find(config, &session, id).await?;
    let news = News {
        id: format!("test_{}", random::hex(8)?),
        kind: Kind::EndpointTested,
        at: clock::now(),
        subject: None,
        detail: Detail::None,
    };
    let is_taken: bool = call(&config.courier(&session.site, &known.id)?, "news", &[news]).await?;
    if !is_taken {
        let message = "The receiver has answered 410 (gone). Save it again to tell it again.";
        return Err(Refused::new(409, "gone", message));
    }
    no_content()
}

/// The newest deliveries, at most 50; `?before=` goes on.
pub async fn deliveries(request: &Request, config: &Config<'_>, id: &str) -> Answer {
    let session = admin(request, config).await?;
    let known = find(config, &session, id).await?;
    let url = request.url()?;
    let asked = url.query_pairs().find(|(name, _)| name == "before").map(|(_, value)| value.parse::<u64>());
    let before =
        asked.transpose().map_err(|cause| Refused::new(400, "bad_field", format!("before: {cause}.")))?;
    let page: DeliveryPage = call(&config.courier(&session.site, &known.id)?, "deliveries", &before).await?;
    json(200, &page)
}

/// Sends a delivery again that has ended, or all that were given up.
pub async fn replay(request: &Request, config: &Config<'_>, id: &str, delivery: Option<&str>) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let known = find(config, &session, id).await?;
    let replay = Replay { id: delivery.map(str::to_owned) };
    let begun: u32 = call(&config.courier(&session.site, &known.id)?, "replay", &replay).await?;
    if begun == 0 {
        let message = "Nothing to send again: it waits already, or there is no such delivery.";
        return Err(Refused::new(409, "nothing_to_replay", message));
    }
    json(200, &serde_json::json!({ "replayed": begun }))
}

async fn listed(config: &Config<'_>, session: &Session) -> Result<Vec<Endpoint>, Refused> {
    Ok(call(&config.site(&session.site)?, "endpoints", &()).await?)
}

async fn find(config: &Config<'_>, session: &Session, id: &str) -> Result<Endpoint, Refused> {
    let all = listed(config, session).await?;
    all.into_iter().find(|endpoint| endpoint.id.as_str() == id).ok_or_else(Refused::not_found)
}

fn checked(target: Target, config: &Config<'_>) -> Result<Target, Refused> {
    match &target {
        Target::Mail { to } => return addresses(to, config),
        Target::Webhook { url } | Target::Slack { url } => check(url, &config.outbound_allowed())
            .map_err(|refusal| Refused::new(400, "bad_address", format!("url: {refusal}")))?,
    };
    Ok(target)
}

/// Each is one address: what is no address could be two, or a header.
fn addresses(to: &[String], config: &Config<'_>) -> Result<Target, Refused> {
    if !mail::can_send(config) {
        let message = "Mails can't be sent yet: the operator sets BATON_MAIL and BATON_MAIL_FROM.";
        return Err(Refused::new(409, "no_mail", message));
    }
    if !(1..=ADDRESSES_MAX).contains(&to.len()) {
        let message = format!("to: give 1 to {ADDRESSES_MAX} addresses.");
        return Err(Refused::new(400, "bad_field", message));
    }
    let checked = to.iter().map(|address| {
        text::email(address)
            .map_err(|rejection| Refused::new(400, "bad_field", format!("to: {address:?}: {rejection}")))
    });
    Ok(Target::Mail { to: checked.collect::<Result<_, _>>()? })
}

fn fault(fault: EndpointFault) -> Refused {
    Refused::new(400, "bad_field", format!("{}: {}", fault.field(), fault.words()))
}
