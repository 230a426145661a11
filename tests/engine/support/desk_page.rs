//! An agent's window on the desk's list: the client's own machine on a real socket.

use std::sync::{Arc, Mutex};

use baton_client::desk_list::{DeskInput, DeskList, DeskOutput};
use baton_client::link::Link;
use baton_shared::desk::{Presence, Summary};
use baton_shared::ids::ConversationId;
use baton_shared::time::Timestamp;
use tokio::sync::{mpsc, watch};

use crate::support::actor::{Act, Actor, Machine, Order, Shared};
use crate::support::within;
use crate::support::world::{Account, World};

impl Machine for DeskList {
    type Input = DeskInput;
    type Output = DeskOutput;

    fn handle(&mut self, now: Timestamp, jitter: f64, input: DeskInput) -> Vec<DeskOutput> {
        DeskList::handle(self, now, jitter, input)
    }
    fn next_wake(&self) -> Option<Timestamp> {
        DeskList::next_wake(self)
    }
    fn act(output: DeskOutput) -> Act<DeskOutput> {
        match output {
            DeskOutput::Connect => Act::Connect,
            DeskOutput::Disconnect => Act::Disconnect,
            DeskOutput::Send(text) => Act::Send(text),
        }
    }
    fn opened() -> DeskInput {
        DeskInput::Opened
    }
    fn received(text: String) -> DeskInput {
        DeskInput::Received(text)
    }
    fn closed(code: u16) -> DeskInput {
        DeskInput::Closed { code }
    }
    fn wake() -> DeskInput {
        DeskInput::Wake
    }
}

/// A window with the list. Dropping it closes the window.
pub struct DeskPage {
    shared: Arc<Shared<DeskList>>,
    changed: watch::Receiver<u64>,
    orders: mpsc::UnboundedSender<Order<DeskInput>>,
}

impl DeskPage {
    /// A window; live.
    pub async fn open(world: &World, account: &Account) -> Self {
        let shared = Arc::new(Shared {
            machine: Mutex::new(DeskList::default()),
            frames: Mutex::default(),
            told: Mutex::default(),
        });
        let (change, changed) = watch::channel(0);
        let (orders, queue) = mpsc::unbounded_channel();
        let (path, cookie) = ("/api/desk/socket".to_owned(), account.cookie.clone());
        let actor = Actor::new(shared.clone(), change, world.http.clone(), path, cookie, world.random());
        tokio::spawn(actor.run(queue));
        let page = Self { shared, changed, orders };
        page.give(DeskInput::Start);
        page.until("a live desk", |desk| matches!(desk.link(), Link::Live { .. }).then_some(())).await;
        page
    }

    fn give(&self, input: DeskInput) {
        assert!(self.orders.send(Order::Input(input)).is_ok(), "the page's task has ended");
    }

    /// Looks at the machine.
    pub fn look<T>(&self, look: impl FnOnce(&DeskList) -> T) -> T {
        look(&self.shared.machine.lock().unwrap())
    }

    /// Waits until there is something to see.
    pub async fn until<T>(&self, what: &str, mut look: impl FnMut(&DeskList) -> Option<T>) -> T {
        let mut changed = self.changed.clone();
        within(what, async {
            loop {
                changed.borrow_and_update();
                if let Some(seen) = self.look(&mut look) {
                    return seen;
                }
                changed.changed().await.expect("the page's task has ended");
            }
        })
        .await
    }

    /// Waits until a conversation stands as wanted in the list.
    pub async fn listed(&self, id: &ConversationId, what: &str, is_it: impl Fn(&Summary) -> bool) -> Summary {
        self.until(what, |desk| desk.conversation(id).filter(|summary| is_it(summary)).cloned()).await
    }

    /// Chooses a presence and waits until the desk has it.
    pub async fn choose(&self, presence: Presence) {
        self.give(DeskInput::SetPresence(presence));
        self.until("the chosen presence", |desk| {
            let you = desk.you()?;
            desk.agents().find(|agent| agent.agent.id == you.id && agent.presence == presence).map(|_| ())
        })
        .await;
    }

    /// Chooses a presence, and that is all.
    pub fn choose_now(&self, presence: Presence) {
        self.give(DeskInput::SetPresence(presence));
    }

    /// Waits until exactly these ring here, in any order.
    pub async fn rings(&self, wanted: &[&ConversationId]) {
        let what = format!("{wanted:?} ring");
        self.until(&what, |desk| {
            let offers = desk.offers();
            let is_it = offers.len() == wanted.len()
                && wanted.iter().all(|id| offers.iter().any(|offer| offer.conversation == **id));
            is_it.then_some(())
        })
        .await;
    }

    /// Does not want what rings.
    pub fn decline(&self, conversation: &ConversationId) {
        self.give(DeskInput::Decline(conversation.clone()));
    }

    /// Every text frame that came in.
    pub fn frames(&self) -> Vec<String> {
        self.shared.frames.lock().unwrap().clone()
    }
}
