//! The lines of an open conversation: messages, notes and pending ones, grouped for the eye. Pure.

use baton_client::chat::Entry;
use baton_shared::conversation::Note;
use baton_shared::message::{Message, Sender};
use baton_shared::time::Timestamp;

/// Messages of one sender within this time stand under one name.
const GROUP_MS: u64 = 5 * 60_000;

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The same as long as the line looks the same.
    pub key: String,
    /// The first line of a day: that day.
    pub day: Option<String>,
    /// Whether the sender's name and the time stand above it.
    pub has_head: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Stored.
    Message(Message),
    /// For agents only.
    Note(Note),
    /// On its way.
    Pending(String),
}

/// The lines of all entries. `day_of` names the day of an instant where the agent sits.
pub fn lines(entries: &[Entry<'_>], day_of: impl Fn(Timestamp) -> String) -> Vec<Line> {
    let mut group: Option<(String, Timestamp)> = None;
    let mut last_day = String::new();
    let mut lines = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let (name, who, at, kind) = match *entry {
            Entry::Message(message) => (
                format!("m{}", message.seq),
                who(&message.sender),
                message.at,
                Kind::Message(message.clone()),
            ),
            Entry::Note(note) => (format!("n{index}"), String::new(), note.at, Kind::Note(note.clone())),
            Entry::Pending { client_id, text } => {
                let at = group.as_ref().map(|(_, at)| *at).unwrap_or_default();
                (format!("p{client_id}"), "pending".to_owned(), at, Kind::Pending(text.to_owned()))
            }
        };
        let day = day_of(at);
        let is_new_day = !matches!(kind, Kind::Pending(_)) && day != last_day;
        let goes_on =
            group.as_ref().is_some_and(|(before, then)| *before == who && at.since_ms(*then) < GROUP_MS);
        let has_head = is_new_day || !goes_on || who.is_empty();
        group = Some((who, at));
        let day = is_new_day.then(|| day.clone()).inspect(|day| last_day.clone_from(day));
        lines.push(Line { key: format!("{name}-{has_head}-{}", day.is_some()), day, has_head, kind });
    }
    lines
}

/// Empty for what stands alone.
fn who(sender: &Sender) -> String {
    match sender {
        Sender::Visitor => "visitor".to_owned(),
        Sender::Bot => "bot".to_owned(),
        Sender::Agent(agent) => format!("agent {}", agent.id),
        Sender::System { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};
    use baton_client::chat::Entry;
    use baton_shared::message::{Message, RichText, Sender};
    use baton_shared::{ids::Seq, time::Timestamp};

    #[test]
    fn a_sender_is_named_once_in_a_while_and_every_day_once() {
        let day_ms = 86_400_000;
        let bot = Sender::Bot;
        let said = [(1, &Sender::Visitor), (2, &bot), (3, &bot), (400_000, &bot), (day_ms + 1, &bot)];
        let messages: Vec<Message> =
            said.iter().zip(1..).map(|((at, sender), seq)| message(seq, *at, sender)).collect();
        let entries: Vec<Entry<'_>> = messages.iter().map(Entry::Message).collect();
        let seen = lines(&entries, |at| format!("day {}", at.0 / day_ms));
        let seen: Vec<String> = seen.iter().map(describe).collect();
        assert_eq!(seen, ["day 0, head", "head", "", "head", "day 1, head"]);
    }

    fn message(seq: u64, at: u64, sender: &Sender) -> Message {
        Message {
            seq: Seq(seq),
            at: Timestamp(at),
            sender: sender.clone(),
            body: RichText::plain("x"),
            client_id: None,
            answers: None,
            sources: Vec::new(),
            offers_human: false,
            chips: Vec::new(),
        }
    }

    fn describe(line: &Line) -> String {
        let head = line.has_head.then(|| "head".to_owned());
        line.day.clone().into_iter().chain(head).collect::<Vec<_>>().join(", ")
    }
}
