//! The one way out: every call to an address that somebody has written goes through here, and nothing else may call one.
//!
//! The address is checked again at each call. What its name resolves to is checked by the engine: `globalOutbound` of
//! workerd reaches public addresses only (and those that the operator names), on Cloudflare the flag
//! `global_fetch_strictly_public` does the same. No redirect is followed, so nothing leads on to somewhere else.

use baton_shared::limits::CALL_MS_MAX;
use baton_shared::outbound::{AddressRefusal, check};
use futures_util::future::{Either, select};
use worker::{
    AbortController, AbortSignal, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Response,
};

use crate::clock;
use crate::config::Config;

/// What is sent.
pub struct Outgoing {
    /// Where to.
    pub url: String,
    /// Beside those of every call.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

/// What came back.
pub struct Answered {
    /// The HTTP status; a redirect is one, too.
    pub status: u16,
    /// The receiver wants to be left in peace for so long.
    pub retry_after_ms: Option<u64>,
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallFailed {
    /// The address may not be called.
    Refused(AddressRefusal),
    /// The operator has not said how mails are sent.
    NotSetUp,
    /// It took too long.
    TimedOut,
    /// No connection, no TLS, or no HTTP. Why is not told: it would be a map of the network.
    Unreachable,
}

impl CallFailed {
    /// For a list of attempts.
    pub fn words(self) -> String {
        match self {
            Self::Refused(refusal) => refusal.to_string(),
            Self::NotSetUp => {
                "The operator has not set up how mails are sent (BATON_MAIL, BATON_MAIL_FROM).".to_owned()
            }
            Self::TimedOut => format!("No answer within {} s.", CALL_MS_MAX / 1_000),
            Self::Unreachable => {
                "No connection: the name is unknown, the address is not public, nobody answers there, or its \
                 certificate is not valid."
                    .to_owned()
            }
        }
    }
}

/// Sends by POST and waits for the answer's head, both within 15 s.
///
/// # Errors
/// Why there was none. A status of any kind is an answer.
pub async fn post(config: &Config<'_>, outgoing: Outgoing) -> Result<Answered, CallFailed> {
    let url = check(&outgoing.url, &config.outbound_allowed()).map_err(CallFailed::Refused)?;
    let controller = AbortController::default();
    let signal = controller.signal();
    let call = std::pin::pin!(call(url.as_str(), outgoing, &signal));
    let patience = std::pin::pin!(clock::pause_ms(CALL_MS_MAX));
    let answered = match select(call, patience).await {
        Either::Left((answered, _)) => answered.ok().ok_or(CallFailed::Unreachable),
        Either::Right(_) => Err(CallFailed::TimedOut),
    };
    // Nobody reads what the receiver says beside its status: it would be a way to look into other networks.
    controller.abort();
    answered
}

async fn call(url: &str, outgoing: Outgoing, signal: &AbortSignal) -> worker::Result<Answered> {
    let headers = Headers::new();
    headers.set("user-agent", concat!("Baton/", env!("CARGO_PKG_VERSION")))?;
    for (name, value) in &outgoing.headers {
        headers.set(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(outgoing.body.into()));
    let request = Request::new_with_init(url, &init)?;
    let response = Fetch::Request(request).send_with_signal(signal).await?;
    Ok(Answered { status: response.status_code(), retry_after_ms: retry_after_ms(&response)? })
}

/// RFC 9110, section 10.2.3: seconds, or a date.
fn retry_after_ms(response: &Response) -> worker::Result<Option<u64>> {
    let Some(text) = response.headers().get("retry-after")? else { return Ok(None) };
    if let Ok(seconds) = text.trim().parse::<u64>() {
        return Ok(Some(seconds.saturating_mul(1_000)));
    }
    let at = js_sys::Date::parse(&text);
    // A date that is none is NaN, which becomes 0; as does one in the past.
    Ok(Some((at - clock::now().0 as f64).max(0.0) as u64).filter(|ms| *ms > 0))
}
