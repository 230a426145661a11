//! The network between pages and objects: it delays, cuts, falls silent, loses, repeats and reorders.

use baton_shared::message::AgentRef;
use baton_shared::protocol::Role;
use baton_shared::time::Timestamp;

use super::calls::{Out, Place};
use super::conversation_object::Session;
use super::page::{Happening, Who};
use super::{Acknowledged, Event, World};

/// One connection of a page.
pub struct Socket {
    pub page: usize,
    pub place: Place,
    /// The object has it.
    is_open_at_edge: bool,
    /// A frame was lost, repeated or reordered: when the network heals, such a connection breaks.
    pub is_faulty: bool,
    /// Dead in both directions, and nobody was told.
    is_silent: bool,
    /// When the last frame arrives, to the edge and to the page: frames keep their order.
    last: [Timestamp; 2],
}

impl World {
    pub fn connect(&mut self, page: usize) {
        self.leave(page);
        let place = match self.pages[page].who {
            Who::Tab { conversation } | Who::Agent { conversation, .. } => Place::Conversation(conversation),
            Who::Desk { .. } => Place::Desk,
        };
        let socket = self.sockets.len();
        let last = [self.now, self.now];
        self.sockets.push(Socket {
            page,
            place,
            is_open_at_edge: false,
            is_faulty: false,
            is_silent: false,
            last,
        });
        self.pages[page].socket = Some(socket);
        let delay = self.delay();
        if self.random.chance(self.weather.cut * 5) {
            self.later(delay, Event::Closed { socket, code: 1006 });
        } else {
            self.later(delay, Event::AtEdge { socket });
        }
    }

    /// The page lets go of its socket; the edge hears of it later, or much later.
    pub fn leave(&mut self, page: usize) {
        if let Some(socket) = self.pages[page].socket.take() {
            let delay = if self.sockets[socket].is_silent { 60_000 } else { self.delay() * 3 };
            self.later(delay, Event::Left { socket });
        }
    }

    /// Breaks a connection: the page hears of it soon, the edge after what was under way.
    pub fn cut(&mut self, socket: usize, code: u16) {
        let (soon, later) = (self.delay(), self.delay() * 5);
        self.later(soon, Event::Closed { socket, code });
        self.later(later, Event::Left { socket });
    }

    fn delay(&mut self) -> u64 {
        if self.random.chance(self.weather.stall) {
            self.random.between(500, 3_000)
        } else {
            self.random.between(3, 60)
        }
    }

    pub fn send_from_page(&mut self, page: usize, text: String) {
        let Some(socket) = self.pages[page].socket else { return };
        self.transmit(socket, true, text);
    }

    fn transmit(&mut self, socket: usize, is_to_edge: bool, text: String) {
        let weather = self.weather.clone();
        if self.random.chance(weather.silent) {
            self.sockets[socket].is_silent = true;
        }
        if self.random.chance(weather.cut) {
            return self.cut(socket, 1006);
        }
        if self.sockets[socket].is_silent {
            return;
        }
        let is_lost = self.random.chance(weather.lose);
        let is_repeated = self.random.chance(weather.repeat);
        let is_reordered = self.random.chance(weather.reorder);
        let mut at = self.now.plus_ms(self.delay());
        let connection = &mut self.sockets[socket];
        connection.is_faulty |= is_lost || is_repeated || is_reordered;
        if !is_reordered {
            let last = &mut connection.last[usize::from(is_to_edge)];
            at = at.max(*last);
            *last = at;
        }
        let arrival = |text: String| match is_to_edge {
            true => Event::ToEdge { socket, text },
            false => Event::ToPage { socket, text },
        };
        if is_repeated {
            let again = at.plus_ms(self.random.between(1, 2_000));
            self.at(again, arrival(text.clone()));
        }
        if !is_lost {
            self.at(at, arrival(text));
        }
    }

    /// Broken connections break openly.
    pub fn heal(&mut self) {
        for socket in 0..self.sockets.len() {
            let connection = &self.sockets[socket];
            let is_held = self.pages[connection.page].socket == Some(socket);
            if connection.is_faulty && !connection.is_silent && is_held {
                self.cut(socket, 1006);
            }
        }
    }

