//! What has happened is told to the site's receivers, turn by turn.
//!
//! The journal is the outbox: a turn and what must be told of it are one row, so there is no moment at which one is stored
//! and the other is not. What is kept beside it is how far the telling has come. A turn that is told again, after a
//! crash, has the same ids again; a receiver's object takes each in once.

use std::rc::Rc;

use baton_shared::courier::{Endpoint, News, Subject, news};
use baton_shared::limits::TURNS_TOLD_MAX;

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::error::{self, Error};

/// News are told this much later, in milliseconds, so that a burst is one call.
const GATHER_MS: u64 = 300;

/// The first pause after a failure, in milliseconds; doubled each time.
const PAUSE_MS: u64 = 250;

/// After so many failures the next turn, alarm or load tries again.
const TRIES_MAX: u32 = 6;

/// The name under which it is kept how many turns have been told.
pub const TOLD: &str = "relayed";

/// Turns that were not told yet.
struct Untold {
    news: Vec<News>,
    until: u64,
}

impl Core {
    /// Tells what was not told yet, soon. One task at a time; what happens meanwhile goes with its next round.
    pub fn relay(self: &Rc<Self>) {
        let begins = self.with(|memory| {
            let begins = !memory.is_relaying && memory.relayed < memory.turns;
            memory.is_relaying |= begins;
            begins
        });
        if begins != Some(true) {
            return;
        }
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let result = core.relay_all().await;
            core.with(|memory| memory.is_relaying = false);
            error::log("relay", result);
        });
    }

    async fn relay_all(self: &Rc<Self>) -> Result<(), Error> {
        let mut failures = 0;
        loop {
            clock::pause_ms(GATHER_MS).await;
            let Some(untold) = self.untold()? else { return Ok(()) };
            match self.tell_endpoints(&untold.news).await {
                Ok(()) => {
                    self.store.set(TOLD, &untold.until)?;
                    self.with(|memory| memory.relayed = untold.until);
                    failures = 0;
                }
                Err(error) if failures >= TRIES_MAX => return Err(error),
                Err(_) => {
                    clock::pause_ms(PAUSE_MS << failures).await;
                    failures += 1;
                }
            }
        }
    }

    fn untold(&self) -> Result<Option<Untold>, Error> {
        let desk = format!("{}/desk", Config::of(&self.env).origins()?.first().map_or("", String::as_str));
        let known = self.with(|memory| {
            let id = &memory.identity.conversation;
            let subject = Subject::of(&memory.state, id, &memory.policy.department, &desk);
            (memory.relayed < memory.turns).then_some((subject, memory.relayed))
        });
        let Some((subject, relayed)) = known.flatten() else { return Ok(None) };
        let turns = self.store.journal_after(relayed, TURNS_TOLD_MAX)?;
        let until = turns.last().map_or(relayed, |turn| turn.turn);
        let news = turns.iter().flat_map(|turn| news(turn.turn, turn.at, &turn.events, &subject));
        Ok(Some(Untold { news: news.collect(), until }))
    }

    async fn tell_endpoints(&self, all: &[News]) -> Result<(), Error> {
        let Some(site) = self.with(|memory| memory.identity.site.clone()).filter(|_| !all.is_empty()) else {
            return Ok(());
        };
        let config = Config::of(&self.env);
        let endpoints: Vec<Endpoint> = call(&config.site(&site)?, "endpoints", &()).await?;
        for endpoint in endpoints {
            let theirs: Vec<&News> = all.iter().filter(|news| endpoint.wanted.hears(news)).collect();
            if !theirs.is_empty() {
                let _is_taken: bool = call(&config.courier(&site, &endpoint.id)?, "news", &theirs).await?;
            }
        }
        Ok(())
    }
}
