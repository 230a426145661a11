//! The pages that a site's widget may stand on: the settings name them, the browser and the edge hold to it.

use std::fmt;

use crate::limits::DOMAIN_CHARS_MAX;

/// `shop.example.com`, `*.example.com`, `http://localhost:3000`: a host, perhaps with all below it, a scheme and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    scheme: Scheme,
    /// Every name below the host, and not the host itself: as browsers read it.
    is_wild: bool,
    host: String,
    port: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// Why a text is no domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDomain;

impl fmt::Display for InvalidDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "write a host such as \"shop.example.com\", \"*.example.com\" for all below it, or \
             \"http://localhost:3000\" for a page without https",
        )
    }
}

impl std::error::Error for InvalidDomain {}

impl Domain {
    /// Reads what an admin has written. Without a scheme it is https.
    ///
    /// # Errors
    /// Everything that is not scheme, host and port: no path, no user, no other star than the first label.
    pub fn parse(text: &str) -> Result<Self, InvalidDomain> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = match text.split_once("://") {
            None => (Scheme::Https, text.as_str()),
            Some(("https", rest)) => (Scheme::Https, rest),
            Some(("http", rest)) => (Scheme::Http, rest),
            Some(_) => return Err(InvalidDomain),
        };
        let (is_wild, rest) = rest.strip_prefix("*.").map_or((false, rest), |rest| (true, rest));
        let (host, port) = match rest.split_once(':') {
            None => (rest, None),
            Some((host, port)) => (host, Some(read_port(port).ok_or(InvalidDomain)?)),
        };
        if text.len() > DOMAIN_CHARS_MAX || !is_host(host) {
            return Err(InvalidDomain);
        }
        let port = port.filter(|port| *port != scheme.port());
        Ok(Self { scheme, is_wild, host: host.to_owned(), port })
    }

    /// Whether a page of this origin, as a browser writes it, is meant.
    pub fn holds(&self, origin: &str) -> bool {
        let Some((scheme, rest)) = origin.split_once("://") else { return false };
        let scheme = match scheme {
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return false,
        };
        let (host, port) = match rest.split_once(':') {
            None => (rest, None),
            Some((host, port)) => match read_port(port) {
                Some(port) => (host, Some(port)),
                None => return false,
            },
        };
        // As a browser reads `frame-ancestors`: a page that has become https is still the page.
        let is_upgraded = self.scheme == Scheme::Http && scheme == Scheme::Https;
        let wanted = self.port.unwrap_or(self.scheme.port());
        let own = port.unwrap_or(scheme.port());
        let has_port = wanted == own || is_upgraded && self.port.is_none() && own == scheme.port();
        (self.scheme == scheme || is_upgraded) && has_port && self.has_host(host)
    }

    fn has_host(&self, host: &str) -> bool {
        if !self.is_wild {
            return host == self.host;
        }
        host.strip_suffix(&self.host).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
    }
}

/// As `frame-ancestors` takes it.
impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.scheme == Scheme::Http { "http" } else { "https" };
        let star = if self.is_wild { "*." } else { "" };
        write!(f, "{scheme}://{star}{}", self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl Scheme {
    fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// Digits only: `parse` alone would take a sign.
fn read_port(text: &str) -> Option<u16> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| is_plain && *port != 0)
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}