    /// A connection has reached its object.
    pub fn at_edge(&mut self, socket: usize) {
        let (page, place) = (self.sockets[socket].page, self.sockets[socket].place);
        if self.pages[page].socket != Some(socket) {
            return;
        }
        self.sockets[socket].is_open_at_edge = true;
        match (place, self.pages[page].who) {
            (Place::Conversation(at), who) => {
                let agent = match who {
                    Who::Agent { agent, .. } => Some(self.agents[agent].clone()),
                    _ => None,
                };
                self.conversations[at].sessions.insert(socket, Session { agent, is_greeted: false });
            }
            (Place::Desk, Who::Desk { agent }) => {
                let agent: AgentRef = self.agents[agent].clone();
                self.desk.sessions.insert(socket, (agent, false));
            }
            (Place::Desk, _) => unreachable!("only agents come to the desk"),
        }
        self.later(5, Event::Opened { socket });
    }

    /// The object hears that a socket is gone.
    pub fn left(&mut self, socket: usize) {
        if !std::mem::take(&mut self.sockets[socket].is_open_at_edge) {
            return;
        }
        match self.sockets[socket].place {
            Place::Conversation(at) => {
                let gone = self.conversations[at].sessions.remove(&socket);
                if gone.is_some_and(|session| session.is_greeted && session.role() == Role::Visitor) {
                    self.in_conversation(at, |object, around, outs| {
                        object.sessions_changed(around, outs);
                        Ok(())
                    });
                }
            }
            Place::Desk => {
                if let Some((agent, true)) = self.desk.sessions.remove(&socket) {
                    self.in_desk(|desk, around, outs| desk.count(around, agent, outs));
                }
            }
        }
    }

    /// A kill takes the sockets of an object with it.
    pub fn drop_sockets(&mut self, place: Place) {
        match place {
            Place::Conversation(at) => self.conversations[at].sessions.clear(),
            Place::Desk => self.desk.sessions.clear(),
        }
        for socket in 0..self.sockets.len() {
            let connection = &mut self.sockets[socket];
            if connection.place == place && std::mem::take(&mut connection.is_open_at_edge) {
                let delay = self.delay();
                self.later(delay, Event::Closed { socket, code: 1006 });
            }
        }
    }

    /// A frame arrives at its object.
    pub fn arrive_at_edge(&mut self, socket: usize, text: &str) {
        if !self.sockets[socket].is_open_at_edge {
            return;
        }
        match self.sockets[socket].place {
            Place::Conversation(at) => {
                self.in_conversation(at, |object, around, outs| object.received(around, socket, text, outs));
            }
            Place::Desk => self.in_desk(|desk, around, outs| desk.received(around, socket, text, outs)),
        }
    }

    /// A frame arrives at its page, if that still has this socket.
    pub fn arrive_at_page(&mut self, socket: usize, text: String) {
        let page = self.sockets[socket].page;
        if self.pages[page].socket != Some(socket) {
            return;
        }
        if text.starts_with("{\"type\":\"ack\"") {
            let frame: serde_json::Value = serde_json::from_str(&text).unwrap();
            let who = self.pages[page].who;
            let client_id = frame["client_id"].as_str().unwrap().to_owned();
            self.acknowledged.push(Acknowledged { who, client_id, seq: frame["seq"].as_u64().unwrap() });
        }
        self.happen(page, Happening::Received(text));
    }

    pub fn closed(&mut self, socket: usize, code: u16) {
        let page = self.sockets[socket].page;
        if self.pages[page].socket == Some(socket) {
            self.pages[page].socket = None;
            self.happen(page, Happening::Closed(code));
        }
    }

    /// An object sends to a socket, or closes it.
    pub fn send_from_edge(&mut self, out: Out) {
        match out {
            Out::Send { socket, text } if self.sockets[socket].is_open_at_edge => {
                self.transmit(socket, false, text);
            }
            Out::Close { socket, code } => {
                self.left(socket);
                let delay = self.delay();
                self.later(delay, Event::Closed { socket, code });
            }
            _ => {}
        }
    }
}
