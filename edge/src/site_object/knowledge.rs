//! What the bot knows without a language model: the index finds candidates, pure code scores them and decides.

use baton_shared::knowledge::{
    Article, CorpusStatistics, Pleasantry, Verdict, best_answer, corrected, fts_query, query_terms,
};
use baton_shared::message::{RichText, Source};
use baton_shared::rules::Confidence;
use serde::{Deserialize, Serialize};

use crate::conversation_object::BotAnswer;
use crate::error::Error;
use crate::markdown;
use crate::site_object::SiteObject;

/// An article to read in the widget.
#[derive(Debug, Serialize, Deserialize)]
pub struct ArticlePage {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: RichText,
}

/// What is worked out from the articles once, while the object is awake.
pub struct Knowledge {
    statistics: CorpusStatistics,
}

impl SiteObject {
    /// What the bot says to a visitor's message.
    pub fn bot_answer(&self, question: &str) -> Result<BotAnswer, Error> {
        let verdict = self.verdict(question)?;
        Ok(match verdict {
            Verdict::Answer { slug, title, excerpt, related, confidence } => BotAnswer::Answer {
                body: markdown::parse(&excerpt),
                sources: vec![Source { slug, title }],
                chips: related,
                confidence: Confidence::new(confidence.into()).ok(),
            },
            Verdict::Unknown { nearest } => BotAnswer::Unknown { chips: nearest },
            Verdict::Pleasantry { kind } => BotAnswer::Answer {
                body: markdown::parse(courtesy(kind)),
                sources: Vec::new(),
                chips: Vec::new(),
                confidence: None,
            },
        })
    }

    fn verdict(&self, question: &str) -> Result<Verdict, Error> {
        let mut cached = self.knowledge.borrow_mut();
        if cached.is_none() {
            *cached = Some(Knowledge { statistics: CorpusStatistics::of(&self.store.articles()?) });
        }
        let Some(knowledge) = &*cached else { return Ok(Verdict::Unknown { nearest: Vec::new() }) };
        let terms = corrected(&query_terms(question), &knowledge.statistics);
        let candidates: Vec<Article> = match fts_query(&terms) {
            Some(expression) => self.store.matching(&expression)?,
            None => Vec::new(),
        };
        Ok(best_answer(question, &candidates, &knowledge.statistics))
    }

    /// One article to read.
    pub fn article(&self, slug: &str) -> Result<Option<ArticlePage>, Error> {
        if !self.store.exists()? {
            return Ok(None);
        }
        let article = self.store.article(slug)?;
        Ok(article.map(|article| ArticlePage {
            slug: article.slug,
            title: article.title,
            body: markdown::parse(&article.body),
        }))
    }
}

fn courtesy(kind: Pleasantry) -> &'static str {
    match kind {
        Pleasantry::Greeting => "Hello! What can I help you with?",
        Pleasantry::Thanks => "You're welcome! Is there anything else that I can help you with?",
        Pleasantry::Bye => "Goodbye! Come back whenever you have a question.",
    }
}
