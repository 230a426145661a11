//! The desk's turn: command → decide → store → evolve → tell.

use std::rc::Rc;

use baton_shared::desk::{Command, Desk, Event, decide, evolve, next_deadline};
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
        let decided = self.with(|desk| {
            let events = decide(desk, command, now);
            let frames: Vec<DeskServerFrame> =
                events.iter().filter_map(|event| frame_of(desk, event)).collect();
            if !events.is_empty() {
                let grown = desk.version.0.saturating_add(events.len() as u64);
                self.store.append(&events, Version(grown))?;
                events.iter().for_each(|event| evolve(desk, event));
            }
            Ok::<_, Error>((frames, events.is_empty()))
        });
        let Some((frames, is_idle)) = decided.transpose()? else { return Ok(()) };
        if is_idle {
            return Ok(());
        }
        for frame in &frames {
            self.broadcast(frame);
        }
        self.tell_conversations();
        self.set_alarm();
        Ok(())
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
        let ticked = self.turn(&Command::Tick);
        self.tell_conversations();
        // Whatever has failed: without an alarm nothing would wake the desk to try again.
        self.set_alarm();
        ticked
    }
}

/// What the agents' pages must know of a change, beside how the desk stood before. What a conversation was told is the
/// desk's own business.
fn frame_of(before: &Desk, event: &Event) -> Option<DeskServerFrame> {
    match event {
        Event::AgentChanged(agent) => Some(DeskServerFrame::Agent(agent.clone())),
        Event::RowChanged(row) => {
            let known = before.rows.get(&row.summary.conversation);
            let is_news = row.summary.is_listed && known.is_none_or(|known| known.summary != row.summary);
            is_news.then(|| DeskServerFrame::Conversation(Box::new(row.summary.clone())))
        }
        Event::RowDropped(conversation) => {
            Some(DeskServerFrame::Removed { conversation: conversation.clone() })
        }
    }
}
