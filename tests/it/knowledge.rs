//! The knowledge base answers what visitors ask, and says that it doesn't know the rest: measured on tables.

use std::fmt::Write as _;
use std::path::Path;
use std::slice;

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
    offered: u32,
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

    /// Of everything that it can answer, how often the right article was the answer or one of the titles offered.
    fn reach(&self) -> f64 {
        f64::from(self.offered) / f64::from(self.answerable)
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: precision {:.3} ({}/{}), recall {:.3} (of {}), offered {:.3}, unknown said {:.3} ({}/{}), courtesies {}/{}",
            self.precision(),
            self.right,
            self.answered,
            self.recall(),
            self.answerable,
            self.reach(),
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
        let (said, titles) = match &verdict {
            Verdict::Answer { slug, title, confidence, related, .. } => {
                (format!("{slug} ({confidence:.2})"), [slice::from_ref(title), related].concat())
            }
            Verdict::Unknown { nearest } => (format!("unknown {nearest:?}"), nearest.clone()),
            Verdict::Pleasantry { .. } => ("pleasantry".to_owned(), Vec::new()),
        };
        let expected = articles.iter().find(|article| article.slug == row.expected);
        figures.offered += u32::from(expected.is_some_and(|article| titles.contains(&article.title)));
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
    let odd = measure(rows.iter().step_by(2), &articles);
    let even = measure(rows.iter().skip(1).step_by(2), &articles);
    let fresh = measure(fresh.iter(), &articles);
    odd.print("odd lines (tuned on)");
    even.print("even lines (seen while tuning)");
    fresh.print("fresh lines (never tuned on)");
    for figures in [&odd, &even] {
        assert!(figures.precision() >= 0.95, "precision {}", figures.precision());
        assert!(figures.recall() >= 0.90, "recall {}", figures.recall());
        assert!(figures.honesty() >= 0.95, "unknown said {}", figures.honesty());
        assert_eq!(figures.said_pleasantry, figures.pleasantries);
    }
    // What a search by words is worth on words that nobody expected: it knows less, but what it says holds.
    assert!(fresh.precision() >= 0.90, "precision {}", fresh.precision());
    assert!(fresh.recall() >= 0.70, "recall {}", fresh.recall());
    assert!(fresh.reach() >= 0.80, "offered {}", fresh.reach());
    assert!(fresh.honesty() >= 0.95, "unknown said {}", fresh.honesty());
}

#[test]
fn every_demo_article_is_short_and_its_title_finds_it() {
    let articles = articles();
    let statistics = CorpusStatistics::of(&articles);
    assert!(articles.len() >= 30);
    for article in &articles {
        let shown = article.body.split_whitespace().count();
        assert!((60..=200).contains(&shown), "{} has {shown} words", article.slug);
        let verdict = best_answer(&article.title, &articles, &statistics);
        assert!(
            matches!(&verdict, Verdict::Answer { slug, .. } if *slug == article.slug),
            "{}: {verdict:?}",
            article.title
        );
    }
}

