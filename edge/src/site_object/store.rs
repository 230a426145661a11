//! A site's tables. Secrets are kept as hashes only.

use baton_shared::knowledge::{Article, CANDIDATES_MAX};
use baton_shared::time::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{SqlStorage, SqlStorageValue};

use crate::error::Error;
use crate::store::{CREATE_VALUES, number};

/// Statements of one site's database.
pub struct Store {
    sql: SqlStorage,
}

#[derive(Deserialize)]
struct CountRow {
    count: u32,
}

impl Store {
    /// Of this object.
    pub fn new(sql: SqlStorage) -> Self {
        Self { sql }
    }

    /// Whether the site was set up. An object that was only knocked at has no tables; one of before the settings were
    /// a document is set up anew and keeps its members.
    pub fn exists(&self) -> Result<bool, Error> {
        let query = "SELECT count(*) AS count FROM sqlite_master WHERE type = 'table' AND name = 'settings'";
        Ok(self.count(query, Vec::new())? > 0)
    }

    /// Makes the tables.
    pub fn create(&self) -> Result<(), Error> {
        for table in [
            CREATE_VALUES,
            "CREATE TABLE IF NOT EXISTS member (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, \
             role TEXT NOT NULL, password TEXT)",
            "CREATE TABLE IF NOT EXISTS invitation (token_hash TEXT PRIMARY KEY, member TEXT, expires_at INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS session (token_hash TEXT PRIMARY KEY, member TEXT NOT NULL, \
             expires_at INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS failure (email TEXT PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS article (slug TEXT PRIMARY KEY, title TEXT NOT NULL, keywords TEXT NOT NULL, \
             body TEXT NOT NULL)",
            "CREATE VIRTUAL TABLE IF NOT EXISTS article_fts USING fts5 (slug UNINDEXED, title, keywords, body, \
             tokenize = 'porter unicode61 remove_diacritics 2')",
        ] {
            self.run(table, Vec::new())?;
        }
        self.create_settings()
    }

    /// Runs a statement for its effect.
    pub fn run(&self, statement: &str, values: Vec<SqlStorageValue>) -> Result<(), Error> {
        self.sql.exec(statement, values)?;
        Ok(())
    }

    /// The rows of a query.
    pub fn rows<T: DeserializeOwned>(
        &self,
        query: &str,
        values: Vec<SqlStorageValue>,
    ) -> Result<Vec<T>, Error> {
        Ok(self.sql.exec(query, values)?.to_array()?)
    }

    /// The one number of a query, named `count`.
    pub fn count(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<u32, Error> {
        let row: CountRow = self.sql.exec(query, values)?.one()?;
        Ok(row.count)
    }

    /// Puts an article into the knowledge base and its index.
    pub fn put_article(&self, article: &Article) -> Result<(), Error> {
        let slug: SqlStorageValue = article.slug.as_str().into();
        let values = || -> Vec<SqlStorageValue> {
            let text = [&article.title, &article.keywords, &article.body];
            std::iter::once(slug.clone()).chain(text.map(|text| text.as_str().into())).collect()
        };
        self.run(
            "INSERT OR REPLACE INTO article (slug, title, keywords, body) VALUES (?, ?, ?, ?)",
            values(),
        )?;
        self.run("DELETE FROM article_fts WHERE slug = ?", vec![slug.clone()])?;
        self.run("INSERT INTO article_fts (slug, title, keywords, body) VALUES (?, ?, ?, ?)", values())
    }

    /// All articles.
    pub fn articles(&self) -> Result<Vec<Article>, Error> {
        self.rows("SELECT slug, title, keywords, body FROM article ORDER BY slug", Vec::new())
    }

    /// One article.
    pub fn article(&self, slug: &str) -> Result<Option<Article>, Error> {
        let query = "SELECT slug, title, keywords, body FROM article WHERE slug = ?";
        Ok(self.rows(query, vec![slug.into()])?.into_iter().next())
    }

    /// The articles that match a full-text expression, the best first.
    pub fn matching(&self, expression: &str) -> Result<Vec<Article>, Error> {
        let query = format!(
            "SELECT a.slug, a.title, a.keywords, a.body FROM article_fts JOIN article a ON a.slug = article_fts.slug \
             WHERE article_fts MATCH ? ORDER BY bm25(article_fts, 0, 4, 4, 1) LIMIT {CANDIDATES_MAX}"
        );
        self.rows(&query, vec![expression.into()])
    }
}

/// A time as SQLite keeps it.
pub fn at(time: Timestamp) -> Result<SqlStorageValue, Error> {
    number(time.0)
}
