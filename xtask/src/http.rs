//! A client for one plain HTTP request to this machine: enough to ask the engine whether it is up.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// Longest wait for a byte of an answer.
const READ_WAIT: Duration = Duration::from_secs(10);

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, without the transfer encoding.
    pub body: String,
}

/// Sends one request with an empty body to 127.0.0.1 and reads the whole answer.
///
/// # Errors
/// When nobody listens, the connection breaks, or the answer is not HTTP.
pub fn request(port: u16, method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, READ_WAIT)?;
    stream.set_read_timeout(Some(READ_WAIT))?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: 0\r\n"
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&String::from_utf8_lossy(&bytes))
}

fn parse(answer: &str) -> Result<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer is not HTTP")?;
    let status =
        head.split(' ').nth(1).and_then(|number| number.parse().ok()).context("the answer has no status")?;
    let chunked = head.lines().any(|line| line.eq_ignore_ascii_case("transfer-encoding: chunked"));
    Ok(Answer { status, body: if chunked { joined(body) } else { body.to_owned() } })
}

/// The chunks of a body, put together. A broken chunk ends it.
fn joined(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let length = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        let Some((chunk, after)) = rest.split_at_checked(length).filter(|_| length > 0) else { break };
        whole.push_str(chunk);
        body = after.trim_start_matches("\r\n");
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_and_chunked_answers() {
        for (answer, status, body) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
            (
                "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                409,
                "abcde",
            ),
            ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        ] {
            assert_eq!(parse(answer).unwrap(), Answer { status, body: body.to_owned() });
        }
        assert!(parse("nonsense").is_err());
    }
}
