//! Files: stored under the sender's own name for them, handed out for download and never as a page of ours.

use baton_shared::files::{FileCard, Kind, file_name, kind_of};
use baton_shared::ids::{ClientId, ConversationId, FileId};
use baton_shared::limits::{FILE_BYTES_MAX, FILE_HEAD_BYTES_MAX};
use baton_shared::rejection::Rejection;
use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;
use worker::{ByteStream, Env, FixedLengthStream, Headers, Request, ResponseBuilder};

use crate::blobs::{self, Blobs};
use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::{Bearer, BeginFile, Begun, FindFile, KeepFile};
use crate::http::{Answer, Refused, json, origin};
use crate::routes::socket::seat;
use crate::token;

#[derive(Serialize)]
struct Stored {
    file: FileCard,
}

/// Takes a file, or says why not.
///
/// Who is refused while still sending would only see a broken connection: so what still comes is read and thrown
/// away first, up to twice the size of the largest file.
pub async fn store(mut request: Request, env: &Env, config: &Config<'_>, id: &str) -> Answer {
    let mut body = request.stream().ok();
    let answer = stored(&request, &mut body, env, config, id).await;
    if let (Err(_), Some(mut rest)) = (&answer, body) {
        let mut left = 2 * FILE_BYTES_MAX;
        while let Some(Ok(chunk)) = rest.next().await {
            match left.checked_sub(chunk.len() as u64) {
                Some(less) => left = less,
                None => break,
            }
        }
    }
    answer
}

/// Its bytes are stored before its row is, and its row before anybody is told.
async fn stored(
    request: &Request,
    body: &mut Option<ByteStream>,
    env: &Env,
    config: &Config<'_>,
    id: &str,
) -> Answer {
    origin::must_be_ours(request, config)?;
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let by = bearer(request, config, &id).await?;
    let size = length(request)?;
    let name = file_name(&percent_decoded(&header(request, "x-baton-file-name")?));
    let client_id = ClientId::new(header(request, "x-baton-client-id")?)
        .map_err(|cause| Refused::new(400, "bad_field", format!("x-baton-client-id: {cause}.")))?;
    let object = config.conversation(id.as_str())?;
    let begin = BeginFile { by: by.clone(), client_id, size };
    let (file, attempt) = match call(&object, "begin-file", &begin).await? {
        Begun::Known(file) => return json(200, &Stored { file }),
        Begun::Refused(rejection) => return Err(refused(&rejection)),
        Begun::Go { file, attempt } => (file, attempt),
    };
    let head = head(body).await?;
    let (kind, width, height) = match kind_of(&name, &head) {
        Kind::Program => return Err(refused(&Rejection::FileType)),
        Kind::Picture(picture) => (picture.kind, Some(picture.width), Some(picture.height)),
        Kind::File(kind) => (kind, None, None),
    };
    let key = blobs::key(&id, &file, attempt);
    let blobs = Blobs::of(env)?;
    let bytes = iter([Ok(head)]).chain(iter(body.take()).flatten());
    blobs.put(&key, FixedLengthStream::wrap(bytes, size)).await?;
    let card = FileCard { id: file, name, size, kind: kind.to_owned(), width, height };
    let keep = KeepFile { by, attempt, card };
    let kept: Option<FileCard> = call(&object, "keep-file", &keep).await?;
    if kept.as_ref() != Some(&keep.card) {
        // Another try was faster, or the file is gone: these bytes are nobody's.
        blobs.delete(&key).await?;
    }
    json(201, &Stored { file: kept.ok_or_else(|| refused(&Rejection::UnknownFile))? })
}

/// Hands a file out.
pub async fn fetch(request: &Request, env: &Env, config: &Config<'_>, id: &str, file: &str) -> Answer {
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let file = FileId::new(file).map_err(|_invalid| Refused::not_found())?;
    let find = FindFile { by: bearer(request, config, &id).await?, file };
    let found: Option<(FileCard, String)> =
        call(&config.conversation(id.as_str())?, "find-file", &find).await?;
    let (card, key) = found.ok_or_else(Refused::not_found)?;
    let bytes = Blobs::of(env)?.get(&key).await?.ok_or_else(Refused::not_found)?;
    Ok(ResponseBuilder::new().with_headers(headers(&card)?).body(bytes))
}

/// A visitor shows his token, an agent his cookie.
pub async fn bearer(request: &Request, config: &Config<'_>, id: &ConversationId) -> Result<Bearer, Refused> {
    let Some(shown) = request.headers().get("authorization")? else {
        return Ok(Bearer::Agent(seat(request, config).await?));
    };
    let token = shown.strip_prefix("Bearer ").unwrap_or_default();
    let claims = token::verify(&config.secret()?, token, clock::now())?;
    let claims = claims.ok_or_else(|| Refused::new(401, "token_expired", "Please open the chat again."))?;
    if claims.conversation != *id {
        return Err(Refused::not_found());
    }
    Ok(Bearer::Visitor { site: claims.site, visitor: claims.visitor })
}

/// The length must be known before the first byte: nothing is read that would not fit.
fn length(request: &Request) -> Result<u64, Refused> {
    let declared = header(request, "content-length")?.parse::<u64>().ok();
    let length = declared
        .ok_or_else(|| Refused::new(411, "length_required", "The file's length must be known beforehand."))?;
    if length > FILE_BYTES_MAX {
        return Err(refused(&Rejection::FileTooLarge { bytes: length, bytes_max: FILE_BYTES_MAX }));
    }
    Ok(length)
}

fn header(request: &Request, name: &str) -> Result<String, Refused> {
    Ok(request.headers().get(name)?.unwrap_or_default())
}

/// A header holds only ASCII: the page has written the name as `encodeURIComponent` does. What is not so is a name too.
fn percent_decoded(name: &str) -> String {
    js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from)
}

/// The first bytes, as many as are looked at; the rest stays in the stream.
async fn head(body: &mut Option<ByteStream>) -> Result<Vec<u8>, Refused> {
    let mut head = Vec::new();
    let Some(body) = body else { return Ok(head) };
    while head.len() < FILE_HEAD_BYTES_MAX {
        match body.next().await {
            Some(chunk) => head.extend(chunk?),
            None => break,
        }
    }
    Ok(head)
}

fn refused(rejection: &Rejection) -> Refused {
    let status = match rejection {
        Rejection::FileTooLarge { .. } => 413,
        Rejection::FileType => 415,
        Rejection::NotFound | Rejection::UnknownFile => 404,
        Rejection::FilesFull => 409,
        _ => 400,
    };
    Refused::new(status, rejection.code(), rejection.to_string())
}

/// Saved, not opened; and whatever opens it all the same is a page without rights.
fn headers(card: &FileCard) -> Result<Headers, Refused> {
    let headers = Headers::new();
    headers.set("content-type", &card.kind)?;
    headers.set("content-disposition", &disposition(&card.name))?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")?;
    headers.set("cross-origin-resource-policy", "same-origin")?;
    headers.set("referrer-policy", "no-referrer")?;
    // A file never changes; who signs out leaves it behind for minutes only.
    headers.set("cache-control", "private, max-age=600")?;
    headers.set("vary", "authorization, cookie")?;
    Ok(headers)
}

/// RFC 6266: a plain name for old programs, the real one beside it.
pub(super) fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " ._-".contains(c) { c } else { '_' }).collect();
    let mut escaped = String::new();
    for byte in name.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) => escaped.push(char::from(byte)),
            byte => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{escaped}")
}
