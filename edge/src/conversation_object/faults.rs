//! Bugs that a test build can have on purpose: the engine tests must catch each of them, or they prove nothing.
//! Which one is set by the binding `PLANTED_BUG`.

use std::rc::Rc;

use baton_shared::conversation::Event;
use baton_shared::message::{Message, RichText, Sender};
use baton_shared::protocol::{ClientFrame, ServerFrame};
use worker::WebSocket;

use crate::clock;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::conversation_object::deliver::send;
use crate::conversation_object::memory::Memory;
use crate::error::Error;

impl Core {
    fn has_bug(&self, name: &str) -> bool {
        Config::of(&self.env).test_value("PLANTED_BUG").is_some_and(|planted| planted == name)
    }

    /// `early_ack`: acknowledges before the insert.
    pub async fn planted_early_ack(&self, socket: &WebSocket, frame: &ClientFrame) {
        let ClientFrame::Post { client_id, .. } = frame else { return };
        if !self.has_bug("early_ack") {
            return;
        }
        let seq = self.with(|memory| memory.state.head().next()).unwrap_or_default();
        send(socket, &ServerFrame::Ack { client_id: client_id.clone(), seq, duplicate: false });
        clock::pause_ms(40).await;
    }

    /// `late_epoch`: the epoch was right before the bot was asked, and nobody looks again.
    pub fn speak_regardless(self: &Rc<Self>, body: &RichText) -> Result<(), Error> {
        if !self.has_bug("late_epoch") {
            return Ok(());
        }
        let now = clock::now();
        let stored = self.with(|memory| {
            let message = Message::new(memory.state.head().next(), now, Sender::Bot, body.clone());
            let event = Event::MessagePosted(message.clone());
            memory.turns += 1;
            self.store.append(memory.turns, now, std::slice::from_ref(&event))?;
            memory.evolve(std::slice::from_ref(&event));
            Ok::<Message, Error>(message)
        });
        if let Some(message) = stored.transpose()? {
            self.show_message(&message);
        }
        Ok(())
    }

    /// `forgetful_dedupe`: the names of messages are kept in memory only.
    pub fn forget_names(&self, memory: &mut Memory) {
        if self.has_bug("forgetful_dedupe") {
            memory.state.posted.clear();
        }
    }
}
