//! A page: the real client machine, and what a browser would do for it.

use std::collections::{BTreeMap, VecDeque};

use baton_client::chat::{Ask, Chat, Credentials, Entry, Input, Output};
use baton_client::desk_list::{DeskInput, DeskList, DeskOutput};
use baton_shared::desk::Presence;
use baton_shared::ids::{ClientId, ConversationId, Seq};
use baton_shared::protocol::Role;
use baton_shared::time::Timestamp;

use super::{Event, World};

/// Whose page, and what it looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A visitor's tab.
    Tab { conversation: usize },
    /// An agent's view of a conversation.
    Agent { agent: usize, conversation: usize },
    /// An agent's list.
    Desk { agent: usize },
}

impl Who {
    pub fn conversation(self) -> Option<usize> {
        match self {
            Self::Tab { conversation } | Self::Agent { conversation, .. } => Some(conversation),
            Self::Desk { .. } => None,
        }
    }

    pub fn role(self) -> Role {
        if matches!(self, Self::Tab { .. }) { Role::Visitor } else { Role::Agent }
    }
}

#[expect(clippy::large_enum_variant, reason = "few pages, never moved")]
pub enum Machine {
    Chat(Chat),
    Desk(DeskList),
}

/// What happens to a page.
#[derive(Debug, Clone)]
pub enum Happening {
    Start,
    Opened,
    Received(String),
    Closed(u16),
    Wake,
    Post(ClientId, String),
    Ask(Ask),
    Typing(bool),
    Token,
    Presence(Presence),
    Decline(ConversationId),
}

/// What a page wants.
enum Act {
    Connect,
    Disconnect,
    Send(String),
    NeedToken,
    Answered(u64),
    Refused,
}

pub struct Page {
    pub who: Who,
    pub machine: Machine,
    pub socket: Option<usize>,
    wake_at: Option<Timestamp>,
    pub generation: u64,
    /// Messages that were compared with the journal.
    seen: usize,
    /// How often each ask was answered.
    pub answers: BTreeMap<u64, u32>,
    pub asked: u64,
    pub posted: u64,
    pub is_closed: bool,
}

impl Page {
    pub fn new(who: Who, has_stale_token: bool) -> Self {
        let machine = match who {
            Who::Tab { .. } => {
                let token = if has_stale_token { "stale" } else { "fresh" };
                Machine::Chat(Chat::new(Credentials::Token(token.to_owned())))
            }
            Who::Agent { .. } => Machine::Chat(Chat::new(Credentials::Cookie)),
            Who::Desk { .. } => Machine::Desk(DeskList::default()),
        };
        Self {
            who,
            machine,
            socket: None,
            wake_at: None,
            generation: 0,
            seen: 0,
            answers: BTreeMap::new(),
            asked: 0,
            posted: 0,
            is_closed: false,
        }
    }

    pub fn chat(&self) -> Option<&Chat> {
        match &self.machine {
            Machine::Chat(chat) => Some(chat),
            Machine::Desk(_) => None,
        }
    }

    fn handle(&mut self, now: Timestamp, jitter: f64, happening: Happening) -> Vec<Act> {
        match &mut self.machine {
            Machine::Chat(chat) => {
                chat.handle(now, jitter, chat_input(happening)).into_iter().map(act).collect()
            }
            Machine::Desk(list) => {
                list.handle(now, jitter, desk_input(happening)).into_iter().map(desk_act).collect()
            }
        }
    }

    fn next_wake(&self) -> Option<Timestamp> {
        match &self.machine {
            Machine::Chat(chat) => chat.next_wake(),
            Machine::Desk(list) => list.next_wake(),
        }
    }
}

fn chat_input(happening: Happening) -> Input {
    match happening {
        Happening::Start => Input::Start,
        Happening::Opened => Input::Opened,
        Happening::Received(text) => Input::Received(text),
        Happening::Closed(code) => Input::Closed { code },
        Happening::Wake => Input::Wake,
        Happening::Post(client_id, text) => Input::Post { client_id, text, files: String::new() },
        Happening::Ask(ask) => Input::Ask(ask),
        Happening::Typing(on) => Input::Typing(on),
        Happening::Token => Input::Token("fresh".to_owned()),
        Happening::Presence(_) | Happening::Decline(_) => unreachable!("a chat has no presence"),
    }
}

