//! Frame → command: the sender comes from the session, the text is checked, and the answer goes back under the sender's
//! own name for what he asked.

use std::rc::Rc;

use baton_shared::conversation::{AgentCommand, Command};
use baton_shared::ids::{DepartmentId, FileId};
use baton_shared::message::AgentRef;
use baton_shared::protocol::{ClientFrame, Role, ServerFrame};
use baton_shared::rejection::Rejection;
use baton_shared::seen::SeenUpTo;
use baton_shared::text;
use worker::WebSocket;

use crate::call::call;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::conversation_object::deliver::send;
use crate::conversation_object::files::poster;
use crate::conversation_object::session::Session;
use crate::conversation_object::socket::refusal;
use crate::conversation_object::visitors;
use crate::desk_object::{Target, TargetCard};
use crate::error::Error;
use crate::markdown;
use crate::seat::Seat;

impl Core {
    /// Carries out one frame of a greeted socket.
    ///
    /// # Errors
    /// The store failed: nothing has happened and nothing was acknowledged.
    pub async fn take_command(
        self: &Rc<Self>,
        socket: &WebSocket,
        session: &Session,
        frame: ClientFrame,
    ) -> Result<(), Error> {
        match &frame {
            ClientFrame::Resume { after } => {
                self.send_messages(socket, session.role(), *after);
                return Ok(());
            }
            ClientFrame::Seen { received, read } => {
                return self.see(session, SeenUpTo { received: *received, read: *read });
            }
            ClientFrame::Typing { on } => {
                self.show_typing(session, *on);
                return Ok(());
            }
            _ => {}
        }
        let command = match self.command_of(session, &frame).await? {
            Ok(command) => command,
            Err(rejection) => {
                send(socket, &refusal(&frame, &rejection));
                return Ok(());
            }
        };
        #[cfg(feature = "test-hooks")]
        self.planted_early_ack(socket, &frame).await;
        match self.turn(&command)? {
            Ok(events) => self.acknowledge(socket, session, &frame, events.is_empty()),
            Err(rejection) => send(socket, &refusal(&frame, &rejection)),
        }
        Ok(())
    }

    async fn command_of(
        &self,
        session: &Session,
        frame: &ClientFrame,
    ) -> Result<Result<Command, Rejection>, Error> {
        let Some(seat) = &session.agent else {
            let files = |ids: &[FileId]| self.cards(None, ids);
            return Ok(visitors::command(frame, files).map(Command::Visitor));
        };
        if !self.may_touch(seat) {
            return Ok(Err(Rejection::NotMember));
        }
        let command = match frame {
            ClientFrame::Transfer { to, note, .. } => {
                let department = self.department();
                self.transfer_command(&Target::Agent(to.clone(), department), note).await?
            }
            ClientFrame::TransferToDepartment { department, note, .. } => {
                self.transfer_command(&Target::Department(department.clone()), note).await?
            }
            other => self.agent_command(seat, other),
        };
        Ok(command.map(|command| Command::Agent(seat.agent.clone(), command)))
    }

    /// Members of its department may, and whoever has it.
    pub fn may_touch(&self, seat: &Seat) -> bool {
        seat.serves(&self.department()) || self.is_owner(&seat.agent)
    }

    /// Whose it is.
    pub fn department(&self) -> DepartmentId {
        let department = self.with(|memory| memory.state.department(&memory.policy).clone());
        department.unwrap_or_else(DepartmentId::standard)
    }

    /// Only the desk knows who is there: it is asked before the decision, which then looks at the state anew.
    async fn transfer_command(
        &self,
        target: &Target,
        note: &str,
    ) -> Result<Result<AgentCommand, Rejection>, Error> {
        let note = match text::note(note) {
            Ok(note) => note,
            Err(rejection) => return Ok(Err(rejection)),
        };
        let site = self.with(|memory| memory.identity.site.clone());
        let site = site.ok_or_else(|| Error::Corrupt("a command without a conversation".to_owned()))?;
        let card: Option<TargetCard> = call(&Config::of(&self.env).desk(&site)?, "target", target).await?;
        Ok(match (card, target) {
            (Some(TargetCard { agent: Some(to), is_available, .. }), _) => {
                Ok(AgentCommand::Transfer { to, is_available, note })
            }
            (Some(TargetCard { name, is_available, .. }), Target::Department(department)) => {
                let department = department.clone();
                Ok(AgentCommand::TransferToDepartment { department, name, is_available, note })
            }
            _ => Err(Rejection::AgentUnavailable { name: "This one".to_owned() }),
        })
    }

