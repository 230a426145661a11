//! Offers and places on real sockets: for whom it rings, for whom next, and what follows when an agent is gone.

use std::time::{Duration, Instant};

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::ids::Seq;
use baton_shared::message::{Notice, Sender};
use baton_shared::protocol::PhaseName;
use serde_json::json;

use crate::support::desk_page::DeskPage;
use crate::support::page::Page;
use crate::support::pass_ms;
use crate::support::shop::{Guest, change_settings, ringing};
use crate::support::world::{Account, World};

const AT_ONCE: (&str, &str) = ("BOT_TYPING_MS", "0");

/// Two agents at their desks, both available.
async fn two_desks(world: &World) -> (Vec<Account>, [DeskPage; 2]) {
    let accounts = world.agents(2).await;
    let desks = [DeskPage::open(world, &accounts[0]).await, DeskPage::open(world, &accounts[1]).await];
    for desk in &desks {
        desk.choose(Presence::Available).await;
    }
    (accounts, desks)
}

/// What has come in of one kind of frame.
fn offers_heard(desk: &DeskPage) -> usize {
    desk.frames().iter().filter(|frame| frame.starts_with("{\"type\":\"offers\"")).count()
}

#[tokio::test]
async fn an_offer_reaches_only_the_agent_whom_it_is_for_and_ends_when_it_is_accepted() {
    let world = World::with_hooks(&[AT_ONCE]);
    let (accounts, desks) = two_desks(&world).await;
    let guest = Guest::waiting(&world).await;
    let id = &guest.visit.conversation;
    let (asked, other) = ringing(&desks).await;
    // Both see it wait; only one hears it ring.
    desks[other].listed(id, "it waits", |row| row.phase == PhaseName::Queued).await;
    let why = desks[asked].look(|desk| desk.offers()[0].why.clone());
    assert!(why.starts_with(&format!("It rings for {}", accounts[asked].agent.name)), "{why}");
    let window = guest.accepted_by(&world, &accounts[asked]).await;
    desks[asked].rings(&[]).await;
    window.ask(Ask::End).await.unwrap();
    desks[other].listed(id, "its end", |row| row.phase == PhaseName::Resolved).await;
    assert_eq!(offers_heard(&desks[other]), 0, "{:#?}", desks[other].frames());
}

#[tokio::test]
async fn when_it_rings_with_all_the_first_to_accept_has_it_and_the_others_stop_ringing() {
    let world = World::with_hooks(&[AT_ONCE]);
    let (accounts, desks) = two_desks(&world).await;
    change_settings(&world, &accounts[0], |settings| {
        settings["departments"]["support"]["routing"] = "first_available".into();
    })
    .await;
    let guest = Guest::waiting(&world).await;
    for desk in &desks {
        desk.rings(&[&guest.visit.conversation]).await;
    }
    let windows = [
        Page::agent(&world, &accounts[0], &guest.visit).await,
        Page::agent(&world, &accounts[1], &guest.visit).await,
    ];
    let results = tokio::join!(windows[0].ask(Ask::Accept), windows[1].ask(Ask::Accept));
    assert!(results.0.is_ok() != results.1.is_ok(), "{results:?}");
    for desk in &desks {
        desk.rings(&[]).await;
    }
}

#[tokio::test]
async fn who_declines_is_left_in_peace_and_the_next_one_is_asked() {
    let world = World::with_hooks(&[AT_ONCE]);
    let (_accounts, desks) = two_desks(&world).await;
    let guest = Guest::waiting(&world).await;
    let id = &guest.visit.conversation;
    let (asked, other) = ringing(&desks).await;
    desks[asked].decline(id);
    desks[other].rings(&[id]).await;
    desks[asked].rings(&[]).await;
    desks[other].decline(id);
    desks[other].rings(&[]).await;
    // It keeps its place, and whoever comes back to his desk is asked again.
    guest.page.view("the same place", |view| view.position == Some(1)).await;
    desks[asked].choose(Presence::Away).await;
    desks[asked].choose(Presence::Available).await;
    desks[asked].rings(&[id]).await;
    assert_eq!(desks[other].look(|desk| desk.offers().len()), 0);
}

