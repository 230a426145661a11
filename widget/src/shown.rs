//! Messages as the timeline shows them: after which one, and whether they belong to it.

use std::sync::Arc;

use baton_shared::message::{Message, Sender};
use baton_shared::time::Timestamp;

use crate::words::day;

/// Messages of one sender within this time stand close together.
const RUN_MS_MAX: u64 = 3 * 60_000;

/// One message and how it stands among the others. Never changes.
#[derive(Debug, PartialEq)]
pub struct Shown {
    /// As stored.
    pub message: Message,
    /// When the message before it was stored: a day may begin between them.
    pub before: Option<Timestamp>,
    /// Follows a message of the same sender at once.
    pub is_run: bool,
    /// Came while the page was open.
    pub is_new: bool,
}

/// Adds what `messages` has and `shown` has not. Tells the index of the first new one.
pub fn extend(shown: &mut Vec<Arc<Shown>>, messages: &[Message], is_new: bool) -> usize {
    let is_other = |(old, message): (&Arc<Shown>, &Message)| old.message != *message;
    // After a resync the history may be another one: everything from the first difference is shown anew.
    if shown.len() > messages.len()
        || shown.last().zip(messages.get(shown.len().saturating_sub(1))).is_some_and(is_other)
    {
        shown.clear();
    }
    let first = shown.len();
    for message in messages.iter().skip(first) {
        let before = shown.last().map(|shown| &shown.message);
        let is_run = before.is_some_and(|before| is_run(before, message));
        let before = before.map(|before| before.at);
        shown.push(Arc::new(Shown { message: message.clone(), before, is_run, is_new }));
    }
    first
}

fn is_run(before: &Message, message: &Message) -> bool {
    let is_person = !matches!(message.sender, Sender::System { .. });
    is_person
        && before.sender == message.sender
        && message.at.since_ms(before.at) < RUN_MS_MAX
        && day(message.at, Some(before.at)).is_none()
}
