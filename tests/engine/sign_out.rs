//! Whoever has signed out sees nothing more: the sockets of that session end within five seconds, wherever they are.

use std::time::{Duration, Instant};

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::protocol::PhaseName;
use serde_json::json;

use crate::support::desk_page::DeskPage;
use crate::support::http::Asked;
use crate::support::page::Page;
use crate::support::raw::Raw;
use crate::support::shop::Guest;
use crate::support::world::{Account, PASSWORD, Visit, World};

/// What a page is told that must sign in again.
const SIGNED_OUT: u16 = 4410;

const WITHIN: Duration = Duration::from_secs(5);

/// The same agent in another browser.
async fn sign_in_again(world: &World, account: &Account) -> Account {
    let body = json!({ "email": account.email, "password": PASSWORD });
    let answer = world.http.ask(Asked::post("/api/sign-in", &body)).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    Account { cookie: answer.cookie(), ..account.clone() }
}

async fn sign_out(world: &World, account: &Account) {
    let asked = Asked::with("POST", "/api/sign-out", b"").header("cookie", &account.cookie);
    assert_eq!(world.http.ask(asked).await.status, 204);
}

async fn desk_socket(world: &World, account: &Account) -> Raw {
    let mut raw = Raw::open(world, "/api/desk/socket", &[("cookie", &account.cookie)]).await;
    raw.say(&json!({ "type": "hello", "v": 1 })).await;
    raw.until("welcome").await;
    raw
}

/// Says something as an agent who has the conversation, and is heard: so the socket is open.
async fn is_open(raw: &mut Raw, world: &World) {
    let name = world.name("m-");
    raw.say(&json!({ "type": "post", "client_id": name, "text": "I am still here." })).await;
    let answer = raw.until_any(&["ack", "rejected"]).await;
    assert_eq!((&answer["type"], &answer["client_id"]), (&json!("ack"), &json!(name)), "{answer}");
}

/// A conversation that an agent has.
async fn owned(world: &World, account: &Account) -> Visit {
    let guest = Guest::new(world).await;
    guest.page.say("How long does delivery take?").await;
    Page::agent(world, account, &guest.visit).await.ask(Ask::TakeOver).await.unwrap();
    guest.visit
}

#[tokio::test]
async fn signing_out_closes_all_sockets_of_the_session_and_of_no_other() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(2).await;
    let (one, other) = (&accounts[1], sign_in_again(&world, &accounts[1]).await);
    let visit = owned(&world, one).await;
    let colleagues = owned(&world, &accounts[0]).await;
    let mut leaving = vec![
        desk_socket(&world, one).await,
        desk_socket(&world, one).await,
        Raw::agent(&world, one, &visit).await,
        // One that he only looks at.
        Raw::agent(&world, one, &colleagues).await,
    ];
    let mut desk = desk_socket(&world, &other).await;
    let mut window = Raw::agent(&world, &other, &visit).await;
    let begun = Instant::now();
    sign_out(&world, one).await;
    for raw in &mut leaving {
        assert_eq!(raw.closed().await, SIGNED_OUT);
    }
    assert!(begun.elapsed() < WITHIN, "it took {:?}", begun.elapsed());
    // The other browser goes on.
    is_open(&mut window, &world).await;
    desk.say(&json!({ "type": "set_presence", "presence": "available" })).await;
    desk.until("agent").await;
    let refused = Raw::refused(&world, "/api/desk/socket", &[("cookie", &one.cookie)]).await;
    assert_eq!(refused, 401);
}

#[tokio::test]
async fn a_window_that_was_opened_a_moment_before_signing_out_is_closed_too() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(2).await;
    let visit = owned(&world, &accounts[0]).await;
    for _round in 0..5 {
        let leaving = sign_in_again(&world, &accounts[1]).await;
        let mut window = Raw::agent(&world, &leaving, &visit).await;
        let begun = Instant::now();
        sign_out(&world, &leaving).await;
        assert_eq!(window.closed().await, SIGNED_OUT);
        assert!(begun.elapsed() < WITHIN, "it took {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn who_is_removed_is_out_at_once_and_what_he_had_goes_back_to_the_queue() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(2).await;
    let colleague = DeskPage::open(&world, &accounts[0]).await;
    colleague.choose(Presence::Available).await;
    let visit = owned(&world, &accounts[1]).await;
    let visitor = Page::visitor(&world, &visit).await;
    let other = sign_in_again(&world, &accounts[1]).await;
    let mut leaving = vec![
        desk_socket(&world, &accounts[1]).await,
        desk_socket(&world, &other).await,
        Raw::agent(&world, &other, &visit).await,
    ];
    let path = format!("/api/members/{}", accounts[1].agent.id);
    let remove = |by: &Account| Asked::with("DELETE", &path, b"").header("cookie", &by.cookie);
    assert_eq!(world.http.ask(remove(&accounts[1])).await.status, 403, "agents remove nobody");
    let begun = Instant::now();
    assert_eq!(world.http.ask(remove(&accounts[0])).await.status, 204);
    for raw in &mut leaving {
        assert_eq!(raw.closed().await, SIGNED_OUT);
    }
    colleague.rings(&[&visit.conversation]).await;
    visitor.view("the queue again", |view| view.phase == PhaseName::Queued).await;
    assert!(begun.elapsed() < WITHIN, "it took {:?}", begun.elapsed());
    for account in [&accounts[1], &other] {
        let refused = Raw::refused(&world, "/api/desk/socket", &[("cookie", &account.cookie)]).await;
        assert_eq!(refused, 401);
    }
    assert_eq!(world.http.ask(remove(&accounts[0])).await.status, 404, "he is gone");
    let own = Asked::with("DELETE", &format!("/api/members/{}", accounts[0].agent.id), b"");
    let own = world.http.ask(own.header("cookie", &accounts[0].cookie)).await;
    assert_eq!((own.status, own.code().as_str()), (409, "own_account"));
}

#[tokio::test]
async fn an_admin_ends_all_sessions_of_a_member_who_can_come_back() {
    let world = World::with_hooks(&[]);
    let accounts = world.agents(2).await;
    let other = sign_in_again(&world, &accounts[1]).await;
    let mut open = vec![desk_socket(&world, &accounts[1]).await, desk_socket(&world, &other).await];
    let path = format!("/api/members/{}/sign-out", accounts[1].agent.id);
    let asked = Asked::with("POST", &path, b"").header("cookie", &accounts[0].cookie);
    assert_eq!(world.http.ask(asked).await.status, 204);
    for raw in &mut open {
        assert_eq!(raw.closed().await, SIGNED_OUT);
    }
    let back = sign_in_again(&world, &accounts[1]).await;
    let mut desk = desk_socket(&world, &back).await;
    desk.say(&json!({ "type": "set_presence", "presence": "available" })).await;
    desk.until("agent").await;
}
