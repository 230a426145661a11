//! Forms: what becomes of an answer, and what a short reply means.

use baton_shared::forms::{Field, FieldKind, Form, Reply, check as check_form, understood};
use baton_shared::ids::FieldId;
use baton_tests::table::{Step, check};

use super::text::typed;

fn field(kind: FieldKind, required: bool) -> Field {
    let choices = match kind {
        FieldKind::Choice => vec!["Orders".to_owned(), "Returns".to_owned()],
        _ => Vec::new(),
    };
    let id = FieldId::new("field").unwrap();
    Field { id, kind, label: "Field".to_owned(), labels: Default::default(), required, choices }
}

#[test]
fn an_answer_becomes_what_the_table_says() {
    check("forms/check.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let (kind, rest) = row.split_once(' ').unwrap();
        let (required, words) = match rest.strip_prefix("required ") {
            Some(words) => (true, words),
            None => (false, rest),
        };
        let kind: FieldKind = serde_json::from_value(kind.into()).unwrap();
        let form = Form { fields: vec![field(kind, required)], consent: None };
        let given = [("field".to_owned(), typed(words)), ("another".to_owned(), "is not asked".to_owned())];
        match check_form(&form, &given.into(), "en") {
            Ok(answers) => match answers.as_slice() {
                [] => "no answer".to_owned(),
                [answer] if answer.value.chars().count() > 40 => {
                    format!("{} characters", answer.value.chars().count())
                }
                [answer] => format!("{:?}", answer.value),
                more => panic!("one field has {} answers", more.len()),
            },
            Err(faults) => format!("{}", faults[0].flaw),
        }
    });
}

#[test]
fn a_short_reply_means_what_the_table_says() {
    check("forms/replies.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let meant = match understood(&typed(row)) {
            Some(Reply::Skip) => "skip",
            Some(Reply::Cancel) => "cancel",
            Some(Reply::Yes) => "yes",
            Some(Reply::No) => "no",
            None => "an answer",
        };
        meant.to_owned()
    });
}
