//! The knowledge base answers what visitors ask, and says that it doesn't know the rest: measured on tables.

use std::fmt::Write as _;
use std::path::Path;

use baton_shared::knowledge::{
    Article, ArticleError, CorpusStatistics, EXCERPT_CHARS_MAX, Pleasantry, Verdict, best_answer, corrected,
    fts_query, parse_article, query_terms,
};

/// One line of `knowledge_questions.txt`.
struct Row {
    question: String,
    expected: String,
}

/// What a run over some rows came to.
#[derive(Default)]
struct Figures {
    answerable: u32,
    answered: u32,
    right: u32,
    unknown: u32,
    said_unknown: u32,
    pleasantries: u32,
    said_pleasantry: u32,
    misses: String,
}

impl Figures {
    /// Of everything answered with an article, how much was with the right one (answers to the unknown count as wrong).
    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.answered)
    }

    /// Of everything that the knowledge base can answer, how much was answered rightly.
    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.answerable)
    }

    /// Of everything that it can't answer, how often it said so.
    fn honesty(&self) -> f64 {
        f64::from(self.said_unknown) / f64::from(self.unknown)
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: precision {:.3} ({}/{}), recall {:.3} (of {}), unknown said {:.3} ({}/{}), pleasantries {}/{}",
            self.precision(),
            self.right,
            self.answered,
            self.recall(),
            self.answerable,
            self.honesty(),
            self.said_unknown,
            self.unknown,
            self.said_pleasantry,
            self.pleasantries,
        );
        print!("{}", self.misses);
    }
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../edge/seed/demo");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let slug = path.file_stem().unwrap().to_str().unwrap();
        parse_article(slug, &std::fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{slug}: {error}"))
    };
    files.iter().map(read).collect()
}

/// The questions before the line `# Fresh…`, and those after it.
fn rows() -> (Vec<Row>, Vec<Row>) {
    let (first, fresh) = include_str!("../data/knowledge_questions.txt").split_once("# Fresh").unwrap();
    (rows_of(first), rows_of(&format!("# Fresh{fresh}")))
}

fn rows_of(text: &str) -> Vec<Row> {
    let split = |line: &str| {
        let (question, expected) = line.rsplit_once(" → ").unwrap_or_else(|| panic!("no arrow: {line}"));
        Row { question: question.to_owned(), expected: expected.to_owned() }
    };
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(split).collect()
}

fn measure<'a>(rows: impl Iterator<Item = &'a Row>, articles: &[Article]) -> Figures {
    let statistics = CorpusStatistics::of(articles);
    let mut figures = Figures::default();
    for row in rows {
        let verdict = best_answer(&row.question, articles, &statistics);
        let said = match &verdict {
            Verdict::Answer { slug, confidence, .. } => format!("{slug} ({confidence:.2})"),
            Verdict::Unknown { nearest } => format!("unknown {nearest:?}"),
            Verdict::Pleasantry { .. } => "pleasantry".to_owned(),
        };
        let fits = said.split(' ').next() == Some(&row.expected);
        let (asked, hit) = match row.expected.as_str() {
            "unknown" => (&mut figures.unknown, &mut figures.said_unknown),
            "pleasantry" => (&mut figures.pleasantries, &mut figures.said_pleasantry),
            _ => (&mut figures.answerable, &mut figures.right),
        };
        *asked += 1;
        *hit += u32::from(fits);
        figures.answered += u32::from(matches!(verdict, Verdict::Answer { .. }));
        if !fits {
            writeln!(figures.misses, "  {} → {}, expected {}", row.question, said, row.expected).unwrap();
        }
    }
    figures
}

#[test]
fn visitors_questions_get_the_right_article_or_an_honest_unknown() {
    let (articles, (rows, fresh)) = (articles(), rows());
    let tuned = measure(rows.iter().step_by(2), &articles);
    let held_out = measure(rows.iter().skip(1).step_by(2), &articles);
    tuned.print("odd lines (tuned on)");
    held_out.print("even lines (held out)");
    let fresh = measure(fresh.iter(), &articles);
    fresh.print("fresh lines (never tuned on)");
    for figures in [tuned, held_out, fresh] {
        assert!(figures.precision() >= 0.95, "precision {}", figures.precision());
        assert!(figures.recall() >= 0.90, "recall {}", figures.recall());
        assert!(figures.honesty() >= 0.95, "unknown said {}", figures.honesty());
        assert_eq!(figures.said_pleasantry, figures.pleasantries);
    }
}