fn desk_input(happening: Happening) -> DeskInput {
    match happening {
        Happening::Start => DeskInput::Start,
        Happening::Opened => DeskInput::Opened,
        Happening::Received(text) => DeskInput::Received(text),
        Happening::Closed(code) => DeskInput::Closed { code },
        Happening::Wake => DeskInput::Wake,
        Happening::Presence(presence) => DeskInput::SetPresence(presence),
        Happening::Decline(conversation) => DeskInput::Decline(conversation),
        other => unreachable!("a list can't: {other:?}"),
    }
}

fn act(output: Output) -> Act {
    match output {
        Output::Connect => Act::Connect,
        Output::Disconnect => Act::Disconnect,
        Output::Send(text) => Act::Send(text),
        Output::NeedToken => Act::NeedToken,
        Output::Answer { reference, .. } => Act::Answered(reference),
        Output::Refused { .. } => Act::Refused,
    }
}

fn desk_act(output: DeskOutput) -> Act {
    match output {
        DeskOutput::Connect => Act::Connect,
        DeskOutput::Disconnect => Act::Disconnect,
        DeskOutput::Send(text) => Act::Send(text),
    }
}

impl World {
    /// Something happens to a page; what it wants is done, as a browser does it.
    pub fn happen(&mut self, page: usize, happening: Happening) {
        if self.pages[page].is_closed {
            return;
        }
        let mut inbox = VecDeque::from([happening]);
        while let Some(next) = inbox.pop_front() {
            let jitter = self.random.unit();
            let acts = self.pages[page].handle(self.now, jitter, next);
            for act in acts {
                match act {
                    Act::Connect => self.connect(page),
                    Act::Disconnect => {
                        self.leave(page);
                        inbox.push_back(Happening::Closed(1006));
                    }
                    Act::Send(text) => self.send_from_page(page, text),
                    Act::NeedToken => self.later(300, Event::Token { page }),
                    Act::Answered(reference) => *self.pages[page].answers.entry(reference).or_default() += 1,
                    Act::Refused => {}
                }
            }
        }
        self.set_wake(page);
        self.look(page);
    }

    fn set_wake(&mut self, page: usize) {
        let page_at = &mut self.pages[page];
        let wake = page_at.next_wake();
        if wake != page_at.wake_at {
            page_at.wake_at = wake;
            page_at.generation += 1;
            let generation = page_at.generation;
            if let Some(at) = wake {
                self.at(at.max(self.now), Event::Wake { page, generation });
            }
        }
    }

    /// The timer has rung.
    pub fn wake(&mut self, page: usize, generation: u64) {
        if self.pages[page].generation == generation {
            self.pages[page].wake_at = None;
            self.happen(page, Happening::Wake);
        }
    }

    /// What is on the page must be what is in the journal, at every moment.
    fn look(&mut self, page: usize) {
        let at = &self.pages[page];
        let (Some(chat), Some(conversation)) = (at.chat(), at.who.conversation()) else { return };
        let shown = chat.messages();
        let journal = &self.conversations[conversation].stored.messages;
        let mut wrong = None;
        if shown.len() < at.seen {
            wrong = Some(format!("page {page} has lost messages: {} of {}", shown.len(), at.seen));
        }
        for (index, message) in shown.iter().enumerate().skip(at.seen) {
            let stored = journal.get(index).map(|it| baton_shared::protocol::message_for(it, at.who.role()));
            if stored.as_ref() != Some(message) || message.seq != Seq(index as u64 + 1) {
                wrong = Some(format!("page {page} shows {message:?}, the journal has {stored:?}"));
            }
        }
        let entries = chat.entries();
        let doubled = entries.iter().find_map(|entry| match entry {
            Entry::Pending { client_id, text, .. } => {
                let own = |message: &&baton_shared::message::Message| {
                    message.client_id.as_ref() == Some(*client_id)
                };
                shown.iter().find(own).map(|message| format!("page {page} shows {text:?} twice: {message:?}"))
            }
            _ => None,
        });
        self.pages[page].seen = shown.len();
        if let Some(wrong) = wrong {
            self.fail("2. one gap-free order, the same for all who look", wrong);
        }
        if let Some(doubled) = doubled {
            self.fail("3. a message sent again is stored and shown once", doubled);
        }
    }
}
