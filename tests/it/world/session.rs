//! What a socket of a conversation may say, and what it is answered: frame → command → turn → answer.

use baton_shared::conversation::{AgentCommand, Command, VisitorCommand, decide};
use baton_shared::ids::{ClientId, Seq};
use baton_shared::message::{AgentRef, RichText};
use baton_shared::protocol::{ClientFrame, Close, PING, PONG, Role, ServerFrame, VERSION, You};
use baton_shared::rejection::Rejection;
use baton_shared::seen::SeenUpTo;
use baton_shared::text;

use super::bug::Bug;
use super::calls::{Crashed, Out, Question, Surroundings};
use super::conversation_object::{ConversationObject, Refused, Session};

/// Messages in one frame: few, so that a short run has to ask again.
const MESSAGES_PER_FRAME: usize = 5;

impl ConversationObject {
    /// A frame from a socket.
    pub fn received(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        text: &str,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        self.load(around, outs);
        let Some(session) = self.sessions.get(&socket).cloned() else { return Ok(()) };
        if text == PING {
            outs.push(Out::Send { socket, text: PONG.to_owned() });
            return Ok(());
        }
        let frame = ClientFrame::parse(text).unwrap();
        match frame {
            ClientFrame::Hello { token, after, .. } => self.hello(around, socket, token, after, outs),
            _ if !session.is_greeted => say(outs, socket, &error("hello_first")),
            ClientFrame::Resume { after } => self.give(around, socket, after, outs),
            ClientFrame::Typing { on } => self.typing(&session.agent, socket, on, outs),
            ClientFrame::Seen { received, read } => {
                self.see(&session, SeenUpTo { received, read }, around, outs);
            }
            ClientFrame::Post { client_id, text, .. } => {
                return self.post(around, socket, session.agent, client_id, &text, outs);
            }
            other => return self.command(around, socket, session.agent, other, outs),
        }
        Ok(())
    }

    /// Of the agents only the owner counts.
    fn see(&mut self, session: &Session, told: SeenUpTo, around: &Surroundings<'_>, outs: &mut Vec<Out>) {
        let owner = self.state().agent();
        if session.agent.is_some() && session.agent.as_ref() != owner {
            return;
        }
        let before = self.stored.seen;
        self.stored.seen = before.told(session.role(), told, self.state().head());
        if self.stored.seen != before {
            self.show_view(around, outs);
        }
    }

    fn hello(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        token: Option<String>,
        after: Seq,
        outs: &mut Vec<Out>,
    ) {
        let session = self.sessions.get_mut(&socket).unwrap();
        if session.agent.is_none() && token.as_deref() == Some("stale") {
            return outs.push(Out::Close { socket, code: Close::Unauthorised.code() });
        }
        let is_first = !session.is_greeted;
        let (role, agent) = (session.role(), session.agent.clone());
        session.is_greeted = true;
        if is_first {
            self.sessions_changed(around, outs);
        }
        let notes = if role == Role::Agent { self.state().notes.clone() } else { Vec::new() };
        let welcome = ServerFrame::Welcome {
            v: VERSION,
            you: You { role, agent },
            conversation: self.id.clone(),
            head: self.state().head(),
            view: Box::new(self.view(around, role)),
            notes,
        };
        say(outs, socket, &welcome);
        self.give(around, socket, after, outs);
    }

    /// Messages after a place, as many as a frame takes.
    fn give(&mut self, around: &Surroundings<'_>, socket: usize, after: Seq, outs: &mut Vec<Out>) {
        let role = self.sessions[&socket].role();
        let head = self.state().head();
        let resync = after > head;
        let from = if resync { Seq(0) } else { after };
        let lately = |at: baton_shared::time::Timestamp| {
            around.bug != Some(Bug::ResumeByTimeWindow) || around.now.since_ms(at) < 5_000
        };
        let given = self.state().messages_after(from).iter().filter(|message| lately(message.at));
        let messages = given
            .take(MESSAGES_PER_FRAME)
            .map(|message| baton_shared::protocol::message_for(message, role))
            .collect();
        say(outs, socket, &ServerFrame::Messages { after: from, messages, head, resync });
    }

    fn typing(&self, agent: &Option<AgentRef>, from: usize, on: bool, outs: &mut Vec<Out>) {
        let name = agent.as_ref().map_or("visitor".to_owned(), |agent| agent.name.clone());
        let others = self.sessions.iter().filter(|(socket, it)| **socket != from && it.is_greeted);
        for (socket, _) in others {
            say(outs, *socket, &ServerFrame::Typing { from: name.clone(), on });
        }
    }

