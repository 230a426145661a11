//! How objects live in the world: one step at a time, their words carried out in order, ended between any two.

use baton_shared::conversation::{AgentCommand, BotReply, Command, Reply};
use baton_shared::ids::{Epoch, Seq};
use baton_shared::message::{RichText, Source};
use baton_shared::protocol::{Role, ServerFrame};

use super::bug::Bug;
use super::calls::{Answer, Crashed, Out, Place, Question, Surroundings};
use super::conversation_object::ConversationObject;
use super::desk_object::DeskObject;
use super::{Event, World};

/// The first pause before the platform rings again.
const ALARM_AGAIN_MS: u64 = 2_000;

impl World {
    /// One step of a conversation's object.
    pub fn in_conversation(
        &mut self,
        at: usize,
        step: impl FnOnce(&mut ConversationObject, &mut Surroundings<'_>, &mut Vec<Out>) -> Result<(), Crashed>,
    ) {
        let (mut outs, mut broken) = (Vec::new(), None);
        let mut around = Surroundings {
            now: self.now,
            policy: &self.policy,
            weather: &self.weather,
            bug: self.bug,
            random: &mut self.random,
            broken: &mut broken,
        };
        let result = step(&mut self.conversations[at], &mut around, &mut outs);
        self.after_step(Place::Conversation(at), outs, broken, result);
    }

    /// One step of the desk's object.
    pub fn in_desk(
        &mut self,
        step: impl FnOnce(&mut DeskObject, &mut Surroundings<'_>, &mut Vec<Out>) -> Result<(), Crashed>,
    ) {
        let (mut outs, mut broken) = (Vec::new(), None);
        let mut around = Surroundings {
            now: self.now,
            policy: &self.policy,
            weather: &self.weather,
            bug: self.bug,
            random: &mut self.random,
            broken: &mut broken,
        };
        let loaded = self.desk.load(&mut around, &mut outs);
        let result = loaded.and_then(|()| step(&mut self.desk, &mut around, &mut outs));
        self.after_step(Place::Desk, outs, broken, result);
    }

    fn after_step(
        &mut self,
        place: Place,
        outs: Vec<Out>,
        broken: Option<String>,
        result: Result<(), Crashed>,
    ) {
        if let Some(broken) = broken {
            self.fail("invariants hold after every evolve and every load", broken);
        }
        let mut has_crashed = result.is_err();
        for out in outs {
            self.carry_out(place, out);
            // The rest of what it had to say is lost.
            if self.random.chance(self.weather.crash / 2) {
                has_crashed = true;
                break;
            }
        }
        if has_crashed {
            self.note(|| format!("{place:?} crashes"));
            self.kill(place);
        }
        self.schedule_alarm(place);
    }

    fn carry_out(&mut self, place: Place, out: Out) {
        let life = self.life(place);
        let delay = self.call_delay();
        match (place, out) {
            (_, Out::CallDesk(question)) => {
                self.later(delay, Event::Called { from: place, life, to: Place::Desk, question });
            }
            (_, Out::CallConversation { conversation, question }) => {
                let to = Place::Conversation(conversation);
                self.later(delay, Event::Called { from: place, life, to, question });
            }
            (Place::Conversation(at), Out::AskBot { epoch, question }) => {
                self.ask_bot(at, life, epoch, question)
            }
            (Place::Conversation(conversation), Out::AppendLater(events)) => {
                self.later(30, Event::AppendLater { conversation, events });
            }
            (_, out) => self.send_from_edge(out),
        }
    }

    /// Calls overtake each other.
    fn call_delay(&mut self) -> u64 {
        let is_slow = self.random.chance(self.weather.slow_call);
        if is_slow { self.random.between(200, 4_000) } else { self.random.between(1, 80) }
    }

    fn ask_bot(&mut self, conversation: usize, life: u64, epoch: Epoch, question: Seq) {
        if self.random.chance(self.weather.mute_bot) {
            return;
        }
        let ms = self.random.between(20, self.weather.bot_ms_max);
        let reply = match self.random.below(10) {
            0 => Reply::Failed,
            1 | 2 => Reply::Unknown { chips: Vec::new() },
            _ => {
                let source = Source { slug: "returns".to_owned(), title: "Returns".to_owned() };
                let body = RichText::plain(&format!("An answer to #{question}"));
                Reply::Answer { body, sources: vec![source], chips: Vec::new() }
            }
        };
        self.later(ms / 2, Event::Draft { conversation, epoch, question });
        self.later(
            ms,
            Event::BotReplied {
                conversation,
                life,
                reply: BotReply { epoch, question, reply, confidence: None },
            },
        );
    }

    /// The bot's answer so far, if it is still its turn.
    pub fn draft(&mut self, conversation: usize, epoch: Epoch, question: Seq) {
        self.in_conversation(conversation, |object, _, outs| {
            let Some(memory) = &object.memory else { return Ok(()) };
            let is_owed = memory.state.bot_turns.iter().any(|turn| turn.question == question);
            if memory.state.epoch == epoch && is_owed {
                let frame = ServerFrame::Draft { question, text: "An ans".to_owned() }.to_json();
                let greeted = object.sessions.iter().filter(|(_, it)| it.is_greeted);
                outs.extend(greeted.map(|(socket, _)| Out::Send { socket: *socket, text: frame.clone() }));
            }
            Ok(())
        });
    }

    fn life(&self, place: Place) -> u64 {
        match place {
            Place::Conversation(at) => self.conversations[at].life,
            Place::Desk => self.desk.life,
        }
    }

    /// The process of an object ends: its memory, its sockets, its calls.
    pub fn kill(&mut self, place: Place) {
        self.evict(place);
        self.drop_sockets(place);
    }

    /// An object is put out of memory.
    pub fn evict(&mut self, place: Place) {
        match place {
            Place::Conversation(at) => self.conversations[at].end(self.bug),
            Place::Desk => self.desk.end(self.bug),
        }
    }

    pub fn schedule_alarm(&mut self, place: Place) {
        let (slot, wanted) = match place {
            Place::Conversation(at) => (at, self.conversations[at].stored.alarm),
            Place::Desk => (self.conversations.len(), self.desk.alarm),
        };
        if self.alarms[slot] != wanted {
            self.alarms[slot] = wanted;
            if let Some(at) = wanted {
                self.at(at.max(self.now), Event::Alarm { place, at });
            }
        }
    }

    /// An alarm rings, unless it was moved. The platform rings again if its object ended meanwhile.
    pub fn alarm(&mut self, place: Place, at: baton_shared::time::Timestamp) {
        match place {
            Place::Conversation(index) => {
                let object = &mut self.conversations[index];
                if object.stored.alarm == Some(at) {
                    object.stored.alarm = None;
                    self.alarms[index] = None;
                    let life = self.life(place);
                    self.in_conversation(index, ConversationObject::alarm);
                    if self.life(place) != life && self.bug != Some(Bug::AlarmNotStored) {
                        self.conversations[index].stored.alarm = Some(self.now.plus_ms(ALARM_AGAIN_MS));
                        self.schedule_alarm(place);
                    }
                }
            }
            Place::Desk if self.desk.alarm == Some(at) => {
                self.desk.alarm = None;
                let slot = self.conversations.len();
                self.alarms[slot] = None;
                let life = self.life(place);
                self.in_desk(DeskObject::alarm);
                if self.life(place) != life && self.bug != Some(Bug::AlarmNotStored) {
                    self.desk.alarm = Some(self.now.plus_ms(ALARM_AGAIN_MS));
                    self.schedule_alarm(place);
                }
            }
            Place::Desk => {}
        }
    }

    /// A call arrives. It may fail before or after it is carried out.
    pub fn called(&mut self, from: Place, life: u64, to: Place, question: Question) {
        let fails_before = self.random.chance(self.weather.call_fails);
        let fails_after = self.random.chance(self.weather.call_fails);
        let mut answer = None;
        let before = self.life(to);
        if !fails_before {
            match (to, &question) {
                (Place::Desk, Question::Report { summary, asks }) => self.in_desk(|desk, around, outs| {
                    answer = Some(Answer::Reported(desk.report(around, summary, *asks, outs)?));
                    Ok(())
                }),
                (Place::Desk, Question::IsAvailable { to, .. }) => {
                    let known = self.desk.stored.agents.get(to).map(|known| known.agent.clone());
                    let is_available = self.desk.stored.is_agent_available(to);
                    answer = known.map(|to| Answer::Available { to, is_available });
                }
                (Place::Conversation(at), Question::Word { version, notice }) => {
                    self.in_conversation(at, |object, around, outs| {
                        object.hear(around, *version, notice.clone(), outs)
                    });
                    answer = Some(Answer::Heard);
                }
                (to, question) => panic!("{to:?} has no answer to {question:?}"),
            }
        }
        // An object that ended while it was asked does not answer.
        let answer = answer.filter(|_| !fails_after && self.life(to) == before);
        let delay = self.call_delay();
        self.later(delay, Event::Answered { to: from, life, from: to, question, answer });
    }

    /// An answer comes back, unless the asker has ended meanwhile.
    pub fn answered(
        &mut self,
        to: Place,
        life: u64,
        from: Place,
        question: Question,
        answer: Option<Answer>,
    ) {
        if self.life(to) != life {
            return;
        }
        match (to, question) {
            (Place::Conversation(at), Question::Report { summary, asks }) => {
                let reported = match answer {
                    Some(Answer::Reported(reported)) => Some(reported),
                    _ => None,
                };
                self.in_conversation(at, |object, around, outs| {
                    object.reported(around, summary.version, asks, reported, outs)
                });
            }
            (Place::Conversation(at), Question::IsAvailable { socket, reference, from, note, .. }) => {
                let Some(Answer::Available { to, is_available }) = answer else { return };
                let command = Command::Agent(from, AgentCommand::Transfer { to, is_available, note });
                self.in_conversation(at, |object, around, outs| {
                    object.carry(around, socket, reference, &command, outs)
                });
            }
            (Place::Desk, Question::Word { version, notice }) => {
                let Place::Conversation(at) = from else { return };
                let word = answer.map(|_| (version, notice));
                self.in_desk(|desk, around, outs| desk.told(around, at, word, outs));
            }
            (to, question) => panic!("{to:?} has not asked {question:?}"),
        }
    }

    pub fn bot_replied(&mut self, conversation: usize, life: u64, reply: BotReply) {
        // The task that waits for the bot ends with its object.
        if self.life(Place::Conversation(conversation)) == life
            || self.bug == Some(Bug::EpochCheckedOnlyBeforeTheAwait)
        {
            self.in_conversation(conversation, |object, around, outs| {
                object.bot_replied(around, reply, outs)
            });
        }
    }

    /// What a page of this side would be given now, if it came anew.
    pub fn fresh_view(&mut self, at: usize, role: Role) -> baton_shared::protocol::View {
        let mut view = None;
        self.in_conversation(at, |object, around, outs| {
            object.load(around, outs);
            view = Some(object.view(around, role));
            Ok(())
        });
        view.unwrap()
    }
}
