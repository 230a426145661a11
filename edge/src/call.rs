//! One object asks another: JSON there, JSON back. Only this Worker's own code can call these paths.

use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Headers, Method, Request, RequestInit, Response, Stub};

use crate::error::Error;

/// Calls `path` of an object. Anything but 200 is an error: what may be refused is part of the answer's type.
pub async fn call<Q: Serialize, A: DeserializeOwned>(
    stub: &Stub,
    path: &str,
    question: &Q,
) -> Result<A, Error> {
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    let mut init = RequestInit::new();
    let body = serde_json::to_string(question)?;
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("https://object/{path}"), &init)?;
    let mut response = stub.fetch_with_request(request).await?;
    let text = response.text().await?;
    if response.status_code() != 200 {
        return Err(Error::Corrupt(format!("{path} answered {}: {text}", response.status_code())));
    }
    Ok(serde_json::from_str(&text)?)
}

/// Reads a call within an object.
pub async fn question<Q: DeserializeOwned>(request: &mut Request) -> Result<Q, Error> {
    Ok(serde_json::from_str(&request.text().await?)?)
}

/// Answers a call with what follows from its question.
pub async fn reply<Q: DeserializeOwned, A: Serialize>(
    request: &mut Request,
    act: impl FnOnce(Q) -> Result<A, Error>,
) -> worker::Result<Response> {
    answer(question(request).await.and_then(act))
}

/// Answers a call. An error becomes a 500 whose text stays inside of the Worker.
pub fn answer<A: Serialize>(result: Result<A, Error>) -> worker::Result<Response> {
    match result {
        Ok(answer) => Response::from_json(&answer),
        Err(error) => {
            worker::console_error!("call: {error}");
            Response::error(error.to_string(), 500)
        }
    }
}
