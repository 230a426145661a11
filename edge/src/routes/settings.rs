//! Settings over HTTP: the document is the body, its version is the ETag, and who saves names the version he began with.

use baton_shared::document::Problem;
use baton_shared::limits::SETTINGS_BYTES_MAX;
use serde::Serialize;
use worker::{Request, Response};

use crate::call::call;
use crate::config::Config;
use crate::http::{Answer, Refused, body, json, origin};
use crate::routes::agent::session;
use crate::routes::member::admin;
use crate::site_object::{DeskSettings, Restore, Save, Saved, Stored, Version};

#[derive(Serialize)]
struct Versions {
    versions: Vec<Version>,
}

/// Somebody else has saved since.
#[derive(Serialize)]
struct Changed {
    code: &'static str,
    message: String,
    #[serde(flatten)]
    version: Version,
}

#[derive(Serialize)]
struct Bad {
    code: &'static str,
    message: &'static str,
    problems: Vec<Problem>,
}

/// The whole document, for admins. With `?download` a browser saves it as a file.
pub async fn show(request: &Request, config: &Config<'_>) -> Answer {
    let session = admin(request, config).await?;
    let stored: Option<Stored> = call(&config.site(&session.site)?, "settings", &session.site).await?;
    let stored = stored.ok_or_else(Refused::not_found)?;
    let version = stored.version.version;
    let response = document(
        version,
        &serde_json::to_string_pretty(&stored.settings).map_err(crate::error::Error::from)?,
    )?;
    let is_download = request.url()?.query_pairs().any(|(name, _)| name == "download");
    if is_download {
        let file = format!("attachment; filename=\"baton-settings-{}-{version}.json\"", session.site);
        response.headers().set("content-disposition", &file)?;
    }
    Ok(response)
}

/// What every agent's page shows of them.
pub async fn show_desk(request: &Request, config: &Config<'_>) -> Answer {
    let session = session(request, config).await?;
    let shown: Option<DeskSettings> =
        call(&config.site(&session.site)?, "desk-settings", &session.site).await?;
    json(200, &shown.ok_or_else(Refused::not_found)?)
}

/// Saves a document, if the version that it was made from still counts.
pub async fn save(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let session = admin(&request, config).await?;
    let expected = expected(&request)?;
    let document = body::text(&mut request, SETTINGS_BYTES_MAX).await?;
    let save = Save { site: session.site.clone(), expected, document, by: session.member.agent };
    answer(call(&config.site(&session.site)?, "save-settings", &save).await?)
}

/// Who has saved what is kept, the newest first.
pub async fn versions(request: &Request, config: &Config<'_>) -> Answer {
    let session = admin(request, config).await?;
    let versions = call(&config.site(&session.site)?, "settings-versions", &()).await?;
    json(200, &Versions { versions })
}

/// One version's document.
pub async fn version(request: &Request, config: &Config<'_>, version: &str) -> Answer {
    let session = admin(request, config).await?;
    let version = number(version).ok_or_else(Refused::not_found)?;
    let text: Option<String> = call(&config.site(&session.site)?, "settings-document", &version).await?;
    document(version, &text.ok_or_else(Refused::not_found)?)
}

/// An old version becomes the newest.
pub async fn restore(request: &Request, config: &Config<'_>, version: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let version = number(version).ok_or_else(Refused::not_found)?;
    let expected = expected(request)?;
    let restore = Restore { site: session.site.clone(), version, expected, by: session.member.agent };
    let saved: Option<Saved> = call(&config.site(&session.site)?, "restore-settings", &restore).await?;
    answer(saved.ok_or_else(Refused::not_found)?)
}

fn answer(saved: Saved) -> Answer {
    match saved {
        Saved::Yes(version) => {
            let response = json(200, &version)?;
            response.headers().set("etag", &tag(version.version))?;
            Ok(response)
        }
        Saved::Changed(version) => {
            let by = version.saved_by.as_ref().map_or("The site itself", |by| by.name.as_str());
            let number = version.version;
            let message =
                format!("{by} has saved version {number} since. Load it and make your change again.");
            json(409, &Changed { code: "settings_changed", message, version })
        }
        Saved::Bad { problems } => {
            let message = "These settings can't be saved; the ones before still count.";
            json(400, &Bad { code: "bad_settings", message, problems })
        }
    }
}

fn document(version: u64, text: &str) -> Answer {
    let response = Response::ok(text)?;
    let headers = response.headers();
    headers.set("content-type", "application/json; charset=utf-8")?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("etag", &tag(version))?;
    Ok(response)
}

fn tag(version: u64) -> String {
    format!("\"{version}\"")
}

/// The version that the change was made from.
fn expected(request: &Request) -> Result<u64, Refused> {
    let named = request.headers().get("if-match")?.ok_or_else(|| {
        let message = "Send If-Match with the version that you have changed, such as \"7\" with its quotes.";
        Refused::new(428, "version_missing", message)
    })?;
    let named = named.trim();
    let plain = named.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    plain
        .and_then(number)
        .ok_or_else(|| Refused::new(400, "bad_version", "If-Match is a version in quotes, such as \"7\"."))
}

/// Digits only, as versions are written.
fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
