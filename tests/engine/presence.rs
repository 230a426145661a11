//! What agents choose at the desk is what visitors see.

use std::time::{Duration, Instant};

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::ids::Seq;
use baton_shared::message::Notice;
use baton_shared::protocol::{HandoverButton, PhaseName};

use crate::support::desk_page::DeskPage;
use crate::support::page::Page;
use crate::support::world::World;

const WORDS: &str = "I want to talk to a human";

#[tokio::test]
async fn going_available_or_away_changes_open_buttons_within_a_second() {
    let world = World::with_hooks(&[("REQUIRED_ANSWERS", "0"), ("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(2).await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    let mut visitors = Vec::new();
    for _ in 0..10 {
        visitors.push(Page::visitor(&world, &world.visit().await).await);
    }
    let rows = [
        (Presence::Available, HandoverButton::RequestHuman),
        (Presence::Away, HandoverButton::LeaveOfflineMessage),
        (Presence::Available, HandoverButton::RequestHuman),
        (Presence::Offline, HandoverButton::LeaveOfflineMessage),
        (Presence::Available, HandoverButton::RequestHuman),
    ];
    for (presence, button) in rows {
        let begun = Instant::now();
        desk.choose_now(presence);
        for visitor in &visitors {
            visitor.view(&format!("{button:?}"), |view| view.button == Some(button)).await;
        }
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(1), "{presence:?} was seen after {took:?}");
    }
    // A reload is no leaving: the last window is gone, and the agent is still there for a while.
    drop(desk);
    let other = DeskPage::open(&world, &accounts[1]).await;
    let first = &accounts[0].agent.id;
    other
        .until("the closed window", |desk| {
            desk.agents().find(|it| it.agent.id == *first && !it.is_here).map(|_| ())
        })
        .await;
    visitors[0].ask(Ask::RequestHuman).await.unwrap();
    visitors[0].notice(Seq(0), Notice::Waiting).await;
}

#[tokio::test]
async fn the_click_is_checked_again_and_a_place_in_the_queue_is_kept() {
    let world = World::with_hooks(&[("REQUIRED_ANSWERS", "0"), ("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(1).await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    let mut waiting = Vec::new();
    for place in 1..=4 {
        let visit = world.visit().await;
        let page = Page::visitor(&world, &visit).await;
        page.say(WORDS).await;
        page.view("a place", |view| view.phase == PhaseName::Queued && view.position == Some(place)).await;
        waiting.push((visit, page));
    }
    // Who is in the queue stays there, in the same order, whoever comes and goes.
    for presence in [Presence::Away, Presence::Available, Presence::Offline, Presence::Away] {
        desk.choose(presence).await;
    }
    world.kill_and_restart().await;
    let late = Page::visitor(&world, &world.visit().await).await;
    late.ask(Ask::RequestHuman).await.unwrap();
    late.notice(Seq(0), Notice::NoOperator).await;
    late.view("the form", |view| view.phase == PhaseName::OfflineForm && view.position.is_none()).await;
    for (place, (_, page)) in (1..).zip(&waiting) {
        page.come_back().await;
        page.view("the same place", |view| view.phase == PhaseName::Queued && view.position == Some(place))
            .await;
    }
    // One leaves, one is taken: the others move up.
    waiting[1].1.ask(Ask::CancelRequest).await.unwrap();
    waiting[1].1.notice(Seq(0), Notice::Cancelled).await;
    let window = Page::agent(&world, &accounts[0], &waiting[0].0).await;
    window.ask(Ask::Accept).await.unwrap();
    for (place, at) in [(1, 2), (2, 3)] {
        waiting[at].1.view("a step forward", |view| view.position == Some(place)).await;
    }
}
