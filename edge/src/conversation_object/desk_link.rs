//! Between a conversation and its desk: the desk is told how it stands, and says what it must know.
//!
//! Reports are whole and versioned, so one task sends the newest until the desk has it; words of the desk are whole
//! and versioned too.

use std::rc::Rc;

use baton_shared::conversation::Command;
use baton_shared::desk::{Notice, Summary};
use baton_shared::ids::{HandoverId, Version};
use baton_shared::protocol::{phase_name, summary};
use serde::{Deserialize, Serialize};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::conversation_object::memory::Heard;
use crate::desk_object::{Report, Reported};
use crate::error::{self, Error};

/// Messages alone are reported this much later, so that a burst is one report.
const GATHER_MS: u64 = 400;

/// The first pause after a failure; doubled each time.
const PAUSE_MS: u64 = 250;

/// After so many failures the next turn, alarm or load tries again.
const TRIES_MAX: u32 = 6;

/// What the desk says to a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Word {
    /// Of the desk.
    pub version: Version,
    /// What it says.
    pub notice: Notice,
}

impl Core {
    /// Brings the desk's list up to date, soon. One task at a time; what changes meanwhile goes with its next round.
    pub fn tell_desk(self: &Rc<Self>) {
        let begins = self.with(|memory| {
            let begins = !memory.is_telling && memory.told < memory.version;
            memory.is_telling |= begins;
            begins
        });
        if begins != Some(true) {
            return;
        }
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let result = core.tell_until_told().await;
            core.with(|memory| memory.is_telling = false);
            error::log("tell desk", result);
        });
    }

    async fn tell_until_told(self: &Rc<Self>) -> Result<(), Error> {
        let mut failures = 0;
        loop {
            if self.is_only_talk() {
                clock::pause_ms(GATHER_MS).await;
            }
            let Some(report) = self.report() else { return Ok(()) };
            match self.send_report(&report, None).await {
                Ok(_) => failures = 0,
                Err(error) if failures >= TRIES_MAX => return Err(error),
                Err(_) => {
                    clock::pause_ms(PAUSE_MS << failures).await;
                    failures += 1;
                }
            }
        }
    }

    /// While nothing but messages changes, the desk can wait a moment.
    fn is_only_talk(&self) -> bool {
        self.with(|memory| memory.told_phase == Some(phase_name(&memory.state))).unwrap_or(false)
    }

    /// The newest report, if the desk does not have it.
    fn report(&self) -> Option<Summary> {
        self.with(|memory| (memory.told < memory.version).then(|| summary(&memory.state, &memory.audience())))
            .flatten()
    }

    /// The newest report, whether the desk has it or not: a desk that was restarted asks for it.
    pub fn report_now(&self) -> Option<Summary> {
        self.with(|memory| summary(&memory.state, &memory.audience()))
    }

    async fn send_report(
        self: &Rc<Self>,
        summary: &Summary,
        asks: Option<HandoverId>,
    ) -> Result<Reported, Error> {
        let known = self.with(|memory| (memory.identity.site.clone(), memory.record.clone()));
        let (site, record) =
            known.ok_or_else(|| Error::Corrupt("a report without a conversation".to_owned()))?;
        let desk = Config::of(&self.env).desk(&site)?;
        // Nobody counts those who only looked in.
        let record = Some(record).filter(|it| it.chatted_at.is_some() || !it.handovers.is_empty());
        let report = Report { site, summary: summary.clone(), asks, record };
        let reported: Reported = call(&desk, "report", &report).await?;
        self.with(|memory| {
            memory.told = memory.told.max(summary.version);
            memory.told_phase = Some(summary.phase);
            // The desk has a later one: this machine's clock went back. Go past it and report again.
            if reported.has > memory.version {
                memory.version = reported.has.next();
            }
        });
        self.hear(reported.word.clone())?;
        Ok(reported)
    }

    /// Asks for a place in the queue. The answer is a command; without one the rules open the offline form.
    pub fn ask_desk(self: &Rc<Self>, handover: HandoverId) {
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            for failures in 0..TRIES_MAX {
                match core.ask_desk_once(handover).await {
                    Ok(()) => return,
                    Err(error) => worker::console_error!("ask desk: {error}"),
                }
                clock::pause_ms(PAUSE_MS << failures).await;
            }
        });
    }

    async fn ask_desk_once(self: &Rc<Self>, handover: HandoverId) -> Result<(), Error> {
        let Some(summary) = self.report_now().filter(|summary| summary.handover == Some(handover)) else {
            return Ok(());
        };
        let reported = self.send_report(&summary, Some(handover)).await?;
        // Stale if the visitor has gone back to the bot meanwhile: the next report takes the place away again.
        let Some(answer) = reported.answer else { return Ok(()) };
        let opens_at = reported.word.notice.opens_at;
        let _outcome = self.turn(&Command::DeskAnswered { handover, answer, opens_at })?;
        Ok(())
    }

    /// Takes in what the desk says; shown only if it changes something.
    pub fn hear(self: &Rc<Self>, word: Word) -> Result<(), Error> {
        if !self.load()? {
            return Ok(());
        }
        let changed = self.with(|memory| {
            if word.version < memory.heard.version {
                return Ok(false);
            }
            let is_new = memory.heard.notice != word.notice;
            memory.policy.is_open = word.notice.is_open;
            memory.heard = Heard { version: word.version, notice: word.notice.clone() };
            if is_new {
                // The version alone is not worth a row: after a restart the desk says it again.
                self.store.set("heard", &memory.heard)?;
                let is_told = memory.told == memory.version;
                memory.touch(clock::now());
                if is_told {
                    memory.told = memory.version;
                }
            }
            Ok::<bool, Error>(is_new)
        });
        if changed.transpose()? == Some(true) {
            self.show_view();
        }
        self.follow(&word)
    }

    /// What the desk's word asks for. Said until it is done, so one that has been carried out is stale.
    fn follow(self: &Rc<Self>, word: &Word) -> Result<(), Error> {
        if let Some(turned) = &word.notice.turned_away {
            let _outcome = self.turn(&Command::TurnedAway(turned.clone()))?;
        }
        if let Some(agent) = &word.notice.lost_agent {
            let _outcome = self.turn(&Command::AgentLost(agent.clone()))?;
        }
        Ok(())
    }
}
