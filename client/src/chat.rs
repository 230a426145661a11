//! One conversation as one page knows it: what goes in and out of a socket, without the socket.

mod answers;
mod contract;
mod seen;
mod untold;

use baton_shared::conversation::Note;
use baton_shared::ids::{ClientId, ConversationId, Seq, Version};
use baton_shared::message::{Message, Sender};
use baton_shared::protocol::{
    Asks, ClientFrame, PING, PONG, PhaseName, Role, ServerFrame, VERSION, View, You,
};
use baton_shared::seen::SeenUpTo;
use baton_shared::time::Timestamp;

use crate::link::{Duty, Link, LinkState};
use crate::outbox::Outbox;
use crate::timeline::Timeline;

use untold::Untold;

pub use contract::{About, Ask, Credentials, Entry, Input, Output, Refusal};

/// A command without an answer for this long has failed for the page.
const ANSWER_MS_MAX: u64 = 10_000;

/// A page that stopped without saying so is not shown as writing any longer.
const TYPING_MS_MAX: u64 = 6_000;

/// A gap is asked for again after this time.
const RESUME_MS_MAX: u64 = 5_000;

/// One conversation.
#[derive(Debug, Clone)]
pub struct Chat {
    credentials: Credentials,
    /// A visitor's page does without what only agents receive.
    read: fn(&str) -> Option<ServerFrame>,
    link: LinkState,
    you: Option<You>,
    conversation: Option<ConversationId>,
    timeline: Timeline,
    outbox: Outbox,
    notes: Vec<Note>,
    view: Option<View>,
    /// Who writes, and until when that holds without being said again.
    typing: Vec<(String, Timestamp)>,
    draft: Option<(Seq, String)>,
    asked: Vec<(u64, Ask, Timestamp)>,
    untold: Untold,
    last_reference: u64,
    resume_due: Option<Timestamp>,
    is_looking: bool,
    told: SeenUpTo,
}

impl Chat {
    /// A conversation that has not begun.
    pub fn new(credentials: Credentials) -> Self {
        Self::reading(credentials, ServerFrame::read)
    }

    /// The same for a visitor's page, which is smaller without what only agents receive.
    pub fn of_visitor(token: String) -> Self {
        Self::reading(Credentials::Token(token), ServerFrame::read_as_visitor)
    }

    fn reading(credentials: Credentials, read: fn(&str) -> Option<ServerFrame>) -> Self {
        Self {
            credentials,
            read,
            link: LinkState::default(),
            you: None,
            conversation: None,
            timeline: Timeline::default(),
            outbox: Outbox::default(),
            notes: Vec::new(),
            view: None,
            typing: Vec::new(),
            draft: None,
            asked: Vec::new(),
            untold: Untold::default(),
            last_reference: 0,
            resume_due: None,
            is_looking: false,
            told: SeenUpTo::default(),
        }
    }

    /// The reference that the next [`Input::Ask`] will get.
    pub fn next_reference(&self) -> u64 {
        self.last_reference.saturating_add(1)
    }

