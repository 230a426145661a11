//! The agents' pages: who has a window open, and what they choose.

use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::desk::Command;
use baton_shared::ids::AgentId;
use baton_shared::limits::{HELLO_MS_MAX, SESSIONS_PER_DESK_MAX};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{Close, DeskClientFrame, DeskServerFrame, VERSION};
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{Request, Response, WebSocket, WebSocketIncomingMessage, WebSocketPair};

use crate::clock;
use crate::desk_object::Core;
use crate::error::{self, Error};
use crate::seat::Seat;
use crate::wire::{self, close};

/// What the platform keeps with a socket. The Worker has proved the session before the object saw the socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    /// Who sits there.
    pub seat: Seat,
    is_greeted: bool,
    opened_at: Timestamp,
}

impl Core {
    /// Takes an upgrade from the Worker.
    pub fn accept_socket(self: &Rc<Self>, request: &Request) -> worker::Result<Response> {
        match Seat::of(request).and_then(|seat| self.open_socket(seat)) {
            Ok(client) => Response::from_websocket(client),
            Err(error) => {
                worker::console_error!("desk socket: {error}");
                Response::error("{\"code\":\"internal\",\"message\":\"Please try again.\"}", 500)
            }
        }
    }

    fn open_socket(self: &Rc<Self>, seat: Option<Seat>) -> Result<WebSocket, Error> {
        let seat = seat.ok_or_else(|| Error::Corrupt("a desk's socket without a seat".to_owned()))?;
        self.belongs_to(&seat.site)?;
        let pair = WebSocketPair::new()?;
        if self.state.get_websockets().len() >= SESSIONS_PER_DESK_MAX {
            pair.server.accept()?;
            close(&pair.server, Close::TooMany);
            return Ok(pair.client);
        }
        self.state.accept_web_socket(&pair.server);
        let attachment = Attachment { seat, is_greeted: false, opened_at: clock::now() };
        pair.server.serialize_attachment(&attachment)?;
        self.set_alarm();
        Ok(pair.client)
    }

    /// A frame has come.
    pub fn socket_message(self: &Rc<Self>, socket: &WebSocket, message: WebSocketIncomingMessage) {
        let Some(text) = wire::incoming(socket, message) else { return };
        let taken = self.load().and_then(|()| match DeskClientFrame::parse(&text) {
            Ok(frame) => self.take_frame(socket, frame),
            Err(error) => {
                let (code, message) = (error.code().to_owned(), error.to_string());
                send(socket, &DeskServerFrame::Error { code, message });
                Ok(())
            }
        });
        if let Err(error) = taken {
            worker::console_error!("desk frame: {error}");
            close(socket, Close::Internal);
        }
    }

    fn take_frame(self: &Rc<Self>, socket: &WebSocket, frame: DeskClientFrame) -> Result<(), Error> {
        let Some(attachment) = attachment(socket) else {
            close(socket, Close::Unauthorised);
            return Ok(());
        };
        match frame {
            DeskClientFrame::Hello { v } if v != VERSION => {
                close(socket, Close::Version);
                Ok(())
            }
            DeskClientFrame::Hello { .. } => {
                socket.serialize_attachment(Attachment { is_greeted: true, ..attachment.clone() })?;
                self.count(&attachment.seat.agent)?;
                self.welcome(socket, &attachment.seat);
                Ok(())
            }
            _ if !attachment.is_greeted => {
                close(socket, Close::Unauthorised);
                Ok(())
            }
            DeskClientFrame::SetPresence { presence } => {
                self.turn(&Command::SetPresence { agent: attachment.seat.agent.id, presence })
            }
            DeskClientFrame::Active => self.turn(&Command::Active { agent: attachment.seat.agent.id }),
            DeskClientFrame::Decline { conversation } => {
                self.turn(&Command::Decline { agent: attachment.seat.agent.id, conversation })
            }
        }
    }

