//! What the bot says, and what is said for it when it stays silent.

use super::Turn;
use crate::conversation::command::{BotReply, Reply};
use crate::conversation::event::Event;
use crate::conversation::state::Phase;
use crate::ids::{DepartmentId, Seq, VisitorId};
use crate::message::{Message, RichText, Sender, Source};
use crate::rejection::Rejection;

impl Turn<'_> {
    pub(super) fn start(
        &self,
        visitor: &VisitorId,
        page: Option<&str>,
        language: Option<&str>,
        department: Option<&DepartmentId>,
    ) -> Vec<Event> {
        let chosen = department.and_then(|department| self.chosen(department));
        // A page that begins again and again must not fill the journal with its changes of mind.
        let chosen = chosen.filter(|_| self.has_room_for_told());
        if self.state.visitor.is_some() {
            return chosen.into_iter().collect();
        }
        let mut greeting = self.message(1, Sender::Bot, self.said(&self.policy.texts.greeting, None));
        greeting.chips.clone_from(&self.policy.greeting_chips);
        let started = [
            Event::ConversationStarted {
                visitor: visitor.clone(),
                page: page.map(str::to_owned),
                language: language.map(str::to_owned),
                at: self.now,
            },
            Event::MessagePosted(greeting),
        ];
        started.into_iter().chain(chosen).collect()
    }

    pub(super) fn bot_replied(&self, reply: &BotReply) -> Result<Vec<Event>, Rejection> {
        let is_owed = self.state.bot_turns.iter().any(|turn| turn.question == reply.question);
        if reply.epoch != self.state.epoch || self.state.phase != Phase::Bot || !is_owed {
            return Err(Rejection::Stale);
        }
        let (body, sources, chips, offers_human) = match &reply.reply {
            Reply::Answer { body, sources, chips } => (body.clone(), sources.clone(), chips.clone(), false),
            Reply::Unknown { chips } => {
                (self.said(&self.policy.texts.bot_unknown, None), Vec::new(), chips.clone(), true)
            }
            Reply::Failed => (self.said(&self.policy.texts.bot_failed, None), Vec::new(), Vec::new(), true),
        };
        let mut events = vec![self.bot_says(1, reply.question, body, sources, chips, offers_human)];
        events.extend(self.rules_for_answer(reply).into_iter().flat_map(|judgement| self.follow(judgement)));
        Ok(events)
    }

    /// Apologies for the answers that did not come in time.
    pub(super) fn late_answers(&self) -> Vec<Event> {
        let is_late = |asked_at| self.is_over(asked_at, self.policy.bot_answer_ms_max);
        let late = self.state.bot_turns.iter().filter(|turn| is_late(turn.asked_at));
        let failed = self.said(&self.policy.texts.bot_failed, None);
        let answers = late.zip(1..).map(|(turn, nth)| {
            self.bot_says(nth, turn.question, failed.clone(), Vec::new(), Vec::new(), true)
        });
        answers.collect()
    }

    fn bot_says(
        &self,
        nth: u64,
        question: Seq,
        body: RichText,
        sources: Vec<Source>,
        chips: Vec<String>,
        offers_human: bool,
    ) -> Event {
        let message = self.message(nth, Sender::Bot, body);
        Event::MessagePosted(Message { answers: Some(question), sources, chips, offers_human, ..message })
    }
}
