//! Which way mails go, as the operator has set it in `BATON_MAIL`.

use worker::Url;

use crate::config::Config;

/// The way.
pub enum Way {
    /// A mail server takes them (RFC 6409).
    Smtp(Server),
    /// `resend:KEY`
    Resend {
        /// The account's.
        key: String,
        /// Where.
        api: String,
    },
    /// `postmark:TOKEN`
    Postmark {
        /// The server's token.
        key: String,
        /// Where.
        api: String,
    },
}

/// `smtp://user:password@host:587`, or `smtps://` where TLS begins at once.
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// TLS from the first byte; otherwise by STARTTLS. Without TLS nothing is sent.
    pub is_tls_first: bool,
    /// Name and password.
    pub login: Option<(String, String)>,
}

impl Way {
    /// As it is set; `None` if it is not, or not in one of the ways above.
    pub fn of(config: &Config<'_>) -> Option<Self> {
        let set = config.mail()?;
        let api = |usual: &str| config.mail_api().unwrap_or_else(|| usual.to_owned());
        if let Some(key) = set.strip_prefix("resend:") {
            return Some(Self::Resend { key: key.to_owned(), api: api("https://api.resend.com/emails") });
        }
        if let Some(key) = set.strip_prefix("postmark:") {
            return Some(Self::Postmark {
                key: key.to_owned(),
                api: api("https://api.postmarkapp.com/email"),
            });
        }
        server(&set).map(Self::Smtp)
    }
}

fn server(set: &str) -> Option<Server> {
    let url = Url::parse(set).ok()?;
    let (is_tls_first, usual) = match url.scheme() {
        "smtp" => (false, 587),
        "smtps" => (true, 465),
        _ => return None,
    };
    let decoded = |text: &str| js_sys::decode_uri_component(text).ok().map(String::from);
    let login = match url.password() {
        Some(password) => Some((decoded(url.username())?, decoded(password)?)),
        None => None,
    };
    Some(Server { host: url.host_str()?.to_owned(), port: url.port().unwrap_or(usual), is_tls_first, login })
}
