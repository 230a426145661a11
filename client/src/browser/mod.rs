//! A machine of this crate, alive in a browser: its socket, its timer, its clock.

pub mod attach;
mod machine;
mod socket;
mod timer;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use baton_shared::desk::Presence;
use baton_shared::ids::{ClientId, ConversationId};
use baton_shared::time::Timestamp;

use crate::chat::{Ask, Chat, Input, Output};
use crate::desk_list::{Changed, DeskInput, DeskList, DeskOutput};
use machine::{Act, Machine};
use socket::{Listener, Socket, SocketEvent};
use timer::Timer;

/// One conversation, connected.
pub struct LiveChat(Live<Chat>);

impl LiveChat {
    /// Connects `chat` to `url` (`ws:` or `wss:`). `on_change` is called after everything that may be seen; `on_output`
    /// gets [`Output::NeedToken`], [`Output::Answer`] and [`Output::Refused`]. Both may call this object.
    pub fn start(
        url: String,
        chat: Chat,
        on_change: impl Fn(&Chat) + 'static,
        on_output: impl Fn(Output) + 'static,
    ) -> Self {
        Self(Live::start(url, chat, on_change, on_output))
    }

    /// Sends a message with its files: at once, or when the connection is back. Under the same name it is stored once.
    pub fn post(&self, client_id: ClientId, text: String, files: String) {
        self.0.input(Input::Post { client_id, text, files });
    }

    /// Whether the person can see the messages now.
    pub fn look(&self, on: bool) {
        self.0.input(Input::Look(on));
    }

    /// Asks for something; the answer comes as [`Output::Answer`] with the returned reference.
    pub fn ask(&self, ask: Ask) -> u64 {
        let reference = self.with(Chat::next_reference);
        self.0.input(Input::Ask(ask));
        reference
    }

    /// Tells the other side that somebody writes here, or has stopped.
    pub fn typing(&self, on: bool) {
        self.0.input(Input::Typing(on));
    }

    /// Brings the token that [`Output::NeedToken`] wants.
    pub fn token(&self, token: String) {
        self.0.input(Input::Token(token));
    }

    /// Tries to connect now.
    pub fn hurry(&self) {
        self.0.input(Input::Hurry);
    }

    /// Lets the connection go: a page with an open one is not kept for the way back.
    pub fn rest(&self) {
        self.0.inner.socket.take();
        self.0.input(Input::Closed { code: 1001 });
    }

    /// Looks at the conversation.
    pub fn with<T>(&self, look: impl FnOnce(&Chat) -> T) -> T {
        look(&self.0.inner.machine.borrow())
    }
}

/// The desk's list, connected.
pub struct LiveDesk(Live<DeskList>);

impl LiveDesk {
    /// Connects to `url`; `on_change` is called after everything that may be seen.
    pub fn start(url: String, on_change: impl Fn(&DeskList) + 'static) -> Self {
        Self(Live::start(url, DeskList::default(), on_change, |_: DeskOutput| {}))
    }

    /// Chooses a presence: at once, or when the connection is back.
    pub fn set_presence(&self, presence: Presence) {
        self.0.input(DeskInput::SetPresence(presence));
    }

    /// The agent does not want what rings.
    pub fn decline(&self, conversation: ConversationId) {
        self.0.input(DeskInput::Decline(conversation));
    }

    /// The agent has touched the page. May be called as often as it happens.
    pub fn active(&self) {
        self.0.input(DeskInput::Active);
    }

    /// Tries to connect now.
    pub fn hurry(&self) {
        self.0.input(DeskInput::Hurry);
    }

    /// What has changed in the list since the last call. Not for `on_change`, which still looks at the list.
    pub fn take_changed(&self) -> Changed {
        self.0.inner.machine.borrow_mut().take_changed()
    }

    /// Looks at the list.
    pub fn with<T>(&self, look: impl FnOnce(&DeskList) -> T) -> T {
        look(&self.0.inner.machine.borrow())
    }
}

/// The browser's clock. It only orders this page's own timers; what is shown comes from the edge.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as u64)
}

