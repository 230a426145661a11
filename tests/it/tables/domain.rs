//! Which pages a domain of the settings means.

use baton_shared::domain::Domain;
use baton_tests::table::{Step, check};

/// A heading is what an admin writes; a row is an origin as a browser names it.
#[test]
fn a_domain_holds_the_pages_that_the_table_says() {
    let mut domain = None;
    check("settings/domains.txt", |step| match step {
        Step::Heading(written) => {
            domain = Domain::parse(written.trim_matches('"')).ok();
            String::new()
        }
        Step::Row("as the browser gets it") => {
            domain.as_ref().map_or("no domain".to_owned(), ToString::to_string)
        }
        Step::Row(origin) => {
            let holds = domain.as_ref().is_some_and(|domain| domain.holds(origin));
            if holds { "yes".to_owned() } else { "no".to_owned() }
        }
    });
}
