//! Runs one of the client's machines over a real socket, as the browser adapter does in a page.

use std::collections::VecDeque;
use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use baton_shared::time::Timestamp;
use baton_tests::random::Random;
use futures_util::{SinkExt, StreamExt};
use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::support::http::Http;
use crate::support::raw::{Stream, connect};
use crate::support::{now, pass_ms};

/// What a machine wants.
pub enum Act<O> {
    /// Open a socket.
    Connect,
    /// Close it.
    Disconnect,
    /// Send this.
    Send(String),
    /// For the page.
    Tell(O),
}

/// What the two machines of the client have in common.
pub trait Machine: Send + 'static {
    /// What goes in.
    type Input: Send + 'static;
    /// What comes out.
    type Output: Send + 'static;

    fn handle(&mut self, now: Timestamp, jitter: f64, input: Self::Input) -> Vec<Self::Output>;
    fn next_wake(&self) -> Option<Timestamp>;
    fn act(output: Self::Output) -> Act<Self::Output>;
    fn opened() -> Self::Input;
    fn received(text: String) -> Self::Input;
    fn closed(code: u16) -> Self::Input;
    fn wake() -> Self::Input;
}

/// What a test does to a page from outside.
pub enum Order<I> {
    /// Gives the machine an input.
    Input(I),
    /// The network breaks: no more bytes either way, and no goodbye.
    Cut,
    /// The network loses everything that comes in, until the socket is gone.
    Deafen,
}

/// What a page has in common with those who watch it.
pub struct Shared<M: Machine> {
    /// The machine.
    pub machine: Mutex<M>,
    /// Every text frame that came in, as it was.
    pub frames: Mutex<Vec<String>>,
    /// What the machine had to tell its page.
    pub told: Mutex<VecDeque<M::Output>>,
}

type Connecting = Pin<Box<dyn Future<Output = Result<Stream, Error>> + Send>>;

/// The task behind a page. It ends when the page is dropped.
pub struct Actor<M: Machine> {
    /// In common with the page.
    pub shared: Arc<Shared<M>>,
    /// Says that something may have changed.
    pub changed: watch::Sender<u64>,
    /// Where to connect.
    pub http: Http,
    /// The socket's address.
    pub path: String,
    /// The agent's cookie, or empty.
    pub cookie: String,
    /// For the machine's pauses.
    pub random: Random,
    connecting: Option<Connecting>,
    stream: Option<Stream>,
    is_deaf: bool,
}

enum Event {
    Connected(Result<Box<Stream>, Error>),
    Received(String),
    Gone(u16),
    Wake,
    Nothing,
}

impl<M: Machine> Actor<M> {
    /// A task for a page.
    pub fn new(
        shared: Arc<Shared<M>>,
        changed: watch::Sender<u64>,
        http: Http,
        path: String,
        cookie: String,
        random: Random,
    ) -> Self {
        let (connecting, stream, is_deaf) = (None, None, false);
        Self { shared, changed, http, path, cookie, random, connecting, stream, is_deaf }
    }

    /// Until the page is dropped.
    pub async fn run(mut self, mut orders: mpsc::UnboundedReceiver<Order<M::Input>>) {
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Input(input)) => self.step(input).await,
                    Some(Order::Cut) => {
                        self.stream = None;
                        self.connecting = None;
                        self.step(M::closed(1006)).await;
                    }
                    Some(Order::Deafen) => self.is_deaf = true,
                    None => return,
                },
                event = self.event() => match event {
                    Event::Connected(Ok(stream)) => {
                        self.stream = Some(*stream);
                        self.is_deaf = false;
                        self.step(M::opened()).await;
                    }
                    Event::Connected(Err(_)) => self.step(M::closed(1006)).await,
                    Event::Received(_) if self.is_deaf => {}
                    Event::Received(text) => {
                        self.shared.frames.lock().unwrap().push(text.clone());
                        self.step(M::received(text)).await;
                    }
                    Event::Gone(code) => {
                        self.stream = None;
                        self.step(M::closed(code)).await;
                    }
                    Event::Wake => self.step(M::wake()).await,
                    Event::Nothing => {}
                },
            }
            self.changed.send_modify(|count| *count += 1);
        }
    }

    /// What happens next. Can be dropped at any time without losing anything.
    async fn event(&mut self) -> Event {
        let wake = self.shared.machine.lock().unwrap().next_wake();
        let connected = async {
            match &mut self.connecting {
                Some(connecting) => connecting.await,
                None => pending().await,
            }
        };
        let received = async {
            match &mut self.stream {
                Some(stream) => event_of(stream.next().await),
                None => pending().await,
            }
        };
        let event = tokio::select! {
            result = connected => Event::Connected(result.map(Box::new)),
            event = received => event,
            () = at(wake) => Event::Wake,
        };
        if matches!(event, Event::Connected(_)) {
            self.connecting = None;
        }
        event
    }

    async fn step(&mut self, input: M::Input) {
        let mut inbox = VecDeque::from([input]);
        while let Some(input) = inbox.pop_front() {
            let jitter = self.random.unit();
            let outputs = self.shared.machine.lock().unwrap().handle(now(), jitter, input);
            for output in outputs {
                match M::act(output) {
                    Act::Connect => {
                        let (http, path, cookie) =
                            (self.http.clone(), self.path.clone(), self.cookie.clone());
                        let opened = async move { connect(&http, &path, &[("cookie", &cookie)]).await };
                        self.connecting = Some(Box::pin(opened));
                    }
                    Act::Disconnect => {
                        self.stream = None;
                        inbox.push_back(M::closed(1006));
                    }
                    Act::Send(text) => self.send(text).await,
                    Act::Tell(output) => self.shared.told.lock().unwrap().push_back(output),
                }
            }
        }
    }

    /// A frame that can't be sent is lost with its socket, whose end is heard next.
    async fn send(&mut self, text: String) {
        if let Some(stream) = &mut self.stream {
            let _ = stream.send(Message::text(text)).await;
        }
    }
}

fn event_of(next: Option<Result<Message, Error>>) -> Event {
    match next {
        Some(Ok(Message::Text(text))) => Event::Received(text.as_str().to_owned()),
        Some(Ok(Message::Close(frame))) => Event::Gone(frame.map_or(1006, |frame| frame.code.into())),
        Some(Ok(_)) => Event::Nothing,
        Some(Err(_)) | None => Event::Gone(1006),
    }
}

async fn at(wake: Option<Timestamp>) {
    match wake {
        // A millisecond late rather than early: the machine must find the time come.
        Some(at) => pass_ms(at.since_ms(now()) + 1).await,
        None => pending().await,
    }
}
