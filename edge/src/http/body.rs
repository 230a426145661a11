//! A request's JSON body: of the right type, within the limit.

use baton_shared::limits::BODY_BYTES_MAX;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::http::Refused;

/// Reads the body.
///
/// # Errors
/// 415 without `application/json` (which also keeps forms of other sites out), 413 over 64 KiB, 400 for anything that
/// is not the wanted JSON; the sentence names the field.
pub async fn read<T: DeserializeOwned>(request: &mut Request) -> Result<T, Refused> {
    let bytes = bytes(request, BODY_BYTES_MAX).await?;
    serde_json::from_slice(&bytes)
        .map_err(|cause| Refused::new(400, "bad_field", format!("The body can't be read: {cause}.")))
}

/// Reads a body whose JSON somebody else will read, and say more exactly what is wrong with it.
///
/// # Errors
/// 415 without `application/json`, 413 over the limit, 400 for what is not UTF-8.
pub async fn text(request: &mut Request, bytes_max: usize) -> Result<String, Refused> {
    let bytes = bytes(request, bytes_max).await?;
    String::from_utf8(bytes)
        .map_err(|cause| Refused::new(400, "bad_field", format!("The body is no text: {cause}.")))
}

async fn bytes(request: &mut Request, bytes_max: usize) -> Result<Vec<u8>, Refused> {
    let kind = request.headers().get("content-type")?.unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("application/json") {
        return Err(Refused::new(415, "not_json", "Send content-type: application/json."));
    }
    let declared = request.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > bytes_max) {
        return Err(too_large(bytes_max));
    }
    let bytes = request.bytes().await?;
    if bytes.len() > bytes_max {
        return Err(too_large(bytes_max));
    }
    Ok(bytes)
}

fn too_large(bytes_max: usize) -> Refused {
    Refused::new(413, "too_large", format!("The body has more than {bytes_max} bytes."))
}
