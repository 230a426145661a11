//! The bot's turn: asked outside of the object, answered by a command that is stale if the owner has changed since.

use std::rc::Rc;

use baton_shared::conversation::{BotReply, Command, Reply};
use baton_shared::ids::{Epoch, Seq};
use baton_shared::message::{RichText, Source};
use baton_shared::rules::Confidence;
use serde::{Deserialize, Serialize};

use crate::call::call;
use crate::clock;
use crate::config::Config;
use crate::conversation_object::Core;
use crate::error::{self, Error};

/// Between two parts of a growing answer: fast enough to read along.
const DRAFT_PAUSE_MS: u64 = 70;

/// Words that come at once.
const DRAFT_WORDS: usize = 7;

/// What the site's bot answers to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BotAnswer {
    /// From the knowledge base, or small talk.
    Answer {
        /// The text.
        body: RichText,
        /// Where it comes from.
        sources: Vec<Source>,
        /// What could be asked next.
        chips: Vec<String>,
        /// How sure the bot is; `None` for small talk.
        #[serde(default)]
        confidence: Option<Confidence>,
    },
    /// Nothing fits.
    Unknown {
        /// Near articles' titles.
        chips: Vec<String>,
    },
}

impl Core {
    /// Asks the bot, unless it is being asked just this.
    pub fn ask_bot(self: &Rc<Self>, epoch: Epoch, question: Seq) {
        let is_new = self.with(|memory| memory.asking.replace((epoch, question)) != Some((epoch, question)));
        if is_new != Some(true) {
            return;
        }
        let core = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let result = core.bots_turn(epoch, question).await;
            core.with(|memory| {
                if memory.asking == Some((epoch, question)) {
                    memory.asking = None;
                }
            });
            error::log("bot", result);
        });
    }

    async fn bots_turn(self: &Rc<Self>, epoch: Epoch, question: Seq) -> Result<(), Error> {
        let Some((text, typing_ms)) = self.question(question) else { return Ok(()) };
        clock::pause_ms(typing_ms).await;
        let mut sure = None;
        let reply = match self.bot_answer(&text).await {
            Ok(BotAnswer::Answer { body, sources, chips, confidence }) => {
                sure = confidence;
                if typing_ms > 0 && !self.draft(epoch, question, &body).await {
                    #[cfg(feature = "test-hooks")]
                    self.speak_regardless(&body)?;
                    return Ok(());
                }
                Reply::Answer { body, sources, chips }
            }
            Ok(BotAnswer::Unknown { chips }) => Reply::Unknown { chips },
            Err(error) => {
                worker::console_error!("bot: {error}");
                Reply::Failed
            }
        };
        // Refused as stale if a human has come meanwhile: then the bot says nothing, which is right.
        let _outcome =
            self.turn(&Command::BotReplied(BotReply { epoch, question, reply, confidence: sure }))?;
        Ok(())
    }

    fn question(&self, question: Seq) -> Option<(String, u64)> {
        self.with(|memory| {
            let before = Seq(question.0.saturating_sub(1));
            let message = memory.state.messages_after(before).first()?;
            Some((message.body.to_plain(), memory.policy.bot_typing_ms))
        })?
    }

    async fn bot_answer(&self, text: &str) -> Result<BotAnswer, Error> {
        let site = self.with(|memory| memory.identity.site.clone());
        let site = site.ok_or_else(|| Error::Corrupt("a question without a conversation".to_owned()))?;
        call(&Config::of(&self.env).site(&site)?, "bot-answer", &text).await
    }

    /// Shows the answer as it grows; false as soon as it is not the bot's turn any more.
    async fn draft(&self, epoch: Epoch, question: Seq, body: &RichText) -> bool {
        let plain = body.to_plain();
        let words: Vec<&str> = plain.split_inclusive(char::is_whitespace).collect();
        let mut shown = String::new();
        for part in words.chunks(DRAFT_WORDS) {
            shown.extend(part.iter().copied());
            if !self.show_draft(epoch, question, &shown) {
                return false;
            }
            clock::pause_ms(DRAFT_PAUSE_MS).await;
        }
        self.is_bots_turn(epoch, question)
    }
}
