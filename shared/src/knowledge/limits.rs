//! The limits of the knowledge base, each with its reason.

/// A slug: it stands in addresses and is the key of the article's row.
pub const SLUG_CHARS_MAX: usize = 80;

/// A title is one question on one line.
pub const TITLE_CHARS_MAX: usize = 160;

/// Keywords: about a hundred words. More would make an article match everything.
pub const KEYWORDS_CHARS_MAX: usize = 1_000;

/// An article's text. A longer one answers several questions and should be several articles.
pub const ARTICLE_BODY_CHARS_MAX: usize = 20_000;

/// How much of a question is read. The matter is said by then, and the work per message stays bounded.
pub const QUESTION_CHARS_MAX: usize = 2_000;

/// Distinct terms of one question. SQLite parses the expression on every message; real questions have under 15.
pub const QUERY_TERMS_MAX: usize = 32;

/// A longer "word" is an identifier or noise; it is cut, so that it still counts as a word nobody wrote about.
pub const WORD_CHARS_MAX: usize = 40;

/// Candidates that the edge should fetch, by `bm25(article_fts, 4, 4, 1)`: in the demo, what could be found was among 12.
pub const CANDIDATES_MAX: usize = 20;

/// An excerpt in the widget: what fits without scrolling at 390 px.
pub const EXCERPT_CHARS_MAX: usize = 700;

/// Titles offered beside an answer, or instead of one.
pub const TITLES_MAX: usize = 3;
