//! What a customer's page tells, on real sockets: it outlives the process, what can't be is refused, and only named pages
//! have a chat.

use baton_client::chat::{About, Ask};
use baton_shared::protocol::VisitorCard;
use serde_json::{Value, json};

use crate::support::http::Asked;
use crate::support::page::Page;
use crate::support::raw::Raw;
use crate::support::shop::{Guest, change_settings};
use crate::support::world::World;

const AT_ONCE: (&str, &str) = ("BOT_TYPING_MS", "0");

fn tell(about: About, fields: &Value) -> Ask {
    Ask::Tell { about, fields: fields.to_string() }
}

#[tokio::test]
async fn what_the_page_tells_is_shown_to_agents_and_outlives_the_process() {
    let world = World::with_hooks(&[AT_ONCE]);
    let account = &world.agents(1).await[0];
    let guest = Guest::new(&world).await;
    let told = [
        tell(About::Visitor, &json!({ "attributes": { "plan": "gold", "seats": "12" } })),
        tell(
            About::Page,
            &json!({ "url": "https://me:secret@shop.example.com/tents?token=secret#top", "title": " Tents\n" }),
        ),
        tell(
            About::Action,
            &json!({ "client_id": "k1", "name": "added to basket", "properties": { "price": "240" } }),
        ),
        tell(
            About::Action,
            &json!({ "client_id": "k1", "name": "added to basket", "properties": { "price": "240" } }),
        ),
        tell(About::Department, &json!({ "department": "billing" })),
    ];
    for ask in told {
        guest.page.ask(ask).await.unwrap();
    }
    let window = Page::agent(&world, account, &guest.visit).await;
    let in_billing = |card: &VisitorCard| card.department.as_str() == "billing";
    window.view("the department", |view| view.card.as_ref().is_some_and(in_billing)).await;
    // Nobody of billing is there: the desk sends the request on.
    let reason = "The payment was refused twice.";
    guest.page.ask(tell(About::Human, &json!({ "reason": reason }))).await.unwrap();
    for kills in 0..2 {
        let window = Page::agent(&world, account, &guest.visit).await;
        let card = window.view("the card", |view| view.card.is_some()).await.card.unwrap();
        assert_eq!(
            card.attributes,
            [("plan".to_owned(), "gold".to_owned()), ("seats".to_owned(), "12".to_owned())].into()
        );
        let pages: Vec<_> = card.pages.iter().map(|page| (page.url.as_str(), page.title.as_str())).collect();
        assert_eq!(pages, [("https://shop.example.com/tents", "Tents")], "after {kills} kills");
        assert_eq!(card.tracked.len(), 1);
        assert_eq!(card.called_because.as_deref(), Some(reason));
        world.kill_and_restart().await;
        guest.page.come_back().await;
    }
    let frames = guest.page.frames();
    assert!(frames.iter().all(|frame| !frame.contains("gold")), "the visitor receives what agents see");
}

#[tokio::test]
async fn what_can_not_be_is_refused_and_the_socket_stays() {
    let world = World::with_hooks(&[AT_ONCE]);
    let guest = Guest::new(&world).await;
    let many =
        |count: u32| (0..count).map(|at| (format!("a{at}"), json!("1"))).collect::<serde_json::Map<_, _>>();
    let table = [
        (tell(About::Page, &json!({ "url": "javascript:alert(1)" })), "invalid_page"),
        (tell(About::Page, &json!({ "url": "file:///etc/passwd" })), "invalid_page"),
        (tell(About::Page, &json!({ "url": "/tents" })), "invalid_page"),
        (tell(About::Visitor, &json!({ "attributes": { "": "1" } })), "invalid_attribute"),
        (tell(About::Visitor, &json!({ "attributes": { "a": "x".repeat(501) } })), "invalid_attribute"),
        (tell(About::Visitor, &json!({ "attributes": many(51) })), "invalid_attribute"),
        (tell(About::Visitor, &json!({ "attributes": { "a": 7 } })), "bad_field"),
        (tell(About::Visitor, &json!({})), "bad_field"),
        (tell(About::Action, &json!({ "client_id": "k1", "name": " " })), "invalid_action"),
        (
            tell(About::Action, &json!({ "client_id": "k1", "name": "a", "properties": many(21) })),
            "invalid_attribute",
        ),
        (tell(About::Department, &json!({ "department": "sales" })), "unknown_department"),
        (tell(About::Department, &json!({ "department": "a b" })), "bad_field"),
        (tell(About::Human, &json!({ "department": "sales" })), "unknown_department"),
        (tell(About::Human, &json!({ "reason": "x".repeat(2001) })), "too_long"),
    ];
    for (ask, code) in table {
        assert_eq!(guest.page.ask(ask.clone()).await.unwrap_err().code, code, "{ask:?}");
    }
    guest.page.ask(tell(About::Visitor, &json!({ "attributes": { "a": "1" } }))).await.unwrap();
    let account = &world.agents(1).await[0];
    let window = Page::agent(&world, account, &guest.visit).await;
    assert_eq!(
        window.ask(tell(About::Visitor, &json!({ "attributes": {} }))).await.unwrap_err().code,
        "not_yours"
    );
}

