//! Why: what was kept of a decision is enough to make it again, and it comes to the same.

use std::collections::BTreeMap;

use baton_shared::conversation::{
    BotReply, Command, Conversation, Event, Judgement, Reply, VisitorCommand, decide, evolve, reasons,
};
use baton_shared::desk::{Decision, Matter};
use baton_shared::ids::{ClientId, VisitorId};
use baton_shared::message::RichText;
use baton_shared::policy::Policy;
use baton_shared::rules::{Confidence, Inputs, Rule, evaluate};
use baton_shared::time::Timestamp;
use baton_tests::random::Random;

use crate::world::run::decisions;
use crate::world::weather::Season;

const RECORDED: usize = 10_000;

#[test]
fn ten_thousand_recorded_decisions_of_the_desk_are_made_again_and_are_the_same() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut replayed = 0;
    for seed in 0.. {
        for text in decisions(seed, Season::Handovers) {
            let decision: Decision = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_string(&decision.replayed()).unwrap(), text);
            let sentence = decision.sentence();
            assert!(sentence.ends_with('.') && sentence.len() > 10, "no sentence: {sentence}");
            let kind = serde_json::to_value(&decision.matter).unwrap()["matter"].to_string();
            let kind = match decision.matter {
                Matter::Place { refused: Some(reason), .. } => format!("refused {reason:?}"),
                Matter::Offer { pick, .. } => format!("offered by {:?}", pick.rule),
                _ => kind,
            };
            *kinds.entry(kind).or_default() += 1;
            replayed += 1;
        }
        if replayed >= RECORDED {
            break;
        }
    }
    println!("{replayed} decisions: {kinds:?}");
    assert!(kinds.len() >= 12, "only these were met: {kinds:?}");
}

fn rules() -> Vec<Rule> {
    serde_json::from_str(
        r#"[
        {"id":"refunds","name":"Refunds","when":{"message_contains":["refund","money back"]},"then":[{"route":"billing"},{"tag":"refund"}]},
        {"id":"angry","name":"Frustration","when":{"signal":"frustration"},"then":[{"priority":"high"}]},
        {"id":"topics","name":"Topics","when":{"signal":"sensitive_topic"},"then":[{"tag":"sensitive"}]},
        {"id":"night","name":"Closed","when":{"business_hours":false},"then":[{"tag":"night"}]},
        {"id":"german","name":"German","when":{"language":["de"]},"then":[{"tag":"german"}]},
        {"id":"unsure","name":"Unsure","when":{"all":[{"confidence_below":0.5},{"not":{"message_contains":["hello"]}}]},"then":[{"tag":"unsure"}]},
        {"id":"long","name":"Long","when":{"bot_answers_over":3},"then":[{"escalate":{}}]},
        {"id":"wait","name":"Waits","when":{"wait_ms_over":30000},"then":[{"priority":"urgent"}]}
    ]"#,
    )
    .unwrap()
}

const SAID: [&str; 8] = [
    "Where is my parcel?",
    "I want my money back",
    "This is ridiculous, nothing works and nobody helps me!",
    "hello",
    "My lawyer will write to you",
    "I want to talk to a human",
    "Refund please",
    "Is the tent waterproof?",
];

/// One conversation by chance; what its rules came to, as it was kept.
fn judged(seed: u64) -> (Policy, Conversation, Vec<String>) {
    let mut random = Random::new(seed);
    let mut policy = Policy { rules: rules(), ..Policy::default() };
    let mut state = Conversation::default();
    let mut kept = Vec::new();
    let mut now = Timestamp(1_000_000);
    let language = random.chance(500).then(|| "de-AT".to_owned());
    let start =
        Command::Start { visitor: VisitorId::new("v").unwrap(), page: None, language, department: None };
    let mut next = Some(start);
    for turn in 0..40 {
        policy.is_open = *random.pick(&[None, Some(true), Some(false)]).unwrap();
        now = now.plus_ms(random.between(100, 40_000));
        let owed = state.bot_turns.front().map(|owed| owed.question);
        let command = next.take().unwrap_or_else(|| match (owed, state.handover().map(|open| open.id)) {
            (Some(question), _) => {
                let confidence = Confidence::new(random.below(1_000) as f64 / 1_000.0).ok();
                let answer =
                    Reply::Answer { body: RichText::plain("So."), sources: Vec::new(), chips: Vec::new() };
                let reply = if random.chance(300) { Reply::Unknown { chips: Vec::new() } } else { answer };
                Command::BotReplied(BotReply { epoch: state.epoch, question, reply, confidence })
            }
            (None, Some(handover)) if random.chance(300) => Command::DeskAnswered {
                handover,
                answer: baton_shared::desk::DeskAnswer::Placed {
                    wait_ms_max: 600_000,
                    then: baton_shared::desk::Overflow::Bot,
                },
                opens_at: None,
            },
            (None, Some(_)) if random.chance(300) => Command::Visitor(VisitorCommand::CancelRequest),
            (None, Some(_)) => Command::Tick,
            (None, None) => Command::Visitor(VisitorCommand::Post {
                client_id: ClientId::new(format!("m{turn}")).unwrap(),
                text: (*random.pick(&SAID).unwrap()).to_owned(),
                files: Vec::new(),
            }),
        });
        let Ok(events) = decide(&state, &command, &policy, now) else { continue };
        for event in &events {
            evolve(&mut state, event);
            if let Event::RulesAsked(judgement) = event {
                kept.push(serde_json::to_string(judgement).unwrap());
            }
        }
    }
    (policy, state, kept)
}

#[test]
fn ten_thousand_recorded_judgements_of_the_rules_are_made_again_and_are_the_same() {
    let (mut replayed, mut held) = (0, 0);
    for seed in 0.. {
        let (policy, state, kept) = judged(seed);
        for text in kept {
            let judgement: Judgement = serde_json::from_str(&text).unwrap();
            let place = judgement.message.map(|seq| usize::try_from(seq.0 - 1).unwrap());
            let message = place.map(|at| state.messages[at].body.to_plain()).unwrap_or_default();
            let inputs = Inputs { message, ..judgement.inputs.clone() };
            assert_eq!(evaluate(&policy.rules, &inputs), judgement.outcome, "{text}");
            let told = reasons(&[Event::RulesAsked(Box::new(judgement.clone()))]);
            assert_eq!(told.len(), judgement.outcome.held.len());
            for (reason, held) in told.iter().zip(&judgement.outcome.held) {
                let is_sentence = reason.sentence.contains(&held.name) && reason.sentence.ends_with('.');
                assert!(is_sentence && reason.at == judgement.at, "no sentence: {}", reason.sentence);
            }
            replayed += 1;
            held += judgement.outcome.held.len();
        }
        if replayed >= RECORDED {
            break;
        }
    }
    println!("{replayed} judgements, in which {held} rules held");
    assert!(held > RECORDED);
}
