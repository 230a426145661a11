//! Which addresses the edge may call: the one rule for everything that leaves it, at saving and again at sending.
//!
//! What a name resolves to is not known here: the engine's own network refuses private addresses at the connection
//! (docs/decisions/0019).

mod network;

pub use network::{is_public_v4, is_public_v6};

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::limits::URL_CHARS_MAX;

/// Ports besides the scheme's own on which public receivers listen.
const PORTS: [u16; 2] = [443, 8443];

/// Names that lead nowhere public, whatever resolves them: RFC 6761, RFC 6762, RFC 8375, RFC 9476 and what ICANN has
/// reserved for private use in 2024.
const PRIVATE_SUFFIXES: [&str; 8] =
    ["localhost", "local", "internal", "home.arpa", "alt", "test", "invalid", "onion"];

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressRefusal {
    /// Longer than any receiver's.
    TooLong,
    /// No address, or one that programs read in different ways.
    NotAnAddress,
    /// Not https.
    NotHttps,
    /// It has a user name or a password in it.
    Credentials,
    /// A port on which no public receiver listens.
    Port,
    /// It leads into this machine or its network.
    Private,
}

impl AddressRefusal {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::NotAnAddress => "not_an_address",
            Self::NotHttps => "not_https",
            Self::Credentials => "credentials",
            Self::Port => "port",
            Self::Private => "private",
        }
    }
}

impl fmt::Display for AddressRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "The address may have at most {URL_CHARS_MAX} characters."),
            Self::NotAnAddress => f.write_str("Write the whole address, such as https://example.com/hook."),
            Self::NotHttps => f.write_str("The address must begin with https://."),
            Self::Credentials => f.write_str("The address must not hold a user name or password."),
            Self::Port => f.write_str("Only the ports 443 and 8443 can be called."),
            Self::Private => f.write_str(
                "The address leads into a private network. The operator can allow single addresses (BATON_OUTBOUND_ALLOW).",
            ),
        }
    }
}

/// Reads an address that somebody has written, and says whether it may be called. `allowed` are origins that the
/// operator has named himself, such as `http://10.0.0.5:8080`: they may be private and need no TLS.
///
/// # Errors
/// Why it may not.
pub fn check(text: &str, allowed: &[String]) -> Result<Url, AddressRefusal> {
    if text.chars().count() > URL_CHARS_MAX {
        return Err(AddressRefusal::TooLong);
    }
    // Readers of addresses drop or turn these, each in its own way: what is checked must be what is called.
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(AddressRefusal::NotAnAddress);
    }
    let url = Url::parse(text).ok().filter(Url::has_host).ok_or(AddressRefusal::NotAnAddress)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressRefusal::Credentials);
    }
    let origin = url.origin().ascii_serialization();
    if matches!(url.scheme(), "http" | "https") && allowed.contains(&origin) {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err(AddressRefusal::NotHttps);
    }
    if !is_public(&url) {
        return Err(AddressRefusal::Private);
    }
    if url.port().is_some_and(|port| !PORTS.contains(&port)) {
        return Err(AddressRefusal::Port);
    }
    Ok(url)
}

fn is_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_public_v4(address),
        Some(Host::Ipv6(address)) => is_public_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            let is_below = |suffix: &str| {
                name.strip_suffix(suffix).is_some_and(|above| above.is_empty() || above.ends_with('.'))
            };
            // A name without a dot is one of the own network.
            name.contains('.') && !PRIVATE_SUFFIXES.iter().any(|suffix| is_below(suffix))
        }
        None => false,
    }
}
