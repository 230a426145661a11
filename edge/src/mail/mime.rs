//! A mail as the bytes that servers pass on (RFC 5322, RFC 2045), by a library: what others have written is encoded by it.

use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use crate::clock;
use crate::error::Error;
use crate::mail::{AUTOMATIC, Mail};
use crate::random;

/// The whole message. `from` is an address, or `Name <address>`.
pub fn message(from: &str, mail: &Mail) -> Result<String, Error> {
    let (name, address) = sender(from);
    // The library would make a boundary and a date by a clock that there is none of here.
    let boundary = random::hex(16)?;
    let alternative = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let parts = vec![
        MimePart::new("text/plain; charset=utf-8", mail.text.as_str()),
        MimePart::new("text/html; charset=utf-8", mail.html.as_str()),
    ];
    let domain = address.rsplit('@').next().unwrap_or("localhost");
    let seconds = i64::try_from(clock::now().0 / 1_000).unwrap_or_default();
    let mut message = MessageBuilder::new()
        .from((name.unwrap_or_default(), address))
        .to(mail.to.iter().map(|to| to.as_str()).collect::<Vec<_>>())
        .subject(mail.subject.as_str())
        .message_id(format!("{}@{domain}", mail.id))
        .date(seconds);
    for (name, value) in AUTOMATIC {
        message = message.header(name, HeaderType::Raw(Raw::new(value)));
    }
    let message = message.body(MimePart::new(alternative, parts)).write_to_string();
    message.map_err(|cause| Error::Corrupt(format!("a mail: {cause}")))
}

/// `Name <address>` or an address.
pub fn sender(from: &str) -> (Option<&str>, &str) {
    match from.split_once('<') {
        Some((name, rest)) => {
            let name = name.trim().trim_matches('"');
            (Some(name).filter(|name| !name.is_empty()), rest.trim_end_matches('>').trim())
        }
        None => (None, from.trim()),
    }
}
