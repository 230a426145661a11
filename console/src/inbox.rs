//! The live list as one agent looks at it: what a view shows, kept in order with each change, and how many every view
//! holds. Pure.
//!
//! A change costs a search in a sorted list, not a walk over all rows: a desk has thousands and changes all the time.

use std::collections::BTreeMap;

use baton_shared::desk::Summary;
use baton_shared::ids::{AgentId, ConversationId, DepartmentId};

use crate::listing::{Key, Listing};

/// What an agent wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Which view.
    pub listing: Listing,
    /// Only of this department; `None`: of all.
    pub department: Option<DepartmentId>,
    /// Only with all of these words, as typed.
    pub search: String,
}

/// How many conversations each view holds. The search does not matter to it, the department does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([usize; 5]);

impl Counts {
    /// Of one view.
    pub fn of(self, listing: Listing) -> usize {
        Listing::ALL
            .into_iter()
            .zip(self.0)
            .find(|(other, _)| *other == listing)
            .map_or(0, |(_, count)| count)
    }
}

struct Entry {
    row: Summary,
    /// What a search looks into, in small letters.
    text: String,
}

/// Everything live, and the part of it that is looked at.
pub struct Inbox {
    me: AgentId,
    entries: BTreeMap<ConversationId, Entry>,
    scope: Scope,
    words: Vec<String>,
    counts: Counts,
    shown: Vec<Key>,
}

impl Inbox {
    /// Empty, for one agent.
    pub fn new(me: AgentId) -> Self {
        Self {
            me,
            entries: BTreeMap::new(),
            scope: Scope::default(),
            words: Vec::new(),
            counts: Counts::default(),
            shown: Vec::new(),
        }
    }

    /// One conversation, if it is live.
    pub fn get(&self, id: &ConversationId) -> Option<&Summary> {
        self.entries.get(id).map(|entry| &entry.row)
    }

    /// How many every view holds.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// How many are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Which is shown at a place, from 0.
    pub fn at(&self, place: usize) -> Option<&ConversationId> {
        self.shown.get(place).map(|key| &key.id)
    }

    /// Where a conversation is shown, from 0.
    pub fn place(&self, id: &ConversationId) -> Option<usize> {
        let key = self.scope.listing.key(self.get(id)?);
        self.shown.binary_search(&key).ok()
    }

    /// Takes the whole list anew.
    pub fn replace(&mut self, rows: impl IntoIterator<Item = Summary>) {
        let entry = |row: Summary| (row.conversation.clone(), Entry { text: text(&row), row });
        self.entries = rows.into_iter().map(entry).collect();
        self.look_again();
    }

    /// One conversation has come, changed, or gone.
    pub fn put(&mut self, id: &ConversationId, row: Option<Summary>) {
        if let Some(before) = self.entries.remove(id) {
            self.count(&before.row, |count| count.saturating_sub(1));
            if let Ok(place) = self.shown.binary_search(&self.scope.listing.key(&before.row)) {
                self.shown.remove(place);
            }
        }
        let Some(row) = row else { return };
        self.count(&row, |count| count.saturating_add(1));
        let entry = Entry { text: text(&row), row };
        if self.shows(&entry) {
            let key = self.scope.listing.key(&entry.row);
            let place = self.shown.binary_search(&key).unwrap_or_else(|place| place);
            self.shown.insert(place, key);
        }
        self.entries.insert(id.clone(), entry);
    }

    /// Looks at something else.
    pub fn look(&mut self, scope: Scope) {
        if scope != self.scope {
            self.words = scope.search.to_lowercase().split_whitespace().map(str::to_owned).collect();
            self.scope = scope;
            self.look_again();
        }
    }

    fn look_again(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        self.counts = Counts::default();
        entries.values().for_each(|entry| self.count(&entry.row, |count| count.saturating_add(1)));
        let shown = entries.values().filter(|entry| self.shows(entry));
        let mut keys: Vec<Key> = shown.map(|entry| self.scope.listing.key(&entry.row)).collect();
        keys.sort_unstable();
        (self.shown, self.entries) = (keys, entries);
    }

    fn count(&mut self, row: &Summary, change: impl Fn(usize) -> usize) {
        if !self.is_of_department(row) {
            return;
        }
        for (listing, count) in Listing::ALL.into_iter().zip(&mut self.counts.0) {
            if listing.holds(row, &self.me) {
                *count = change(*count);
            }
        }
    }

    fn shows(&self, entry: &Entry) -> bool {
        self.scope.listing.holds(&entry.row, &self.me)
            && self.is_of_department(&entry.row)
            && self.words.iter().all(|word| entry.text.contains(word.as_str()))
    }

    fn is_of_department(&self, row: &Summary) -> bool {
        self.scope.department.as_ref().is_none_or(|department| row.department == *department)
    }
}

