//! Attempts: at least one for all that is taken in, until it has arrived or was tried often enough.
//!
//! A delivery's timer is there until its end is stored, so that an attempt that a crash cuts off is made again.

use std::rc::Rc;

use baton_shared::courier::{Kind, News, Next, Outcome, next};
use baton_shared::limits::{CALL_MS_MAX, CALLS_AT_ONCE_MAX, DELIVERIES_WAITING_MAX, DELIVERY_KEPT_MS};
use worker::ScheduledTime;

use crate::clock;
use crate::config::Config;
use crate::courier_object::receiver::{Receiver, Target};
use crate::courier_object::store::{Attempted, DeliveryState};
use crate::courier_object::{Core, payload};
use crate::error::{self, Error};
use crate::mail;
use crate::outbound::{self, Answered, CallFailed};
use crate::random;
use crate::timers::Timer;

/// The kind of a delivery's timer.
const DELIVER: &str = "deliver";

/// The kind of the one timer that forgets what has ended long ago.
const FORGET: &str = "forget";

/// How often that is done, in milliseconds: a day.
const FORGET_MS: u64 = 24 * 3_600_000;

impl Core {
    /// Makes sure that the receiver is known; false if nobody has set it up.
    pub fn load(self: &Rc<Self>) -> Result<bool, Error> {
        if !self.is_loaded.get() {
            if !self.store.exists()? {
                return Ok(false);
            }
            *self.receiver.borrow_mut() = self.store.receiver()?;
            self.is_loaded.set(true);
            // Work that is due without an alarm would wait for ever: whoever wakes the object repairs that.
            self.go_on();
        }
        Ok(self.receiver.borrow().is_some())
    }

    /// The receiver, if somebody has set it up.
    pub fn receiver(&self) -> Option<Receiver> {
        self.receiver.borrow().clone()
    }

    /// Takes in what has happened. What it has taken in before is known by its id. False: it wants nothing any more.
    pub fn take(self: &Rc<Self>, news: &[News]) -> Result<bool, Error> {
        let is_here = self.load()? && self.receiver().is_some_and(|receiver| receiver.gone_at.is_none());
        if !is_here {
            return Ok(false);
        }
        let now = clock::now();
        let mut waiting = self.store.number_of(DeliveryState::Waiting)?;
        for one in news {
            if waiting >= DELIVERIES_WAITING_MAX {
                worker::console_error!("a receiver's list is full: {} is dropped", one.id);
                continue;
            }
            if self.store.add(one, now)? {
                self.timers.set(DELIVER, &one.id, now)?;
                waiting += 1;
            }
        }
        self.go_on();
        Ok(true)
    }

    /// Tries a delivery as soon as there is room.
    pub fn try_soon(self: &Rc<Self>, id: &str) -> Result<(), Error> {
        self.timers.set(DELIVER, id, clock::now())?;
        self.go_on();
        Ok(())
    }

