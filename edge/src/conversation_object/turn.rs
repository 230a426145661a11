//! The turn: command → decide → store → evolve → tell. The same few lines for whatever happens.

use std::rc::Rc;

use baton_shared::conversation::{Command, Effect, Event, decide, effects, next_deadline, unfinished};
use baton_shared::rejection::Rejection;
use baton_shared::time::Timestamp;
use worker::ScheduledTime;

use crate::clock;
use crate::conversation_object::Core;
use crate::conversation_object::memory::Memory;
use crate::error::{self, Error};

/// A report that the desk has not taken by then is tried again, by an object that a crash may have ended meanwhile.
const REPORT_MS_MAX: u64 = 5_000;

/// What a turn came to: its events, or why there are none.
pub type Outcome = Result<Vec<Event>, Rejection>;

/// What was stored, and what follows.
type Taken = (Vec<Event>, Vec<Effect>);

impl Core {
    /// One turn. There is no await between the decision and the row that keeps it, and nothing is told before.
    ///
    /// # Errors
    /// The store failed: nothing has happened.
    pub fn turn(self: &Rc<Self>, command: &Command) -> Result<Outcome, Error> {
        let now = clock::now();
        let before = self.department();
        let told = self.with(|memory| self.take_turn(memory, command, now));
        let Some(result) = told else { return Ok(Err(Rejection::NotFound)) };
        let (events, effects) = match result? {
            Ok(both) => both,
            Err(rejection) => return Ok(Err(rejection)),
        };
        for effect in effects {
            self.carry_out(effect);
        }
        self.relay();
        self.set_alarm();
        if self.department() != before {
            // After the answer to whoever has sent it there.
            let core = self.clone();
            wasm_bindgen_futures::spawn_local(async move { core.show_out() });
        }
        Ok(Ok(events))
    }

    fn take_turn(
        &self,
        memory: &mut Memory,
        command: &Command,
        now: Timestamp,
    ) -> Result<Result<Taken, Rejection>, Error> {
        let events = match decide(&memory.state, command, &memory.policy, now) {
            Ok(events) => events,
            Err(rejection) => return Ok(Err(rejection)),
        };
        if events.is_empty() {
            return Ok(Ok((events, Vec::new())));
        }
        let turn = memory.turns.saturating_add(1);
        self.store.append(turn, now, &events)?;
        memory.turns = turn;
        let (owed_before, head_before) = (unfinished(&memory.state), memory.state.head());
        memory.evolve(&events);
        memory.touch(now);
        if let Some(broken) = memory.state.broken_invariant_after(head_before) {
            // Our bug: what is stored stays, the object starts anew from it and refuses if it is still so.
            return Err(Error::Corrupt(broken));
        }
        let effects = effects(&owed_before, &memory.state, &events);
        Ok(Ok((events, effects)))
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::ShowMessage(message) => self.show_message(&message),
            Effect::ShowNote(note) => self.show_note(&note),
            Effect::ShowView => self.show_view(),
            Effect::TellDesk => self.tell_desk(),
            Effect::AskDesk { handover } => self.ask_desk(handover),
            Effect::AskBot { epoch, question } => self.ask_bot(epoch, question),
        }
    }

    /// After a load: what was owed when the process ended is owed still.
    pub fn resume_unfinished(self: &Rc<Self>) {
        let owed = self.with(|memory| unfinished(&memory.state)).unwrap_or_default();
        for effect in owed {
            self.carry_out(effect);
        }
        self.tell_desk();
        self.relay();
        self.set_alarm();
    }

    /// The one alarm is the earliest of what waits: a deadline of the rules, a socket that has not said hello or whose
    /// token ends, a report that the desk may not have, news that were not told, a file that no message names.
    /// An alarm that comes too early costs nothing and is set anew, so it is only ever moved forward.
    pub fn set_alarm(self: &Rc<Self>) {
        let expiry = self.expiry_deadline();
        let wanted = self.with(|memory| {
            let deadline = next_deadline(&memory.state, &memory.policy);
            let is_owed = memory.told < memory.version || memory.relayed < memory.turns;
            let report = is_owed.then(|| clock::now().plus_ms(REPORT_MS_MAX));
            let unused = self.unused_deadline(memory);
            let wanted =
                [deadline, self.greeting_deadline(), expiry, report, unused].into_iter().flatten().min();
            let is_new = wanted.is_some_and(|at| memory.alarm_at.is_none_or(|set| at < set));
            if is_new {
                memory.alarm_at = wanted;
            }
            wanted.filter(|_| is_new)
        });
        let Some(at) = wanted.flatten().and_then(instant) else { return };
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let set = core.state.storage().set_alarm(at).await.map_err(Error::from);
            error::log("set alarm", set);
        });
    }

    /// The alarm has come.
    pub fn alarm(self: &Rc<Self>) -> Result<(), Error> {
        if !self.load()? {
            return Ok(());
        }
        self.with(|memory| memory.alarm_at = None);
        self.close_silent_sockets();
        self.close_expired_sockets();
        self.remove_unused_files();
        let ticked = self.turn(&Command::Tick);
        self.tell_desk();
        self.relay();
        // Whatever has failed: without an alarm nothing would wake the object to try again.
        self.set_alarm();
        ticked.map(|_outcome| ())
    }
}

/// A number would be an offset for the platform; a date is an instant.
fn instant(at: Timestamp) -> Option<ScheduledTime> {
    let at = js_sys::Date::new(&js_sys::Number::from(at.0 as f64));
    (!at.get_time().is_nan()).then(|| ScheduledTime::new(at))
}
