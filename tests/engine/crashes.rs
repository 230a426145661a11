//! Guarantees 1, 2, 3, 5 and 9 while the engine is killed, evicted and aborted; and that this run can fail.

use futures_util::future::join_all;

use crate::support::crowd::{Crowd, Fault};
use crate::support::history::{compare, snapshot};
use crate::support::page::Page;
use crate::support::pass_ms;
use crate::support::world::World;

/// The bot answers at once, so that it never has a long way to catch up.
const AT_ONCE: (&str, &str) = ("BOT_TYPING_MS", "0");

const KILLS: usize = 20;

/// Of each of the other kinds.
const FAULTS: usize = 20;

#[tokio::test]
async fn no_acknowledged_message_is_lost_when_the_process_is_killed() {
    let crowd = Crowd::gather(World::with_hooks(&[AT_ONCE])).await;
    let wrong = crowd.suffer(Fault::Kill, KILLS).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(crowd.written() > 500, "only {} messages were written", crowd.written());
}

#[tokio::test]
async fn no_acknowledged_message_is_lost_when_objects_hibernate_are_evicted_or_aborted() {
    let crowd = Crowd::gather(World::with_hooks(&[AT_ONCE])).await;
    for fault in [Fault::Hibernate, Fault::Evict, Fault::Abort] {
        let wrong = crowd.suffer(fault, FAULTS).await;
        assert!(wrong.is_empty(), "{fault:?}: {wrong:#?}");
    }
}

#[tokio::test]
async fn every_question_is_answered_once_though_the_process_is_killed() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "60")]);
    let visits = join_all((0..8).map(|_| world.visit())).await;
    let pages = join_all(visits.iter().map(|visit| Page::visitor(&world, visit))).await;
    let mut random = world.random();
    for _kill in 0..4 {
        for page in &pages {
            page.post("How do I return an item?");
            page.post("qwertz uiop");
        }
        pass_ms(random.between(0, 900)).await;
        world.kill_and_restart().await;
    }
    for (page, visit) in pages.iter().zip(&visits) {
        page.acknowledged_all().await;
        page.until("eight answers", |chat| {
            (chat.messages().iter().filter(|it| it.answers.is_some()).count() >= 8).then_some(())
        })
        .await;
        let stored = snapshot(&world, visit, None).await;
        // The greeting, eight questions, eight answers: each to another question, as the history sees to.
        assert_eq!((stored.len(), compare(page, &stored)), (17, Vec::new()));
    }
}

/// A run that can't fail proves nothing: these bugs exist in the test build only.
#[tokio::test]
async fn the_run_catches_an_acknowledgement_before_the_insert() {
    is_caught("early_ack", "lost: ").await;
}

#[tokio::test]
async fn the_run_catches_names_of_messages_that_are_kept_in_memory_only() {
    is_caught("forgetful_dedupe", "doubled: ").await;
}

async fn is_caught(bug: &str, sign: &str) {
    let crowd = Crowd::gather(World::with_hooks(&[AT_ONCE, ("PLANTED_BUG", bug)])).await;
    for _some in 0..KILLS / 4 {
        let wrong = crowd.suffer(Fault::Kill, 4).await;
        if wrong.iter().any(|wrong| wrong.starts_with(sign)) {
            return;
        }
    }
    panic!("{bug} was not caught in {KILLS} kills");
}