    fn welcome(&self, socket: &WebSocket, seat: &Seat) {
        let agent = &seat.agent.id;
        let welcome = self.with(|desk| DeskServerFrame::Welcome {
            v: VERSION,
            you: seat.agent.clone(),
            agents: desk.agents.keys().filter_map(|id| desk.agent_shown(id)).collect(),
            departments: desk.departments_shown(),
            conversations: desk
                .rows
                .values()
                .filter(|row| desk.may_see(agent, seat.is_admin, &row.summary))
                .map(|row| row.summary.clone())
                .collect(),
            offers: desk.offers_shown(agent),
            now: clock::now(),
        });
        if let Some(welcome) = welcome {
            send(socket, &welcome);
        }
    }

    /// The socket is gone.
    pub fn socket_closed(self: &Rc<Self>, socket: &WebSocket, code: usize) {
        wire::answer_close(socket, code);
        let Some(attachment) = attachment(socket) else { return };
        error::log("desk close", self.load().and_then(|()| self.forget_window(socket, attachment)));
        self.set_alarm();
    }

    /// Until the platform forgets a closed socket it must not be counted.
    pub(super) fn forget_window(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: Attachment,
    ) -> Result<(), Error> {
        let closed = Attachment { is_greeted: false, ..attachment };
        socket.serialize_attachment(&closed)?;
        self.count(&closed.seat.agent)
    }

    /// Windows are counted from the sockets that exist, so a lost close is corrected by the next count.
    fn count(self: &Rc<Self>, agent: &AgentRef) -> Result<(), Error> {
        let windows = self.windows().get(&agent.id).copied().unwrap_or(0);
        self.turn(&Command::WindowsCounted { agent: agent.clone(), windows })
    }

    /// After a load: everybody anew.
    pub fn recount(self: &Rc<Self>) -> Result<(), Error> {
        let windows = self.windows();
        let known: Vec<AgentRef> = self
            .with(|desk| desk.agents.values().map(|known| known.agent.clone()).collect())
            .unwrap_or_default();
        for agent in known {
            let windows = windows.get(&agent.id).copied().unwrap_or(0);
            self.turn(&Command::WindowsCounted { agent, windows })?;
        }
        self.set_alarm();
        Ok(())
    }

    fn windows(&self) -> BTreeMap<AgentId, u32> {
        let mut windows = BTreeMap::new();
        for socket in self.state.get_websockets() {
            if let Some(attachment) = attachment(&socket).filter(|attachment| attachment.is_greeted) {
                *windows.entry(attachment.seat.agent.id).or_insert(0) += 1;
            }
        }
        windows
    }

    /// All windows that have said hello.
    pub fn greeted_windows(&self) -> Vec<(WebSocket, Attachment)> {
        let sockets = self.state.get_websockets().into_iter();
        let known = sockets.filter_map(|socket| attachment(&socket).map(|attachment| (socket, attachment)));
        known.filter(|(_, attachment)| attachment.is_greeted).collect()
    }

    /// When the first socket that has not said hello must be closed.
    pub fn greeting_deadline(&self) -> Option<Timestamp> {
        let open = self.state.get_websockets().into_iter().filter_map(|socket| attachment(&socket));
        let deadlines = open.filter(|it| !it.is_greeted).map(|it| it.opened_at.plus_ms(HELLO_MS_MAX));
        // One that is past was acted on: a closing socket lingers until the other side agrees.
        deadlines.filter(|at| *at > clock::now()).min()
    }

    /// Closes sockets that have not said hello in time.
    pub fn close_silent_sockets(&self) {
        let now = clock::now();
        for socket in self.state.get_websockets() {
            let is_late = attachment(&socket)
                .is_some_and(|it| !it.is_greeted && now >= it.opened_at.plus_ms(HELLO_MS_MAX));
            if is_late {
                close(&socket, Close::HelloTimeout);
            }
        }
    }
}

pub(super) fn attachment(socket: &WebSocket) -> Option<Attachment> {
    socket.deserialize_attachment().ok().flatten()
}

fn send(socket: &WebSocket, frame: &DeskServerFrame) {
    wire::say(socket, &frame.to_json());
}
