//! The guarantees, read from the journals and from the pages, without the code that they judge.

use std::collections::{BTreeMap, BTreeSet};

use baton_shared::conversation::{Conversation, Event, HandoverEnd, Phase, evolve};
use baton_shared::ids::{AgentId, HandoverId, Seq};
use baton_shared::message::{Message, Sender};
use baton_shared::protocol::{PhaseName, View, message_for};

use super::World;
use super::page::{Machine, Who};

const ACKNOWLEDGED: &str = "1. no acknowledged message is lost";
const ORDER: &str = "2. one gap-free order, the same for all who look";
const ONCE: &str = "3. a message sent again is stored and shown once";
const RESUME: &str = "4. resume after any gap";
const SNAPSHOT: &str = "5. snapshot + events = fresh snapshot";
const OWNER: &str = "6. at most one owner";
const SILENCE: &str = "7. the bot never speaks while a human owns";
const HANDOVER: &str = "8. every handover ends once";
const ANSWER: &str = "9. one answer or one fallback per visitor turn";
const DESK: &str = "the desk shows what the conversations are";

/// Who owns a conversation, as the journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Owner {
    Bot,
    Humans,
    Agent(AgentId),
    Nobody,
}

/// A journal, read again by rules of its own.
#[derive(Default)]
struct Reading {
    owner: Option<Owner>,
    /// Visitor's messages of this period of the bot that have no answer yet.
    owed: BTreeSet<Seq>,
    answered: BTreeSet<Seq>,
    names: BTreeMap<String, Seq>,
    open: Option<HandoverId>,
    ends: BTreeMap<HandoverId, u32>,
    last: Seq,
    wrong: Vec<(&'static str, String)>,
}

impl Reading {
    fn read(&mut self, event: &Event) {
        match event {
            Event::ConversationStarted { .. } => self.owner = Some(Owner::Bot),
            Event::MessagePosted(message) => self.message(message),
            Event::HandoverRequested { handover, .. } => {
                // From the bot, or from an agent who is lost or gives it to a department.
                let is_free = matches!(self.owner, Some(Owner::Bot | Owner::Agent(_)));
                if !is_free || self.open.is_some() || self.ends.contains_key(handover) {
                    self.wrong.push((HANDOVER, format!("handover {handover} begun while {:?}", self.owner)));
                }
                self.open = Some(*handover);
                self.ends.insert(*handover, 0);
                self.owned_by(Owner::Humans);
            }
            Event::QuestionsBegun { .. } | Event::QuestionAnswered { .. } => {
                if self.open.is_none() {
                    self.wrong.push((HANDOVER, format!("{event:?} without a handover")));
                }
            }
            Event::FormOpened { .. } | Event::FormClosed { .. } | Event::FormSubmitted(_) => {}
            Event::HandoverQueued { .. }
            | Event::HandoverRerouted { .. }
            | Event::OfflineFormOpened { .. } => {
                if self.open.is_none() {
                    self.wrong.push((HANDOVER, format!("{event:?} without a handover")));
                }
            }
            Event::HandoverEnded { handover, end, .. } => {
                if self.open.take() != Some(*handover) {
                    self.wrong.push((HANDOVER, format!("handover {handover} ended, but was not open")));
                }
                *self.ends.entry(*handover).or_default() += 1;
                let is_back = matches!(end, HandoverEnd::Cancelled | HandoverEnd::TimedOut);
                self.owned_by(if is_back { Owner::Bot } else { Owner::Humans });
            }
            Event::AgentAssigned { agent, .. } => {
                if matches!(self.owner, Some(Owner::Agent(_))) || self.open.is_some() {
                    self.wrong.push((OWNER, format!("{} assigned while {:?}", agent.name, self.owner)));
                }
                self.owned_by(Owner::Agent(agent.id.clone()));
            }
            Event::ConversationTransferred { from, to, .. } => {
                self.must_own(&from.id, "transferred");
                self.owned_by(Owner::Agent(to.id.clone()));
            }
            Event::HandedBack { agent, .. } => {
                self.must_own(&agent.id, "handed back");
                self.owned_by(Owner::Bot);
            }
            Event::ConversationResolved { .. } => self.owned_by(Owner::Nobody),
            Event::ConversationReopened { .. } => self.owned_by(Owner::Bot),
            Event::AgentLost { agent, .. } => self.must_own(&agent.id, "was lost"),
            Event::VisitorIdentified { .. }
            | Event::OfflineMessageLeft(_)
            | Event::NoteAdded(_)
            | Event::RatingGiven(_)
            | Event::RulesAsked(_)
            | Event::ConversationMarked { .. }
            | Event::AttributesSet { .. }
            | Event::PageViewed(_)
            | Event::ActionTracked { .. }
            | Event::DepartmentChosen { .. }
            | Event::HumanCalled { .. } => {}
        }
    }

