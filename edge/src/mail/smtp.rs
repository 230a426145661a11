//! Mails by a mail server (RFC 5321, submission by RFC 6409): always within TLS, always with a limit of time.

use base64ct::{Base64, Encoding};
use baton_shared::limits::CALL_MS_MAX;
use futures_util::future::{Either, select};
use smtp_proto::Response;
use smtp_proto::response::parser::ResponseReceiver;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use worker::{SecureTransport, Socket};

use crate::clock;
use crate::config::Config;
use crate::mail::way::Server;
use crate::mail::{Mail, mime};
use crate::outbound::{Answered, CallFailed};

/// What the server and we say to each other.
struct Talk {
    socket: Socket,
}

/// A refusal, or a broken line.
enum Broken {
    Refused(u16),
    Line(String),
}

impl<E: std::fmt::Display> From<E> for Broken {
    fn from(cause: E) -> Self {
        Self::Line(cause.to_string())
    }
}

/// Gives a mail to the server.
pub async fn send(
    config: &Config<'_>,
    server: &Server,
    from: &str,
    mail: &Mail,
) -> Result<Answered, CallFailed> {
    let talk = std::pin::pin!(talk(config, server, from, mail));
    let patience = std::pin::pin!(clock::pause_ms(CALL_MS_MAX));
    match select(talk, patience).await {
        Either::Left((Ok(()), _)) => Ok(answered(200)),
        Either::Left((Err(Broken::Refused(code)), _)) => Ok(answered(code)),
        Either::Left((Err(Broken::Line(cause)), _)) => {
            worker::console_error!("smtp: {cause}");
            Err(CallFailed::Unreachable)
        }
        Either::Right(_) => Err(CallFailed::TimedOut),
    }
}

fn answered(status: u16) -> Answered {
    Answered { status, retry_after_ms: None }
}

async fn talk(config: &Config<'_>, server: &Server, from: &str, mail: &Mail) -> Result<(), Broken> {
    let message = mime::message(from, mail)?;
    let (_name, sender) = mime::sender(from);
    let us = config.origins()?.first().and_then(|origin| origin.split("://").nth(1).map(str::to_owned));
    let us = us.and_then(|host| host.split(':').next().map(str::to_owned)).unwrap_or_default();
    let hello = format!("EHLO {}", if us.is_empty() { "localhost" } else { &us });
    let transport = if server.is_tls_first { SecureTransport::On } else { SecureTransport::StartTls };
    let socket = Socket::builder().secure_transport(transport).connect(server.host.as_str(), server.port)?;
    let mut talk = Talk { socket };
    talk.reply(220).await?;
    let mut offers = talk.ask(&hello, 250).await?;
    if !server.is_tls_first {
        if !offers.to_ascii_uppercase().contains("STARTTLS") {
            return Err(Broken::Line(format!("{} offers no TLS", server.host)));
        }
        talk.ask("STARTTLS", 220).await?;
        talk = Talk { socket: talk.socket.start_tls() };
        offers = talk.ask(&hello, 250).await?;
    }
    if let Some((user, password)) = &server.login {
        talk.log_in(&offers, user, password).await?;
    }
    talk.ask(&format!("MAIL FROM:<{sender}>"), 250).await?;
    for to in &mail.to {
        talk.ask(&format!("RCPT TO:<{to}>"), 250).await?;
    }
    talk.ask("DATA", 354).await?;
    talk.ask(&format!("{}\r\n.", stuffed(&message)), 250).await?;
    // It has the mail: how it says goodbye is of no account.
    let _goodbye = talk.ask("QUIT", 221).await;
    Ok(())
}

impl Talk {
    async fn log_in(&mut self, offers: &str, user: &str, password: &str) -> Result<(), Broken> {
        let offers = offers.to_ascii_uppercase();
        let methods = offers.lines().find(|line| line.trim_start().starts_with("AUTH")).unwrap_or_default();
        if methods.contains("PLAIN") || !methods.contains("LOGIN") {
            let said = Base64::encode_string(format!("\0{user}\0{password}").as_bytes());
            self.ask(&format!("AUTH PLAIN {said}"), 235).await?;
            return Ok(());
        }
        self.ask("AUTH LOGIN", 334).await?;
        self.ask(&Base64::encode_string(user.as_bytes()), 334).await?;
        self.ask(&Base64::encode_string(password.as_bytes()), 235).await?;
        Ok(())
    }

    async fn ask(&mut self, line: &str, wanted: u16) -> Result<String, Broken> {
        self.socket.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.reply(wanted).await
    }

    async fn reply(&mut self, wanted: u16) -> Result<String, Broken> {
        let mut receiver = ResponseReceiver::default();
        let mut buffer = [0_u8; 1024];
        loop {
            let count = self.socket.read(&mut buffer).await?;
            let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
                return Err(Broken::Line("the server has hung up".to_owned()));
            };
            match receiver.parse(&mut read.iter()) {
                Ok(Response { code, message, .. }) if code == wanted => return Ok(message),
                Ok(Response { code, .. }) => return Err(Broken::Refused(code)),
                Err(smtp_proto::Error::NeedsMoreData { .. }) => {}
                Err(cause) => return Err(Broken::Line(format!("{cause:?}"))),
            }
        }
    }
}

/// A line that begins with a point would end the message: it gets a second one (RFC 5321, section 4.5.2).
fn stuffed(message: &str) -> String {
    let lines = message
        .split("\r\n")
        .map(|line| if line.starts_with('.') { format!(".{line}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\r\n")
}
