//! The two requests of the widget, over the browser's `fetch`.

use baton_shared::json::Json;
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCredentials, RequestInit, Response};

/// An answer that takes longer is none.
const ANSWER_MS_MAX: u32 = 10_000;

/// Why there is no answer.
#[derive(Debug)]
pub enum HttpError {
    /// No connection, or too busy: the same request may succeed later.
    Later,
    /// The edge refuses: the status, and words for a person.
    Refused(u16, String),
}

/// Sends JSON.
pub async fn post(path: &str, body: &str) -> Result<Json, HttpError> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&body.into());
    if let Ok(headers) = Headers::new() {
        // Both are valid header text.
        let _ = headers.append("content-type", "application/json");
        request.set_headers(&headers);
    }
    send(path, &request).await
}

/// Asks for JSON.
pub async fn get(path: &str) -> Result<Json, HttpError> {
    send(path, &RequestInit::new()).await
}

async fn send(path: &str, request: &RequestInit) -> Result<Json, HttpError> {
    // The visitor is known by a secret in the body, never by a cookie.
    request.set_credentials(RequestCredentials::Omit);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(ANSWER_MS_MAX)));
    let (status, text) = fetch(path, request).await.ok_or(HttpError::Later)?;
    let body = Json::read(&text).unwrap_or_default();
    match status {
        200..300 => Ok(body),
        400..500 if status != 429 && status != 408 => {
            Err(HttpError::Refused(status, body.text_of("message").to_owned()))
        }
        _ => Err(HttpError::Later),
    }
}

async fn fetch(path: &str, request: &RequestInit) -> Option<(u16, String)> {
    let promise = web_sys::window()?.fetch_with_str_and_init(path, request);
    let response: Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let text: JsValue = JsFuture::from(response.text().ok()?).await.ok()?;
    Some((response.status(), text.dyn_into::<JsString>().ok()?.into()))
}