/// A name for a message that no other page will ever give: 122 random bits.
pub fn new_client_id() -> ClientId {
    let digits = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    // Without `format!`: nothing else in a visitor's page needs that.
    let mut text = String::new();
    for number in [digits(), digits(), digits(), now().0 as u32] {
        let digit = |place: u32| char::from_digit(number >> (4 * place) & 15, 16);
        text.extend((0..8).rev().filter_map(digit));
    }
    // Hex digits are always an id; the loop is for the type.
    ClientId::new(text).unwrap_or_else(|_| new_client_id())
}

struct Live<M: Machine> {
    inner: Rc<Inner<M>>,
    _online: Option<Listener>,
}

struct Inner<M: Machine> {
    url: String,
    machine: RefCell<M>,
    inbox: RefCell<VecDeque<M::Input>>,
    is_working: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    timer: RefCell<Option<Timer>>,
    on_change: Box<dyn Fn(&M)>,
    on_output: Box<dyn Fn(M::Output)>,
    me: Weak<Inner<M>>,
}

impl<M: Machine> Live<M> {
    fn start(
        url: String,
        machine: M,
        on_change: impl Fn(&M) + 'static,
        on_output: impl Fn(M::Output) + 'static,
    ) -> Self {
        let inner = Rc::new_cyclic(|me| Inner {
            url,
            machine: RefCell::new(machine),
            inbox: RefCell::default(),
            is_working: Cell::new(false),
            socket: RefCell::default(),
            timer: RefCell::default(),
            on_change: Box::new(on_change),
            on_output: Box::new(on_output),
            me: me.clone(),
        });
        let hurry = inner.me.clone();
        let window = web_sys::window().map(|window| window.into());
        let online = window.map(|window| {
            Listener::new(window, "online", move |_| {
                if let Some(inner) = hurry.upgrade() {
                    inner.input(M::hurry());
                }
            })
        });
        inner.input(M::start());
        Self { inner, _online: online }
    }

    fn input(&self, input: M::Input) {
        self.inner.input(input);
    }
}

impl<M: Machine> Drop for Live<M> {
    fn drop(&mut self) {
        self.inner.socket.take();
        self.inner.timer.take();
    }
}

impl<M: Machine> Inner<M> {
    /// A call that comes from within a callback waits its turn, so that no borrow is ever taken twice.
    fn input(&self, input: M::Input) {
        self.inbox.borrow_mut().push_back(input);
        if self.is_working.replace(true) {
            return;
        }
        loop {
            let next = self.inbox.borrow_mut().pop_front();
            let Some(input) = next else { break };
            let outputs = self.machine.borrow_mut().handle(now(), js_sys::Math::random(), input);
            for output in outputs {
                self.act(output);
            }
            self.set_timer();
            (self.on_change)(&self.machine.borrow());
        }
        self.is_working.set(false);
    }

    fn act(&self, output: M::Output) {
        match M::act(output) {
            Act::Connect => self.connect(),
            Act::Disconnect => {
                self.socket.take();
                self.inbox.borrow_mut().push_back(M::closed(1006));
            }
            Act::Send(text) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&text);
                }
            }
            Act::Tell(output) => (self.on_output)(output),
        }
    }

    fn connect(&self) {
        self.socket.take();
        let me = self.me.clone();
        let opened = Socket::open(&self.url, move |event| {
            let Some(inner) = me.upgrade() else { return };
            inner.input(match event {
                SocketEvent::Opened => M::opened(),
                SocketEvent::Received(text) => M::received(text),
                SocketEvent::Closed(code) => M::closed(code),
            });
        });
        match opened {
            Some(socket) => {
                self.socket.replace(Some(socket));
            }
            None => self.inbox.borrow_mut().push_back(M::closed(1006)),
        }
    }

    fn set_timer(&self) {
        let wake = self.machine.borrow().next_wake();
        let timer = wake.and_then(|at| {
            let me = self.me.clone();
            Timer::new(at.since_ms(now()), move || {
                if let Some(inner) = me.upgrade() {
                    inner.input(M::wake());
                }
            })
        });
        self.timer.replace(timer);
    }
}
