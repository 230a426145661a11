//! Whom the edge calls, when it calls again, and what it tells.

use baton_shared::courier::{Next, Outcome, next};
use baton_shared::outbound;
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};

/// A heading names what the operator allows; a row is an address that somebody has written.
#[test]
fn an_address_is_called_only_if_it_is_public() {
    let mut allowed = Vec::new();
    check("courier/addresses.txt", |step| match step {
        Step::Heading(named) => {
            allowed = named.split(' ').filter(|one| one.contains("://")).map(str::to_owned).collect();
            String::new()
        }
        Step::Row(written) => match outbound::check(written, &allowed) {
            Ok(url) => url.host_str().unwrap().to_owned(),
            Err(refusal) => format!("no: {}", refusal.code()),
        },
    });
}

#[test]
fn what_cant_stand_in_a_table_is_no_address_either() {
    for address in ["https://example.com/\r\nHost: x", "https://exa\tmple.com/", "https://example.com/\0", ""]
    {
        assert_eq!(outbound::check(address, &[]).unwrap_err().code(), "not_an_address", "{address:?}");
    }
    let long = format!("https://example.com/{}", "a".repeat(10_000));
    assert_eq!(outbound::check(&long, &[]).unwrap_err().code(), "too_long");
}

#[test]
fn a_delivery_is_tried_again_as_standard_webhooks_says() {
    check("courier/schedule.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let [attempt, outcome, random] = row.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let outcome = match outcome.split_once(',') {
            _ if outcome == "failed" => Outcome::Failed,
            None => Outcome::Answered { status: outcome.parse().unwrap(), retry_after_ms: None },
            Some((status, asked)) => Outcome::Answered {
                status: status.parse().unwrap(),
                retry_after_ms: Some(asked.parse().unwrap()),
            },
        };
        let now = Timestamp(1_000_000);
        match next(attempt.parse().unwrap(), outcome, now, random.parse().unwrap()) {
            Next::Again(at) => format!("{} s", at.since_ms(now) as f64 / 1_000.0),
            other => format!("{other:?}"),
        }
    });
}
