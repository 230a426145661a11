//! What conversations must know of the desk, told until they know it: one task at a time works off what is owed.

use std::rc::Rc;

use baton_shared::desk::{Command, Summary};
use baton_shared::ids::ConversationId;
use baton_shared::protocol::PhaseName;
use baton_shared::time::Timestamp;
use futures_util::future::join_all;

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::Word;
use crate::desk_object::Core;
use crate::error::Error;

/// Conversations told at once; the platform allows a Worker six open calls and queues the rest.
const AT_ONCE: usize = 24;

/// After a failure, and at the latest after a crash, what is owed is tried again.
const RETRY_MS: u64 = 2_000;

impl Core {
    /// Begins to work off what is owed, unless that is going on already.
    pub fn tell_conversations(self: &Rc<Self>) {
        if self.is_telling.replace(true) {
            return;
        }
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let mut has_failed = false;
            while !has_failed {
                // All that is owed is worked out once, not once for each handful: that would be hundreds of walks
                // through a full desk. What one is told is worked out when he is told.
                let owed = core.with(|desk| desk.owed()).unwrap_or_default();
                if owed.is_empty() {
                    break;
                }
                for some in owed.chunks(AT_ONCE) {
                    let calls = some.iter().map(|(conversation, _)| core.tell_one(conversation.clone()));
                    for result in join_all(calls).await {
                        if let Err(error) = result {
                            worker::console_error!("tell conversation: {error}");
                            has_failed = true;
                        }
                    }
                }
            }
            core.is_telling.set(false);
            if has_failed {
                core.set_alarm();
            }
        });
    }

    /// When what could not be told is tried again; while a task is at it, it needs no alarm.
    pub fn telling_deadline(&self) -> Option<Timestamp> {
        let is_owed = !self.is_telling.get() && self.with(|desk| !desk.owed().is_empty()).unwrap_or(false);
        is_owed.then(|| clock::now().plus_ms(RETRY_MS))
    }

    async fn tell_one(self: &Rc<Self>, conversation: ConversationId) -> Result<(), Error> {
        let word = self.with(|desk| (desk.version, desk.notice(&conversation)));
        let Some((version, notice)) = word else { return Ok(()) };
        let word = Word { version, notice: notice.clone() };
        self.give(&conversation, &word)?;
        let stub = Config::of(&self.env).conversation(conversation.as_str())?;
        let _: () = call(&stub, "word", &word).await?;
        // Another word may have gone out meanwhile, in the answer to a report: then nobody knows which came last.
        let is_last = self.given.borrow().get(&conversation) == Some(&word.version);
        if is_last { self.turn(&Command::Told { conversation, notice }) } else { Ok(()) }
    }

    /// A word is given out. From then until its arrival is known, nobody knows which one the conversation has: not
    /// even after a crash, so that is stored before it goes.
    ///
    /// # Errors
    /// The store failed: the word must not go out.
    pub fn give(&self, conversation: &ConversationId, word: &Word) -> Result<(), Error> {
        self.given.borrow_mut().insert(conversation.clone(), word.version);
        let is_news = self.with(|desk| desk.doubt(conversation, &word.notice)).unwrap_or(false);
        if is_news { self.store.forget_told(conversation) } else { Ok(()) }
    }

    /// A desk that was away may have missed reports. It asks the conversations in which somebody waits or an agent
    /// writes: as many as people can hold. The others report by themselves when their visitors' pages come back.
    pub fn ask_for_reports(self: &Rc<Self>) {
        let known = self.with(|desk| {
            let urgent = desk.rows.values().filter(|row| {
                matches!(row.summary.phase, PhaseName::Requested | PhaseName::Queued | PhaseName::Assigned)
            });
            urgent.map(|row| row.summary.conversation.clone()).collect::<Vec<_>>()
        });
        let known = known.unwrap_or_default();
        if known.is_empty() {
            return;
        }
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            for some in known.chunks(AT_ONCE) {
                let calls = some.iter().map(|conversation| core.ask_for_report(conversation));
                for result in join_all(calls).await {
                    crate::error::log("ask for report", result);
                }
            }
        });
    }

    async fn ask_for_report(self: &Rc<Self>, conversation: &ConversationId) -> Result<(), Error> {
        let stub = Config::of(&self.env).conversation(conversation.as_str())?;
        let summary: Option<Summary> = call(&stub, "report", &()).await?;
        match summary {
            Some(summary) => self.turn(&Command::Report { summary: Box::new(summary), asks: None }),
            None => Ok(()),
        }
    }
}