#[tokio::test]
async fn an_offer_that_nobody_takes_goes_on_and_who_misses_three_is_set_to_away() {
    let world = World::with_hooks(&[AT_ONCE, ("RING_MS", "400")]);
    let (accounts, desks) = two_desks(&world).await;
    let away = |at: usize| {
        let id = accounts[at].agent.id.clone();
        desks[at].until("he is away", move |desk| {
            desk.agents().find(|it| it.agent.id == id && it.presence == Presence::Away).map(|_| ())
        })
    };
    let first = Guest::waiting(&world).await;
    let (asked, other) = ringing(&desks).await;
    desks[other].rings(&[&first.visit.conversation]).await;
    desks[other].rings(&[]).await;
    let (second, third) = (Guest::waiting(&world).await, Guest::waiting(&world).await);
    tokio::join!(away(0), away(1));
    let waiting = [&first, &second, &third];
    for (place, guest) in (1..).zip(waiting) {
        guest.page.view("the same place", |view| view.position == Some(place)).await;
    }
    // He is there after all.
    desks[asked].choose(Presence::Available).await;
    desks[asked].rings(&waiting.map(|guest| &guest.visit.conversation)).await;
}

#[tokio::test]
async fn an_agent_who_comes_online_hears_the_whole_queue_at_once() {
    let world = World::with_hooks(&[AT_ONCE]);
    let accounts = world.agents(2).await;
    let first = DeskPage::open(&world, &accounts[0]).await;
    first.choose(Presence::Available).await;
    // There, but without a window to ring in.
    drop(first);
    let second = DeskPage::open(&world, &accounts[1]).await;
    let is_gone = |id| {
        second.until("the closed window", move |desk| {
            desk.agents().find(|it| it.agent.id == id && !it.is_here).map(|_| ())
        })
    };
    is_gone(accounts[0].agent.id.clone()).await;
    let mut waiting = Vec::new();
    for _some in 0..3 {
        waiting.push(Guest::waiting(&world).await);
    }
    let begun = Instant::now();
    second.choose(Presence::Available).await;
    let ids: Vec<_> = waiting.iter().map(|guest| &guest.visit.conversation).collect();
    second.rings(&ids).await;
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "it rang after {took:?}");
}

#[tokio::test]
async fn the_conversation_of_an_agent_who_is_lost_goes_to_the_front_and_to_somebody_else() {
    let world = World::with_hooks(&[AT_ONCE, ("GRACE_MS", "800")]);
    let accounts = world.agents(2).await;
    change_settings(&world, &accounts[0], |settings| {
        settings["departments"]["support"]["capacity"] = 1.into();
    })
    .await;
    let desks = [DeskPage::open(&world, &accounts[0]).await, DeskPage::open(&world, &accounts[1]).await];
    desks[0].choose(Presence::Available).await;
    let theirs = Guest::waiting(&world).await;
    let _window = theirs.accepted_by(&world, &accounts[0]).await;
    desks[1].choose(Presence::Available).await;
    let other = Guest::waiting(&world).await;
    let busy = other.accepted_by(&world, &accounts[1]).await;
    let new = Guest::waiting(&world).await;
    new.page.view("the first place", |view| view.position == Some(1)).await;

    let [desk, stays] = desks;
    drop(desk);
    let lost = theirs.page.notice(Seq(0), Notice::AgentLost).await;
    assert!(lost.body.to_plain().contains("Agent 1"), "{}", lost.body.to_plain());
    theirs.page.view("the front", |view| view.phase == PhaseName::Queued && view.position == Some(1)).await;
    new.page.view("a step back", |view| view.position == Some(2)).await;
    busy.ask(Ask::End).await.unwrap();
    stays.rings(&[&theirs.visit.conversation]).await;
    let window = theirs.accepted_by(&world, &accounts[1]).await;
    window.say("I go on from here.").await;
    theirs.page.view("the other agent", |view| view.agent_name.as_deref() == Some("Agent 2")).await;
    stays.listed(&theirs.visit.conversation, "the other agent", |row| row.phase == PhaseName::Assigned).await;
    let told = why(&world, &accounts[0], &theirs).await;
    assert!(told.iter().any(|it| it.starts_with("Agent 1 left the desk")), "{told:#?}");
    assert!(told.last().unwrap().starts_with("Agent 2 accepted"), "{told:#?}");
}