    fn post(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        agent: Option<AgentRef>,
        client_id: ClientId,
        typed: &str,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let checked = match text::message(typed) {
            Ok(text) => text,
            Err(rejection) => return reject(outs, socket, None, Some(client_id), &rejection),
        };
        let poster = agent.as_ref().map_or(baton_shared::conversation::PosterKey::Visitor, |agent| {
            baton_shared::conversation::PosterKey::Agent(agent.id.clone())
        });
        let command = match agent {
            None => Command::Visitor(VisitorCommand::Post {
                client_id: client_id.clone(),
                text: checked,
                files: Vec::new(),
            }),
            Some(agent) => {
                let body = RichText::plain(&checked);
                Command::Agent(
                    agent,
                    AgentCommand::Post { client_id: client_id.clone(), body, files: Vec::new() },
                )
            }
        };
        if around.bug == Some(Bug::AcknowledgeBeforeAppend)
            && decide(self.state(), &command, around.policy, around.now).is_ok()
        {
            let seq = self.state().head().next();
            say(outs, socket, &ServerFrame::Ack { client_id: client_id.clone(), seq, duplicate: false });
        }
        match self.turn(around, &command, outs)? {
            Ok(events) => {
                let Some(seq) = self.state().posted_as(poster, &client_id) else { return Ok(()) };
                say(outs, socket, &ServerFrame::Ack { client_id, seq, duplicate: events.is_empty() });
            }
            Err(Refused::Rejection(rejection)) => {
                return reject(outs, socket, None, Some(client_id), &rejection);
            }
            Err(Refused::StoreFailed) => outs.push(Out::Close { socket, code: Close::Internal.code() }),
        }
        Ok(())
    }

    fn command(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        agent: Option<AgentRef>,
        frame: ClientFrame,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        let (reference, command) = match command_of(agent, frame) {
            Ok(Asked::Command(reference, command)) => (reference, command),
            Ok(Asked::Transfer { reference, from, to, note }) => {
                outs.push(Out::CallDesk(Question::IsAvailable { socket, reference, from, to, note }));
                return Ok(());
            }
            Err((reference, rejection)) => return reject(outs, socket, Some(reference), None, &rejection),
        };
        self.carry(around, socket, reference, &command, outs)
    }

    /// Carries out a command and answers it.
    pub fn carry(
        &mut self,
        around: &mut Surroundings<'_>,
        socket: usize,
        reference: u64,
        command: &Command,
        outs: &mut Vec<Out>,
    ) -> Result<(), Crashed> {
        if around.bug == Some(Bug::AwaitBetweenDecideAndAppend) {
            self.load(around, outs);
            if let Ok(events) = decide(self.state(), command, around.policy, around.now) {
                outs.push(Out::AppendLater(events));
                say(outs, socket, &ServerFrame::Done { reference });
                return Ok(());
            }
        }
        match self.turn(around, command, outs)? {
            Ok(_) => say(outs, socket, &ServerFrame::Done { reference }),
            Err(Refused::Rejection(rejection)) => {
                return reject(outs, socket, Some(reference), None, &rejection);
            }
            Err(Refused::StoreFailed) => outs.push(Out::Close { socket, code: Close::Internal.code() }),
        }
        Ok(())
    }
}

enum Asked {
    Command(u64, Command),
    Transfer { reference: u64, from: AgentRef, to: baton_shared::ids::AgentId, note: Option<String> },
}

fn command_of(agent: Option<AgentRef>, frame: ClientFrame) -> Result<Asked, (u64, Rejection)> {
    use ClientFrame as Frame;
    let visitors = |reference, command| Ok(Asked::Command(reference, Command::Visitor(command)));
    let agents = |reference, agent, command| Ok(Asked::Command(reference, Command::Agent(agent, command)));
    match (agent, frame) {
        (None, Frame::RequestHuman { reference }) => visitors(reference, VisitorCommand::RequestHuman),
        (None, Frame::CancelRequest { reference }) => visitors(reference, VisitorCommand::CancelRequest),
        (None, Frame::LeaveOfflineMessage { reference, name, email, message }) => {
            let checked = || -> Result<VisitorCommand, Rejection> {
                Ok(VisitorCommand::LeaveOfflineMessage {
                    name: text::name(&name)?,
                    email: text::email(&email)?,
                    message: text::message(&message)?,
                })
            };
            visitors(reference, checked().map_err(|rejection| (reference, rejection))?)
        }
        (None, Frame::OpenOfflineForm { reference }) => visitors(reference, VisitorCommand::OpenOfflineForm),
        (None, Frame::Rate { reference, score, comment }) => {
            visitors(reference, VisitorCommand::Rate { score, comment })
        }
        (Some(agent), Frame::Note { reference, client_id, text }) => {
            agents(reference, agent, AgentCommand::Note { client_id, text })
        }
        (Some(agent), Frame::Accept { reference }) => agents(reference, agent, AgentCommand::Accept),
        (Some(agent), Frame::TakeOver { reference }) => agents(reference, agent, AgentCommand::TakeOver),
        (Some(agent), Frame::HandBack { reference }) => agents(reference, agent, AgentCommand::HandBack),
        (Some(agent), Frame::End { reference }) => agents(reference, agent, AgentCommand::End),
        (Some(from), Frame::Transfer { reference, to, note }) => {
            let note = text::note(&note).map_err(|rejection| (reference, rejection))?;
            Ok(Asked::Transfer { reference, from, to, note })
        }
        (_, frame) => panic!("no command of this side: {frame:?}"),
    }
}

fn error(code: &str) -> ServerFrame {
    ServerFrame::Error { code: code.to_owned(), message: String::new() }
}

fn reject(
    outs: &mut Vec<Out>,
    socket: usize,
    reference: Option<u64>,
    client_id: Option<ClientId>,
    rejection: &Rejection,
) -> Result<(), Crashed> {
    let (code, message) = (rejection.code().to_owned(), rejection.to_string());
    say(outs, socket, &ServerFrame::Rejected { reference, client_id, code, message });
    Ok(())
}

fn say(outs: &mut Vec<Out>, socket: usize, frame: &ServerFrame) {
    outs.push(Out::Send { socket, text: frame.to_json() });
}
