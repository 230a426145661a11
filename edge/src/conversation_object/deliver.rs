//! Frames to those who look: each side gets its own projection, and a dead socket stops nobody.

use baton_shared::conversation::Note;
use baton_shared::ids::{Epoch, Seq};
use baton_shared::message::{AgentRef, Message};
use baton_shared::protocol::{Close, Role, ServerFrame, message_for};
use worker::WebSocket;

use crate::conversation_object::Core;
use crate::conversation_object::session::Attachment;
use crate::wire;

impl Core {
    /// A new message, to both sides.
    pub fn show_message(&self, message: &Message) {
        for role in [Role::Visitor, Role::Agent] {
            self.tell(role, || ServerFrame::Message(message_for(message, role)));
        }
    }

    /// A new note, to agents.
    pub fn show_note(&self, note: &Note) {
        self.tell(Role::Agent, || ServerFrame::Note(note.clone()));
    }

    /// What can be seen apart from messages, to both sides, each its own, where it differs from what was shown last.
    pub fn show_view(&self) {
        for role in [Role::Visitor, Role::Agent] {
            let news = self.with(|memory| memory.news(role)).flatten();
            if let Some(view) = news {
                self.tell(role, || ServerFrame::View(Box::new(view)));
            }
        }
    }

    /// The bot's answer so far; not stored, and only while it is the bot's turn. Says whether it still is.
    pub fn show_draft(&self, epoch: Epoch, question: Seq, text: &str) -> bool {
        let is_current = self.is_bots_turn(epoch, question);
        if is_current {
            for role in [Role::Visitor, Role::Agent] {
                self.tell(role, || ServerFrame::Draft { question, text: text.to_owned() });
            }
        }
        is_current
    }

    /// Whether the bot still owes this answer.
    pub fn is_bots_turn(&self, epoch: Epoch, question: Seq) -> bool {
        let owes = self.with(|memory| {
            memory.state.epoch == epoch && memory.state.bot_turns.iter().any(|turn| turn.question == question)
        });
        owes.unwrap_or(false)
    }

    /// The conversation has gone to another department: windows of agents who do not serve it are closed.
    pub fn show_out(&self) {
        for socket in self.state.get_websockets() {
            let seat = self.session(&Attachment::of(&socket)).and_then(|session| session.agent);
            if seat.is_some_and(|seat| !self.may_touch(&seat)) {
                wire::close(&socket, Close::NotYours);
            }
        }
    }

    /// One frame to all greeted sockets of a side. The frame is made only if there is one.
    pub fn tell(&self, role: Role, frame: impl FnOnce() -> ServerFrame) {
        self.tell_but(role, None, frame);
    }

    /// The same, but not to one agent.
    pub fn tell_but(&self, role: Role, but: Option<&AgentRef>, frame: impl FnOnce() -> ServerFrame) {
        let is_somebody_there =
            self.with(|memory| memory.sessions.values().any(|session| session.role() == role));
        if is_somebody_there != Some(true) {
            return;
        }
        let sockets: Vec<WebSocket> = self
            .state
            .get_websockets()
            .into_iter()
            .filter(|socket| {
                let attachment = Attachment::of(socket);
                attachment.is_greeted
                    && self.session(&attachment).is_some_and(|session| {
                        let is_left_out =
                            but.is_some() && session.agent.as_ref().map(|seat| &seat.agent) == but;
                        let may_see = session.agent.as_ref().is_none_or(|seat| self.may_touch(seat));
                        session.role() == role && !is_left_out && may_see
                    })
            })
            .collect();
        if sockets.is_empty() {
            return;
        }
        let text = frame().to_json();
        for socket in sockets {
            wire::say(&socket, &text);
        }
    }
}

/// One frame to one socket.
pub fn send(socket: &WebSocket, frame: &ServerFrame) {
    wire::say(socket, &frame.to_json());
}
