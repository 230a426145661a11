//! What the desk's word and the passing of time mean for a conversation.

use super::Turn;
use crate::conversation::event::{Event, HandoverEnd, HandoverReason};
use crate::conversation::state::{Handover, Phase};
use crate::desk::{DeskAnswer, NoPlace, Overflow, TurnedAway};
use crate::ids::{AgentId, HandoverId};
use crate::limits::DESK_ANSWER_MS_MAX;
use crate::message::{Message, Notice, Sender};
use crate::rejection::Rejection;
use crate::time::Timestamp;

impl Turn<'_> {
    pub(super) fn desk_answered(
        &self,
        handover: HandoverId,
        answer: &DeskAnswer,
        opens_at: Option<Timestamp>,
    ) -> Result<Vec<Event>, Rejection> {
        let Phase::Requested(open) = &self.state.phase else { return Err(Rejection::Stale) };
        if open.id != handover {
            return Err(Rejection::Stale);
        }
        Ok(match answer {
            DeskAnswer::Placed { wait_ms_max, then } => self.placed(open, *wait_ms_max, then),
            DeskAnswer::Refused { reason, then } => self.overflows(open, *reason, then, opens_at),
        })
    }

    fn placed(&self, open: &Handover, wait_ms_max: u64, then: &Overflow) -> Vec<Event> {
        let until = Some(self.now.plus_ms(wait_ms_max));
        let queued = Event::HandoverQueued { until, then: then.clone(), at: self.now };
        // Whoever was told that the agent is gone knows that he waits.
        let waits = (!open.is_front).then(|| self.tells(Notice::Waiting, &self.policy.texts.waiting, None));
        std::iter::once(queued).chain(waits).collect()
    }

    pub(super) fn turned_away(&self, turned: &TurnedAway) -> Result<Vec<Event>, Rejection> {
        match &self.state.phase {
            Phase::Queued(open) if open.id == turned.handover => {
                Ok(self.overflows(open, turned.reason, &turned.then, None))
            }
            _ => Err(Rejection::Stale),
        }
    }

    /// A department can't take it: what the site wants then. Each department is asked once.
    fn overflows(
        &self,
        open: &Handover,
        reason: NoPlace,
        then: &Overflow,
        opens_at: Option<Timestamp>,
    ) -> Vec<Event> {
        let texts = &self.policy.texts;
        match then {
            Overflow::Department(next) if *next != open.department && !open.tried.contains(next) => {
                vec![Event::HandoverRerouted { department: next.clone(), reason, at: self.now }]
            }
            Overflow::Bot => self.handover_ends(HandoverEnd::TimedOut, Notice::TimedOut, &texts.timed_out),
            Overflow::Department(_) | Overflow::OfflineForm => {
                let (notice, text) = match reason {
                    NoPlace::Closed => (Notice::Closed, &texts.closed),
                    NoPlace::WaitedTooLong | NoPlace::QueueFull => (Notice::NoOperator, &texts.all_busy),
                    NoPlace::NobodyAvailable | NoPlace::NobodyThere => {
                        (Notice::NoOperator, &texts.no_operator)
                    }
                };
                let said = self.message(1, Sender::System { notice }, self.said(text, None));
                let opened = [
                    Event::OfflineFormOpened { reason: Some(reason), at: self.now },
                    Event::MessagePosted(Message { opens_at, ..said }),
                ];
                let asks = self.policy.forms.asks_after_hours && reason == NoPlace::Closed;
                let questions = if asks { self.begins_questions(2) } else { Vec::new() };
                opened.into_iter().chain(questions).collect()
            }
        }
    }

    /// The owner is gone: the visitor is told, and goes before those who come new.
    pub(super) fn agent_lost(&self, agent: &AgentId) -> Result<Vec<Event>, Rejection> {
        let Some(owner) = self.state.agent().filter(|owner| owner.id == *agent) else {
            return Err(Rejection::Stale);
        };
        Ok(vec![
            Event::AgentLost { agent: owner.clone(), at: self.now },
            self.requested(HandoverReason::AgentLost),
            self.tells(Notice::AgentLost, &self.policy.texts.agent_lost, Some(&owner.name)),
        ])
    }

    /// Everything whose time has come, each once: the state that it leaves has no deadline at or before now.
    pub(super) fn tick(&self) -> Vec<Event> {
        let policy = self.policy;
        match &self.state.phase {
            Phase::Requested(open) if self.is_over(open.since, DESK_ANSWER_MS_MAX) => {
                self.overflows(open, NoPlace::NobodyAvailable, &Overflow::OfflineForm, None)
            }
            Phase::Queued(open) if self.now >= open.until(policy) => {
                self.overflows(open, NoPlace::WaitedTooLong, &open.then, None)
            }
            Phase::Queued(open) => self.rules_for_wait(open),
            Phase::OfflineForm(open) if self.is_over(open.since, policy.offline_form_ms_max) => {
                self.handover_ends(HandoverEnd::TimedOut, Notice::TimedOut, &policy.texts.timed_out)
            }
            Phase::Bot => self.late_answers(),
            _ => Vec::new(),
        }
    }
}
