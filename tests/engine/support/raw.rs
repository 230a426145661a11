//! A socket without a client's good manners: the test says every frame, and sees every frame and close code.

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::http::Http;
use crate::support::within;
use crate::support::world::{Account, Visit, World};

/// A WebSocket to the engine.
pub type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// One open socket.
pub struct Raw {
    stream: Stream,
}

/// What comes next on a socket.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// A text frame.
    Text(String),
    /// The end, with its code; 1006 if there was none.
    Closed(u16),
}

/// Opens a socket with the given headers on top of a browser's own; a refusal is the HTTP status.
pub async fn connect(http: &Http, path: &str, headers: &[(&str, &str)]) -> Result<Stream, Error> {
    let mut request = format!("ws://127.0.0.1:{}{path}", http.port).into_client_request()?;
    let ours = [("origin", http.origin.as_str())];
    for (name, value) in ours.iter().chain(headers) {
        let name: hyper::header::HeaderName = name.parse().unwrap();
        match value.is_empty() {
            true => request.headers_mut().remove(name),
            false => request.headers_mut().insert(name, value.parse().unwrap()),
        };
    }
    connect_async(request).await.map(|(stream, _response)| stream)
}

/// Where a conversation's sockets are.
pub fn conversation_path(visit: &Visit) -> String {
    format!("/api/conversations/{}/socket", visit.conversation)
}

impl Raw {
    /// An open socket that has said nothing.
    pub async fn open(world: &World, path: &str, headers: &[(&str, &str)]) -> Self {
        let stream = within("a socket", connect(&world.http, path, headers)).await;
        Self { stream: stream.unwrap_or_else(|error| panic!("{path}: {error}")) }
    }

    /// The HTTP status with which a socket is refused.
    pub async fn refused(world: &World, path: &str, headers: &[(&str, &str)]) -> u16 {
        match within("a refusal", connect(&world.http, path, headers)).await {
            Err(Error::Http(response)) => response.status().as_u16(),
            Err(other) => panic!("{path}: {other}"),
            Ok(_stream) => 101,
        }
    }

    /// A visitor's socket that has been welcomed and has all messages.
    pub async fn visitor(world: &World, visit: &Visit) -> Self {
        let mut raw = Self::open(world, &conversation_path(visit), &[]).await;
        raw.hello(Some(&visit.token), 0).await;
        raw
    }

    /// An agent's socket that has been welcomed and has all messages.
    pub async fn agent(world: &World, account: &Account, visit: &Visit) -> Self {
        let path = format!("{}?as=agent", conversation_path(visit));
        let mut raw = Self::open(world, &path, &[("cookie", &account.cookie)]).await;
        raw.hello(None, 0).await;
        raw
    }

    /// Says hello and waits for the first messages.
    pub async fn hello(&mut self, token: Option<&str>, after: u64) {
        self.say(&serde_json::json!({ "type": "hello", "v": 1, "token": token, "after": after })).await;
        self.until("messages").await;
    }

    /// Sends a frame.
    pub async fn say(&mut self, frame: &Value) {
        self.say_text(&frame.to_string()).await;
    }

    /// Sends any text.
    pub async fn say_text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    /// Sends anything. A socket that the other side has closed takes nothing: what it said is heard next.
    pub async fn send(&mut self, message: Message) {
        let _ = self.stream.send(message).await;
    }

    /// What comes next.
    pub async fn heard(&mut self) -> Heard {
        within("a frame", async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => return Heard::Text(text.as_str().to_owned()),
                    Some(Ok(Message::Close(frame))) => {
                        return Heard::Closed(frame.map_or(1006, |frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Heard::Closed(1006),
                }
            }
        })
        .await
    }

    /// The next frame of this type; others are passed over.
    pub async fn until(&mut self, kind: &str) -> Value {
        self.until_any(&[kind]).await
    }

    /// The next frame of one of these types; others are passed over.
    pub async fn until_any(&mut self, kinds: &[&str]) -> Value {
        loop {
            match self.heard().await {
                Heard::Text(text) => {
                    let frame: Value = serde_json::from_str(&text).unwrap_or_default();
                    if kinds.iter().any(|kind| frame["type"] == *kind) {
                        return frame;
                    }
                }
                Heard::Closed(code) => panic!("closed with {code} while waiting for {kinds:?}"),
            }
        }
    }

    /// The code with which the socket ends.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Heard::Closed(code) = self.heard().await {
                return code;
            }
        }
    }
}