#[tokio::test]
async fn an_agent_who_is_back_within_the_grace_keeps_his_conversations() {
    let world = World::with_hooks(&[AT_ONCE, ("GRACE_MS", "2500")]);
    let accounts = world.agents(2).await;
    let watch = DeskPage::open(&world, &accounts[1]).await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    let guest = Guest::waiting(&world).await;
    let _window = guest.accepted_by(&world, &accounts[0]).await;
    drop(desk);
    let is_gone = |desk: &baton_client::desk_list::DeskList| {
        desk.agents().find(|it| it.agent.id == accounts[0].agent.id && !it.is_here).map(|_| ())
    };
    watch.until("the closed window", is_gone).await;
    let back = DeskPage::open(&world, &accounts[0]).await;
    pass_ms(3_000).await;
    guest.page.say("Are you still there?").await;
    assert!(
        !guest
            .page
            .messages()
            .iter()
            .any(|it| matches!(it.sender, Sender::System { notice: Notice::AgentLost }))
    );
    guest.page.view("the same agent", |view| view.phase == PhaseName::Assigned).await;
    assert_eq!(back.look(|desk| desk.presence()), Presence::Available);
}

#[tokio::test]
async fn a_full_queue_sends_on_to_the_next_and_at_last_to_the_form() {
    let world = World::with_hooks(&[AT_ONCE]);
    let accounts = world.agents(1).await;
    change_settings(&world, &accounts[0], |settings| {
        let departments = &mut settings["departments"];
        departments["support"]["queue_max"] = 1.into();
        departments["support"]["when_full"] = json!({ "department": "orders" });
        departments["orders"]["queue_max"] = 1.into();
        departments["orders"]["when_nobody"] = "offline_form".into();
        departments["orders"]["when_waited"] = "offline_form".into();
    })
    .await;
    let desk = DeskPage::open(&world, &accounts[0]).await;
    desk.choose(Presence::Available).await;
    let (first, second) = (Guest::waiting(&world).await, Guest::waiting(&world).await);
    for (guest, department) in [(&first, "support"), (&second, "orders")] {
        let is_there = |row: &baton_shared::desk::Summary| {
            row.phase == PhaseName::Queued && row.department.as_str() == department
        };
        desk.listed(&guest.visit.conversation, department, is_there).await;
        guest.page.view("the first place there", |view| view.position == Some(1)).await;
    }
    let third = Guest::new(&world).await;
    third.page.say(crate::support::shop::WORDS).await;
    third.page.notice(Seq(0), Notice::NoOperator).await;
    third.page.view("the form", |view| view.phase == PhaseName::OfflineForm).await;
    let reasons = why(&world, &accounts[0], &third).await;
    let full: Vec<&String> = reasons.iter().filter(|it| it.contains("as many wait as may")).collect();
    assert_eq!((full.len(), reasons.len()), (2, 3), "{reasons:#?}");
}

/// Why, as an admin reads it.
pub async fn why(world: &World, admin: &Account, guest: &Guest) -> Vec<String> {
    let path = format!("/api/conversations/{}/why", guest.visit.conversation);
    let asked = crate::support::http::Asked::get(&path).header("cookie", &admin.cookie);
    let answer = world.http.ask(asked).await.ok().json();
    let entries = answer["entries"].as_array().unwrap();
    let times: Vec<u64> = entries.iter().map(|entry| entry["at"].as_u64().unwrap()).collect();
    assert!(times.is_sorted(), "{entries:#?}");
    entries.iter().map(|entry| entry["sentence"].as_str().unwrap().to_owned()).collect()
}
