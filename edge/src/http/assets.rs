//! Files that are served as they are, with the headers that keep them in their place.

use baton_shared::ids::SiteId;
use worker::{EncodeBody, Fetcher, Headers, Method, Request, RequestInit, Response, ResponseBuilder};

use crate::call::call;
use crate::config::Config;
use crate::http::{Answer, Refused};
use crate::site_object::Embedding;

/// One public file.
struct File {
    name: String,
    kind: &'static str,
    policy: Policy,
}

/// Which headers a file needs.
#[derive(Clone, Copy, PartialEq)]
enum Policy {
    /// For any page of any customer.
    Loader,
    /// The visitor's frame and what it loads.
    Frame,
    /// The agents' desk.
    Desk,
}

/// `wasm-unsafe-eval` compiles wasm and nothing else. What follows is per request: which pages may show the frame, and the
/// operator's hosts of pictures.
const FRAME_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// Without Trusted Types: the views' library clones its own compile-time templates through a `<template>` element.
const DESK_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data: blob:; media-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Answers a GET or HEAD for a file; `None` if the path is not one of ours.
pub async fn serve(request: &Request, config: &Config<'_>) -> Option<Answer> {
    let file = file_of(&request.path())?;
    let takes_brotli = request
        .headers()
        .get("accept-encoding")
        .ok()
        .flatten()
        .is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim().starts_with("br")));
    let known = request.headers().get("if-none-match").ok().flatten();
    Some(answer(request, &file, takes_brotli, known, config).await)
}

async fn answer(
    request: &Request,
    file: &File,
    takes_brotli: bool,
    known: Option<String>,
    config: &Config<'_>,
) -> Answer {
    let ancestors =
        if file.name == "frame.html" { ancestors(request, config).await? } else { "*".to_owned() };
    send(file, takes_brotli, known, &ancestors, config).await
}

/// Which pages may show the frame: those that the site has named, or all. The frame speaks for no other site than the
/// one in its address.
async fn ancestors(request: &Request, config: &Config<'_>) -> Result<String, Refused> {
    let url = request.url()?;
    let named = url.query_pairs().find(|(name, _)| name == "site").map(|(_, site)| site.into_owned());
    let Some(site) = named.and_then(|site| SiteId::new(site).ok()) else { return Ok("*".to_owned()) };
    let embedding: Option<Embedding> = call(&config.site(&site)?, "embedding", &site).await?;
    let domains = embedding.unwrap_or_default().domains;
    Ok(if domains.is_empty() { "*".to_owned() } else { format!("'self' {}", domains.join(" ")) })
}

fn file_of(path: &str) -> Option<File> {
    let (name, policy) = match path {
        "/baton.js" => ("baton.js", Policy::Loader),
        "/host.js" => ("host.js", Policy::Loader),
        "/aliases.js" => ("aliases.js", Policy::Loader),
        // Editors and other tools read these, too.
        "/baton.d.ts" => ("baton.d.ts", Policy::Loader),
        "/integrity.json" => ("integrity.json", Policy::Loader),
        "/settings.schema.json" => ("settings.schema.json", Policy::Loader),
        "/frame.html" => ("frame.html", Policy::Frame),
        "/desk" | "/desk/" => ("desk/index.html", Policy::Desk),
        _ if path.starts_with("/widget/") => (path.strip_prefix('/')?, Policy::Frame),
        _ if path.starts_with("/desk/") => (path.strip_prefix('/')?, Policy::Desk),
        _ => return None,
    };
    let kind = match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "ts" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => return None,
    };
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    (is_plain && !name.contains("..")).then(|| File { name: name.to_owned(), kind, policy })
}

async fn send(
    file: &File,
    takes_brotli: bool,
    known: Option<String>,
    ancestors: &str,
    config: &Config<'_>,
) -> Answer {
    let assets = config.assets()?;
    let packed = if takes_brotli { fetch(&assets, &format!("{}.br", file.name)).await? } else { None };
    let is_packed = packed.is_some();
    let found = match packed {
        Some(bytes) => Some(bytes),
        None => fetch(&assets, &file.name).await?,
    };
    let bytes = found.ok_or_else(Refused::not_found)?;
    let tag = format!("\"{}\"", fingerprint(&bytes));
    let headers = headers(file, &tag, ancestors, config)?;
    if known.as_deref() == Some(tag.as_str()) {
        return Ok(ResponseBuilder::new().with_status(304).with_headers(headers).empty());
    }
    let mut builder = ResponseBuilder::new();
    if is_packed {
        headers.set("content-encoding", "br")?;
        builder = builder.with_encode_body(EncodeBody::Manual);
    }
    Ok(builder.with_headers(headers).fixed(bytes))
}

async fn fetch(assets: &Fetcher, name: &str) -> Result<Option<Vec<u8>>, Refused> {
    let mut init = RequestInit::new();
    init.with_method(Method::Get);
    let mut response: Response = assets.fetch(format!("https://assets/{name}"), Some(init)).await?;
    if response.status_code() == 200 { Ok(Some(response.bytes().await?)) } else { Ok(None) }
}

fn headers(file: &File, tag: &str, ancestors: &str, config: &Config<'_>) -> Result<Headers, Refused> {
    let headers = Headers::new();
    headers.set("content-type", file.kind)?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("vary", "accept-encoding")?;
    headers.set("etag", tag)?;
    // Asked for again each time, answered with 304: a new release is there at once and costs one round trip.
    headers.set("cache-control", "no-cache")?;
    headers.set("referrer-policy", "no-referrer")?;
    match file.policy {
        Policy::Loader => {
            headers.set("access-control-allow-origin", "*")?;
            headers.set("cross-origin-resource-policy", "cross-origin")?;
        }
        Policy::Frame => {
            let pictures = config.picture_origins().join(" ");
            let images = format!("'self' data: blob: {pictures}");
            let own = format!("img-src {}; frame-ancestors {ancestors}", images.trim_end());
            headers.set("content-security-policy", &format!("{FRAME_CSP}; {own}"))?;
            headers.set("cross-origin-resource-policy", "cross-origin")?;
            headers.set("cross-origin-embedder-policy", "require-corp")?;
            headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()")?;
        }
        Policy::Desk => {
            headers.set("content-security-policy", DESK_CSP)?;
            headers.set("cross-origin-opener-policy", "same-origin")?;
            headers.set("cross-origin-resource-policy", "same-origin")?;
            headers.set("strict-transport-security", "max-age=31536000")?;
        }
    }
    Ok(headers)
}

/// FNV-1a, 64 bits: tells one build's file from another's, and nothing else rests on it.
fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
