//! Plain HTTP requests, one connection each, with every header in the test's hands.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper::header::HeaderMap;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::support::within;

/// Where to ask.
#[derive(Clone, Debug)]
pub struct Http {
    /// On 127.0.0.1.
    pub port: u16,
    /// Of the engine's own pages.
    pub origin: String,
}

/// One request. Begins as our own page would send it.
#[derive(Clone, Debug)]
pub struct Asked {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// One answer.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Asked {
    /// Without a body.
    pub fn get(path: &str) -> Self {
        Self::with("GET", path, b"")
    }

    /// With a JSON body.
    pub fn post(path: &str, body: &Value) -> Self {
        Self::with("POST", path, body.to_string().as_bytes()).header("content-type", "application/json")
    }

    /// With any method and bytes, and no header but the origin.
    pub fn with(method: &str, path: &str, body: &[u8]) -> Self {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Self { method, path: path.to_owned(), headers: Vec::new(), body: body.to_vec() }
    }

    /// Sets a header; an empty value takes it away.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Http {
    /// Of an engine on this port.
    pub fn new(port: u16) -> Self {
        Self { port, origin: format!("http://127.0.0.1:{port}") }
    }

    /// Sends a request and reads the whole answer.
    pub async fn ask(&self, asked: Asked) -> Answer {
        let what = format!("{} {}", asked.method, asked.path);
        within(&what, self.send(asked)).await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// The same of an engine that may be gone just then.
    pub async fn try_ask(&self, asked: Asked) -> Option<Answer> {
        let what = format!("{} {}", asked.method, asked.path);
        within(&what, self.send(asked)).await.ok()
    }

    async fn send(&self, asked: Asked) -> Result<Answer, Box<dyn std::error::Error>> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
        let driven = tokio::spawn(connection);
        let mut request = Request::builder().method(asked.method).uri(asked.path);
        let mut headers = vec![
            ("host".to_owned(), format!("127.0.0.1:{}", self.port)),
            ("origin".to_owned(), self.origin.clone()),
        ];
        for (name, value) in asked.headers {
            headers.retain(|(known, _)| *known != name);
            headers.push((name, value));
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        let response = sender.send_request(request.body(Full::new(Bytes::from(asked.body)))?).await?;
        let (head, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        driven.abort();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }
}

impl Answer {
    /// The same answer, which must be a 200.
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.text());
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The stable code of an error.
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header as text; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// What a browser would send back of the cookie that this sets.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}