    fn owned_by(&mut self, owner: Owner) {
        self.owner = Some(owner);
        self.owed.clear();
    }

    fn must_own(&mut self, agent: &AgentId, what: &str) {
        if self.owner != Some(Owner::Agent(agent.clone())) {
            self.wrong.push((OWNER, format!("{agent} {what} while {:?}", self.owner)));
        }
    }

    fn message(&mut self, message: &Message) {
        if message.seq != self.last.next() {
            self.wrong.push((ORDER, format!("#{} follows #{}", message.seq, self.last)));
        }
        self.last = message.seq;
        let sender = match &message.sender {
            Sender::Agent(agent) => {
                self.must_own(&agent.id, "wrote");
                agent.id.to_string()
            }
            _ => "visitor".to_owned(),
        };
        if let Some(name) = &message.client_id
            && let Some(first) = self.names.insert(format!("{sender}/{name}"), message.seq)
        {
            self.wrong.push((ONCE, format!("{sender}'s {name} is #{first} and #{}", message.seq)));
        }
        match (&message.sender, message.answers) {
            (Sender::Visitor, _) if self.owner == Some(Owner::Bot) => {
                self.owed.insert(message.seq);
            }
            (Sender::Bot, Some(question)) => self.answer(message.seq, question),
            _ => {}
        }
    }

    fn answer(&mut self, seq: Seq, question: Seq) {
        if self.owner != Some(Owner::Bot) {
            self.wrong.push((SILENCE, format!("the bot's #{seq} while {:?}", self.owner)));
        } else if !self.answered.insert(question) {
            self.wrong.push((ANSWER, format!("#{question} is answered again by #{seq}")));
        } else if !self.owed.remove(&question) {
            self.wrong.push((SILENCE, format!("the bot's #{seq} answers #{question} of an earlier epoch")));
        }
    }
}

impl World {
    /// What must be true whenever nothing is under way.
    pub fn check_settled(&mut self) {
        self.check_acknowledged();
        for at in 0..self.conversations.len() {
            self.check_journal(at);
            self.check_pages(at);
        }
        self.check_desk();
        self.check_answers();
    }

    /// What must be true when every limit has passed.
    pub fn check_ended(&mut self) {
        for at in 0..self.conversations.len() {
            let reading = self.reading(at);
            for (handover, ends) in &reading.ends {
                if *ends != 1 {
                    self.fail(HANDOVER, format!("handover {handover} has {ends} ends"));
                }
            }
            if !reading.owed.is_empty() {
                self.fail(ANSWER, format!("no answer to {:?}", reading.owed));
            }
        }
    }

    fn reading(&self, at: usize) -> Reading {
        let mut reading = Reading::default();
        let events = self.conversations[at].stored.journal.iter().flat_map(|(_, events)| events);
        events.for_each(|event| reading.read(event));
        reading
    }

    fn check_journal(&mut self, at: usize) {
        if let Some((guarantee, what)) = self.reading(at).wrong.into_iter().next() {
            self.fail(guarantee, what);
        }
    }

    fn check_acknowledged(&mut self) {
        let lost = self.acknowledged.iter().find(|ack| {
            let Some(at) = ack.who.conversation() else { return true };
            let index = usize::try_from(ack.seq - 1).unwrap();
            let stored = self.conversations[at].stored.messages.get(index);
            let name = stored.and_then(|message| message.client_id.as_ref());
            name.map(|name| name.as_str()) != Some(&ack.client_id)
        });
        if let Some(lost) = lost {
            let what = format!("{lost:?}");
            self.fail(ACKNOWLEDGED, what);
        }
    }

    /// Whoever looks sees the journal, and what a newcomer sees.
    fn check_pages(&mut self, at: usize) {
        for page in 0..self.pages.len() {
            let who = self.pages[page].who;
            if who.conversation() != Some(at) || self.pages[page].is_closed {
                continue;
            }
            let fresh = self.fresh_view(at, who.role());
            let Some(chat) = self.pages[page].chat() else { continue };
            let stored = &self.conversations[at].stored;
            let expected = stored.messages.iter().map(|message| message_for(message, who.role()));
            let mut wrong = None;
            if !chat.messages().iter().cloned().eq(expected) {
                let (shown, all) = (chat.messages().len(), stored.messages.len());
                wrong = Some((RESUME, format!("page {page} {who:?} shows {shown} of {all} messages")));
            } else if !is_same(chat.view(), &fresh) {
                wrong =
                    Some((SNAPSHOT, format!("page {page} {who:?} sees {:?}, not {fresh:?}", chat.view())));
            } else if matches!(who, Who::Agent { .. }) && !chat.notes().iter().eq(self.notes(at).iter()) {
                wrong = Some((SNAPSHOT, format!("page {page} {who:?} has notes {:?}", chat.notes())));
            } else if chat.entries().len() != chat.messages().len() + chat.notes().len() {
                wrong = Some((ONCE, format!("page {page} {who:?} has something pending for ever")));
            }
            if let Some((guarantee, what)) = wrong {
                self.fail(guarantee, what);
            }
        }
    }

