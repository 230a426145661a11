//! The desk's turn: command → decide → store → evolve → tell.

use std::rc::Rc;

use baton_shared::desk::{Command, Event, decide, evolve, next_deadline};
use baton_shared::ids::Version;
use baton_shared::protocol::DeskServerFrame;
use worker::ScheduledTime;

use crate::clock;
use crate::desk_object::Core;
use crate::error::{self, Error};

impl Core {
    /// One turn. Nothing is told before it is stored.
    ///
    /// # Errors
    /// The store failed: nothing has happened.
    pub fn turn(self: &Rc<Self>, command: &Command) -> Result<(), Error> {
        let now = clock::now();
        let events = self.with(|desk| {
            let events = decide(desk, command, now);
            if !events.is_empty() {
                let grown = desk.version.0.saturating_add(events.len() as u64);
                self.store.append(&events, Version(grown))?;
                events.iter().for_each(|event| evolve(desk, event));
            }
            Ok::<Vec<Event>, Error>(events)
        });
        let events = events.transpose()?.unwrap_or_default();
        if events.is_empty() {
            return Ok(());
        }
        for event in &events {
            self.show(event);
        }
        self.tell_conversations();
        self.set_alarm();
        Ok(())
    }

    fn show(&self, event: &Event) {
        match event {
            Event::AgentChanged(agent) => self.broadcast(&DeskServerFrame::Agent(agent.clone())),
            Event::RowChanged(row) if row.summary.is_listed => {
                self.broadcast(&DeskServerFrame::Conversation(Box::new(row.summary.clone())));
            }
            Event::RowChanged(_) => {}
            Event::RowDropped(conversation) => {
                self.broadcast(&DeskServerFrame::Removed { conversation: conversation.clone() });
            }
        }
    }

    /// The one alarm is the earliest of what waits; it is only ever moved forward.
    pub fn set_alarm(self: &Rc<Self>) {
        let deadline = self.with(|desk| next_deadline(desk)).flatten();
        let deadlines = [deadline, self.greeting_deadline(), self.telling_deadline()];
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
        self.turn(&Command::Tick)?;
        self.tell_conversations();
        self.set_alarm();
        Ok(())
    }
}
