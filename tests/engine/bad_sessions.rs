//! Sockets of those who may not have them, or want too many.

use std::time::{Duration, Instant};

use baton_client::chat::Output;
use baton_shared::limits::SESSIONS_PER_CONVERSATION_MAX;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bad_frames::{Victim, path_with};
use crate::support::http::Asked;
use crate::support::page::Page;
use crate::support::raw::{Raw, conversation_path};
use crate::support::world::{Visit, World};
use crate::support::{now, pass_ms};

/// Writes a token as `edge/src/token.rs` does: all before the signature, and the secret.
fn signed(secret: &str, said: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(said.as_bytes());
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{said}.{signature}")
}

fn hello(token: &Value) -> Value {
    json!({ "type": "hello", "v": 1, "token": token, "after": 0 })
}

#[tokio::test]
async fn only_a_token_that_this_edge_has_signed_for_this_conversation_and_for_now_is_good() {
    let victim = Victim::new().await;
    let good = victim.visit.token.clone();
    let parts: Vec<&str> = good.split('.').collect();
    let ["v1", site, conversation, visitor, _expires, signature] = parts[..] else { panic!("{good}") };
    let secret = victim.world.secret();
    let later = now().0 + 60_000;
    let said = |version: &str, site: &str, conversation: &str, visitor: &str, until: u64| {
        format!("{version}.{site}.{conversation}.{visitor}.{until}")
    };
    let other = victim.world.visit().await;
    let in_time = said("v1", site, conversation, visitor, later);
    let bad = [
        ("none", Value::Null),
        ("empty", json!("")),
        ("no token at all", json!("nonsense")),
        ("another conversation's", json!(other.token)),
        ("another secret's", json!(signed("0".repeat(64).as_str(), &in_time))),
        ("expired", json!(signed(secret, &said("v1", site, conversation, visitor, now().0 - 1)))),
        ("another version", json!(signed(secret, &said("v2", site, conversation, visitor, later)))),
        ("another site", json!(signed(secret, &said("v1", "elsewhere", conversation, visitor, later)))),
        ("another visitor", json!(signed(secret, &said("v1", site, conversation, "v_other", later)))),
        ("one part more", json!(signed(secret, &format!("{in_time}.1")))),
        ("a longer life", json!(good.replacen(parts[4], &format!("{}9", parts[4]), 1))),
        ("cut short", json!(good[..good.len() - 2])),
        ("without signature", json!(good[..good.len() - signature.len()])),
        ("an empty signature", json!(format!("{in_time}."))),
        ("not hex", json!(format!("{in_time}.{}", "zz".repeat(32)))),
        ("twice", json!(format!("{good}{good}"))),
    ];
    let path = conversation_path(&victim.visit);
    for (what, token) in bad {
        let mut socket = Raw::open(&victim.world, &path, &[]).await;
        socket.say(&hello(&token)).await;
        assert_eq!(socket.closed().await, 4401, "{what}");
    }
    // The signature is made rightly here, so it is the claims that were refused above.
    let mut socket = Raw::open(&victim.world, &path, &[]).await;
    socket.say(&hello(&json!(signed(secret, &in_time)))).await;
    socket.until("welcome").await;
    // The own token opens no other conversation, and none in the address.
    let mut foreign = Raw::open(&victim.world, &conversation_path(&other), &[]).await;
    foreign.say(&hello(&json!(good))).await;
    assert_eq!(foreign.closed().await, 4401);
    for query in [format!("?token={good}"), format!("?access_token={good}&after=0")] {
        let mut socket = Raw::open(&victim.world, &path_with(&victim.visit, &query), &[]).await;
        socket.say(&hello(&Value::Null)).await;
        assert_eq!(socket.closed().await, 4401, "a token in the address");
    }
    victim.is_unharmed("bad tokens").await;
}

#[tokio::test]
async fn a_page_whose_token_has_expired_gets_a_new_one_and_goes_on() {
    let world = World::start();
    let start_id = world.name("start-");
    let visit = world.visit_again(&start_id).await;
    let [version, site, conversation, visitor, ..] = visit.token.split('.').collect::<Vec<_>>()[..] else {
        panic!("{}", visit.token)
    };
    let until = now().0 + 500;
    let said = format!("{version}.{site}.{conversation}.{visitor}.{until}");
    let short = Visit { token: signed(world.secret(), &said), ..visit };
    let page = Page::visitor(&world, &short).await;
    let first = page.say("Thanks!").await;
    pass_ms(until.saturating_sub(now().0) + 1).await;
    page.cut();
    page.post("Is anybody there?");
    page.until_told("the wish for a token", |told| (*told == Output::NeedToken).then_some(())).await;
    page.renew(world.visit_again(&start_id).await.token);
    page.message_after(first, "what was written meanwhile", |it| it.body.to_plain() == "Is anybody there?")
        .await;
}

