//! The widget's languages: each has every text, with the same values in it, and no text that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use baton_shared::forms::{CANCEL, NO, Reply, SKIP, YES, understood};
use baton_shared::policy::Texts;
use baton_shared::settings::LANGUAGES;
use serde_json::Value;

use crate::tables::rejections::all as every_rejection;

fn widget(path: &str) -> String {
    std::fs::read_to_string(baton_tests::table::path("../../widget").join(path)).unwrap()
}

/// Every language but English, with its texts.
fn locales() -> BTreeMap<String, Value> {
    let folder = baton_tests::table::path("../../widget/locales");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap())
        })
        .collect()
}

/// What stands between a mark and the next quote.
fn quoted<'a>(source: &'a str, mark: &'a str, quote: char) -> impl Iterator<Item = String> + 'a {
    source
        .split(mark)
        .skip(1)
        .filter_map(move |rest| rest.trim_start().strip_prefix(quote)?.split_once(quote))
        .map(|(text, _)| text.to_owned())
}

/// What the widget says in English, and what it tells the launcher to say.
fn own_texts() -> BTreeSet<String> {
    let said = widget("src/texts.rs");
    let told = widget("frame/boot.js");
    let later = widget("static/later/words.js");
    let scripts = quoted(&told, "say(", '\'').chain(quoted(&later, ": ", '\''));
    let texts: BTreeSet<String> = quoted(&said, "&str =", '"').chain(scripts).collect();
    assert!(texts.len() > 60 && texts.contains("Open chat") && texts.contains("{0} of 5"), "{texts:?}");
    texts
}

/// What the edge says by itself: the texts of a new site, which its admin may change, and refusals.
fn notices() -> BTreeSet<String> {
    Texts::english().named().into_iter().map(|(_, text)| text.to_owned()).collect()
}

fn keys(texts: &Value) -> BTreeSet<String> {
    texts.as_object().unwrap().keys().cloned().collect()
}

/// `{0}`, `{agent}`: what a text has places for.
fn values(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn no_language_lacks_a_text() {
    let (own, notices) = (own_texts(), notices());
    let refusals: BTreeSet<String> = every_rejection().iter().map(ToString::to_string).collect();
    let mut found = String::new();
    for (language, texts) in locales() {
        let (words, said) = (keys(&texts["words"]), keys(&texts["notices"]));
        for missing in own.difference(&words).chain(notices.difference(&said)) {
            let _ = writeln!(found, "{language} lacks {missing:?}");
        }
        let unknown = |text: &&String| !notices.contains(*text) && !refusals.contains(*text);
        for nobodys in words.difference(&own).chain(said.iter().filter(unknown)) {
            let _ = writeln!(found, "{language} has {nobodys:?}, which nobody says");
        }
    }
    assert!(found.is_empty(), "\n{found}The English text is the name: widget/locales/*.json");
}

#[test]
fn a_text_has_its_values_in_every_language() {
    let mut found = String::new();
    for (language, texts) in locales() {
        let all = ["words", "notices"].map(|part| texts[part].as_object().unwrap().clone());
        for (english, theirs) in all.into_iter().flatten() {
            let forms: Vec<&Value> = match &theirs {
                Value::Object(forms) => {
                    assert!(forms.contains_key("other"), "{language}: {english:?} has no form `other`");
                    // One and two need not be said as numbers.
                    forms
                        .iter()
                        .filter(|(name, _)| !["one", "two"].contains(&name.as_str()))
                        .map(|(_, form)| form)
                        .collect()
                }
                form => vec![form],
            };
            for form in forms.into_iter().map(|form| form.as_str().unwrap()) {
                if values(form) != values(&english) || form.trim().is_empty() {
                    let _ = writeln!(found, "{language}: {english:?} is {form:?}");
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

/// Whoever presses a quick reply sends its words as they are shown.
#[test]
fn what_the_bot_offers_is_understood_in_every_language() {
    let offered = [(SKIP, Reply::Skip), (CANCEL, Reply::Cancel), (YES, Reply::Yes), (NO, Reply::No)];
    for (english, meant) in offered {
        assert_eq!(understood(english), Some(meant), "{english}");
        for (language, texts) in locales() {
            let shown = texts["words"][english].as_str().unwrap();
            assert_eq!(understood(shown), Some(meant), "{language}: {shown}");
        }
    }
}

#[test]
fn the_languages_are_the_same_everywhere() {
    let mut named: Vec<String> = LANGUAGES.iter().map(ToString::to_string).collect();
    let list = widget("frame/languages.mjs");
    let list = list.split_once("LANGUAGES = [").unwrap().1.split_once(']').unwrap().0;
    let in_frame: Vec<String> =
        list.split(',').map(|name| name.trim().trim_matches('\'').to_owned()).collect();
    assert_eq!(in_frame, named, "the frame's list and that of the settings");
    named.retain(|name| name != "en");
    named.sort();
    assert_eq!(
        locales().into_keys().collect::<Vec<_>>(),
        named,
        "a file for each, and English is in the widget"
    );
}