    /// Begins what is due, and sets the alarm for what is not.
    pub fn go_on(self: &Rc<Self>) {
        self.work();
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move { error::log("set alarm", core.set_alarm().await) });
    }

    /// Begins what is due, as far as there is room. Never fails: what can't be begun stays due.
    pub fn work(self: &Rc<Self>) {
        error::log("deliver", self.begin_due());
    }

    fn begin_due(self: &Rc<Self>) -> Result<(), Error> {
        if self.receiver().is_none() {
            return Ok(());
        }
        for Timer { kind, name } in self.timers.due(clock::now(), 2 * CALLS_AT_ONCE_MAX)? {
            if kind == FORGET {
                self.forget()?;
                continue;
            }
            let is_room = self.flying.borrow().len() < CALLS_AT_ONCE_MAX;
            if !is_room || !self.flying.borrow_mut().insert(name.clone()) {
                continue;
            }
            let core = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let ended = core.attempt(&name).await;
                core.flying.borrow_mut().remove(&name);
                if ended.is_err() {
                    // The store failed: the timer stands, but not at once again.
                    error::log("put off", core.timers.set(DELIVER, &name, clock::now().plus_ms(CALL_MS_MAX)));
                }
                error::log("attempt", ended);
                core.go_on();
            });
        }
        Ok(())
    }

    /// One attempt, and what follows from it.
    async fn attempt(self: &Rc<Self>, id: &str) -> Result<(), Error> {
        let (Some((news, attempts)), Some(receiver)) = (self.store.waiting(id)?, self.receiver()) else {
            return self.timers.clear(DELIVER, id);
        };
        let result = self.send(&receiver, &news).await;
        let (now, attempt) = (clock::now(), attempts.saturating_add(1));
        let (outcome, status, note) = match &result {
            Ok(answered) => {
                let Answered { status, retry_after_ms, .. } = answered;
                let outcome = Outcome::Answered { status: *status, retry_after_ms: *retry_after_ms };
                (outcome, Some(*status), format!("Answered {status}."))
            }
            Err(failed) => (Outcome::Failed, None, failed.words()),
        };
        // A test is for somebody who looks on: it is not tried again.
        let follows = match next(attempt, outcome, now, random::number()?) {
            Next::Again(_) if news.kind == Kind::EndpointTested => Next::GivenUp,
            other => other,
        };
        let (state, due) = match follows {
            Next::Done => (DeliveryState::Done, None),
            Next::Again(at) => (DeliveryState::Waiting, Some(now.plus_ms(self.faster(at.since_ms(now))))),
            Next::GivenUp | Next::Gone => (DeliveryState::GivenUp, None),
        };
        self.store.attempted(id, &Attempted { state, status, note, at: now })?;
        match due {
            Some(at) => self.timers.set(DELIVER, id, at)?,
            None => self.timers.clear(DELIVER, id)?,
        }
        if follows == Next::Gone { self.give_up_all() } else { Ok(()) }
    }

    /// The receiver wants nothing any more: what waits is not sent, what comes is not taken in.
    fn give_up_all(&self) -> Result<(), Error> {
        let now = clock::now();
        let note = "Not sent: the receiver has answered 410 (gone).".to_owned();
        for id in self.store.all(DeliveryState::Waiting)? {
            let gone = Attempted { state: DeliveryState::GivenUp, status: None, note: note.clone(), at: now };
            self.store.attempted(&id, &gone)?;
            self.timers.clear(DELIVER, &id)?;
        }
        if let Some(receiver) = self.receiver.borrow_mut().as_mut() {
            receiver.gone_at = Some(now);
            self.store.set_receiver(receiver)?;
        }
        Ok(())
    }

    async fn send(&self, receiver: &Receiver, news: &News) -> Result<Answered, CallFailed> {
        let config = Config::of(&self.env);
        let outgoing = match &receiver.target {
            Target::Webhook { url } => payload::webhook(receiver, url, news),
            Target::Mail { to } => return mail::send(&config, &payload::mail(to, news)).await,
            Target::Slack { url } => payload::slack_message(url, news),
        };
        match outgoing {
            Ok(outgoing) => outbound::post(&config, outgoing).await,
            Err(error) => {
                worker::console_error!("{}: {error}", news.id);
                Err(CallFailed::Unreachable)
            }
        }
    }

    fn forget(&self) -> Result<(), Error> {
        let now = clock::now();
        self.store.forget_ended_before(timestamp_before(now, DELIVERY_KEPT_MS))?;
        self.timers.set(FORGET, "", now.plus_ms(FORGET_MS))
    }

    /// Makes what a new receiver needs.
    pub fn begin(&self) -> Result<(), Error> {
        self.store.create()?;
        self.timers.create()?;
        self.timers.set(FORGET, "", clock::now().plus_ms(FORGET_MS))
    }

    /// The alarm is the earliest timer. While attempts are under way it is no earlier than their longest time: they go on
    /// by themselves, and the alarm is there for when the process ends.
    pub async fn set_alarm(&self) -> Result<(), Error> {
        if !self.is_loaded.get() {
            return Ok(());
        }
        let Some(next) = self.timers.next()? else { return Ok(()) };
        let now = clock::now();
        let patience = if self.flying.borrow().is_empty() { now } else { now.plus_ms(CALL_MS_MAX) };
        let at = js_sys::Date::new(&js_sys::Number::from(next.max(patience).0 as f64));
        Ok(self.state.storage().set_alarm(ScheduledTime::new(at)).await?)
    }

    /// The pauses of three days, in the seconds of a test.
    #[cfg(feature = "test-hooks")]
    fn faster(&self, pause_ms: u64) -> u64 {
        let divisor = Config::of(&self.env).test_value("PAUSE_DIVISOR").and_then(|text| text.parse().ok());
        pause_ms / divisor.unwrap_or(1).max(1)
    }

    #[cfg(not(feature = "test-hooks"))]
    fn faster(&self, pause_ms: u64) -> u64 {
        pause_ms
    }
}

fn timestamp_before(now: baton_shared::time::Timestamp, ms: u64) -> baton_shared::time::Timestamp {
    baton_shared::time::Timestamp(now.0.saturating_sub(ms))
}
