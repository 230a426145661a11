//! One article of the knowledge base, and its source format: front matter, then Markdown.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::limits::{ARTICLE_BODY_CHARS_MAX, KEYWORDS_CHARS_MAX, SLUG_CHARS_MAX, TITLE_CHARS_MAX};

/// What the bot can answer from. The first paragraph of the body answers the title's question alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Key of the article: `delivery-times`.
    pub slug: String,
    /// The question that it answers, as a visitor would ask it.
    pub title: String,
    /// Words of visitors that the text does not use, separated by commas.
    pub keywords: String,
    /// Markdown.
    pub body: String,
}

/// Why a source is no article. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleError {
    /// Small letters, digits and single hyphens only.
    InvalidSlug(String),
    /// The first line is not `---`.
    NoFrontMatter,
    /// The front matter has no second `---`.
    UnclosedFrontMatter,
    /// A line of the front matter is not `name: value`.
    NotAField {
        /// Which.
        line: usize,
    },
    /// Only `title` and `keywords` are known.
    UnknownField {
        /// Where.
        line: usize,
        /// As it was written.
        name: String,
    },
    /// The same field twice.
    RepeatedField {
        /// Where it stands again.
        line: usize,
        /// Which.
        name: &'static str,
    },
    /// No title, or an empty one.
    NoTitle,
    /// Nothing after the front matter.
    NoBody,
    /// Over a limit of `limits.rs`.
    TooLong {
        /// Which part.
        what: &'static str,
        /// How long it is.
        chars: usize,
        /// How long it may be.
        chars_max: usize,
    },
}

impl fmt::Display for ArticleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidSlug(slug) => {
                write!(f, "\"{slug}\" is no slug: use a–z, 0–9 and single hyphens, as in delivery-times.")
            }
            Self::NoFrontMatter => f.write_str("The first line must be ---, followed by title and keywords."),
            Self::UnclosedFrontMatter => f.write_str("The front matter has no closing --- line."),
            Self::NotAField { line } => write!(f, "Line {line} is not of the form name: value."),
            Self::UnknownField { line, name } => {
                write!(f, "Line {line}: there is no field \"{name}\", only title and keywords.")
            }
            Self::RepeatedField { line, name } => write!(f, "Line {line}: {name} is given twice."),
            Self::NoTitle => f.write_str("The article has no title."),
            Self::NoBody => f.write_str("The article has no text after the front matter."),
            Self::TooLong { what, chars, chars_max } => {
                write!(f, "The {what} has {chars} characters; {chars_max} are possible.")
            }
        }
    }
}

impl std::error::Error for ArticleError {}

/// Reads one article.
///
/// # Errors
/// The first thing that is wrong, with its line where it has one.
pub fn parse_article(slug: &str, source: &str) -> Result<Article, ArticleError> {
    if !is_slug(slug) {
        return Err(ArticleError::InvalidSlug(slug.to_owned()));
    }
    let unified = source.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let mut lines = unified.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Err(ArticleError::NoFrontMatter);
    }
    let (mut title, mut keywords, mut closed) = (None, None, false);
    for (above, text) in lines.by_ref().enumerate() {
        let line = above.saturating_add(2);
        if text.trim_end() == "---" {
            closed = true;
            break;
        }
        if text.trim().is_empty() {
            continue;
        }
        let (name, value) = text.split_once(':').ok_or(ArticleError::NotAField { line })?;
        let (field, name) = match name.trim() {
            "title" => (&mut title, "title"),
            "keywords" => (&mut keywords, "keywords"),
            other => return Err(ArticleError::UnknownField { line, name: other.to_owned() }),
        };
        if field.replace(value.trim().to_owned()).is_some() {
            return Err(ArticleError::RepeatedField { line, name });
        }
    }
    if !closed {
        return Err(ArticleError::UnclosedFrontMatter);
    }
    let title = title.filter(|title: &String| !title.is_empty()).ok_or(ArticleError::NoTitle)?;
    let body = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    if body.is_empty() {
        return Err(ArticleError::NoBody);
    }
    Ok(Article {
        slug: slug.to_owned(),
        title: at_most(title, "title", TITLE_CHARS_MAX)?,
        keywords: at_most(keywords.unwrap_or_default(), "keywords", KEYWORDS_CHARS_MAX)?,
        body: at_most(body, "body", ARTICLE_BODY_CHARS_MAX)?,
    })
}

fn is_slug(slug: &str) -> bool {
    slug.len() <= SLUG_CHARS_MAX
        && slug.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn at_most(text: String, what: &'static str, chars_max: usize) -> Result<String, ArticleError> {
    let chars = text.chars().count();
    if chars > chars_max { Err(ArticleError::TooLong { what, chars, chars_max }) } else { Ok(text) }
}