/// What nobody should type, and the search expression that it may become.
const HOSTILE: &[(&str, Option<&str>)] = &[
    ("", None),
    ("   \n\t", None),
    ("\"", None),
    ("\"\"\"''``", None),
    ("*", None),
    ("refund*", Some(r#""refund""#)),
    ("NEAR(refund invoice, 2)", Some(r#""near" OR "refund" OR "invoice""#)),
    ("refund AND NOT invoice OR", Some(r#""refund" OR "invoice""#)),
    ("title:refund", Some(r#""title" OR "refund""#)),
    ("{title body}: refund", Some(r#""title" OR "body" OR "refund""#)),
    ("^refund + -- ; DROP TABLE article_fts", Some(r#""refund" OR "drop" OR "table" OR "article" OR "fts""#)),
    ("refund\0invoice", Some(r#""refund" OR "invoice""#)),
    ("Crème brûlée", Some(r#""creme" OR "brulee""#)),
    ("🧦🔥👍🏽", None),
    ("退款什么时候到", Some("\"退款什么时候到\"")),
    ("متى يصل طلبي؟", Some("\"متى\" OR \"يصل\" OR \"طلبي\"")),
    ("mail me at visitor@example.com or see https://example.com/refund", Some(r#""mail""#)),
    ("order LO-482913 482913", Some(r#""order" OR "lo""#)),
    ("refund Refunds REFUNDED", Some(r#""refund""#)),
];

#[test]
fn whatever_is_typed_becomes_quoted_words_or_nothing() {
    for (typed, expected) in HOSTILE {
        assert_eq!(fts_query(&query_terms(typed)).as_deref(), *expected, "{typed:?}");
    }
}

#[test]
fn ten_kilobytes_of_anything_give_a_verdict_and_a_bounded_expression() {
    let articles = articles();
    let statistics = CorpusStatistics::of(&articles);
    let seeds = [
        "refund ",
        "\"",
        "NEAR(",
        "a",
        "🧦",
        "退款",
        "ß",
        "İ",
        "\u{301}",
        "x-y-",
        "[a](b",
        "e\u{301}",
        "refund\" OR \"",
    ];
    for seed in seeds {
        let typed = seed.repeat(10_240 / seed.len());
        let terms = corrected(&query_terms(&typed), &statistics);
        let expression = fts_query(&terms).unwrap_or_default();
        assert!(expression.len() < 8 * 1024, "{seed:?}");
        let inside =
            |part: &str| part.trim_end_matches('*').trim_matches('"').chars().all(char::is_alphanumeric);
        assert!(expression.is_empty() || expression.split(" OR ").all(inside), "{seed:?}: {expression}");
        let _ = best_answer(&typed, &articles, &statistics);
    }
}

#[test]
fn a_typing_error_is_searched_as_the_word_that_was_meant() {
    let statistics = CorpusStatistics::of(&articles());
    let rows = [
        ("refnud", r#""refund"*"#),
        ("delivary", r#""deliveri"*"#),
        ("recieved", r#""receiv"*"#),
        ("refund", r#""refund""#),
        ("weather", r#""weather""#), // not "leather": the first letter is rarely wrong
        ("joke", r#""joke""#),
    ];
    for (typed, expected) in rows {
        let terms = corrected(&query_terms(typed), &statistics);
        assert_eq!(fts_query(&terms).as_deref(), Some(expected), "{typed}");
    }
}

#[test]
fn an_excerpt_begins_with_the_answer_and_fits() {
    let articles = articles();
    let statistics = CorpusStatistics::of(&articles);
    for Row { question, .. } in rows().0.into_iter().step_by(5) {
        if let Verdict::Answer { slug, excerpt, related, title, confidence } =
            best_answer(&question, &articles, &statistics)
        {
            let article = articles.iter().find(|article| article.slug == slug).unwrap();
            let first = article.body.split("\n\n").next().unwrap();
            assert!(excerpt.starts_with(first), "{question}: {excerpt}");
            assert!(excerpt.chars().count() <= EXCERPT_CHARS_MAX, "{question}");
            assert!(related.len() <= 3 && !related.contains(&title), "{question}: {related:?}");
            assert!((0.0..=1.0).contains(&confidence), "{question}: {confidence}");
        }
    }
}

#[test]
fn an_excerpt_adds_the_list_that_was_asked_about() {
    let articles = articles();
    let verdict = best_answer("do you resole hiking boots", &articles, &CorpusStatistics::of(&articles));
    let Verdict::Answer { excerpt, .. } = verdict else { panic!("{verdict:?}") };
    assert!(excerpt.contains("\n\n- **Patch**") && excerpt.contains("€69"), "{excerpt}");
}

#[test]
fn an_excerpt_of_an_endless_paragraph_ends_before_a_link_that_does_not_fit() {
    let long = format!(
        "Refunds {} [the long link](https://shop.example.com/{})",
        "take time ".repeat(68),
        "x".repeat(90)
    );
    let article = parse_article("refunds", &format!("---\ntitle: Refunds\n---\n{long}")).unwrap();
    let articles = [article];
    let verdict = best_answer("refunds", &articles, &CorpusStatistics::of(&articles));
    let excerpt = match &verdict {
        Verdict::Answer { excerpt, .. } => excerpt.clone(),
        other => panic!("{other:?}"),
    };
    assert!(excerpt.ends_with('…') && !excerpt.contains('['), "{excerpt}");
    assert!(excerpt.chars().count() <= EXCERPT_CHARS_MAX);
}

#[test]
fn the_order_of_the_candidates_does_not_matter() {
    let mut articles = articles();
    let statistics = CorpusStatistics::of(&articles);
    let (rows, _) = rows();
    let ask = |articles: &[Article]| -> Vec<Verdict> {
        rows.iter().step_by(7).map(|row| best_answer(&row.question, articles, &statistics)).collect()
    };
    let before = ask(&articles);
    articles.reverse();
    assert_eq!(before, ask(&articles));
}

#[test]
fn an_empty_knowledge_base_knows_nothing_and_is_still_polite() {
    let nothing = CorpusStatistics::of(&[]);
    assert_eq!(best_answer("Where is my order?", &[], &nothing), Verdict::Unknown { nearest: Vec::new() });
    for (said, kind) in [
        ("hello", Pleasantry::Greeting),
        ("Good evening!", Pleasantry::Greeting),
        ("Hey, how are you?", Pleasantry::Greeting),
        ("Thank you very much", Pleasantry::Thanks),
        ("thanks, bye", Pleasantry::Bye),
        ("Tschüss!", Pleasantry::Bye),
    ] {
        assert_eq!(best_answer(said, &[], &nothing), Verdict::Pleasantry { kind }, "{said}");
    }
}

#[test]
fn a_source_that_is_no_article_is_refused_with_its_reason() {
    let rows: &[(&str, &str, ArticleError)] = &[
        ("Delivery", "---\ntitle: T\n---\nB", ArticleError::InvalidSlug("Delivery".to_owned())),
        ("a--b", "---\ntitle: T\n---\nB", ArticleError::InvalidSlug("a--b".to_owned())),
        ("", "---\ntitle: T\n---\nB", ArticleError::InvalidSlug(String::new())),
        ("a", "", ArticleError::NoFrontMatter),
        ("a", "title: T\n---\nB", ArticleError::NoFrontMatter),
        ("a", "---\ntitle: T\nB", ArticleError::NotAField { line: 3 }),
        ("a", "---\ntitle: T\n", ArticleError::UnclosedFrontMatter),
        ("a", "---\ntags: x\n---\nB", ArticleError::UnknownField { line: 2, name: "tags".to_owned() }),
        ("a", "---\ntitle: T\ntitle: U\n---\nB", ArticleError::RepeatedField { line: 3, name: "title" }),
        ("a", "---\nkeywords: k\n---\nB", ArticleError::NoTitle),
        ("a", "---\ntitle:\n---\nB", ArticleError::NoTitle),
        ("a", "---\ntitle: T\n---\n \n", ArticleError::NoBody),
    ];
    for (slug, source, expected) in rows {
        assert_eq!(parse_article(slug, source).as_ref(), Err(expected), "{source:?}");
    }
    let long = format!("---\ntitle: {}\n---\nB", "t".repeat(161));
    let refused = parse_article("a", &long).unwrap_err();
    assert_eq!(refused.to_string(), "The title has 161 characters; 160 are possible.");
}

#[test]
fn an_article_from_any_editor_is_read() {
    let read = parse_article(
        "a-1",
        "\u{FEFF}---\r\ntitle: When: now?\r\n\r\nkeywords: k, l\r\n---\r\n\r\nOne.\r\n\r\n---\r\nTwo.\r\n",
    );
    let expected = Article {
        slug: "a-1".to_owned(),
        title: "When: now?".to_owned(),
        keywords: "k, l".to_owned(),
        body: "One.\n\n---\nTwo.".to_owned(),
    };
    assert_eq!(read, Ok(expected));
}
