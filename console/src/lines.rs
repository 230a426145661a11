//! The lines of an open conversation: messages, notes, ratings and what is on its way, grouped for the eye. Pure.

use baton_client::chat::Entry;
use baton_shared::conversation::{Note, Rating};
use baton_shared::message::{Message, Sender};
use baton_shared::time::Timestamp;

use crate::notes::Unsent;

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
    /// What the visitor thinks of the help.
    Rating(Rating),
    /// A message on its way, and the ids of its files.
    Pending(String, String),
    /// A note on its way.
    PendingNote(String),
}

/// What stands between and behind the entries.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// In the order of their times.
    pub ratings: &'a [Rating],
    /// Notes that are not stored yet.
    pub unsent: &'a [Unsent],
}

/// The lines of all entries. `day_of` names the day of an instant where the agent sits.
pub fn lines(entries: &[Entry<'_>], extras: Extras<'_>, day_of: impl Fn(Timestamp) -> String) -> Vec<Line> {
    let mut group: Option<(String, Timestamp)> = None;
    let mut last_day = String::new();
    let all = in_order(entries, extras);
    let mut lines = Vec::with_capacity(all.len());
    for (name, who, at, kind) in all {
        let is_pending = matches!(kind, Kind::Pending(..) | Kind::PendingNote(_));
        let at = at.or_else(|| group.as_ref().map(|(_, at)| *at)).unwrap_or_default();
        let day = day_of(at);
        let is_new_day = !is_pending && day != last_day;
        let goes_on =
            group.as_ref().is_some_and(|(before, then)| *before == who && at.since_ms(*then) < GROUP_MS);
        let has_head = is_new_day || !goes_on || who.is_empty();
        group = Some((who, at));
        let day = is_new_day.then(|| day.clone()).inspect(|day| last_day.clone_from(day));
        lines.push(Line { key: format!("{name}-{has_head}-{}", day.is_some()), day, has_head, kind });
    }
    lines
}

/// Name, sender, time and kind; what is on its way has no time.
type Item = (String, String, Option<Timestamp>, Kind);

fn in_order(entries: &[Entry<'_>], extras: Extras<'_>) -> Vec<Item> {
    let mut items = Vec::with_capacity(entries.len());
    let mut ratings = extras.ratings.iter().peekable();
    let (mut notes, mut stored) = (0_usize, Vec::new());
    for entry in entries {
        let at = match *entry {
            Entry::Message(message) => Some(message.at),
            Entry::Note(note) => Some(note.at),
            Entry::Pending { .. } => None,
        };
        while let Some(rating) = ratings.next_if(|rating| at.is_none_or(|at| rating.at < at)) {
            items.push(rated(rating));
        }
        items.push(match *entry {
            Entry::Message(message) => {
                (format!("m{}", message.seq), who(&message.sender), at, Kind::Message(message.clone()))
            }
            Entry::Note(note) => {
                notes = notes.saturating_add(1);
                stored.extend(note.client_id.as_ref());
                (format!("n{notes}"), String::new(), at, Kind::Note(note.clone()))
            }
            Entry::Pending { client_id, text, files } => {
                let kind = Kind::Pending(text.to_owned(), files.to_owned());
                (format!("p{client_id}"), "pending".to_owned(), at, kind)
            }
        });
    }
    items.extend(ratings.map(rated));
    // A note can be seen before its author is told that it is stored.
    let unsent = extras.unsent.iter().filter(|note| !stored.contains(&&note.client_id));
    items.extend(unsent.map(|note| {
        (format!("u{}", note.client_id), String::new(), None, Kind::PendingNote(note.text.clone()))
    }));
    items
}

fn rated(rating: &Rating) -> Item {
    (format!("r{}", rating.handover.0), String::new(), Some(rating.at), Kind::Rating(rating.clone()))
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
    use super::{Extras, Kind, Line, lines};
    use crate::notes::Notes;
    use baton_client::chat::Entry;
    use baton_shared::conversation::{Note, Rating};
    use baton_shared::ids::{AgentId, ClientId, HandoverId, Seq};
    use baton_shared::message::{AgentRef, Message, RichText, Sender};
    use baton_shared::time::Timestamp;

    #[test]
    fn a_sender_is_named_once_in_a_while_and_every_day_once() {
        let day_ms = 86_400_000;
        let bot = Sender::Bot;
        let said = [(1, &Sender::Visitor), (2, &bot), (3, &bot), (400_000, &bot), (day_ms + 1, &bot)];
        let messages: Vec<Message> =
            said.iter().zip(1..).map(|((at, sender), seq)| message(seq, *at, sender)).collect();
        let entries: Vec<Entry<'_>> = messages.iter().map(Entry::Message).collect();
        let seen = lines(&entries, Extras::default(), |at| format!("day {}", at.0 / day_ms));
        let seen: Vec<String> = seen.iter().map(describe).collect();
        assert_eq!(seen, ["day 0, head", "head", "", "head", "day 1, head"]);
    }

    #[test]
    fn a_rating_stands_where_it_came_and_a_note_is_shown_once() {
        let one = || AgentRef { id: AgentId::new("one").unwrap(), name: "Agent One".to_owned() };
        let rating = |handover, at| Rating {
            handover: HandoverId(handover),
            agent: one(),
            score: 5,
            comment: String::new(),
            at: Timestamp(at),
        };
        let name = |name: &str| ClientId::new(name).unwrap();
        let note = Note {
            after: Seq(2),
            author: one(),
            text: "seen".to_owned(),
            client_id: Some(name("n1")),
            at: Timestamp(30),
        };
        let messages = [message(1, 10, &Sender::Visitor), message(2, 20, &Sender::Visitor)];
        let entries = [Entry::Message(&messages[0]), Entry::Message(&messages[1]), Entry::Note(&note)];
        let mut notes = Notes::default();
        notes.write(name("n1"), "seen".to_owned());
        notes.write(name("n2"), "on its way".to_owned());
        let ratings = [rating(1, 15), rating(2, 40)];
        let extras = Extras { ratings: &ratings, unsent: &notes.unsent };
        let seen = lines(&entries, extras, |_| "a day".to_owned());
        let seen: Vec<&str> = seen.iter().filter_map(|line| line.key.split('-').next()).collect();
        assert_eq!(seen, ["m1", "r1", "m2", "n1", "r2", "un2"]);
        assert!(
            lines(&entries, extras, |_| String::new())
                .iter()
                .any(|line| line.kind == Kind::Note(note.clone()))
        );
    }

    fn message(seq: u64, at: u64, sender: &Sender) -> Message {
        Message::new(Seq(seq), Timestamp(at), sender.clone(), RichText::plain("x"))
    }

    fn describe(line: &Line) -> String {
        let head = line.has_head.then(|| "head".to_owned());
        line.day.clone().into_iter().chain(head).collect::<Vec<_>>().join(", ")
    }
}
