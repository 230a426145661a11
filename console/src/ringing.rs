//! What rings for this agent, and how what rang has ended. Pure.

use baton_shared::desk::Summary;
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::protocol::{OfferShown, PhaseName};
use baton_shared::time::Timestamp;

/// How long the end of an offer is told: two short sentences are read in half of it.
const TOLD_MS: u64 = 8_000;
/// An offer that the desk has not taken back by then has ended all the same: no card rings at nobody for ever.
const OVERDUE_MS: u64 = 3_000;
/// The two clocks and the way between them: an offer that ends so shortly before its time has run out.
const SLACK_MS: u64 = 1_500;

/// An offer that rings. Times are the desk's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// As the desk sent it.
    pub offer: OfferShown,
    /// When this page heard of it first.
    pub began: Timestamp,
}

/// An offer that has ended without this agent's doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whose.
    pub conversation: ConversationId,
    /// Whether its time had run out.
    pub was_missed: bool,
    /// When, by the desk's clock.
    pub at: Timestamp,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ringing {
    rings: Vec<Ring>,
    ended: Vec<Ended>,
    /// Accepted or declined here; the desk may need a moment to know.
    answered: Vec<OfferShown>,
}

impl Ring {
    /// How much of its time is left, from 1 to 0.
    pub fn share_left(&self, now: Timestamp) -> f64 {
        let all_ms = self.offer.until.since_ms(self.began).max(1);
        self.offer.until.since_ms(now).min(all_ms) as f64 / all_ms as f64
    }

    /// Whole seconds that are left. A page's clock that ticks once a second may be a little behind: no ring begins with
    /// more than all of its time.
    pub fn seconds_left(&self, now: Timestamp) -> u64 {
        let all_ms = self.offer.until.since_ms(self.began);
        self.offer.until.since_ms(now).min(all_ms).div_ceil(1_000)
    }
}

impl Ringing {
    /// What rings, in the order in which it began.
    pub fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// What has ended a moment ago.
    pub fn ended(&self) -> &[Ended] {
        &self.ended
    }

    /// Whether an offer of which this agent knew ran out a moment ago.
    pub fn has_missed(&self) -> bool {
        self.ended.iter().any(|ended| ended.was_missed)
    }

    /// The desk has said what rings.
    pub fn take(&mut self, offers: &[OfferShown], now: Timestamp) {
        self.answered.retain(|answered| offers.contains(answered));
        let (kept, gone): (Vec<Ring>, Vec<Ring>) =
            std::mem::take(&mut self.rings).into_iter().partition(|ring| offers.contains(&ring.offer));
        self.rings = kept;
        self.ended.extend(gone.into_iter().map(|ring| Ended {
            was_missed: now.plus_ms(SLACK_MS) >= ring.offer.until,
            conversation: ring.offer.conversation,
            at: now,
        }));
        for offer in offers {
            let is_known = self.rings.iter().any(|ring| ring.offer == *offer);
            if !is_known && !self.answered.contains(offer) {
                self.ended.retain(|ended| ended.conversation != offer.conversation);
                self.rings.push(Ring { offer: offer.clone(), began: now });
            }
        }
    }

    /// Nothing is known without a connection: what still rings is sent with the next one.
    pub fn forget(&mut self) {
        self.rings.clear();
    }

    /// This agent has accepted or declined.
    pub fn answer(&mut self, conversation: &ConversationId) {
        let (answered, kept): (Vec<Ring>, Vec<Ring>) = std::mem::take(&mut self.rings)
            .into_iter()
            .partition(|ring| ring.offer.conversation == *conversation);
        self.rings = kept;
        self.answered.extend(answered.into_iter().map(|ring| ring.offer));
    }

    /// Takes away what is over and was told.
    pub fn tick(&mut self, now: Timestamp) {
        self.rings.retain(|ring| now < ring.offer.until.plus_ms(OVERDUE_MS));
        self.ended.retain(|ended| now.since_ms(ended.at) < TOLD_MS);
    }
}

