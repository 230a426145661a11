//! Tables of `tests/data`: a left side that a person writes, `→`, and a right side that the code must give.
//!
//! `BATON_UPDATE=1 cargo test` writes what the code gives into the tables; read the difference before you commit it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Kept as it is: a comment, a heading or an empty line.
    Plain(String),
    /// What goes in, and what came out when the table was written.
    Row {
        /// Left of the arrow.
        given: String,
        /// Right of it.
        expected: String,
    },
}

/// Where a table lies.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

/// Reads a table. Lines that begin with `#` or `==` are no rows.
pub fn read(name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(path(name)).unwrap_or_default();
    text.lines().map(line).collect()
}

fn line(text: &str) -> Line {
    let is_plain = text.is_empty() || text.starts_with('#') || text.starts_with("==");
    let (given, expected) = text.split_once(" → ").unwrap_or((text, ""));
    match is_plain {
        true => Line::Plain(text.to_owned()),
        false => Line::Row { given: given.trim_end().to_owned(), expected: expected.trim().to_owned() },
    }
}

/// Checks every row of a table: `run` gets the headings and the left sides in order and gives the right sides.
///
/// # Panics
/// If a right side differs; the message shows all that do.
pub fn check(name: &str, mut run: impl FnMut(Step<'_>) -> String) {
    let lines = read(name);
    let mut wrong = String::new();
    let mut updated = Vec::new();
    let mut rows = 0;
    for (at, line) in lines.iter().enumerate() {
        let (given, expected) = match line {
            Line::Plain(text) => {
                if let Some(title) = text.strip_prefix("==") {
                    run(Step::Heading(title.trim()));
                }
                updated.push(line.clone());
                continue;
            }
            Line::Row { given, expected } => (given, expected),
        };
        rows += 1;
        let got = run(Step::Row(given));
        if got != *expected {
            let place = at + 1;
            let _ = writeln!(wrong, "{name}:{place}: {given}\n  table: {expected}\n  code:  {got}");
        }
        updated.push(Line::Row { given: given.clone(), expected: got });
    }
    if std::env::var_os("BATON_UPDATE").is_some() {
        std::fs::write(path(name), written(&updated)).unwrap_or_else(|error| panic!("{name}: {error}"));
    } else {
        assert!(rows > 0, "{name} has no rows");
        assert!(
            wrong.is_empty(),
            "\n{wrong}\nIf the code is right: BATON_UPDATE=1, and read the difference."
        );
    }
}

/// What a table gives to its test.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A heading: the test begins anew.
    Heading(&'a str),
    /// A left side.
    Row(&'a str),
}

/// The arrows of the rows under one heading stand under each other.
fn written(lines: &[Line]) -> String {
    let mut out = String::new();
    for block in lines.split_inclusive(|line| *line == Line::Plain(String::new())) {
        let length = |line: &Line| match line {
            Line::Row { given, .. } => given.chars().count(),
            Line::Plain(_) => 0,
        };
        let widest = block.iter().map(length).filter(|chars| *chars <= 60).max().unwrap_or_default();
        for line in block {
            let _ = match line {
                Line::Plain(text) => writeln!(out, "{text}"),
                Line::Row { given, expected } => writeln!(out, "{given:<widest$} → {expected}"),
            };
        }
    }
    out
}