    fn notes(&self, at: usize) -> Vec<baton_shared::conversation::Note> {
        let events = self.conversations[at].stored.journal.iter().flat_map(|(_, events)| events);
        events
            .filter_map(|event| match event {
                Event::NoteAdded(note) => Some(note.clone()),
                _ => None,
            })
            .collect()
    }

    /// The desk's queue is the queued conversations, its rows are how they stand, and they know its words.
    fn check_desk(&mut self) {
        for at in 0..self.conversations.len() {
            let object = &self.conversations[at];
            let mut state = Conversation::default();
            let events = object.stored.journal.iter().flat_map(|(_, events)| events);
            events.for_each(|event| evolve(&mut state, event));
            let is_queued = matches!(state.phase, Phase::Queued(_));
            let row = self.desk.stored.rows.get(&object.id);
            let has_place = row.is_some_and(|row| row.place.is_some());
            let mut wrong = None;
            if has_place != is_queued {
                wrong = Some(format!("c{at} is queued: {is_queued}; at the desk: {has_place}"));
            } else if row.map(|row| row.summary.phase) != Some(phase_name(&state.phase)) {
                wrong = Some(format!("c{at} is {:?}, the desk has {row:?}", state.phase));
            } else if row.is_some_and(|row| row.summary.is_visitor_online)
                && object.stored.heard.1 != self.desk.stored.notice(&object.id)
            {
                wrong = Some(format!("c{at} has heard {:?}, the desk has {row:?}", object.stored.heard));
            }
            if let Some(wrong) = wrong {
                self.fail(DESK, wrong);
            }
        }
        for page in 0..self.pages.len() {
            let (Machine::Desk(list), Who::Desk { agent }) =
                (&self.pages[page].machine, self.pages[page].who)
            else {
                continue;
            };
            let known = self.desk.stored.agents.get(&self.agents[agent].id).map(|known| known.presence);
            if Some(list.presence()) != known {
                let what = format!("page {page} shows {:?}, the desk has {known:?}", list.presence());
                return self.fail(DESK, what);
            }
            let listed = self.desk.stored.rows.values().map(|row| &row.summary).filter(|it| it.is_listed);
            let agents = self.desk.stored.agents.keys().filter_map(|id| self.desk.stored.agent_shown(id));
            let offers = self.desk.stored.offers_shown(&self.agents[agent].id);
            let is_right = list.conversations().eq(listed) && list.agents().cloned().eq(agents);
            if !is_right || list.offers() != offers {
                let what = format!("page {page} lists {:?}", list.conversations().collect::<Vec<_>>());
                self.fail(DESK, what);
            }
        }
    }

    /// Everything that was asked for was answered, once.
    fn check_answers(&mut self) {
        for page in 0..self.pages.len() {
            let at = &self.pages[page];
            let is_once = at.answers.values().all(|times| *times == 1);
            if !at.is_closed && (at.answers.len() as u64 != at.asked || !is_once) {
                let what = format!("page {page} asked {} times, answers: {:?}", at.asked, at.answers);
                self.fail("every command is answered once", what);
            }
        }
    }
}

fn phase_name(phase: &Phase) -> PhaseName {
    match phase {
        Phase::Bot => PhaseName::Bot,
        Phase::Requested(_) => PhaseName::Requested,
        Phase::Queued(_) => PhaseName::Queued,
        Phase::OfflineForm(_) => PhaseName::OfflineForm,
        Phase::Assigned { .. } => PhaseName::Assigned,
        Phase::AwaitingFollowUp { .. } => PhaseName::AwaitingFollowUp,
        Phase::Resolved { .. } => PhaseName::Resolved,
    }
}

/// The same to be seen. An object that was out of memory counts on from a later version without showing it.
fn is_same(shown: Option<&View>, fresh: &View) -> bool {
    shown.is_some_and(|shown| {
        shown.version <= fresh.version && View { version: fresh.version, ..shown.clone() } == *fresh
    })
}
