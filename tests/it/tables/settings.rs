//! Settings documents: what is wrong with them, what is in a new one, and the schema that is published.

use baton_shared::document::{Problem, parse};
use baton_shared::settings::Settings;
use baton_tests::table::{Step, check};
use serde_json::{Value, json};

/// A document that can be saved, with three departments.
fn good() -> Value {
    let mut settings = serde_json::to_value(Settings::default()).unwrap();
    settings["site_name"] = "A shop".into();
    let department = settings["departments"]["support"].clone();
    for name in ["orders", "billing"] {
        settings["departments"][name] = department.clone();
        settings["departments"][name]["name"] = name.into();
    }
    settings
}

/// `/pointer value`, or a pointer alone to take out what it points at.
fn change(document: &mut Value, words: &str) {
    let (pointer, value) = words.split_once(' ').unwrap_or((words, ""));
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("%20", " ");
    let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        "" => drop(parent.remove(&name)),
        value => drop(parent.insert(name, serde_json::from_str(&repeated(value)).unwrap())),
    }
}

/// `{a*101}` is 101 times an a.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once("{a*") else { return text.to_owned() };
    let (count, after) = rest.split_once('}').unwrap();
    format!("{before}{}{after}", "a".repeat(count.parse().unwrap()))
}

fn said(problems: &[Problem]) -> String {
    match problems {
        [] => "good".to_owned(),
        problems => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
    }
}

fn problems(document: &Value) -> Vec<Problem> {
    match parse::<Settings>(&document.to_string()) {
        Ok(settings) => settings.problems(),
        Err(problems) => problems,
    }
}

#[test]
fn an_admin_is_told_what_to_change_and_where() {
    check("settings/problems.txt", |step| match step {
        Step::Heading(_) => String::new(),
        Step::Row(row) => {
            let mut document = good();
            for words in row.split("; ").filter(|words| *words != "nothing") {
                change(&mut document, words);
            }
            said(&problems(&document))
        }
    });
}

#[test]
fn a_pointer_leads_to_what_is_in_the_document() {
    let mut document = good();
    change(&mut document, "/departments/orders/when_full {\"department\": \"sales\"}");
    change(&mut document, "/canned_responses [{\"shortcut\": \"\", \"title\": \"\", \"text\": \"\"}]");
    change(&mut document, "/agents {\"a\": {\"skills\": [\"\"], \"languages\": [\"x\"], \"capacity\": 0}}");
    let problems = problems(&document);
    assert_eq!(problems.len(), 7, "{problems:?}");
    for problem in problems {
        assert!(document.pointer(&problem.pointer).is_some(), "{problem}");
    }
}

#[test]
fn nobody_is_told_more_problems_than_anybody_mends() {
    let mut document = good();
    let response = json!({ "shortcut": "", "title": "", "text": "" });
    document["canned_responses"] = vec![response; 400].into();
    assert_eq!(problems(&document).len(), baton_shared::limits::PROBLEMS_MAX);
}

#[test]
fn a_document_is_the_same_after_it_was_written_and_read() {
    let settings: Settings = serde_json::from_value(good()).unwrap();
    let again = parse::<Settings>(&serde_json::to_string_pretty(&settings).unwrap()).unwrap();
    assert_eq!(settings, again);
    assert_eq!(parse::<Settings>("{}").unwrap(), Settings::default(), "what is missing is as in a new site");
}

/// `docs/settings.schema.json` is made from the types: `BATON_UPDATE=1 cargo test` writes it anew.
#[test]
fn the_published_schema_is_that_of_the_types() {
    let mut schema = schemars::schema_for!(Settings);
    schema.insert("title".to_owned(), "Settings of a Baton site".into());
    let expected = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = baton_tests::table::path("../../docs/settings.schema.json");
    if std::env::var_os("BATON_UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == expected,
        "docs/settings.schema.json is behind the types: BATON_UPDATE=1, and read the difference."
    );
}
