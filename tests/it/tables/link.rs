//! The life of a socket: when it comes back, when it says ping, when it gives up.

use baton_client::link::{Duty, Link, LinkState};
use baton_shared::time::Timestamp;
use baton_tests::table::{Step, check};

struct Line {
    state: LinkState,
    now: Timestamp,
}

impl Line {
    fn new() -> Self {
        Self { state: LinkState::default(), now: Timestamp(0) }
    }

    fn row(&mut self, row: &str) -> String {
        let words: Vec<&str> = row.split(' ').collect();
        let mut said = String::new();
        match words.as_slice() {
            ["connects"] => self.state.connecting(self.now),
            ["is", "welcomed"] => self.state.welcomed(self.now),
            ["hears", "something"] => self.state.heard(self.now),
            ["is", "lost", "with", code, "jitter", jitter, rest @ ..] => {
                let can_renew = rest == ["has", "a", "token"];
                self.state.lost(self.now, code.parse().unwrap(), can_renew, jitter.parse().unwrap());
            }
            ["after", ms, "ms", rest @ ..] => {
                self.now = self.now.plus_ms(ms.parse().unwrap());
                said = match self.state.duty(self.now, rest == ["in", "a", "hurry"]) {
                    Some(Duty::Connect) => "connect, ".to_owned(),
                    Some(Duty::Drop) => "drop the socket, ".to_owned(),
                    Some(Duty::Ping) => "ping, ".to_owned(),
                    None => "nothing, ".to_owned(),
                };
            }
            _ => panic!("no such words: {row}"),
        }
        let wake = self.state.next_wake().map_or("never wakes".to_owned(), |at| {
            let ms = at.0 as i64 - self.now.0 as i64;
            format!("wakes in {ms} ms")
        });
        let link = match self.state.link {
            Link::Idle => "idle".to_owned(),
            Link::Connecting { .. } => "connecting".to_owned(),
            Link::Live { .. } => "live".to_owned(),
            Link::Retrying { .. } => "retrying".to_owned(),
            Link::NeedsToken => "needs a token".to_owned(),
            Link::Ended { code } => format!("ended by {code}"),
        };
        format!("{said}{link}, {wake}")
    }
}

#[test]
fn a_link_lives_as_the_table_says() {
    let mut line = Line::new();
    check("client/link.txt", |step| match step {
        Step::Heading(_) => {
            line = Line::new();
            String::new()
        }
        Step::Row(row) => line.row(row),
    });
}
