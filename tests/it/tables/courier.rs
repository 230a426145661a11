//! Whom the edge calls, when it calls again, and what it tells.

use baton_shared::conversation::{Conversation, Event};
use baton_shared::courier::{News, Next, Outcome, Subject, news, next, slack, team_mail};
use baton_shared::ids::{ConversationId, DepartmentId};
use baton_shared::outbound;
use baton_shared::time::Timestamp;
use baton_tests::sample;
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

/// What a visitor writes calls nobody, hides no link and makes no mark, in Slack as in a mail.
#[test]
fn what_visitors_write_is_text_wherever_it_is_read() {
    check("courier/words.txt", |step| {
        let Step::Row(row) = step else { return String::new() };
        let row = row
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\u202E", "\u{202E}")
            .replace("\\u200B", "\u{200B}");
        let (name, text) = match row.strip_prefix("name: ") {
            Some(name) => (name, "Hello"),
            None => ("Ada", row.as_str()),
        };
        let news = said(name, text);
        let slack = slack(&news);
        let lines: Vec<&str> = slack.lines().collect();
        assert_eq!(lines.len(), 3, "{slack}");
        let mail = team_mail(&news);
        assert!(
            !mail.subject.contains(['\n', '\r']) && mail.subject.chars().count() <= 121,
            "{}",
            mail.subject
        );
        let (slack, html) = if name == "Ada" {
            let quoted =
                mail.html.split("<blockquote>").nth(1).unwrap().split("</blockquote>").next().unwrap();
            (lines[1].to_owned(), quoted.to_owned())
        } else {
            (
                lines[0].to_owned(),
                mail.html.split("<strong>").nth(1).unwrap().split("</strong>").next().unwrap().to_owned(),
            )
        };
        format!("{}  |  {html}", slack.replace('\u{200B}', "·"))
    });
}

fn said(name: &str, text: &str) -> News {
    let id = ConversationId::new("c_1").unwrap();
    let mut subject = Subject::of(
        &Conversation::default(),
        &id,
        &DepartmentId::standard(),
        "https://chat.example.com/desk",
    );
    subject.visitor.name = name.to_owned();
    let message = sample::message(text);
    let turn = news(1, Timestamp(0), &[Event::MessagePosted(message)], &subject);
    turn.into_iter().next().unwrap()
}
