//! Canned responses: found by what is typed after a `/`, and filled with the names of the conversation. Pure.

use baton_shared::ids::DepartmentId;
use baton_shared::settings::CannedResponse;

/// Rows that the list shows: more than fit beside a conversation are found by typing on.
pub const FOUND_MAX: usize = 8;

/// The beginning of a canned response in a text: `/` at the start of a word, up to the caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slash {
    /// Where the `/` stands, in bytes.
    pub from: usize,
    /// Where the caret stands, in bytes.
    pub to: usize,
    /// What is typed in between.
    pub query: String,
}

/// By what the variables are replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// `{{visitor}}`
    pub visitor: String,
    /// `{{agent}}`
    pub agent: String,
    /// `{{site}}`
    pub site: String,
    /// `{{department}}`
    pub department: String,
}

/// Whether a canned response is being looked for. `caret` counts UTF-16 units, as browsers do.
pub fn slash(text: &str, caret: usize) -> Option<Slash> {
    let to = byte_at(text, caret);
    let before = text.get(..to)?;
    let from = before.rfind('/')?;
    let starts_word = before.get(..from)?.chars().next_back().is_none_or(char::is_whitespace);
    let query = before.get(from.saturating_add(1)..)?;
    let is_query = query.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (starts_word && is_query).then(|| Slash { from, to, query: query.to_owned() })
}

/// Those of a department that fit, the best first: by the shortcut's beginning, by a word of the title, by any part of both.
pub fn find<'a>(
    all: &'a [CannedResponse],
    department: Option<&DepartmentId>,
    query: &str,
) -> Vec<&'a CannedResponse> {
    let query = query.to_lowercase();
    let mut found: Vec<(usize, &CannedResponse)> = all
        .iter()
        .filter(|it| it.departments.is_empty() || department.is_some_and(|id| it.departments.contains(id)))
        .filter_map(|it| Some((rank(it, &query)?, it)))
        .collect();
    // Stable: within a rank they stay in the site's own order.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, it)| it).take(FOUND_MAX).collect()
}

fn rank(response: &CannedResponse, query: &str) -> Option<usize> {
    let (shortcut, title) = (response.shortcut.to_lowercase(), response.title.to_lowercase());
    let ranks = [
        shortcut.starts_with(query),
        title.split_whitespace().any(|word| word.starts_with(query)),
        shortcut.contains(query) || title.contains(query),
    ];
    ranks.iter().position(|fits| *fits)
}

/// The text with its variables replaced; what is no variable stays as it is.
pub fn fill(text: &str, names: &Names) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let known =
            after.split_once("}}").and_then(|(name, after)| Some((variable(name.trim(), names)?, after)));
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push_str("{{");
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn variable<'a>(name: &str, names: &'a Names) -> Option<&'a str> {
    Some(match name {
        "visitor" => &names.visitor,
        "agent" => &names.agent,
        "site" => &names.site,
        "department" => &names.department,
        _ => return None,
    })
}

/// The text with the response in the place of the slash, and the caret behind it, in UTF-16 units.
pub fn insert(text: &str, slash: &Slash, response: &str) -> (String, usize) {
    let (before, after) =
        (text.get(..slash.from).unwrap_or_default(), text.get(slash.to..).unwrap_or_default());
    let caret = before.encode_utf16().count().saturating_add(response.encode_utf16().count());
    ([before, response, after].concat(), caret)
}

/// The byte at which a place in UTF-16 units begins.
fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0_usize;
    let place = text.char_indices().find(|(_, c)| {
        let is_there = passed >= units;
        passed = passed.saturating_add(c.len_utf16());
        is_there
    });
    place.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{CannedResponse, Names, fill, find, insert, slash};
    use baton_shared::ids::DepartmentId;

    /// `|` is the caret.
    fn slash_at(text: &str) -> Option<String> {
        let (before, after) = text.split_once('|').unwrap();
        slash(&[before, after].concat(), before.encode_utf16().count()).map(|slash| slash.query)
    }

    #[test]
    fn a_slash_at_the_start_of_a_word_looks_for_a_response() {
        for (text, want) in [
            ("/|", Some("")),
            ("/re|", Some("re")),
            ("Hello /re|", Some("re")),
            ("Hello\n/re|", Some("re")),
            ("👩‍👩‍👧 /ré|sumé", Some("ré")),
            ("and/or|", None),
            ("https://|", None),
            ("/re turn|", None),
            ("|/re", None),
            ("no slash|", None),
            ("1/2 /x|", Some("x")),
        ] {
            assert_eq!(slash_at(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_response_takes_the_place_of_what_was_typed() {
        for (text, response, want) in [
            ("/re|", "Returns are free.", "Returns are free.|"),
            ("Hello 👋 /re| and bye", "Ärger", "Hello 👋 Ärger| and bye"),
        ] {
            let (before, after) = text.split_once('|').unwrap();
            let all = [before, after].concat();
            let slash = slash(&all, before.encode_utf16().count()).unwrap();
            let (text, caret) = insert(&all, &slash, response);
            let units: Vec<u16> = text.encode_utf16().collect();
            let (left, right) = units.split_at(caret);
            assert_eq!(
                format!("{}|{}", String::from_utf16(left).unwrap(), String::from_utf16(right).unwrap()),
                want
            );
        }
    }

    #[test]
    fn the_shortcut_counts_before_the_title_and_only_the_own_department() {
        let response = |shortcut: &str, title: &str, departments: &[&str]| CannedResponse {
            shortcut: shortcut.to_owned(),
            title: title.to_owned(),
            text: String::new(),
            departments: departments.iter().map(|id| DepartmentId::new(*id).unwrap()).collect(),
        };
        let all = [
            response("hello", "Greeting", &[]),
            response("refund", "Money back", &["billing"]),
            response("later", "Return later", &[]),
            response("return", "How to send it back", &[]),
            response("spare-parts", "Repairs", &["support"]),
        ];
        for (department, query, want) in [
            (Some("billing"), "", "hello refund later return"),
            (Some("billing"), "re", "refund return later hello"),
            (Some("support"), "RE", "return later spare-parts hello"),
            (None, "re", "return later hello"),
            (Some("billing"), "back", "refund return"),
            (Some("billing"), "zz", ""),
        ] {
            let id = department.map(|id| DepartmentId::new(id).unwrap());
            let found: Vec<&str> =
                find(&all, id.as_ref(), query).into_iter().map(|it| it.shortcut.as_str()).collect();
            assert_eq!(found.join(" "), want, "{department:?} {query}");
        }
    }

    #[test]
    fn variables_become_names_and_nothing_else_changes() {
        let names = Names {
            visitor: "A Customer".to_owned(),
            agent: "Agent One".to_owned(),
            site: "The {{agent}} shop".to_owned(),
            department: "Returns".to_owned(),
        };
        for (text, want) in [
            ("Hello {{visitor}}!", "Hello A Customer!"),
            ("{{ agent }} of {{department}}", "Agent One of Returns"),
            ("{{site}}", "The {{agent}} shop"),
            ("{{price}} and {{visitor", "{{price}} and {{visitor"),
            ("{{{{agent}}}}", "{{Agent One}}"),
            ("{}", "{}"),
        ] {
            assert_eq!(fill(text, &names), want, "{text}");
        }
    }
}
