//! A page reads and writes JSON by hand (`shared/src/json`): it must be the JSON that `serde_json` knows.

use std::collections::BTreeMap;

use baton_shared::ids::{ClientId, DepartmentId, FileId, Seq};
use baton_shared::json::{Json, Object};
use baton_shared::priority::Priority;
use baton_shared::protocol::ClientFrame;
use serde_json::Value;

/// What `serde_json` has read, as our tree.
fn tree(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => number.as_u64().map_or(Json::OtherNumber, Json::Number),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(items) => Json::List(items.iter().map(tree).collect()),
        Value::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), tree(value))).collect())
        }
    }
}

/// The order of fields means nothing.
fn sorted(json: Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.into_iter().map(sorted).collect()),
        Json::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.sort_by(|left, right| left.0.cmp(&right.0));
            Json::Object(fields)
        }
        other => other,
    }
}

fn same(text: &str) {
    let theirs = serde_json::from_str::<Value>(text).ok().map(|value| sorted(tree(&value)));
    assert_eq!(Json::read(text).map(sorted), theirs, "{text:?}");
}

const TEXTS: [&str; 62] = [
    "",
    " ",
    "null",
    "true",
    "false",
    "nul",
    "nulll",
    "True",
    "0",
    "7",
    "-0",
    "-7",
    "00",
    "01",
    "-",
    "+1",
    "1.",
    ".5",
    "1.5",
    "1e3",
    "1E-3",
    "1e",
    "1e+",
    "-1.5e+30",
    "18446744073709551615",
    "18446744073709551616",
    "1 2",
    "[",
    "]",
    "[]",
    " [ ] ",
    "[1]",
    "[1,]",
    "[,1]",
    "[1,2 , 3]",
    "[1 2]",
    "{}",
    " { } ",
    "{\"a\":1}",
    "{\"a\" : [ { } ] }",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1 \"b\":2}",
    "\"\"",
    "\"a",
    "\"\\\"\"",
    "\"\\\\\\/\"",
    "\"\\b\\f\\n\\r\\t\"",
    "\"\\x\"",
    "\"\\u00e4\"",
    "\"\\u00\"",
    "\"\\ud83d\\ude42\"",
    "\"\\ud83d\"",
    "\"\\ud83d\\u0041\"",
    "\"\\ude42\"",
    "\"\u{1}\"",
    "\"\u{7f}\u{e4}\u{1F642}\"",
    "\u{feff}{}",
    "{}\u{0}",
];

#[test]
fn what_is_json_and_what_is_not_is_what_serde_says() {
    TEXTS.into_iter().for_each(same);
    // Also cut off anywhere, and with one byte of them exchanged.
    let whole = r#"{"a": [1, -2.5e3, "x\u00e4\n", true, false, null, {}], "b": {"c": "\ud83d\ude42"}}"#;
    for at in 0..whole.len() {
        same(&whole[..at]);
        for other in ["\"", "\\", "{", "}", "[", "]", ",", ":", " ", "0", "e", "u", "\u{0}"] {
            same(&[&whole[..at], other, &whole[at + 1..]].concat());
        }
    }
}

#[test]
fn nesting_ends_where_serde_ends_it() {
    for depth in [1, 2, 126, 127, 128, 129] {
        same(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        same(&format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
    }
}

#[test]
fn every_character_is_written_so_that_it_is_read_again() {
    for letter in (0..0x500).chain(0xD7F0..0xE010).chain(0x1_F600..0x1_F650).filter_map(char::from_u32) {
        let text = format!("a{letter}b");
        let written = Object::new().text("t", &text).end();
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap()["t"], text, "{written}");
        same(&written);
    }
}

fn some<K: Ord + From<&'static str>, V>(value: V) -> BTreeMap<K, V> {
    BTreeMap::from([("a \"b\"".into(), value)])
}

#[test]
fn a_frame_is_written_as_serde_writes_it_with_and_without_what_may_be_missing() {
    let reference = u64::MAX;
    let client_id = ClientId::new("k-1").unwrap();
    let department = DepartmentId::new("billing").unwrap();
    let text = || "Ä \u{1F642}\n\"\\\u{1}".to_owned();
    let file = |name| FileId::new(name).unwrap();
    let (id, of) = (client_id.clone(), department.clone());
    let frames = vec![
        ClientFrame::Hello { v: 1, token: None, after: Seq(0) },
        ClientFrame::Hello { v: 1, token: Some(text()), after: Seq(u64::MAX) },
        ClientFrame::Post { client_id: id.clone(), text: text(), files: Vec::new() },
        ClientFrame::Post { client_id: id.clone(), text: text(), files: vec![file("f_1"), file("f_2")] },
        ClientFrame::CallHuman { reference, department: None, reason: String::new() },
        ClientFrame::CallHuman { reference, department: Some(of), reason: text() },
        ClientFrame::SetAttributes { reference, attributes: BTreeMap::new() },
        ClientFrame::SetAttributes { reference, attributes: some(Some(text())) },
        ClientFrame::SetAttributes { reference, attributes: some(None) },
        ClientFrame::Track { reference, client_id: id.clone(), name: text(), properties: BTreeMap::new() },
        ClientFrame::Track { reference, client_id: id, name: text(), properties: some(text()) },
        ClientFrame::Rate { reference, score: 5, comment: text() },
        ClientFrame::Note { reference, client_id, text: text() },
        ClientFrame::TransferToDepartment { reference, department, note: text() },
    ];
    let marks = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent]
        .map(|priority| ClientFrame::Mark { reference, tags: vec![text(), String::new()], priority });
    let bare = ClientFrame::Mark { reference, tags: Vec::new(), priority: Priority::Normal };
    for frame in frames.into_iter().chain(marks).chain([bare]) {
        assert_eq!(frame.to_json(), serde_json::to_string(&frame).unwrap());
    }
}
