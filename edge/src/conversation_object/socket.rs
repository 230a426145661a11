//! The sockets of a conversation: who they speak for, and what becomes of their frames.

use std::collections::BTreeSet;
use std::rc::Rc;

use baton_shared::ids::Seq;
use baton_shared::limits::{HELLO_MS_MAX, MESSAGES_PER_FRAME_MAX, SESSIONS_PER_CONVERSATION_MAX};
use baton_shared::protocol::{ClientFrame, Close, Role, ServerFrame, VERSION, You, message_for};
use baton_shared::rejection::Rejection;
use baton_shared::time::Timestamp;
use worker::{Request, Response, WebSocket, WebSocketIncomingMessage, WebSocketPair};

use crate::clock;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::conversation_object::deliver::send;
use crate::conversation_object::memory::Memory;
use crate::conversation_object::session::{Allowance, Attachment, Session};
use crate::desk_object::Revoked;
use crate::error::{self, Error};
use crate::random;
use crate::seat::Seat;
use crate::token;
use crate::wire::{self, close};

impl Core {
    /// Takes an upgrade from the Worker.
    pub fn accept_socket(self: &Rc<Self>, request: &Request) -> worker::Result<Response> {
        match Seat::of(request).and_then(|seat| self.open_socket(seat)) {
            Ok(client) => Response::from_websocket(client),
            Err(error) => {
                worker::console_error!("socket: {error}");
                Response::error("{\"code\":\"internal\",\"message\":\"Please try again.\"}", 500)
            }
        }
    }

    fn open_socket(self: &Rc<Self>, seat: Option<Seat>) -> Result<WebSocket, Error> {
        let is_ours = |seat: &Seat| {
            self.with(|memory| memory.identity.site == seat.site).unwrap_or(false) && self.may_touch(seat)
        };
        let is_mine = self.load()? && seat.as_ref().is_none_or(is_ours);
        let pair = WebSocketPair::new()?;
        let refused = match is_mine {
            // A browser can't read the status of a failed upgrade: the close code tells a page to begin anew.
            false => Some(Close::Unauthorised),
            true if self.state.get_websockets().len() >= SESSIONS_PER_CONVERSATION_MAX => {
                Some(Close::TooMany)
            }
            true => None,
        };
        if let Some(why) = refused {
            pair.server.accept()?;
            close(&pair.server, why);
            return Ok(pair.client);
        }
        let mut attachment = Attachment { opened_at: clock::now(), ..Attachment::default() };
        if let Some(seat) = seat {
            attachment.session = Some(self.open_session(Session { agent: Some(seat), expires_at: None })?);
        }
        self.state.accept_web_socket(&pair.server);
        pair.server.serialize_attachment(&attachment)?;
        self.set_alarm();
        Ok(pair.client)
    }

    fn open_session(self: &Rc<Self>, session: Session) -> Result<String, Error> {
        let id = random::hex(16)?;
        self.store.add_session(&id, &session)?;
        self.with(|memory| memory.sessions.insert(id.clone(), session));
        self.look_who_is_here();
        Ok(id)
    }

    /// Agents see who else looks at it.
    fn look_who_is_here(self: &Rc<Self>) {
        let has_changed = self.with(|memory| {
            let has_changed = memory.count_viewers();
            if has_changed {
                memory.touch(clock::now());
            }
            has_changed
        });
        if has_changed == Some(true) {
            self.show_view();
            self.tell_desk();
        }
    }

    /// A session has ended: its sockets here are closed.
    pub fn revoke(self: &Rc<Self>, revoked: &Revoked) -> Result<(), Error> {
        if !self.load()? {
            return Ok(());
        }
        for socket in self.state.get_websockets() {
            let session = self.session(&Attachment::of(&socket));
            let seat = session.and_then(|session| session.agent);
            if seat.is_some_and(|seat| revoked.means(&seat)) {
                close(&socket, Close::SignedOut);
            }
        }
        Ok(())
    }

    /// Who a socket speaks for, from the store.
    pub fn session(&self, attachment: &Attachment) -> Option<Session> {
        let id = attachment.session.as_ref()?;
        self.with(|memory| memory.sessions.get(id).cloned()).flatten()
    }

    /// Sessions whose sockets did not survive are no sessions.
    pub fn forget_lost_sockets(&self, memory: &mut Memory) -> Result<(), Error> {
        let sockets = self.state.get_websockets();
        let alive: BTreeSet<String> =
            sockets.iter().filter_map(|socket| Attachment::of(socket).session).collect();
        let lost: Vec<String> = memory.sessions.keys().filter(|id| !alive.contains(*id)).cloned().collect();
        for id in lost {
            self.store.remove_session(&id)?;
            memory.sessions.remove(&id);
        }
        Ok(())
    }

