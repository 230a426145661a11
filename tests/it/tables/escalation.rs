//! Who asks for a human, in words, and who does not.

use baton_shared::escalation::asks_for_human;
use baton_tests::table::{Step, check};

#[test]
fn the_wish_for_a_human_is_found_in_words() {
    let mut expected = "";
    let mut wrong = Vec::new();
    let mut sentences = 0;
    for line in baton_tests::table::read("text/escalation.txt") {
        match line {
            baton_tests::table::Line::Plain(text) if text.starts_with("==") => {
                expected = if text.contains("does not ask") { "no" } else { "yes" };
            }
            baton_tests::table::Line::Plain(_) => {}
            baton_tests::table::Line::Row { given, .. } => {
                sentences += 1;
                if asks_for_human(&given) != (expected == "yes") {
                    wrong.push(format!("{expected}: {given}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {sentences} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(sentences >= 80, "{sentences} sentences");
}

#[test]
fn odd_input_is_no_wish_and_no_harm() {
    check("text/escalation_odd.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let text = super::text::typed(row);
        if asks_for_human(&text) { "asks".to_owned() } else { "does not ask".to_owned() }
    });
}