/// What an agent may remember of a conversation: who it is with, who has it, what was said last, its tags.
fn text(row: &Summary) -> String {
    let owner = row.agent.as_ref().map_or("", |agent| agent.name.as_str());
    let mut text = format!("{} {} {owner}", row.visitor, row.excerpt);
    for tag in &row.tags {
        text.push(' ');
        text.push_str(tag);
    }
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Inbox, Scope, Summary};
    use crate::listing::Listing;
    use baton_shared::ids::AgentId;

    /// `id phase owner department priority unanswered_since last_at`; `-` is nothing.
    fn row(line: &str) -> Summary {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [id, phase, owner, department, priority, unanswered, last] = words[..] else {
            panic!("seven words: {line}")
        };
        let agent = match owner {
            "-" => "null".to_owned(),
            owner => format!(r#"{{"id":"{owner}","name":"Agent {owner}"}}"#),
        };
        let unanswered = unanswered.replace('-', "null");
        let json = format!(
            r#"{{"conversation":"{id}","version":1,"phase":"{phase}","agent":{agent},"handover":null,"reason":null,
            "department":"{department}","priority":"{priority}","unanswered_since":{unanswered},"tags":["tag-{id}"],
            "visitor":"Visitor {id}","excerpt":"where is my parcel","last_sender":"visitor","last_at":{last},
            "since":{last},"is_visitor_online":true,"is_listed":true}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    const DESK: &str = "
        a queued              -   sales   normal 50 90
        b queued              -   support normal 20 95
        c awaiting_follow_up  -   support urgent 10 10
        d assigned            one support normal -  88
        e assigned            two support normal 85 85
        f bot                 -   support normal -  70
        g resolved            -   support normal -  60
        h queued              -   support high   60 60
        i assigned            one support normal 80 80";

    fn inbox() -> Inbox {
        let mut inbox = Inbox::new(AgentId::new("one").unwrap());
        inbox.replace(DESK.trim().lines().map(row));
        inbox
    }

    fn scope(listing: Listing, department: &str, search: &str) -> Scope {
        let department = Some(department).filter(|it| *it != "-").map(|it| it.to_owned().try_into().unwrap());
        Scope { listing, department, search: search.to_owned() }
    }

    fn shown(inbox: &Inbox) -> String {
        let ids: Vec<&str> = (0..inbox.len()).filter_map(|at| inbox.at(at)).map(|id| id.as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn every_view_shows_its_own_in_a_sensible_order() {
        for (listing, department, search, want) in [
            (Listing::Waiting, "-", "", "h b a c"),
            (Listing::Waiting, "support", "", "h b c"),
            (Listing::Mine, "-", "", "i d"),
            (Listing::BotLive, "-", "", "f"),
            (Listing::All, "-", "", "b a d e i f g h c"),
            (Listing::Ended, "-", "", "g"),
            (Listing::All, "-", "PARCEL agent", "d e i"),
            (Listing::All, "-", "agent two", "e"),
            (Listing::All, "-", "tag-f", "f"),
            (Listing::All, "-", "nothing of this", ""),
        ] {
            let mut inbox = inbox();
            inbox.look(scope(listing, department, search));
            assert_eq!(shown(&inbox), want, "{listing:?} {department} {search:?}");
        }
    }

    #[test]
    fn counts_follow_the_department_and_not_the_search() {
        for (department, search, want) in
            [("-", "", [4, 2, 1, 9, 1]), ("support", "zzz", [3, 2, 1, 8, 1]), ("sales", "", [1, 0, 0, 1, 0])]
        {
            let mut inbox = inbox();
            inbox.look(scope(Listing::All, department, search));
            assert_eq!(Listing::ALL.map(|listing| inbox.counts().of(listing)), want, "{department}");
        }
    }

    #[test]
    fn what_changes_one_by_one_ends_where_a_fresh_look_ends() {
        const PHASES: [&str; 5] = ["queued", "assigned", "bot", "resolved", "awaiting_follow_up"];
        let mut state = 7_u64;
        let mut pick = |below: u64| {
            // Knuth's multiplier; the high bits are the random ones.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for listing in Listing::ALL {
            let mut inbox = inbox();
            inbox.look(scope(listing, "support", "visitor"));
            for _ in 0..400 {
                let phase = PHASES[pick(5) as usize];
                let owner = if phase == "assigned" { ["one", "two"][pick(2) as usize] } else { "-" };
                let department = ["support", "sales"][pick(2) as usize];
                let priority = ["low", "normal", "urgent"][pick(3) as usize];
                let line = format!(
                    "c{} {phase} {owner} {department} {priority} {} {}",
                    pick(30),
                    pick(100),
                    pick(100)
                );
                let row = row(&line);
                inbox.put(&row.conversation.clone(), Some(row).filter(|_| pick(5) > 0));
            }
            let mut fresh = Inbox::new(AgentId::new("one").unwrap());
            fresh.look(scope(listing, "support", "visitor"));
            fresh.replace(inbox.entries.values().map(|entry| entry.row.clone()));
            assert_eq!(shown(&inbox), shown(&fresh), "{listing:?}");
            assert_eq!(inbox.counts(), fresh.counts(), "{listing:?}");
            for place in 0..inbox.len() {
                assert_eq!(inbox.at(place).and_then(|id| inbox.place(id)), Some(place));
            }
        }
    }
}
