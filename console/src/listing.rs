//! Which conversations a view of the list shows, and in which order. Pure.

use std::collections::BTreeMap;

use baton_shared::desk::Summary;
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::protocol::PhaseName;

/// The live conversations by their ids.
pub type Rows = BTreeMap<ConversationId, Summary>;

/// A view of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Listing {
    /// In the queue, or an offline message that nobody has taken yet.
    #[default]
    Waiting,
    /// Owned by the agent who looks.
    Mine,
    /// The bot answers.
    BotLive,
    /// Everything.
    All,
    /// Over.
    Ended,
}

impl Listing {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Mine, Self::BotLive, Self::All, Self::Ended];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Mine => "Mine",
            Self::BotLive => "Bot-live",
            Self::All => "All",
            Self::Ended => "Ended",
        }
    }

    /// Its place in the page for tests.
    pub fn test_id(self) -> &'static str {
        match self {
            Self::Waiting => "view-waiting",
            Self::Mine => "view-mine",
            Self::BotLive => "view-bot",
            Self::All => "view-all",
            Self::Ended => "view-ended",
        }
    }

    /// Whether a conversation belongs into it.
    pub fn holds(self, row: &Summary, me: &AgentId) -> bool {
        match self {
            Self::Waiting => matches!(row.phase, PhaseName::Queued | PhaseName::AwaitingFollowUp),
            Self::Mine => is_mine(row, me),
            Self::BotLive => row.phase == PhaseName::Bot,
            Self::All => true,
            Self::Ended => row.phase == PhaseName::Resolved,
        }
    }

    /// How many it holds.
    pub fn count(self, rows: &Rows, me: &AgentId) -> usize {
        rows.values().filter(|row| self.holds(row, me)).count()
    }

    /// What it shows, in order: who waits longest comes first, elsewhere what is newest.
    pub fn show(self, rows: &Rows, me: &AgentId, search: &str) -> Vec<ConversationId> {
        let words = search.to_lowercase();
        let mut shown: Vec<&Summary> =
            rows.values().filter(|row| self.holds(row, me) && has_words(row, &words)).collect();
        match self {
            // A visitor who looks at the window goes before a message that is answered by mail.
            Self::Waiting => shown.sort_by_key(|row| (row.phase != PhaseName::Queued, row.since)),
            _ => shown.sort_by_key(|row| std::cmp::Reverse(row.last_at)),
        }
        shown.into_iter().map(|row| row.conversation.clone()).collect()
    }
}

/// Whether an agent owns it.
pub fn is_mine(row: &Summary, me: &AgentId) -> bool {
    row.phase == PhaseName::Assigned && row.agent.as_ref().is_some_and(|agent| agent.id == *me)
}

fn has_words(row: &Summary, words: &str) -> bool {
    let owner = row.agent.as_ref().map(|agent| agent.name.to_lowercase()).unwrap_or_default();
    let text = format!("{} {} {owner}", row.visitor.to_lowercase(), row.excerpt.to_lowercase());
    words.split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Listing, Rows};
    use baton_shared::ids::AgentId;

    /// `id phase owner since last_at` in lines.
    fn rows(lines: &str) -> Rows {
        let read = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [id, phase, owner, since, last] = words[..] else { panic!("five words: {line}") };
            let agent = if owner == "-" {
                "null".to_owned()
            } else {
                format!(r#"{{"id":"{owner}","name":"Agent {owner}"}}"#)
            };
            let json = format!(
                r#"{{"conversation":"{id}","version":1,"phase":"{phase}","agent":{agent},"handover":null,"reason":null,
                "department":"support","visitor":"Visitor {id}","excerpt":"where is my parcel","last_sender":"visitor",
                "last_at":{last},"since":{since},"is_visitor_online":true,"is_listed":true}}"#
            );
            let row: baton_shared::desk::Summary = serde_json::from_str(&json).unwrap();
            (row.conversation.clone(), row)
        };
        lines.trim().lines().map(read).collect()
    }

    const DESK: &str = "
        a queued              -   50 90
        b queued              -   20 95
        c awaiting_follow_up  -   10 10
        d assigned            one 30 80
        e assigned            two 30 85
        f bot                 -   40 70
        g resolved            -   60 60";

    #[test]
    fn every_view_shows_its_own_in_a_sensible_order() {
        let me = AgentId::new("one").unwrap();
        for (listing, search, want) in [
            (Listing::Waiting, "", "b a c"),
            (Listing::Mine, "", "d"),
            (Listing::BotLive, "", "f"),
            (Listing::All, "", "b a e d f g c"),
            (Listing::Ended, "", "g"),
            (Listing::All, "PARCEL agent", "e d"),
            (Listing::All, "agent two", "e"),
            (Listing::All, "nothing of this", ""),
        ] {
            let shown = listing.show(&rows(DESK), &me, search);
            let shown: Vec<&str> = shown.iter().map(|id| id.as_str()).collect();
            assert_eq!(shown.join(" "), want, "{listing:?} {search:?}");
        }
    }
}
