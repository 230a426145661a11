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
    let kind = request.headers().get("content-type")?.unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("application/json") {
        return Err(Refused::new(415, "not_json", "Send content-type: application/json."));
    }
    let declared = request.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > BODY_BYTES_MAX) {
        return Err(too_large());
    }
    let bytes = request.bytes().await?;
    if bytes.len() > BODY_BYTES_MAX {
        return Err(too_large());
    }
    serde_json::from_slice(&bytes)
        .map_err(|cause| Refused::new(400, "bad_field", format!("The body can't be read: {cause}.")))
}

fn too_large() -> Refused {
    Refused::new(413, "too_large", format!("The body has more than {BODY_BYTES_MAX} bytes."))
}
