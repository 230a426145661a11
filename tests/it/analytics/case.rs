//! What the raw events say of one handover, for the oracle: by looking for it, each time anew.

use baton_shared::conversation::{Conversation, Event, HandoverEnd, HandoverReason, Owner, evolve};
use baton_shared::message::Sender;
use baton_shared::time::Timestamp;

use super::generate::Lived;

/// One handover: its conversation, and where its request stands.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub lived: &'a Lived,
    /// Who owned the conversation before each event.
    pub owners: &'a [Owner],
    pub at: usize,
}

/// One agent's time.
pub struct Held {
    pub agent: String,
    pub from: Timestamp,
    /// `None`: it lasts.
    pub until: Option<(Timestamp, &'static str)>,
    pub first_word: Option<Timestamp>,
}

impl Case<'_> {
    pub fn requested(&self) -> Option<(Timestamp, HandoverReason)> {
        match &self.lived.events[self.at] {
            Event::HandoverRequested { at, reason, .. } => Some((*at, *reason)),
            _ => None,
        }
    }

    pub fn at(&self) -> Timestamp {
        self.requested().unwrap().0
    }

    pub fn reason(&self) -> HandoverReason {
        self.requested().unwrap().1
    }

    pub fn number(&self) -> u64 {
        match &self.lived.events[self.at] {
            Event::HandoverRequested { handover, .. } => handover.0,
            _ => panic!("no request"),
        }
    }

    /// What follows until the next request, that one included: it can be what ends this one.
    pub fn rest(&self) -> &[Event] {
        let rest = &self.lived.events[self.at + 1..];
        let next = rest.iter().position(|event| matches!(event, Event::HandoverRequested { .. }));
        &rest[..next.map_or(rest.len(), |next| next + 1)]
    }

    pub fn department(&self) -> String {
        let Event::HandoverRequested { department, .. } = &self.lived.events[self.at] else {
            panic!("no request")
        };
        let mut rerouted = self.rest().iter().filter_map(|event| match event {
            Event::HandoverRerouted { department, .. } => Some(department),
            _ => None,
        });
        rerouted.next_back().unwrap_or(department).to_string()
    }

    pub fn end(&self) -> Option<HandoverEnd> {
        self.rest().iter().find_map(|event| match event {
            Event::HandoverEnded { end, .. } => Some(*end),
            _ => None,
        })
    }

    pub fn is_accepted(&self) -> bool {
        self.end() == Some(HandoverEnd::Accepted)
    }

    /// From each assignment to the first event that takes the conversation away.
    pub fn held(&self) -> Vec<Held> {
        let rest = self.rest();
        let mut held = Vec::new();
        for (place, event) in rest.iter().enumerate() {
            let (agent, from) = match event {
                Event::AgentAssigned { agent, at } => (agent, *at),
                Event::ConversationTransferred { to, at, .. } => (to, *at),
                _ => continue,
            };
            let after = &rest[place + 1..];
            let end = after.iter().position(|event| ends(event).is_some());
            let words = after[..end.unwrap_or(after.len())].iter().filter_map(|event| match event {
                Event::MessagePosted(message) => match &message.sender {
                    Sender::Agent(speaker) if speaker.id == agent.id => Some(message.at),
                    _ => None,
                },
                _ => None,
            });
            let (first_word, until) = (words.min(), end.and_then(|end| ends(&after[end])));
            held.push(Held { agent: agent.id.to_string(), from, until, first_word });
        }
        held
    }

    pub fn standing(&self) -> &'static str {
        match self.end() {
            None => "pending",
            Some(HandoverEnd::OfflineMessage) => "offline_messages",
            Some(HandoverEnd::Cancelled) => "abandoned",
            Some(HandoverEnd::TimedOut) => "timed_out",
            Some(HandoverEnd::Accepted) => match self.held().last().and_then(|held| held.until) {
                None => "in_progress",
                Some((_, "resolved" | "handed back")) => "completed",
                Some((_, "requested")) => "passed_on",
                Some((_, "lost")) => "requeued",
                Some((_, other)) => panic!("the last agent's time ended as {other}"),
            },
        }
    }

    /// The last rating that names this handover, wherever it stands.
    pub fn rating(&self) -> Option<(u64, String)> {
        let mut ratings = self.lived.events.iter().filter_map(|event| match event {
            Event::RatingGiven(rating) if rating.handover.0 == self.number() => {
                Some((u64::from(rating.score), rating.agent.id.to_string()))
            }
            _ => None,
        });
        ratings.next_back()
    }
}

impl Held {
    pub fn length(&self) -> Option<u64> {
        self.until.map(|(at, _)| at.0 - self.from.0)
    }
}

fn ends(event: &Event) -> Option<(Timestamp, &'static str)> {
    match event {
        Event::HandedBack { at, .. } => Some((*at, "handed back")),
        Event::ConversationResolved { at, .. } => Some((*at, "resolved")),
        Event::AgentLost { at, .. } => Some((*at, "lost")),
        Event::HandoverRequested { at, .. } => Some((*at, "requested")),
        Event::ConversationTransferred { at, .. } => Some((*at, "transferred")),
        _ => None,
    }
}

/// Who owned the conversation before each event, by its own rules.
pub fn owners(lived: &Lived) -> Vec<Owner> {
    let mut state = Conversation::default();
    let mut owners = Vec::new();
    for event in &lived.events {
        owners.push(state.owner());
        evolve(&mut state, event);
    }
    owners
}

pub fn bot_ms(case: &Case<'_>) -> u64 {
    let (events, owners) = (&case.lived.events, case.owners);
    let before = events[..case.at].iter().rposition(|event| matches!(event, Event::HandoverRequested { .. }));
    let mut said: Vec<(bool, Timestamp)> = Vec::new();
    for place in before.map_or(0, |before| before + 1)..case.at {
        if let (Event::MessagePosted(message), Owner::Bot) = (&events[place], &owners[place]) {
            match message.sender {
                Sender::Visitor => said.push((true, message.at)),
                Sender::Bot => said.push((false, message.at)),
                Sender::Agent(_) | Sender::System { .. } => {}
            }
        }
    }
    let talk: Vec<u64> =
        said.into_iter().skip_while(|(is_visitor, _)| !is_visitor).map(|(_, at)| at.0).collect();
    talk.windows(2).map(|two| two[1] - two[0]).filter(|pause| *pause <= 30 * 60 * 1_000).sum()
}

pub fn bot_messages(case: &Case<'_>) -> u64 {
    let own = case.at..case.at + 1 + case.rest().len();
    let is_over = |place: &usize| {
        let is_bot =
            matches!(&case.lived.events[*place], Event::MessagePosted(said) if said.sender == Sender::Bot);
        is_bot && matches!(case.owners[*place], Owner::Agent(_))
    };
    own.filter(is_over).count() as u64
}
