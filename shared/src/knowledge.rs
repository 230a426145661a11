//! Answers from the site's knowledge base without a language model: terms, scores, and an honest "I don't know".
//!
//! The way of one question: `query_terms` → `corrected` → `fts_query` → (the edge asks its FTS5 table for
//! candidates) → `best_answer`. Why it is done like this: `docs/decisions/0006-knowledge-search-without-a-language-model.md`.

mod article;
mod excerpt;
mod limits;
mod pleasantry;
mod score;
mod spelling;
mod statistics;
mod stop_words;
mod terms;
mod verdict;

pub use article::{Article, ArticleError, parse_article};
pub use limits::{ARTICLE_BODY_CHARS_MAX, CANDIDATES_MAX, EXCERPT_CHARS_MAX, QUESTION_CHARS_MAX};
pub use pleasantry::Pleasantry;
pub use spelling::corrected;
pub use statistics::CorpusStatistics;
pub use terms::{Spelling, Term, fts_query, query_terms};
pub use verdict::{Verdict, best_answer};
