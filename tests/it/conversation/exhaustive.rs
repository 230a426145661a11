//! A small world, whole: every sequence of commands up to a length keeps what must always be true.

use std::collections::BTreeMap;

use baton_shared::conversation::{Command, Conversation, Event, decide, evolve, next_deadline};
use baton_shared::ids::HandoverId;
use baton_shared::message::Sender;
use baton_shared::time::Timestamp;

use super::Story;
use super::words::{self, Said};

/// How long the sequences are.
const LENGTH: usize = 5;

const COMMANDS: [&str; 13] = [
    "visitor says \"Where is my parcel?\" as v9",
    "visitor says \"I want to talk to a human\" as v8",
    "visitor presses the button",
    "visitor cancels",
    "visitor leaves an offline message",
    "desk queues 1",
    "desk has nobody for 2",
    "bot answers #4",
    "One accepts",
    "One takes over",
    "Two takes over",
    "One hands back",
    "wait 10000 ms",
];

#[derive(Clone)]
struct Walk {
    story: Story,
    /// How often each handover has begun and ended.
    handovers: BTreeMap<HandoverId, (u32, u32)>,
    path: Vec<&'static str>,
}

impl Walk {
    fn step(&mut self, row: &'static str) {
        self.path.push(row);
        let command = match words::read(row, &self.story.state) {
            Said::Command(command) => command,
            Said::Wait(ms) => {
                self.story.now = self.story.now.plus_ms(ms);
                Command::Tick
            }
        };
        let is_tick = command == Command::Tick;
        let Ok(events) = decide(&self.story.state, &command, &self.story.policy, self.story.now) else {
            return;
        };
        let before = (self.story.state.epoch, self.story.state.owner());
        for event in &events {
            self.look(event);
            evolve(&mut self.story.state, event);
        }
        let after = &self.story.state;
        assert_eq!(after.broken_invariant(), None, "{:?}", self.path);
        assert!(after.epoch >= before.0, "the epoch fell: {:?}", self.path);
        if after.owner() != before.1 {
            assert!(after.epoch > before.0, "a new owner in an old epoch: {:?}", self.path);
        }
        if is_tick {
            let next = next_deadline(after, &self.story.policy);
            assert!(next.is_none_or(|at| at > self.story.now), "the tick left its deadline: {:?}", self.path);
        }
        self.check_handovers(after);
    }

    fn look(&mut self, event: &Event) {
        match event {
            Event::HandoverRequested { handover, .. } => self.handovers.entry(*handover).or_default().0 += 1,
            Event::HandoverEnded { handover, .. } => self.handovers.entry(*handover).or_default().1 += 1,
            Event::MessagePosted(message) if message.sender == Sender::Bot => {
                assert!(self.story.state.agent().is_none(), "the bot spoke over an agent: {:?}", self.path);
            }
            _ => {}
        }
    }

    /// Each begins once and ends once; only the open one has not ended.
    fn check_handovers(&self, state: &Conversation) {
        let open = state.handover().map(|open| open.id);
        for (handover, (begun, ended)) in &self.handovers {
            let expected = if open == Some(*handover) { (1, 0) } else { (1, 1) };
            assert_eq!((*begun, *ended), expected, "handover {handover}: {:?}", self.path);
        }
    }
}

#[test]
fn every_short_sequence_of_commands_keeps_the_invariants() {
    let mut story = Story::enter("bot");
    story.now = Timestamp(2_000_000);
    let mut walks = vec![Walk { story, handovers: BTreeMap::new(), path: Vec::new() }];
    let mut visited = 0_u32;
    while let Some(walk) = walks.pop() {
        visited += 1;
        if walk.path.len() == LENGTH {
            continue;
        }
        for row in COMMANDS {
            let mut next = walk.clone();
            next.step(row);
            walks.push(next);
        }
    }
    println!("{visited} sequences");
    assert!(visited > 300_000);
}
