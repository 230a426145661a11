//! A page with one conversation open: the client's own machine on a real socket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use baton_client::chat::{Ask, Chat, Credentials, Input, Output, Refusal};
use baton_client::link::Link;
use baton_shared::files::FileCard;
use baton_shared::ids::{ClientId, Seq};
use baton_shared::message::{Message, Notice, Sender};
use baton_shared::protocol::{ServerFrame, View};
use baton_shared::time::Timestamp;
use tokio::sync::{mpsc, watch};

use crate::support::actor::{Act, Actor, Machine, Order, Shared};
use crate::support::raw::conversation_path;
use crate::support::within;
use crate::support::world::{Account, Visit, World};

impl Machine for Chat {
    type Input = Input;
    type Output = Output;

    fn handle(&mut self, now: Timestamp, jitter: f64, input: Input) -> Vec<Output> {
        Chat::handle(self, now, jitter, input)
    }
    fn next_wake(&self) -> Option<Timestamp> {
        Chat::next_wake(self)
    }
    fn act(output: Output) -> Act<Output> {
        match output {
            Output::Connect => Act::Connect,
            Output::Disconnect => Act::Disconnect,
            Output::Send(text) => Act::Send(text),
            other => Act::Tell(other),
        }
    }
    fn opened() -> Input {
        Input::Opened
    }
    fn received(text: String) -> Input {
        Input::Received(text)
    }
    fn closed(code: u16) -> Input {
        Input::Closed { code }
    }
    fn wake() -> Input {
        Input::Wake
    }
}

/// A visitor's or an agent's window.
pub struct Page {
    shared: Arc<Shared<Chat>>,
    changed: watch::Receiver<u64>,
    orders: mpsc::UnboundedSender<Order<Input>>,
    posted: Mutex<Vec<(ClientId, String)>>,
    names: Mutex<u64>,
    prefix: String,
    acks: Mutex<Acks>,
}

/// What was read out of the frames so far.
#[derive(Default)]
struct Acks {
    read: usize,
    places: BTreeMap<ClientId, BTreeSet<Seq>>,
}

impl Page {
    /// A visitor's window; live.
    pub async fn visitor(world: &World, visit: &Visit) -> Self {
        let credentials = Credentials::Token(visit.token.clone());
        Self::open(world, credentials, conversation_path(visit), String::new()).await
    }

    /// An agent's window; live.
    pub async fn agent(world: &World, account: &Account, visit: &Visit) -> Self {
        let path = format!("{}?as=agent", conversation_path(visit));
        Self::open(world, Credentials::Cookie, path, account.cookie.clone()).await
    }

    async fn open(world: &World, credentials: Credentials, path: String, cookie: String) -> Self {
        let shared = Arc::new(Shared {
            machine: Mutex::new(Chat::new(credentials)),
            frames: Mutex::default(),
            told: Mutex::default(),
        });
        let (change, changed) = watch::channel(0);
        let (orders, queue) = mpsc::unbounded_channel();
        let actor = Actor::new(shared.clone(), change, world.http.clone(), path, cookie, world.random());
        tokio::spawn(actor.run(queue));
        let page = Self {
            shared,
            changed,
            orders,
            posted: Mutex::default(),
            names: Mutex::default(),
            prefix: world.name("m-"),
            acks: Mutex::default(),
        };
        page.give(Input::Start);
        page.live().await;
        page
    }

    fn give(&self, input: Input) {
        self.order(Order::Input(input));
    }

    fn order(&self, order: Order<Input>) {
        assert!(self.orders.send(order).is_ok(), "the page's task has ended");
    }

    /// Looks at the machine.
    pub fn look<T>(&self, look: impl FnOnce(&Chat) -> T) -> T {
        look(&self.shared.machine.lock().unwrap())
    }

