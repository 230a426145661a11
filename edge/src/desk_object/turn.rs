//! The desk's turn: command → decide → store → evolve → what follows by itself → tell.

use std::rc::Rc;

use baton_shared::desk::{Command, Desk, Event, decide, evolve, next_deadline, settle};
use baton_shared::ids::Version;
use baton_shared::limits::SETTLE_STEPS_MAX;
use baton_shared::time::Timestamp;
use worker::ScheduledTime;

use crate::clock;
use crate::desk_object::Core;
use crate::desk_object::news::News;
use crate::error::{self, Error};

/// A desk that could not come to rest within one turn goes on after this time.
const GO_ON_MS: u64 = 50;

impl Core {
    /// One turn. Nothing is told before it is stored.
    ///
    /// # Errors
    /// The store failed: what is stored has happened, the rest has not.
    pub fn turn(self: &Rc<Self>, command: &Command) -> Result<(), Error> {
        let now = clock::now();
        let mut news = News::default();
        let taken = self.with(|desk| self.take_turn(desk, command, now, &mut news)).transpose();
        // What has been stored is told, whatever failed after it.
        let is_idle = news.is_empty();
        self.show(news);
        let steps = taken?.unwrap_or_default();
        if !is_idle {
            self.tell_conversations();
        }
        if steps > 0 {
            self.set_alarm_for((steps >= SETTLE_STEPS_MAX).then(|| now.plus_ms(GO_ON_MS)));
        }
        Ok(())
    }

    /// The number of steps that it took.
    fn take_turn(
        &self,
        desk: &mut Desk,
        command: &Command,
        now: Timestamp,
        news: &mut News,
    ) -> Result<usize, Error> {
        let mut events = decide(desk, command, now);
        for steps in 0..SETTLE_STEPS_MAX {
            if events.is_empty() {
                events = settle(desk, now);
            }
            if events.is_empty() {
                return Ok(steps);
            }
            let grown = desk.version.0.saturating_add(events.len() as u64);
            self.store.append(&events, Version(grown))?;
            self.records.put_facts(&events)?;
            for event in &events {
                news.note(desk, event);
                evolve(desk, event);
            }
            if let Some(conversation) = forgotten(&events) {
                self.given.borrow_mut().remove(conversation);
            }
            events = Vec::new();
        }
        Ok(SETTLE_STEPS_MAX)
    }

    /// The one alarm is the earliest of what waits; it is only ever moved forward.
    pub fn set_alarm(self: &Rc<Self>) {
        self.set_alarm_for(None);
    }

    fn set_alarm_for(self: &Rc<Self>, also: Option<Timestamp>) {
        let deadline = self.with(|desk| next_deadline(desk, clock::now())).flatten();
        let deadlines = [deadline, self.greeting_deadline(), self.telling_deadline(), also];
        let Some(at) = deadlines.into_iter().flatten().min() else { return };
        if self.alarm_at.get().is_some_and(|set| set <= at) {
            return;
        }
        self.alarm_at.set(Some(at));
        let date = js_sys::Date::new(&js_sys::Number::from(at.0 as f64));
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let set = core.state.storage().set_alarm(ScheduledTime::new(date)).await.map_err(Error::from);
            error::log("set alarm", set);
        });
    }

    /// The alarm has come.
    pub fn alarm(self: &Rc<Self>) -> Result<(), Error> {
        self.load()?;
        self.alarm_at.set(None);
        self.close_silent_sockets();
        let ticked = self.look_at_the_clock().and_then(|()| self.turn(&Command::Tick));
        self.tell_conversations();
        // Whatever has failed: without an alarm nothing would wake the desk to try again.
        self.set_alarm();
        ticked
    }
}

fn forgotten(events: &[Event]) -> Option<&baton_shared::ids::ConversationId> {
    events.iter().find_map(|event| match event {
        Event::RowDropped(conversation) => Some(conversation),
        _ => None,
    })
}
