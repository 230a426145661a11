//! Editing a settings document: values at their pointers, what was changed, and what is wrong. Pure.
//!
//! The forms work on the document as JSON, not on its types: a field may hold something wrong for a while, and its problem
//! finds it by the same pointer that the edge would use.

use baton_shared::document::{Problem, below};
use baton_shared::settings::Settings;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One place at which two documents differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Where.
    pub pointer: String,
    /// What it becomes; `None`: it is taken out.
    pub value: Option<Value>,
}

/// What is wrong with a document, as the edge would say it. Only the names of time zones it alone can check.
pub fn problems(document: &Value) -> Vec<Problem> {
    Settings::read(&document.to_string()).err().unwrap_or_default()
}

/// Puts a value at a place; what is missing on the way is made.
pub fn set(document: &mut Value, pointer: &str, value: Value) {
    let mut here = document;
    for name in segments(pointer) {
        let next = match here {
            Value::Array(items) => {
                let at = name.parse::<usize>().unwrap_or(items.len()).min(items.len());
                if at == items.len() {
                    items.push(Value::Null);
                }
                items.get_mut(at)
            }
            other => object(other).map(|fields| fields.entry(name).or_insert(Value::Null)),
        };
        let Some(next) = next else { return };
        here = next;
    }
    *here = value;
}

/// Takes a value out; in a list the ones behind it move up.
pub fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    match document.pointer_mut(parent) {
        Some(Value::Object(fields)) => drop(fields.remove(&unescaped(name))),
        Some(Value::Array(items)) => {
            if let Some(at) = name.parse().ok().filter(|at| *at < items.len()) {
                items.remove(at);
            }
        }
        _ => {}
    }
}

/// Moves an item of a list to the place of the one before it.
pub fn move_up(document: &mut Value, list: &str, at: usize) {
    if let (Some(Value::Array(items)), Some(before)) = (document.pointer_mut(list), at.checked_sub(1))
        && at < items.len()
    {
        items.swap(before, at);
    }
}

/// Puts a word into a list of words, or takes it out. The list stays in order, as a set's does.
pub fn choose(document: &mut Value, list: &str, word: &str, is_chosen: bool) {
    let known = document.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut words: Vec<String> = known.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect();
    words.retain(|known| known != word);
    if is_chosen {
        words.push(word.to_owned());
    }
    words.sort();
    set(document, list, words.into());
}

/// Where two documents differ. Objects are looked into; a list is one value.
pub fn changes(from: &Value, to: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    differ(&mut found, "", from, to);
    found
}

fn differ(found: &mut Vec<Change>, pointer: &str, from: &Value, to: &Value) {
    if from == to {
        return;
    }
    let (Value::Object(before), Value::Object(after)) = (from, to) else {
        return found.push(Change { pointer: pointer.to_owned(), value: Some(to.clone()) });
    };
    for (name, value) in before {
        let place = below(pointer, name);
        match after.get(name) {
            Some(other) => differ(found, &place, value, other),
            None => found.push(Change { pointer: place, value: None }),
        }
    }
    for (name, value) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        found.push(Change { pointer: below(pointer, name), value: Some(value.clone()) });
    }
}

/// Makes a change in another document.
pub fn apply(document: &mut Value, change: &Change) {
    match &change.value {
        Some(value) => set(document, &change.pointer, value.clone()),
        None => remove(document, &change.pointer),
    }
}

/// A pointer as a person reads it: `/bot/greeting_chips/0` is `Bot › greeting chips › 1`.
pub fn in_words(pointer: &str) -> String {
    let word = |name: String| match name.parse::<usize>() {
        Ok(at) => at.saturating_add(1).to_string(),
        Err(_) => name.trim_end_matches("_ms_max").trim_end_matches("_ms").replace('_', " "),
    };
    let words: Vec<String> = segments(pointer).map(word).collect();
    let words = words.join(" › ");
    let mut chars = words.chars();
    chars.next().map_or("Document".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// A new id made of a name: `Orders & delivery` becomes `orders-delivery`, or `orders-delivery-2`.
pub fn new_id(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let spaced: String = name.chars().map(plain).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    // Ids have 64 characters at most: there must be room for a number.
    let id: String = words.join("-").chars().take(56).collect();
    let id = if id.is_empty() { "new".to_owned() } else { id };
    let numbered = (2_u32..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or(id)
}

/// What an admin types as a list: `returns, repairs` or a line each.
pub fn words_of(text: &str, separator: char) -> Vec<String> {
    let words = text.split(separator).map(str::trim).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn object(value: &mut Value) -> Option<&mut Map<String, Value>> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut()
}

fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescaped)
}

fn unescaped(name: &str) -> String {
    // The order matters: RFC 6901, section 4.
    name.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_set_and_taken_out_at_its_place() {
        let mut document = json!({ "bot": { "name": "B" }, "rules": [1, 2, 3] });
        for (pointer, value) in [
            ("/bot/name", json!("C")),
            ("/agents/a/capacity", json!(2)),
            ("/rules/1", json!(5)),
            ("/rules/-", json!(9)),
        ] {
            set(&mut document, pointer, value);
        }
        remove(&mut document, "/rules/0");
        remove(&mut document, "/rules/7");
        remove(&mut document, "/nothing/here");
        move_up(&mut document, "/rules", 2);
        move_up(&mut document, "/rules", 0);
        choose(&mut document, "/members", "b", true);
        choose(&mut document, "/members", "a", true);
        choose(&mut document, "/members", "b", false);
        let want = json!({
            "bot": { "name": "C" }, "rules": [5, 9, 3], "agents": { "a": { "capacity": 2 } }, "members": ["a"],
        });
        assert_eq!(document, want);
    }

    #[test]
    fn changes_made_again_give_the_same_document() {
        let from = json!({ "a": 1, "b": { "c": [1], "d": 2 }, "gone": 1 });
        let to = json!({ "a": 1, "b": { "c": [1, 2], "d": 2, "e": {} }, "new": null });
        let mut again = from.clone();
        let found = changes(&from, &to);
        found.iter().for_each(|change| apply(&mut again, change));
        let places: Vec<&str> = found.iter().map(|change| change.pointer.as_str()).collect();
        assert_eq!((again, places), (to.clone(), vec!["/b/c", "/b/e", "/gone", "/new"]));
        assert_eq!(changes(&to, &to), []);
    }

    #[test]
    fn a_name_becomes_an_id_that_nobody_has() {
        for (name, id) in
            [("Orders & delivery", "orders-delivery"), ("Support", "support-3"), ("東京", "new"), ("", "new")]
        {
            assert_eq!(new_id(name, |id| ["support", "support-2"].contains(&id)), id);
        }
        assert_eq!(new_id(&"x".repeat(200), |_| false).len(), 56);
    }

    #[test]
    fn places_are_told_in_words() {
        for (pointer, words) in [
            ("/bot/greeting_chips/0", "Bot › greeting chips › 1"),
            ("/departments/orders/ring_ms", "Departments › orders › ring"),
            ("", "Document"),
        ] {
            assert_eq!(in_words(pointer), words);
        }
    }

    #[test]
    fn a_new_site_lacks_only_its_name() {
        let mut document = serde_json::to_value(Settings::default()).unwrap();
        assert_eq!(
            problems(&document).iter().map(|it| it.pointer.as_str()).collect::<Vec<_>>(),
            ["/site_name"]
        );
        set(&mut document, "/site_name", "A shop".into());
        assert_eq!(problems(&document), []);
        set(&mut document, "/desk/grace_ms", "soon".into());
        assert_eq!(problems(&document).len(), 1);
    }
}
