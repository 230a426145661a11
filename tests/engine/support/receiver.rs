//! A receiver on this machine that answers as a test wants, and remembers all that it was sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderMap;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::support::within;

/// One request, as it arrived.
#[derive(Clone, Debug)]
pub struct Got {
    /// Its path and query.
    pub path: String,
    /// All of its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

/// How a request is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// With a status, a header and a body.
    Status(u16, Option<(&'static str, String)>, Vec<u8>),
    /// The connection is closed.
    Close,
}

impl Reply {
    /// A status and nothing else.
    pub fn status(status: u16) -> Self {
        Self::Status(status, None, Vec::new())
    }
}

/// A running receiver. It ends with the test.
#[derive(Clone)]
pub struct Receiver {
    /// Where it is.
    pub origin: String,
    got: Arc<Mutex<Vec<Got>>>,
    news: Arc<Notify>,
}

impl Got {
    /// A header as text; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// `type` of a webhook's body.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

impl Receiver {
    /// Listens on a free port. `reply` says what becomes of each request, given all that came before it.
    pub async fn start(reply: impl Fn(&Got, &[Got]) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let origin = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let receiver = Self { origin, got: Arc::default(), news: Arc::default() };
        let (serving, reply) = (receiver.clone(), Arc::new(reply));
        tokio::spawn(async move {
            while let Ok((stream, _peer)) = listener.accept().await {
                let (serving, reply) = (serving.clone(), reply.clone());
                let service = service_fn(move |request| {
                    let (serving, reply) = (serving.clone(), reply.clone());
                    async move { serving.answer(request, reply.as_ref()).await }
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        receiver
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        reply: &(impl Fn(&Got, &[Got]) -> Reply + ?Sized),
    ) -> Result<Response<Full<Bytes>>, Box<dyn std::error::Error + Send + Sync>> {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        let body = body.collect().await?.to_bytes().to_vec();
        let got = Got { path, headers: head.headers, body };
        let reply = {
            let mut all = self.got.lock().unwrap();
            let reply = reply(&got, &all);
            all.push(got);
            reply
        };
        self.news.notify_waiters();
        match reply {
            Reply::Status(status, header, body) => {
                let mut response = Response::builder().status(status);
                if let Some((name, value)) = header {
                    response = response.header(name, value);
                }
                Ok(response.body(Full::new(Bytes::from(body)))?)
            }
            Reply::Close => Err("closed".into()),
        }
    }

    /// All that it was sent.
    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Waits until what it was sent is as wanted.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&[Got]) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let news = self.news.notified();
                if let Some(found) = look(&self.got()) {
                    return found;
                }
                // A request between the look and the wait is seen a moment later.
                let _late = tokio::time::timeout(Duration::from_millis(200), news).await;
            }
        };
        within(what, waiting).await
    }
}