async fn start(world: &World, extra: Value) -> crate::support::http::Answer {
    let mut body = json!({ "start_id": world.name("secret-0123456789abcdef-") });
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    world.http.ask(Asked::post("/api/sites/demo/conversations", &body)).await
}

#[tokio::test]
async fn a_department_of_the_page_is_taken_or_told_to_be_unknown() {
    let world = World::with_hooks(&[AT_ONCE]);
    let known = start(&world, json!({ "department": "billing" })).await.ok().json();
    assert_eq!((&known["is_new"], &known["rejected"]), (&json!(true), &Value::Null));
    for unknown in ["sales", "a b", "../billing", "x".repeat(70).as_str()] {
        let answer = start(&world, json!({ "department": unknown })).await.ok().json();
        assert_eq!(answer["rejected"]["code"], "unknown_department", "{unknown}");
        assert!(answer["token"].is_string());
    }
    assert_eq!(start(&world, json!({ "department": 7 })).await.status, 400);
}

#[tokio::test]
async fn only_named_pages_have_a_chat() {
    let world = World::with_hooks(&[AT_ONCE]);
    let admin = &world.agents(1).await[0];
    let frame = "/frame.html?site=demo";
    let policy = |answer: &crate::support::http::Answer| answer.header("content-security-policy").to_owned();
    assert!(policy(&world.http.ask(Asked::get(frame)).await.ok()).ends_with("frame-ancestors *"));
    assert_eq!(start(&world, json!({ "origin": "https://anywhere.example" })).await.status, 200);
    change_settings(&world, admin, |settings| {
        settings["domains"] = json!(["Shop.example.com", "*.example.org", "http://localhost:3000"]);
        settings["contact"] = json!("help@example.com");
    })
    .await;
    let table = [
        ("https://shop.example.com", 200),
        ("https://a.example.org", 200),
        ("http://localhost:3000", 200),
        (world.http.origin.as_str(), 200),
        ("http://shop.example.com", 403),
        ("https://shop.example.com.evil.test", 403),
        ("https://evilexample.org", 403),
        ("https://example.org", 403),
        ("null", 403),
        ("file://", 403),
        ("", 403),
    ];
    for (origin, status) in table {
        let answer = start(&world, json!({ "origin": origin })).await;
        assert_eq!(answer.status, status, "{origin}: {}", answer.text());
        let wanted = if status == 200 { "" } else { "wrong_domain" };
        assert_eq!(answer.code(), wanted, "{origin}");
    }
    assert_eq!(start(&world, json!({})).await.status, 403, "an older page that names none");
    let answer = start(&world, json!({ "origin": "https://a.example.org" })).await.ok().json();
    assert_eq!(answer["contact"], "help@example.com");
    let named = policy(&world.http.ask(Asked::get(frame)).await.ok());
    let ancestors =
        "frame-ancestors 'self' https://shop.example.com https://*.example.org http://localhost:3000";
    assert!(named.ends_with(ancestors), "{named}");
    let again = world.http.ask(Asked::get(frame).header("if-none-match", "\"x\"")).await;
    assert!(policy(&again).ends_with(ancestors));
    let none = world.http.ask(Asked::get("/frame.html?site=nobody")).await.ok();
    assert!(policy(&none).ends_with("frame-ancestors *"));
}

#[tokio::test]
async fn a_page_that_never_stops_telling_is_stopped_and_the_chat_goes_on() {
    let world = World::with_hooks(&[AT_ONCE]);
    let guest = Guest::new(&world).await;
    let mut raw = Raw::visitor(&world, &guest.visit).await;
    for number in 0..200 {
        raw.say(&json!({ "type": "view_page", "ref": number, "url": format!("https://shop.example.com/{number}") })).await;
    }
    let refused = raw.until("rejected").await;
    assert_eq!(refused["code"], "slow_down");
    guest.page.say("How do I return an item?").await;
}