    /// When [`Input::Wake`] has something to do.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let asked = self.asked.iter().map(|(_, _, until)| *until).min();
        let typing = self.typing.iter().map(|(_, until)| *until).min();
        let own = [asked, typing, self.resume_due, self.untold.next_due()];
        let outbox = self.outbox.next_due().filter(|_| !self.is_held());
        let due = [self.link.next_wake(), outbox].into_iter().chain(own);
        due.flatten().min()
    }

    /// Takes in what has happened and says what to do. `jitter` is a random number from 0 to 1.
    pub fn handle(&mut self, now: Timestamp, jitter: f64, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Start => self.connect(now, &mut out),
            Input::Opened => self.say(&self.hello(), &mut out),
            Input::Received(text) => self.received(now, &text, &mut out),
            Input::Closed { code } => self.closed(now, code, jitter, &mut out),
            Input::Post { client_id, text, files } => {
                let due = self.is_live().then_some(now);
                self.outbox.keep(client_id, text, files, due);
            }
            Input::Look(on) => self.is_looking = on,
            Input::Ask(Ask::Tell { about, fields }) => self.untold.keep(about, fields),
            Input::Ask(ask) => self.ask(now, ask, &mut out),
            Input::Typing(on) if self.is_live() => self.say(&ClientFrame::Typing { on }, &mut out),
            Input::Typing(_) => {}
            Input::Token(token) => {
                self.credentials = Credentials::Token(token);
                // Who is here shows it on the same socket: nobody sees him go and come.
                let is_here = self.is_live();
                if is_here { self.say(&self.hello(), &mut out) } else { self.connect(now, &mut out) }
            }
            Input::Wake => self.wake(now, false, &mut out),
            Input::Hurry => self.wake(now, true, &mut out),
        }
        self.flush(now, &mut out);
        out
    }

    /// A form comes before the first message.
    fn is_held(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.asks == Some(Asks::PreChat))
    }

    fn is_live(&self) -> bool {
        matches!(self.link.link, Link::Live { .. })
    }

    fn connect(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        self.link.connecting(now);
        out.push(Output::Connect);
    }

    fn hello(&self) -> ClientFrame {
        let token = match &self.credentials {
            Credentials::Token(token) => Some(token.clone()),
            Credentials::Cookie => None,
        };
        ClientFrame::Hello { v: VERSION, token, after: self.timeline.head() }
    }

    fn say(&self, frame: &ClientFrame, out: &mut Vec<Output>) {
        out.push(Output::Send(frame.to_json()));
    }

    fn flush(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        if !self.is_live() {
            return;
        }
        // What was written before the form that comes first waits for it.
        if !self.is_held() {
            out.extend(self.outbox.due_frames(now).iter().map(|frame| Output::Send(frame.to_json())));
        }
        self.tell_seen(out);
        let reference = self.next_reference();
        if let Some(ask) = self.untold.next(now, reference, now.plus_ms(ANSWER_MS_MAX)) {
            out.push(Output::Send(ask.frame(reference)));
            self.last_reference = reference;
        }
    }

    fn ask(&mut self, now: Timestamp, ask: Ask, out: &mut Vec<Output>) {
        let reference = self.next_reference();
        self.last_reference = reference;
        if !self.is_live() {
            return out.push(Output::Answer { reference, ask, result: Err(Refusal::connection_lost()) });
        }
        out.push(Output::Send(ask.frame(reference)));
        self.asked.push((reference, ask, now.plus_ms(ANSWER_MS_MAX)));
    }

    fn closed(&mut self, now: Timestamp, code: u16, jitter: f64, out: &mut Vec<Output>) {
        let can_renew = matches!(self.credentials, Credentials::Token(_));
        self.link.lost(now, code, can_renew, jitter);
        self.outbox.disconnected();
        self.untold.disconnected();
        self.typing.clear();
        self.draft = None;
        self.resume_due = None;
        self.told = SeenUpTo::default();
        for (reference, ask, _) in std::mem::take(&mut self.asked) {
            out.push(Output::Answer { reference, ask, result: Err(Refusal::connection_lost()) });
        }
        if self.link.link == Link::NeedsToken {
            out.push(Output::NeedToken);
        }
    }

    fn wake(&mut self, now: Timestamp, should_hurry: bool, out: &mut Vec<Output>) {
        match self.link.duty(now, should_hurry) {
            Some(Duty::Connect) => self.connect(now, out),
            Some(Duty::Drop) => out.push(Output::Disconnect),
            Some(Duty::Ping) => out.push(Output::Send(PING.to_owned())),
            None => {}
        }
        self.untold.wake(now);
        self.typing.retain(|(_, until)| *until > now);
        if self.resume_due.is_some_and(|due| due <= now) {
            self.resume(now, out);
        }
        let (late, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.asked).into_iter().partition(|(_, _, until)| *until <= now);
        self.asked = waiting;
        for (reference, ask, _) in late {
            out.push(Output::Answer { reference, ask, result: Err(Refusal::connection_lost()) });
        }
    }

    fn resume(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        self.resume_due = Some(now.plus_ms(RESUME_MS_MAX));
        self.say(&ClientFrame::Resume { after: self.timeline.head() }, out);
    }

    fn received(&mut self, now: Timestamp, text: &str, out: &mut Vec<Output>) {
        self.link.heard(now);
        if text == PONG {
            return;
        }
        // A frame of a newer edge that this page can't read is none of its business.
        let Some(frame) = (self.read)(text) else { return };
        match frame {
            ServerFrame::Welcome { you, conversation, head, view, notes, .. } => {
                self.link.welcomed(now);
                self.outbox.connected(now);
                self.you = Some(you);
                self.conversation = Some(conversation);
                self.view = None;
                self.show(*view);
                self.notes = notes;
                self.announced(now, head);
            }
            ServerFrame::Messages { messages, head, resync, .. } => {
                if resync {
                    self.timeline.clear();
                }
                for message in messages {
                    self.take(message);
                }
                self.timeline.announced(head);
                if self.timeline.has_gap() {
                    self.resume(now, out);
                } else {
                    self.resume_due = None;
                }
            }
            ServerFrame::Message(message) => {
                self.take(message);
                self.mind_gap(now, out);
            }
            ServerFrame::Note(note) => self.note(note),
            ServerFrame::View(view) => self.show(*view),
            ServerFrame::Ack { client_id, seq, .. } => {
                self.outbox.stored(&client_id);
                self.forget_shown();
                self.announced(now, seq);
            }
            ServerFrame::Done { reference } => self.answered(reference, Ok(()), out),
            ServerFrame::Rejected { reference, client_id, code, message } => {
                self.rejected(now, reference, client_id, Refusal { code, message }, out);
            }
            ServerFrame::Typing { from, on } => {
                self.typing.retain(|(other, _)| *other != from);
                if on {
                    self.typing.push((from, now.plus_ms(TYPING_MS_MAX)));
                }
            }
            ServerFrame::Draft { question, text } => self.draft = Some((question, text)),
            ServerFrame::Error { code, message } => self.unreadable(Refusal { code, message }, out),
        }
    }

    fn take(&mut self, message: Message) {
        let from = match &message.sender {
            Sender::Agent(agent) => Some(agent.name.as_str()),
            Sender::Visitor => Some("visitor"),
            Sender::Bot | Sender::System { .. } => None,
        };
        // What was being written is there.
        self.typing.retain(|(writer, _)| Some(writer.as_str()) != from);
        if self.draft.as_ref().is_some_and(|(question, _)| message.answers == Some(*question)) {
            self.draft = None;
        }
        self.timeline.take(message);
        self.forget_shown();
    }

    /// A pending message whose stored one can be seen is not shown a second time.
    fn forget_shown(&mut self) {
        let Some(you) = &self.you else { return };
        let mine = |message: &&Message| match (&message.sender, you.role) {
            (Sender::Visitor, Role::Visitor) => true,
            (Sender::Agent(agent), Role::Agent) => you.agent.as_ref().is_some_and(|me| me.id == agent.id),
            _ => false,
        };
        let waiting: Vec<ClientId> = self.outbox.pending().iter().map(|it| it.client_id.clone()).collect();
        for client_id in waiting {
            let mut newest_first = self.timeline.messages().iter().rev();
            if newest_first.any(|message| message.client_id.as_ref() == Some(&client_id) && mine(&message)) {
                self.outbox.remove(&client_id);
            }
        }
    }

    fn mind_gap(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        if !self.timeline.has_gap() {
            self.resume_due = None;
        } else if self.resume_due.is_none() && self.timeline.is_overtaken() {
            self.resume(now, out);
        }
    }

    /// What the edge has spoken of is on its way; if it does not come, it is asked for.
    fn announced(&mut self, now: Timestamp, seq: Seq) {
        self.timeline.announced(seq);
        if self.timeline.has_gap() && self.resume_due.is_none() {
            self.resume_due = Some(now.plus_ms(RESUME_MS_MAX));
        }
    }

    fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn show(&mut self, view: View) {
        if view.version < self.view.as_ref().map_or(Version(0), |shown| shown.version) {
            return;
        }
        if !view.is_bot_typing || view.phase != PhaseName::Bot {
            self.draft = None;
        }
        // Another owner looks for himself.
        if self.view.as_ref().is_some_and(|shown| shown.agent_id != view.agent_id) {
            self.told = SeenUpTo::default();
        }
        self.view = Some(view);
    }
}