#[tokio::test]
async fn before_hello_nothing_is_said_and_nothing_is_taken() {
    let victim = Victim::new().await;
    let path = conversation_path(&victim.visit);
    for frame in [
        json!({ "type": "post", "client_id": "bad-1", "text": "let me in" }),
        json!({ "type": "resume", "after": 0 }),
        json!({ "type": "typing", "on": true }),
        json!({ "type": "take_over", "ref": 1 }),
    ] {
        for (path, headers) in [
            (path.clone(), vec![]),
            (format!("{path}?as=agent"), vec![("cookie", victim.accounts[1].cookie.as_str())]),
        ] {
            let mut socket = Raw::open(&victim.world, &path, &headers).await;
            socket.say(&frame).await;
            assert_eq!(socket.closed().await, 4401, "{frame}");
        }
    }
    let cookie = [("cookie", victim.accounts[1].cookie.as_str())];
    for (frame, code) in [
        (json!({ "type": "set_presence", "presence": "available" }), 4401),
        (json!({ "type": "hello", "v": 0 }), 4406),
    ] {
        let mut desk = Raw::open(&victim.world, "/api/desk/socket", &cookie).await;
        desk.say(&frame).await;
        assert_eq!(desk.closed().await, code, "{frame}");
    }
    // Who says nothing is closed after five seconds; who was told nothing until then.
    let mut silent = Raw::open(&victim.world, &path, &[]).await;
    let mut desk = Raw::open(&victim.world, "/api/desk/socket", &cookie).await;
    let begun = Instant::now();
    victim.visitor.say("Can the silent one hear this?").await;
    for socket in [&mut silent, &mut desk] {
        assert_eq!(socket.heard().await, crate::support::raw::Heard::Closed(4408));
    }
    let took = begun.elapsed();
    assert!(took > Duration::from_millis(4_500) && took < Duration::from_secs(9), "{took:?}");
    victim.is_unharmed("silence").await;
}

/// What, which address, which headers, and the status of the refusal.
type Refused<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], u16);

#[tokio::test]
async fn a_socket_is_for_our_own_pages_and_for_members_only() {
    let victim = Victim::new().await;
    let path = conversation_path(&victim.visit);
    let as_agent = format!("{path}?as=agent");
    let cookie = victim.accounts[0].cookie.as_str();
    let forged = format!("__Host-baton=demo.{}", "0".repeat(64));
    let (cookie, forged) = (("cookie", cookie), ("cookie", forged.as_str()));
    let (desk, no_name) = ("/api/desk/socket", "/api/conversations/c%20x/socket");
    let origin = |origin: &'static str| ("origin", origin);
    let rows: [Refused<'_>; 11] = [
        ("no origin", &path, &[origin("")], 403),
        ("the null origin", &path, &[origin("null")], 403),
        ("another site", &path, &[origin("https://shop.example.com")], 403),
        ("another port", &path, &[origin("http://127.0.0.1:1")], 403),
        ("our name before another", &as_agent, &[cookie, origin("http://127.0.0.1.example.com")], 403),
        ("the desk from another site", desk, &[cookie, origin("https://example.com")], 403),
        ("an agent without a cookie", &as_agent, &[], 401),
        ("a forged cookie", &as_agent, &[forged], 401),
        ("the desk without a cookie", desk, &[], 401),
        ("the desk with a forged one", desk, &[forged], 401),
        ("not even a name", no_name, &[], 404),
    ];
    for (what, path, headers, status) in rows {
        assert_eq!(Raw::refused(&victim.world, path, headers).await, status, "{what}");
    }
    // A browser's page can't read a status: a close code tells it to begin anew.
    let mut nowhere = Raw::open(&victim.world, "/api/conversations/c_nothing/socket", &[]).await;
    assert_eq!(nowhere.closed().await, 4401, "no such conversation");
    let asked = Asked::get(&path);
    assert_eq!(victim.world.http.ask(asked).await.status, 426, "no WebSocket");
    // A signed-out cookie opens nothing any more.
    let account = &victim.accounts[1];
    let out = Asked::post("/api/sign-out", &json!({})).header("cookie", &account.cookie);
    assert_eq!(victim.world.http.ask(out).await.status, 204);
    assert_eq!(Raw::refused(&victim.world, &as_agent, &[("cookie", &account.cookie)]).await, 401);
    victim.is_unharmed("strangers").await;
}

#[tokio::test]
async fn too_many_sockets_or_frames_are_told_to_slow_down_and_nothing_is_lost() {
    let victim = Victim::new().await;
    let (world, visit, page) = (&victim.world, &victim.visit, &victim.visitor);
    let mut sockets = Vec::new();
    // Two are open already.
    for _ in 2..SESSIONS_PER_CONVERSATION_MAX {
        sockets.push(Raw::visitor(world, visit).await);
    }
    let mut over = Raw::open(world, &conversation_path(visit), &[]).await;
    assert_eq!(over.closed().await, 4429);
    // What can't be read counts as well.
    let mut flood = sockets.pop().unwrap();
    for _ in 0..100 {
        flood.say_text("nonsense").await;
    }
    assert_eq!(flood.closed().await, 4429);
    drop(sockets);

    for number in 0..120 {
        page.post(&format!("message {number}"));
    }
    page.acknowledged_all().await;
    let slowed = page.frames().iter().filter(|frame| frame.contains("\"slow_down\"")).count();
    assert!(slowed > 0, "so many frames at once and nobody was slowed down");
    page.message("the last one", |message| message.body.to_plain() == "message 119").await;
    let texts: Vec<String> = page
        .messages()
        .iter()
        .filter(|message| message.client_id.is_some())
        .map(|message| message.body.to_plain())
        .collect();
    let wanted: Vec<String> = (0..120).map(|number| format!("message {number}")).collect();
    assert_eq!(texts, wanted, "in the order in which they were written");
}