    /// Takes in how far a page has come. Of the agents only the owner counts: who looks in has not taken notice for all.
    fn see(&self, session: &Session, told: SeenUpTo) -> Result<(), Error> {
        if session.agent.as_ref().is_some_and(|seat| !self.is_owner(&seat.agent)) {
            return Ok(());
        }
        let changed = self.with(|memory| {
            let seen = memory.seen.told(session.role(), told, memory.state.head());
            if seen == memory.seen {
                return Ok(false);
            }
            self.store.set("seen", &seen)?;
            memory.seen = seen;
            Ok::<bool, Error>(true)
        });
        if changed.transpose()? == Some(true) {
            self.show_view();
        }
        Ok(())
    }

    fn acknowledge(&self, socket: &WebSocket, session: &Session, frame: &ClientFrame, duplicate: bool) {
        if let Some(reference) = frame.reference() {
            return send(socket, &ServerFrame::Done { reference });
        }
        let ClientFrame::Post { client_id, .. } = frame else { return };
        let seq =
            self.with(|memory| memory.state.posted_as(poster(session.agent.as_ref()), client_id)).flatten();
        if let Some(seq) = seq {
            send(socket, &ServerFrame::Ack { client_id: client_id.clone(), seq, duplicate });
        }
    }

    /// Typing is shown to the other side only, by the visitor or by the agent who owns the conversation.
    fn show_typing(&self, session: &Session, on: bool) {
        match &session.agent {
            None => self.tell(Role::Agent, || ServerFrame::Typing { from: "visitor".to_owned(), on }),
            Some(seat) => {
                let typing = || ServerFrame::Typing { from: seat.agent.name.clone(), on };
                if self.is_owner(&seat.agent) {
                    self.tell(Role::Visitor, typing);
                }
                // Two agents who write at once see it before the visitor does.
                self.tell_but(Role::Agent, Some(&seat.agent), typing);
            }
        }
    }

    fn is_owner(&self, agent: &AgentRef) -> bool {
        self.with(|memory| memory.state.agent().is_some_and(|owner| owner.id == agent.id)).unwrap_or(false)
    }
}

impl Core {
    fn agent_command(&self, seat: &Seat, frame: &ClientFrame) -> Result<AgentCommand, Rejection> {
        match frame {
            ClientFrame::Post { client_id, text, files } => {
                let (text, files) = (words(text, files)?, self.cards(Some(seat), files)?);
                Ok(AgentCommand::Post { client_id: client_id.clone(), body: markdown::parse(&text), files })
            }
            ClientFrame::Accept { .. } => Ok(AgentCommand::Accept),
            ClientFrame::TakeOver { .. } => Ok(AgentCommand::TakeOver),
            ClientFrame::Note { client_id, text, .. } => {
                let text = text::note(text)?.ok_or(Rejection::EmptyMessage)?;
                Ok(AgentCommand::Note { client_id: client_id.clone(), text })
            }
            ClientFrame::Mark { tags, priority, .. } => {
                Ok(AgentCommand::Mark { tags: text::tags(tags)?, priority: *priority })
            }
            ClientFrame::HandBack { .. } => Ok(AgentCommand::HandBack),
            ClientFrame::End { .. } => Ok(AgentCommand::End),
            _ => Err(Rejection::NotYours),
        }
    }
}

/// What is said; with files it may be nothing.
pub fn words(text: &str, files: &[FileId]) -> Result<String, Rejection> {
    if files.is_empty() { text::message(text) } else { text::caption(text) }
}
