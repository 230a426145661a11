//! What can go wrong outside of the rules: the platform, stored data, other objects. The cause is logged; a client
//! gets a status and a sentence.

use std::fmt;

use worker::console_error;

/// The outside world has failed.
#[derive(Debug)]
pub enum Error {
    /// The platform refused or broke.
    Platform(worker::Error),
    /// Something could not be read or written as JSON.
    Json(serde_json::Error),
    /// What is stored, configured or answered is not what it must be.
    Corrupt(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Platform(cause) => write!(f, "platform: {cause}"),
            Self::Json(cause) => write!(f, "json: {cause}"),
            Self::Corrupt(what) => write!(f, "corrupt: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<worker::Error> for Error {
    fn from(cause: worker::Error) -> Self {
        Self::Platform(cause)
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Json(cause)
    }
}

/// For work that nobody waits for: what failed goes to the log.
pub fn log(what: &str, result: Result<(), Error>) {
    if let Err(error) = result {
        console_error!("{what}: {error}");
    }
}