    /// Waits until there is something to see.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&Chat) -> Option<T>) -> T {
        let mut changed = self.changed.clone();
        let seen = async {
            loop {
                changed.borrow_and_update();
                if let Some(seen) = self.look(&mut look) {
                    return seen;
                }
                changed.changed().await.expect("the page's task has ended");
            }
        };
        match tokio::time::timeout(crate::support::WAIT_MAX, seen).await {
            Ok(seen) => seen,
            Err(_late) => panic!("{what}: not seen in time; the page shows {}", self.shown()),
        }
    }

    /// Waits until the edge has said welcome and what was said before.
    pub async fn live(&self) {
        self.until("a live link", |chat| {
            (matches!(chat.link(), Link::Live { .. }) && !chat.messages().is_empty()).then_some(())
        })
        .await;
    }

    /// Waits for a view.
    pub async fn view(&self, what: &str, is_it: impl Fn(&View) -> bool) -> View {
        self.until(what, |chat| chat.view().filter(|view| is_it(view)).cloned()).await
    }

    /// Waits for a message.
    pub async fn message(&self, what: &str, is_it: impl Fn(&Message) -> bool) -> Message {
        self.until(what, |chat| chat.messages().iter().find(|message| is_it(message)).cloned()).await
    }

    /// Waits for a message after a place.
    pub async fn message_after(&self, after: Seq, what: &str, is_it: impl Fn(&Message) -> bool) -> Message {
        self.message(what, |message| message.seq > after && is_it(message)).await
    }

    /// Waits for a system message after a place.
    pub async fn notice(&self, after: Seq, wanted: Notice) -> Message {
        self.message_after(
            after,
            &format!("{wanted:?}"),
            |message| matches!(message.sender, Sender::System { notice } if notice == wanted),
        )
        .await
    }

    /// Waits for the bot's answer to a message.
    pub async fn answer(&self, question: Seq) -> Message {
        self.message("the bot's answer", |message| message.answers == Some(question)).await
    }

    /// All messages now.
    pub fn messages(&self) -> Vec<Message> {
        self.look(|chat| chat.messages().to_vec())
    }

    /// The last place now.
    pub fn head(&self) -> Seq {
        self.look(|chat| chat.messages().last().map(|message| message.seq).unwrap_or_default())
    }

    /// Writes a message; returns its name.
    pub fn post(&self, text: &str) -> ClientId {
        self.post_with(text, Vec::new())
    }

    /// Writes a message that files go with.
    pub fn post_with(&self, text: &str, files: Vec<FileCard>) -> ClientId {
        let mut names = self.names.lock().unwrap();
        *names += 1;
        let client_id = ClientId::new(format!("{}-{names}", self.prefix)).unwrap();
        self.posted.lock().unwrap().push((client_id.clone(), text.to_owned()));
        let ids: Vec<String> = files.iter().map(|file| file.id.to_string()).collect();
        let files = ids.join(" ");
        self.give(Input::Post { client_id: client_id.clone(), text: text.to_owned(), files });
        client_id
    }

    /// Writes a message and waits for its place.
    pub async fn say(&self, text: &str) -> Seq {
        let client_id = self.post(text);
        self.message(text, |message| message.client_id.as_ref() == Some(&client_id)).await.seq
    }

    /// Wants something, and waits for what comes of it.
    pub async fn ask(&self, ask: Ask) -> Result<(), Refusal> {
        self.give(Input::Ask(ask.clone()));
        let mut changed = self.changed.clone();
        let what = format!("what comes of {ask:?}");
        within(&what, async {
            loop {
                changed.borrow_and_update();
                if let Some(result) = self.answered(&ask) {
                    return result;
                }
                changed.changed().await.expect("the page's task has ended");
            }
        })
        .await
    }

    /// Waits until the machine has told its page something.
    pub async fn until_told<T>(&self, what: &str, mut look: impl FnMut(&Output) -> Option<T>) -> T {
        let shared = self.shared.clone();
        self.until(what, |_chat| shared.told.lock().unwrap().iter().find_map(&mut look)).await
    }

    fn answered(&self, wanted: &Ask) -> Option<Result<(), Refusal>> {
        let mut told = self.shared.told.lock().unwrap();
        let is_it = |output: &Output| matches!(output, Output::Answer { ask, .. } if ask == wanted);
        let at = told.iter().position(is_it)?;
        match told.remove(at) {
            Some(Output::Answer { result, .. }) => Some(result),
            _ => None,
        }
    }

    /// Sees the messages, or does not.
    pub fn watch(&self, on: bool) {
        self.give(Input::Look(on));
    }

    /// Types, or stops.
    pub fn typing(&self, on: bool) {
        self.give(Input::Typing(on));
    }

    /// Comes back without the pauses between two tries, as when the network says that it is there again.
    pub async fn come_back(&self) {
        let mut changed = self.changed.clone();
        within("a live link", async {
            loop {
                changed.borrow_and_update();
                match self.look(Chat::link) {
                    Link::Live { .. } => return,
                    Link::Retrying { .. } => self.give(Input::Hurry),
                    _ => {}
                }
                changed.changed().await.expect("the page's task has ended");
            }
        })
        .await;
    }

    /// Brings a new token.
    pub fn renew(&self, token: String) {
        self.give(Input::Token(token));
    }

    /// The network breaks.
    pub fn cut(&self) {
        self.order(Order::Cut);
    }

    /// The network loses everything that comes in.
    pub fn deafen(&self) {
        self.order(Order::Deafen);
    }

    /// Every text frame that came in.
    pub fn frames(&self) -> Vec<String> {
        self.shared.frames.lock().unwrap().clone()
    }

    /// Everything that was ever written here, in order.
    pub fn posted(&self) -> Vec<(ClientId, String)> {
        self.posted.lock().unwrap().clone()
    }

    /// What the edge has acknowledged, with its places.
    pub fn acknowledged(&self) -> BTreeMap<ClientId, BTreeSet<Seq>> {
        let mut acks = self.acks.lock().unwrap();
        let frames = self.shared.frames.lock().unwrap();
        for frame in frames.iter().skip(acks.read).filter(|frame| frame.starts_with("{\"type\":\"ack\"")) {
            if let Ok(ServerFrame::Ack { client_id, seq, .. }) = serde_json::from_str(frame) {
                acks.places.entry(client_id).or_default().insert(seq);
            }
        }
        acks.read = frames.len();
        acks.places.clone()
    }

    /// Waits until the edge has acknowledged or shown everything that was written here.
    pub async fn acknowledged_all(&self) {
        let posted = self.posted();
        self.until("the last acknowledgement", |chat| {
            let is_live = matches!(chat.link(), Link::Live { .. });
            let acknowledged = self.acknowledged();
            let shown = || chat.messages().iter().filter_map(|message| message.client_id.as_ref());
            let open: Vec<_> = posted.iter().filter(|(name, _)| !acknowledged.contains_key(name)).collect();
            // A message that was acknowledged and never arrives is for the history to complain of.
            (is_live && open.iter().all(|(name, _)| shown().any(|it| it == name))).then_some(())
        })
        .await;
    }

    /// Waits until so many messages are shown.
    pub async fn reached(&self, wanted: usize) {
        self.until(&format!("{wanted} messages"), |chat| (chat.messages().len() >= wanted).then_some(()))
            .await;
    }

    fn shown(&self) -> String {
        self.look(|chat| {
            let last: Vec<String> = chat.messages().iter().rev().take(6).map(line).collect();
            format!("{:?}, {:?}, the last messages first: {last:#?}", chat.link(), chat.view())
        })
    }
}

/// A message on one line.
pub fn line(message: &Message) -> String {
    format!("{} {:?}: {}", message.seq, message.sender, message.body.to_plain())
}
