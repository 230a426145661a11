//! Guarantees 6 and 7: at most one owner, and the bot is silent while a human owns.

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::ids::Seq;
use baton_shared::message::{Message, Notice, Sender};
use baton_shared::protocol::{PhaseName, ServerFrame};
use futures_util::future::join_all;
use tokio::time::{Duration, timeout};

use crate::support::desk_page::DeskPage;
use crate::support::history::Violations;
use crate::support::page::{Page, line};
use crate::support::world::{Account, World};

#[tokio::test]
async fn at_most_one_owner() {
    let world = World::start();
    let accounts = world.agents(8).await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    // Five conversations at a time, ten rounds in each.
    join_all((0..5).map(|_| rounds_of_eight(&world, &accounts, 10))).await;
}

async fn rounds_of_eight(world: &World, accounts: &[Account], rounds: usize) {
    let visit = world.visit().await;
    let visitor = Page::visitor(world, &visit).await;
    let agents = join_all(accounts.iter().map(|account| Page::agent(world, account, &visit))).await;
    for round in 1..=rounds {
        visitor.say("I want to talk to a human").await;
        for agent in &agents {
            agent.view("the queue", |view| view.phase == PhaseName::Queued).await;
        }
        let results = join_all(agents.iter().map(|agent| agent.ask(Ask::Accept))).await;
        let codes: Vec<&str> =
            results.iter().filter_map(|result| result.as_ref().err()).map(|why| why.code.as_str()).collect();
        assert_eq!(codes, ["not_waiting"; 7], "round {round}");
        let owner = agents.iter().zip(&results).find(|(_, result)| result.is_ok()).unwrap().0;
        owner.ask(Ask::HandBack).await.unwrap();
        for page in agents.iter().chain([&visitor]) {
            page.until("the hand back", |chat| {
                (notices(chat.messages(), Notice::HandedBack) == round).then_some(())
            })
            .await;
            assert_eq!(notices(&page.messages(), Notice::AgentJoined), round);
        }
    }
}

fn notices(messages: &[Message], wanted: Notice) -> usize {
    messages.iter().filter(|it| matches!(it.sender, Sender::System { notice } if notice == wanted)).count()
}

/// Short, so that a takeover may also come before the first word.
const TYPING: (&str, &str) = ("BOT_TYPING_MS", "60");

/// Longer than the longest answer takes to be written.
const ANSWER_MS: u64 = 700;

#[tokio::test]
async fn the_bot_never_speaks_while_a_human_owns() {
    let world = World::with_hooks(&[TYPING]);
    let (wrong, interrupted) = takeovers(&world, 20, 10).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(interrupted >= 40, "only {interrupted} of 200 answers were interrupted");
}

/// A run that can't fail proves nothing: this bug exists in the test build only.
#[tokio::test]
async fn the_run_catches_an_epoch_that_is_checked_only_before_the_await() {
    let world = World::with_hooks(&[TYPING, ("PLANTED_BUG", "late_epoch")]);
    let (wrong, _interrupted) = takeovers(&world, 20, 10).await;
    assert!(!wrong.is_empty(), "late_epoch was not caught in 200 takeovers");
}

/// Takes over in the middle of answers; says what is wrong, and how many answers never came.
async fn takeovers(world: &World, conversations: usize, rounds: usize) -> (Violations, usize) {
    let account = &world.agents(1).await[0];
    let results = join_all((0..conversations).map(|_| interruptions(world, account, rounds))).await;
    let interrupted = results.iter().map(|(_, interrupted)| interrupted).sum();
    (results.into_iter().flat_map(|(wrong, _)| wrong).collect(), interrupted)
}

async fn interruptions(world: &World, account: &Account, rounds: usize) -> (Violations, usize) {
    let visit = world.visit().await;
    let visitor = Page::visitor(world, &visit).await;
    let agent = Page::agent(world, account, &visit).await;
    // Asks the same and is left alone: when he has his answer, the other one would have come too.
    let undisturbed = Page::visitor(world, &world.visit().await).await;
    let mut random = world.random();
    let mut interrupted = 0;
    for _round in 0..rounds {
        let (question, same) = tokio::join!(
            visitor.say("How do I return an item?"),
            undisturbed.say("How do I return an item?")
        );
        let moment = Duration::from_millis(random.below(ANSWER_MS));
        let is_in_time = timeout(moment, visitor.answer(question)).await.is_err();
        agent.ask(Ask::TakeOver).await.unwrap();
        undisturbed.answer(same).await;
        agent.say("Now I am here.").await;
        agent.ask(Ask::HandBack).await.unwrap();
        let back = agent.head();
        visitor.message("the hand back", |message| message.seq >= back).await;
        let is_answered = visitor.messages().iter().any(|message| message.answers == Some(question));
        interrupted += usize::from(is_in_time && !is_answered);
    }
    (spoken_while_owned(&visitor.frames()), interrupted)
}

/// Walks through everything that the visitor's page received.
fn spoken_while_owned(frames: &[String]) -> Violations {
    let mut wrong = Vec::new();
    let mut owned_since = None;
    let mut last = Seq(0);
    for frame in frames {
        let messages = match ServerFrame::read(frame) {
            Some(ServerFrame::Message(message)) => vec![message],
            Some(ServerFrame::Messages { messages, .. }) => messages,
            Some(ServerFrame::Draft { text, .. }) if owned_since.is_some() => {
                wrong.push(format!("drafted while owned: {text}"));
                continue;
            }
            _ => continue,
        };
        for message in messages {
            if message.seq <= last {
                continue;
            }
            last = message.seq;
            match message.sender {
                Sender::System { notice: Notice::AgentJoined } => owned_since = Some(message.seq),
                Sender::System { notice: Notice::HandedBack } => owned_since = None,
                Sender::Bot if owned_since.is_some() => {
                    wrong.push(format!("spoken while owned since {owned_since:?}: {}", line(&message)));
                }
                _ => {}
            }
        }
    }
    wrong
}