    /// A frame has come.
    pub async fn socket_message(self: Rc<Self>, socket: WebSocket, message: WebSocketIncomingMessage) {
        let Some(text) = wire::incoming(&socket, message) else { return };
        match self.load() {
            Ok(true) => {}
            Ok(false) => return close(&socket, Close::Unauthorised),
            Err(error) => {
                worker::console_error!("load: {error}");
                return close(&socket, Close::Internal);
            }
        }
        let attachment = Attachment::of(&socket);
        let frame = match ClientFrame::parse(&text) {
            Ok(frame) => frame,
            // What can't be read costs the same allowance as what can.
            Err(_) if attachment.is_greeted && !self.may_send(&attachment) => {
                return close(&socket, Close::TooMany);
            }
            Err(error) => {
                let (code, message) = (error.code().to_owned(), error.to_string());
                return send(&socket, &ServerFrame::Error { code, message });
            }
        };
        if let Err(error) = self.take_frame(&socket, &attachment, frame).await {
            // Nothing was acknowledged, so the client sends it again on its next socket.
            worker::console_error!("frame: {error}");
            close(&socket, Close::Internal);
        }
    }

    async fn take_frame(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        frame: ClientFrame,
    ) -> Result<(), Error> {
        if let ClientFrame::Hello { v, token, after } = &frame {
            return self.greet(socket, attachment, *v, token.as_deref(), *after);
        }
        let session = self.session(attachment).filter(|_| attachment.is_greeted);
        let Some(session) = session else {
            close(socket, Close::Unauthorised);
            return Ok(());
        };
        if session.is_over(clock::now()) {
            close(socket, Close::Unauthorised);
            return Ok(());
        }
        if !self.may_send(attachment) {
            send(socket, &refusal(&frame, &Rejection::SlowDown));
            return Ok(());
        }
        self.take_command(socket, &session, frame).await
    }

    fn may_send(&self, attachment: &Attachment) -> bool {
        let Some(id) = &attachment.session else { return false };
        let now = clock::now();
        let allowed = self.with(|memory| {
            memory
                .allowances
                .entry(id.clone())
                .or_insert_with(|| Allowance::new(now))
                .spend(now, self.frames_per_second)
        });
        allowed.unwrap_or(false)
    }

    fn greet(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        version: u32,
        token: Option<&str>,
        after: Seq,
    ) -> Result<(), Error> {
        if version != VERSION {
            close(socket, Close::Version);
            return Ok(());
        }
        let Some(id) = self.prove(attachment, token)? else {
            close(socket, Close::Unauthorised);
            return Ok(());
        };
        let greeted = Attachment { session: Some(id), is_greeted: true, ..attachment.clone() };
        socket.serialize_attachment(&greeted)?;
        let Some(session) = self.session(&greeted) else { return Ok(()) };
        if session.role() == Role::Visitor {
            self.with(|memory| memory.touch(clock::now()));
        }
        self.welcome(socket, &session, after);
        if session.role() == Role::Visitor {
            // The visitor is here now: agents see it, and the desk has a reason to say who is available.
            self.show_view();
            self.tell_desk();
        }
        Ok(())
    }

    /// The stored session of a socket, or a new one for a visitor whose token is good for this conversation. A visitor
    /// who says hello again with a fresh token may stay for longer.
    fn prove(self: &Rc<Self>, attachment: &Attachment, token: Option<&str>) -> Result<Option<String>, Error> {
        let known = attachment.session.clone().zip(self.session(attachment));
        if let Some((id, session)) = &known
            && (session.agent.is_some() || token.is_none())
        {
            return Ok(Some(id.clone()).filter(|_| !session.is_over(clock::now())));
        }
        let Some(expires_at) = self.is_mine_until(token)? else { return Ok(None) };
        let session = Session { agent: None, expires_at: Some(expires_at) };
        let Some((id, _)) = known else { return self.open_session(session).map(Some) };
        self.store.add_session(&id, &session)?;
        self.with(|memory| memory.sessions.insert(id.clone(), session));
        self.set_alarm();
        Ok(Some(id))
    }

