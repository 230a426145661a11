//! What is an id and what is none.

use baton_shared::ids::{AgentId, ClientId, ConversationId, DepartmentId, InvalidId, SiteId, VisitorId};
use baton_tests::table::{Step, check};

use super::text::typed;

fn all(text: &str) -> [Result<String, InvalidId>; 6] {
    [
        SiteId::new(text).map(String::from),
        VisitorId::new(text).map(String::from),
        AgentId::new(text).map(String::from),
        DepartmentId::new(text).map(String::from),
        ConversationId::new(text).map(String::from),
        ClientId::new(text).map(String::from),
    ]
}

#[test]
fn every_kind_of_id_takes_the_same_texts() {
    check("text/ids.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let text = typed(row);
        let results = all(&text);
        let taken = results.iter().filter(|result| result.as_ref() == Ok(&text)).count();
        assert!(taken == 0 || taken == results.len(), "the kinds differ about {row}");
        if taken == 0 { "no id".to_owned() } else { "an id".to_owned() }
    });
    assert_eq!(
        SiteId::new("").unwrap_err().to_string(),
        "not a valid site id: 1 to 64 characters, only a-z, A-Z, 0-9, - and _"
    );
}