impl Ended {
    /// How it ended, if that is worth a word; the summary may come before or after the end.
    pub fn words(&self, row: Option<&Summary>, me: &AgentId) -> Option<String> {
        let visitor = row.map_or("The visitor", |row| row.visitor.as_str());
        let owner = row.filter(|row| row.phase == PhaseName::Assigned).and_then(|row| row.agent.as_ref());
        match (owner, row.map(|row| row.phase)) {
            (Some(owner), _) if owner.id == *me => None,
            (Some(owner), _) => Some(format!("{} has accepted {visitor}.", owner.name)),
            (None, _) if self.was_missed => Some(format!("You missed {visitor}.")),
            (None, Some(PhaseName::Queued | PhaseName::Requested)) => None,
            (None, _) => Some(format!("{visitor} no longer waits.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ringing;
    use baton_shared::ids::{AgentId, ConversationId, HandoverId};
    use baton_shared::protocol::OfferShown;
    use baton_shared::time::Timestamp;

    fn offers(ids: &str) -> Vec<OfferShown> {
        let offer = |id: &str| OfferShown {
            conversation: ConversationId::new(id).unwrap(),
            handover: HandoverId(1),
            until: Timestamp(30_000),
            why: String::new(),
        };
        ids.split_whitespace().map(offer).collect()
    }

    fn seen(ringing: &Ringing) -> String {
        let rings: Vec<&str> = ringing.rings().iter().map(|ring| ring.offer.conversation.as_str()).collect();
        let ended =
            |it: &super::Ended| format!("{}{}", it.conversation, if it.was_missed { "!" } else { "" });
        let ended: Vec<String> = ringing.ended().iter().map(ended).collect();
        format!("{} | {}", rings.join(" "), ended.join(" "))
    }

    #[test]
    fn an_offer_rings_until_it_is_answered_taken_back_or_over() {
        let mut ringing = Ringing::default();
        let id = |id: &str| ConversationId::new(id).unwrap();
        ringing.take(&offers("a"), Timestamp(0));
        ringing.take(&offers("a b c d"), Timestamp(5_000));
        assert_eq!(seen(&ringing), "a b c d | ");
        ringing.answer(&id("b"));
        assert_eq!(seen(&ringing), "a c d | ", "what is answered is gone at once");
        ringing.take(&offers("a b c d"), Timestamp(6_000));
        assert_eq!(seen(&ringing), "a c d | ", "the desk may say it once more");
        ringing.take(&offers("a d"), Timestamp(7_000));
        assert_eq!(seen(&ringing), "a d | c", "somebody else was faster");
        ringing.take(&offers("d"), Timestamp(29_000));
        assert_eq!(seen(&ringing), "d | c a!", "nobody answered");
        ringing.tick(Timestamp(33_000));
        assert_eq!(seen(&ringing), " | a!", "the desk is silent");
        ringing.tick(Timestamp(37_000));
        assert_eq!(seen(&ringing), " | ");
    }

    #[test]
    fn the_end_of_an_offer_is_told_in_words() {
        let me = AgentId::new("one").unwrap();
        let table = [
            ("assigned", "two", false, Some("Agent two has accepted Visitor 1.")),
            ("assigned", "two", true, Some("Agent two has accepted Visitor 1.")),
            ("assigned", "one", true, None),
            ("queued", "-", true, Some("You missed Visitor 1.")),
            ("queued", "-", false, None),
            ("bot", "-", false, Some("Visitor 1 no longer waits.")),
        ];
        for (phase, owner, was_missed, want) in table {
            let agent = match owner {
                "-" => "null".to_owned(),
                owner => format!(r#"{{"id":"{owner}","name":"Agent {owner}"}}"#),
            };
            let json = format!(
                r#"{{"conversation":"c","version":1,"phase":"{phase}","agent":{agent},"handover":null,"reason":null,
                "department":"support","visitor":"Visitor 1","excerpt":"","last_sender":"visitor","last_at":0,
                "since":0,"is_visitor_online":true,"is_listed":true}}"#
            );
            let row = serde_json::from_str(&json).unwrap();
            let ended = super::Ended {
                conversation: ConversationId::new("c").unwrap(),
                was_missed,
                at: Timestamp(0),
            };
            assert_eq!(ended.words(Some(&row), &me).as_deref(), want, "{phase} {owner} {was_missed}");
        }
    }

    #[test]
    fn the_ring_shows_how_much_time_is_left() {
        let mut ringing = Ringing::default();
        ringing.take(&offers("a"), Timestamp(10_000));
        let left = |now| {
            ringing.rings().first().map(|it| (it.share_left(Timestamp(now)), it.seconds_left(Timestamp(now))))
        };
        assert_eq!(left(10_000), Some((1.0, 20)));
        assert_eq!(left(20_001), Some((0.499_95, 10)));
        assert_eq!(left(31_000), Some((0.0, 0)));
    }
}