    /// Until when a token is good for this conversation.
    fn is_mine_until(&self, token: Option<&str>) -> Result<Option<Timestamp>, Error> {
        let secret = Config::of(&self.env).secret()?;
        let claims = match token {
            Some(token) => token::verify(&secret, token, clock::now())?,
            None => None,
        };
        let mine = self.with(|memory| {
            let identity = &memory.identity;
            claims.filter(|claims| {
                claims.site == identity.site
                    && claims.conversation == identity.conversation
                    && claims.visitor == identity.visitor
            })
        });
        Ok(mine.flatten().map(|claims| claims.expires_at))
    }

    fn welcome(&self, socket: &WebSocket, session: &Session, after: Seq) {
        let role = session.role();
        let welcome = self.with(|memory| {
            let shown = memory.view(role);
            ServerFrame::Welcome {
                v: VERSION,
                you: You { role, agent: session.agent.as_ref().map(|seat| seat.agent.clone()) },
                conversation: memory.identity.conversation.clone(),
                head: memory.state.head(),
                view: Box::new(shown),
                notes: if role == Role::Agent { memory.state.notes.clone() } else { Vec::new() },
            }
        });
        if let Some(welcome) = welcome {
            send(socket, &welcome);
        }
        self.send_messages(socket, role, after);
    }

    /// Messages after a place; all of them again if the client knows a place that is not here.
    pub fn send_messages(&self, socket: &WebSocket, role: Role, after: Seq) {
        let frame = self.with(|memory| {
            let head = memory.state.head();
            let resync = after > head;
            let after = if resync { Seq(0) } else { after };
            let next = memory.state.messages_after(after).iter().take(MESSAGES_PER_FRAME_MAX);
            let messages = next.map(|message| message_for(message, role)).collect();
            ServerFrame::Messages { after, messages, head, resync }
        });
        if let Some(frame) = frame {
            send(socket, &frame);
        }
    }

    /// The socket is gone.
    pub fn socket_closed(self: &Rc<Self>, socket: &WebSocket, code: usize) {
        wire::answer_close(socket, code);
        let Some(id) = Attachment::of(socket).session else { return };
        let result = self.load().and_then(|_exists| self.store.remove_session(&id));
        error::log("close", result);
        let left = self.with(|memory| {
            memory.allowances.remove(&id);
            let session = memory.sessions.remove(&id);
            let was_visitor = session.is_some_and(|session| session.role() == Role::Visitor);
            let left = was_visitor && !memory.is_visitor_online();
            if left {
                memory.touch(clock::now());
            }
            left
        });
        if left == Some(true) {
            self.show_view();
            self.tell_desk();
        }
        self.look_who_is_here();
    }

    /// When the first socket that has not said hello must be closed.
    pub fn greeting_deadline(&self) -> Option<Timestamp> {
        let silent = self.state.get_websockets().into_iter().map(|socket| Attachment::of(&socket));
        let silent = silent.filter(|attachment| !attachment.is_greeted);
        let deadlines = silent.map(|attachment| attachment.opened_at.plus_ms(HELLO_MS_MAX));
        // One that is past was acted on: a closing socket lingers until the other side agrees.
        deadlines.filter(|at| *at > clock::now()).min()
    }

    /// When the first visitor's token is over.
    pub fn expiry_deadline(&self) -> Option<Timestamp> {
        let now = clock::now();
        let ends = |memory: &mut Memory| {
            let ends = memory.sessions.values().filter_map(|session| session.expires_at);
            ends.filter(|at| *at > now).min()
        };
        self.with(ends).flatten()
    }

    /// Closes the sockets of those whose token is over: they come back with a new one.
    pub fn close_expired_sockets(&self) {
        let now = clock::now();
        for socket in self.state.get_websockets() {
            if self.session(&Attachment::of(&socket)).is_some_and(|session| session.is_over(now)) {
                close(&socket, Close::Unauthorised);
            }
        }
    }

    /// Closes sockets that have not said hello in time.
    pub fn close_silent_sockets(&self) {
        let now = clock::now();
        for socket in self.state.get_websockets() {
            let attachment = Attachment::of(&socket);
            if !attachment.is_greeted && now >= attachment.opened_at.plus_ms(HELLO_MS_MAX) {
                close(&socket, Close::HelloTimeout);
            }
        }
    }
}

/// A refusal, under the sender's own name for what he asked.
pub fn refusal(frame: &ClientFrame, rejection: &Rejection) -> ServerFrame {
    let client_id = match frame {
        ClientFrame::Post { client_id, .. } => Some(client_id.clone()),
        _ => None,
    };
    let (reference, code) = (frame.reference(), rejection.code().to_owned());
    ServerFrame::Rejected { reference, client_id, code, message: rejection.to_string() }
}
