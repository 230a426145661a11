//! What the Worker answers: refusals with a status, bodies with a limit, files with their headers.

pub mod assets;
pub mod body;
pub mod origin;

use serde::Serialize;
use worker::{Response, ResponseBuilder, console_error};

use crate::error::Error;

/// Why a request gets no 200.
pub enum Refused {
    /// An expected answer: status, stable code, a sentence for a person.
    With(u16, &'static str, String),
    /// The outside world failed: logged, and 500 for the client.
    Broken(Error),
}

impl Refused {
    /// A refusal with its status, code and sentence.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self::With(status, code, message.into())
    }

    /// No such thing, or not for you: the two are one answer.
    pub fn not_found() -> Self {
        Self::new(404, "not_found", "There is nothing here for you.")
    }

    /// No valid session.
    pub fn signed_out() -> Self {
        Self::new(401, "signed_out", "Please sign in.")
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

impl From<worker::Error> for Refused {
    fn from(error: worker::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// What every route returns.
pub type Answer = Result<Response, Refused>;

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    message: &'a str,
}

/// JSON with a status.
pub fn json<T: Serialize>(status: u16, body: &T) -> Answer {
    let response = Response::from_json(body)?.with_status(status);
    response.headers().set("cache-control", "no-store")?;
    response.headers().set("x-content-type-options", "nosniff")?;
    Ok(response)
}

/// It is done, and there is nothing to say.
pub fn no_content() -> Answer {
    Ok(ResponseBuilder::new().with_status(204).with_header("cache-control", "no-store")?.empty())
}

/// Turns whatever a route said into a response.
pub fn finish(answer: Answer) -> worker::Result<Response> {
    let (status, code, message) = match answer {
        Ok(response) => return Ok(response),
        Err(Refused::With(status, code, message)) => (status, code, message),
        Err(Refused::Broken(error)) => {
            console_error!("request: {error}");
            (500, "internal", "Something went wrong on our side. Please try again.".to_owned())
        }
    };
    let response = Response::from_json(&Problem { code, message: &message })?.with_status(status);
    response.headers().set("cache-control", "no-store")?;
    response.headers().set("x-content-type-options", "nosniff")?;
    if status == 429 {
        response.headers().set("retry-after", "30")?;
    }
    Ok(response)
}
