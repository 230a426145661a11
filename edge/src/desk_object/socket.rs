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
use crate::routes::socket::AGENT_HEADER;
use crate::wire::{self, close};

/// What the platform keeps with a socket. The Worker has proved the session before the object saw the socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Attachment {
    agent: AgentRef,
    is_greeted: bool,
    opened_at: Timestamp,
}

impl Core {
    /// Takes an upgrade from the Worker.
    pub fn accept_socket(self: &Rc<Self>, request: &Request) -> worker::Result<Response> {
        let agent = request.headers().get(AGENT_HEADER)?.unwrap_or_default();
        match self.open_socket(&agent) {
            Ok(client) => Response::from_websocket(client),
            Err(error) => {
                worker::console_error!("desk socket: {error}");
                Response::error("{\"code\":\"internal\",\"message\":\"Please try again.\"}", 500)
            }
        }
    }

    fn open_socket(self: &Rc<Self>, agent: &str) -> Result<WebSocket, Error> {
        self.load()?;
        let agent: AgentRef = serde_json::from_str(agent)?;
        let pair = WebSocketPair::new()?;
        if self.state.get_websockets().len() >= SESSIONS_PER_DESK_MAX {
            pair.server.accept()?;
            close(&pair.server, Close::TooMany);
            return Ok(pair.client);
        }
        self.state.accept_web_socket(&pair.server);
        let attachment = Attachment { agent, is_greeted: false, opened_at: clock::now() };
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
                self.count(&attachment.agent)?;
                self.welcome(socket, &attachment.agent);
                Ok(())
            }
            DeskClientFrame::SetPresence { presence } if attachment.is_greeted => {
                self.turn(&Command::SetPresence { agent: attachment.agent.id, presence })
            }
            DeskClientFrame::SetPresence { .. } => {
                close(socket, Close::Unauthorised);
                Ok(())
            }
        }
    }

    fn welcome(&self, socket: &WebSocket, agent: &AgentRef) {
        let welcome = self.with(|desk| DeskServerFrame::Welcome {
            v: VERSION,
            you: agent.clone(),
            agents: desk.agents.values().cloned().collect(),
            conversations: desk
                .rows
                .values()
                .filter(|row| row.summary.is_listed)
                .map(|row| row.summary.clone())
                .collect(),
        });
        if let Some(welcome) = welcome {
            send(socket, &welcome);
        }
    }

    /// The socket is gone.
    pub fn socket_closed(self: &Rc<Self>, socket: &WebSocket, code: usize) {
        wire::answer_close(socket, code);
        let Some(mut attachment) = attachment(socket) else { return };
        // Until the platform forgets the socket it must not be counted.
        attachment.is_greeted = false;
        let forgotten = socket.serialize_attachment(&attachment).map_err(Error::from);
        let counted = forgotten.and_then(|()| self.load()).and_then(|()| self.count(&attachment.agent));
        error::log("desk close", counted);
        self.set_alarm();
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
                *windows.entry(attachment.agent.id).or_insert(0) += 1;
            }
        }
        windows
    }

    /// One frame to all greeted windows.
    pub fn broadcast(&self, frame: &DeskServerFrame) {
        let sockets = self.state.get_websockets();
        if sockets.is_empty() {
            return;
        }
        let text = frame.to_json();
        for socket in sockets {
            if attachment(&socket).is_some_and(|attachment| attachment.is_greeted) {
                wire::say(&socket, &text);
            }
        }
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

fn attachment(socket: &WebSocket) -> Option<Attachment> {
    socket.deserialize_attachment().ok().flatten()
}

fn send(socket: &WebSocket, frame: &DeskServerFrame) {
    wire::say(socket, &frame.to_json());
}
