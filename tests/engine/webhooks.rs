//! Webhooks on the real engine: signed as the standard says, at least once under one id over crashes and receivers that
//! fail, and never to an address that is not public.

use std::collections::BTreeMap;

use baton_client::chat::Ask;
use baton_shared::ids::ClientId;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use crate::support::http::{Answer, Asked};
use crate::support::page::Page;
use crate::support::receiver::{Got, Receiver, Reply};
use crate::support::shop::change_settings;
use crate::support::world::{Account, World};

const ADDRESS: &str = "/api/endpoints";

/// The real pauses are seconds to a day.
const FASTER: u64 = 100_000;

async fn as_admin(world: &World, admin: &Account, asked: Asked) -> Answer {
    world.http.ask(asked.header("cookie", &admin.cookie)).await
}

/// A webhook, and its secret.
async fn add(world: &World, admin: &Account, url: &str, kinds: &[&str]) -> (String, String) {
    let body = json!({ "kind": "webhook", "url": url, "name": "Shop", "kinds": kinds });
    let answer = as_admin(world, admin, Asked::post(ADDRESS, &body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let text = |name: &str| answer.json()[name].as_str().unwrap().to_owned();
    (text("id"), text("secret"))
}

async fn deliveries(world: &World, admin: &Account, id: &str) -> Vec<Value> {
    let asked = Asked::get(&format!("{ADDRESS}/{id}/deliveries"));
    let page = as_admin(world, admin, asked).await.ok().json();
    page["deliveries"].as_array().unwrap().clone()
}

async fn until_delivery(
    world: &World,
    admin: &Account,
    id: &str,
    what: &str,
    is_it: impl Fn(&Value) -> bool,
) -> Value {
    let looking = async {
        loop {
            if let Some(found) = deliveries(world, admin, id).await.into_iter().find(|one| is_it(one)) {
                return found;
            }
        }
    };
    crate::support::within(what, looking).await
}

fn verified(secret: &str, got: &Got) -> bool {
    Webhook::new(secret).unwrap().verify(&got.body, &got.headers).is_ok()
}

fn kinds(all: &[Got]) -> Vec<String> {
    all.iter().map(Got::kind).collect()
}

#[tokio::test]
async fn the_whole_way_of_a_handover_is_told_in_order_and_signed() {
    let receiver = Receiver::start(|_, _| Reply::status(204)).await;
    let world = World::calling(std::slice::from_ref(&receiver.origin), FASTER);
    let admin = world.agents(1).await.remove(0);
    let all = [
        "conversation.started",
        "message.posted",
        "handover.requested",
        "handover.queued",
        "handover.ended",
        "agent.assigned",
        "conversation.resolved",
    ];
    let (id, secret) = add(&world, &admin, &format!("{}/hook?key=1", receiver.origin), &all).await;
    let visit = world.visit().await;
    let page = Page::visitor(&world, &visit).await;
    page.say("Größe 42 / 10⁹ \"<b>\" 12345678901234567890 😀").await;
    let window = Page::agent(&world, &admin, &visit).await;
    window.ask(Ask::TakeOver).await.unwrap();
    window.post("A note is told to nobody, an answer is.");
    window
        .ask(Ask::Note { client_id: ClientId::new("n1").unwrap(), text: "canary: never tell".to_owned() })
        .await
        .unwrap();
    window.ask(Ask::End).await.unwrap();
    let got = receiver
        .until("the end", |all| {
            kinds(all).contains(&"conversation.resolved".to_owned()).then(|| all.to_vec())
        })
        .await;

    assert!(got.iter().all(|one| verified(&secret, one)), "the official library refuses a signature");
    assert!(got.iter().all(|one| one.path == "/hook?key=1"));
    assert!(got.iter().all(|one| !String::from_utf8_lossy(&one.body).contains("canary")));
    let kinds = kinds(&got);
    assert_eq!(kinds.iter().filter(|kind| *kind == "agent.assigned").count(), 1, "{kinds:?}");
    let said = got.iter().find(|one| one.json()["data"]["message"]["sender"] == "visitor").unwrap().json();
    assert_eq!(said["data"]["message"]["text"], "Größe 42 / 10⁹ \"<b>\" 12345678901234567890 😀");
    let link = said["data"]["conversation"]["link"].as_str().unwrap();
    assert_eq!(link, format!("{}/desk#c={}", world.http.origin, visit.conversation));
    // What is changed on the way is refused: the library can refuse.
    let mut forged = got[0].clone();
    forged.body.push(b' ');
    assert!(!verified(&secret, &forged));

    let list = as_admin(&world, &admin, Asked::get(ADDRESS)).await.ok();
    assert!(!list.text().contains(&secret), "a secret is told once");
    assert_eq!(list.json()["endpoints"][0]["address"], format!("{}/hook", receiver.origin));
    until_delivery(&world, &admin, &id, "done", |one| one["state"] == "done" && one["status"] == 204).await;
}

#[tokio::test]
async fn a_team_that_a_rule_names_is_told_and_no_other_department_hears_of_it() {
    let receiver = Receiver::start(|_, _| Reply::status(200)).await;
    let world = World::calling(std::slice::from_ref(&receiver.origin), FASTER);
    let admin = world.agents(1).await.remove(0);
    change_settings(&world, &admin, |document| {
        let rule = json!({
            "id": "refund", "name": "Refunds", "when": { "message_contains": ["refund"] }, "then": [{ "notify_team": "orders" }],
        });
        document["rules"] = json!([rule]);
    })
    .await;
    for (path, department) in [("orders", "orders"), ("other", "returns")] {
        let body = json!({
            "kind": "webhook", "url": format!("{}/{path}", receiver.origin), "name": "Team", "kinds": ["team.notified"],
            "departments": [department],
        });
        assert_eq!(as_admin(&world, &admin, Asked::post(ADDRESS, &body)).await.status, 201);
    }
    let visit = world.visit().await;
    let page = Page::visitor(&world, &visit).await;
    page.say("I want a refund for my boots").await;
    let got = receiver.until("the team's news", |all| all.first().cloned()).await;
    assert_eq!((got.path.as_str(), got.kind().as_str()), ("/orders", "team.notified"));
    assert_eq!(got.json()["data"]["team"], json!({ "department": "orders", "rules": ["refund"] }));
    // Another one of the same conversation comes after: the other department has still heard nothing.
    page.say("A refund, please").await;
    let all = receiver.until("the second", |all| (all.len() == 2).then(|| all.to_vec())).await;
    assert!(all.iter().all(|one| one.path == "/orders"));
}

#[tokio::test]
async fn what_fails_is_tried_ten_times_under_one_id_and_can_be_sent_again() {
    let receiver = Receiver::start(|got, before| {
        let tries = before.iter().filter(|one| one.header("webhook-id") == got.header("webhook-id")).count();
        match tries {
            0..=2 => Reply::status(500),
            3 => Reply::Status(302, Some(("location", "/elsewhere".to_owned())), Vec::new()),
            4 => Reply::Close,
            5 => Reply::Status(503, Some(("retry-after", "1".to_owned())), vec![b'x'; 100_000]),
            10.. => Reply::status(200),
            _ => Reply::status(404),
        }
    })
    .await;
    let world = World::calling(std::slice::from_ref(&receiver.origin), FASTER);
    let admin = world.agents(1).await.remove(0);
    let (id, secret) = add(&world, &admin, &receiver.origin, &["conversation.started"]).await;
    world.visit().await;
    let gave_up = until_delivery(&world, &admin, &id, "given up", |one| one["state"] == "given_up").await;
    assert_eq!((gave_up["attempts"].as_u64(), gave_up["status"].as_u64()), (Some(10), Some(404)));
    let got = receiver.got();
    assert_eq!(got.len(), 10);
    assert!(got.iter().all(|one| verified(&secret, one) && one.path == "/"), "a redirect was followed");
    let ids: Vec<&str> = got.iter().map(|one| one.header("webhook-id")).collect();
    assert!(ids.iter().all(|one| *one == ids[0]), "{ids:?}");

    let replay = format!("{ADDRESS}/{id}/replay");
    assert_eq!(as_admin(&world, &admin, Asked::post(&replay, &json!({}))).await.ok().json()["replayed"], 1);
    let got = receiver.until("sent again", |all| (all.len() == 11).then(|| all.to_vec())).await;
    assert_eq!(got[10].header("webhook-id"), got[0].header("webhook-id"));
    until_delivery(&world, &admin, &id, "done", |one| one["state"] == "done").await;
    let again = as_admin(&world, &admin, Asked::post(&replay, &json!({}))).await;
    assert_eq!((again.status, again.code().as_str()), (409, "nothing_to_replay"));
}

#[tokio::test]
async fn a_secret_changes_while_both_count_and_410_ends_all() {
    let receiver = Receiver::start(|got, _| Reply::status(if got.path == "/gone" { 410 } else { 200 })).await;
    let world = World::calling(std::slice::from_ref(&receiver.origin), FASTER);
    let admin = world.agents(1).await.remove(0);
    let (id, old) = add(&world, &admin, &receiver.origin, &["conversation.started"]).await;
    let rotate = Asked::post(&format!("{ADDRESS}/{id}/secret"), &json!({}));
    let answer = as_admin(&world, &admin, rotate).await;
    let new = answer.json()["secret"].as_str().unwrap().to_owned();
    assert_ne!(old, new);
    world.visit().await;
    let got = receiver.until("one", |all| all.first().cloned()).await;
    assert!(verified(&old, &got) && verified(&new, &got), "both sign for a day");

    let gone = json!({ "url": format!("{}/gone", receiver.origin), "name": "Gone", "kinds": ["conversation.started"] });
    let change = Asked::with("PUT", &format!("{ADDRESS}/{id}"), gone.to_string().as_bytes());
    let changed = as_admin(&world, &admin, change.header("content-type", "application/json")).await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    world.visit().await;
    until_delivery(&world, &admin, &id, "given up", |one| one["state"] == "given_up" && one["status"] == 410)
        .await;
    let test = as_admin(&world, &admin, Asked::post(&format!("{ADDRESS}/{id}/test"), &json!({}))).await;
    assert_eq!((test.status, test.code().as_str()), (409, "gone"));
    assert_eq!(receiver.got().len(), 2);
}

#[tokio::test]
async fn each_thing_arrives_though_the_process_is_killed_and_the_receiver_fails() {
    // Every second attempt of a thing fails, every fifth is cut.
    let receiver = Receiver::start(|_, before| match before.len() % 5 {
        4 => Reply::Close,
        1 | 3 => Reply::status(503),
        _ => Reply::status(200),
    })
    .await;
    let world = World::calling(std::slice::from_ref(&receiver.origin), FASTER);
    let admin = world.agents(1).await.remove(0);
    add(&world, &admin, &receiver.origin, &["message.posted"]).await;
    let mut said = Vec::new();
    for round in 0..10 {
        let visit = world.visit().await;
        let page = Page::visitor(&world, &visit).await;
        for nth in 0..3 {
            let text = format!("round {round}, message {nth}");
            page.say(&text).await;
            said.push(text);
        }
        world.kill_and_restart().await;
    }
    let arrived = |all: &[Got]| -> BTreeMap<String, Vec<String>> {
        let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for one in all {
            let text = one.json()["data"]["message"]["text"].as_str().unwrap().to_owned();
            ids.entry(text).or_default().push(one.header("webhook-id").to_owned());
        }
        ids
    };
    let ids = receiver
        .until("all of it", |all| {
            let ids = arrived(all);
            said.iter().all(|text| ids.contains_key(text)).then_some(ids)
        })
        .await;
    for text in &said {
        let ids = &ids[text];
        assert!(ids.iter().all(|id| *id == ids[0]), "{text}: {ids:?}");
    }
}

#[tokio::test]
async fn no_address_of_this_machine_or_its_network_is_called_and_no_agent_adds_one() {
    let canary = Receiver::start(|_, _| Reply::status(200)).await;
    let allowed = Receiver::start(|_, _| Reply::status(200)).await;
    let world = World::calling(std::slice::from_ref(&allowed.origin), FASTER);
    let accounts = world.agents(2).await;
    let port = canary.origin.rsplit_once(':').unwrap().1;
    for (url, code) in [
        (canary.origin.clone(), "bad_address"),
        (format!("https://127.0.0.1:{port}/"), "bad_address"),
        (format!("http://localhost:{port}/"), "bad_address"),
        (format!("http://[::1]:{port}/"), "bad_address"),
        (format!("http://2130706433:{port}/"), "bad_address"),
        (format!("http://user@127.0.0.1:{port}/"), "bad_address"),
        ("https://169.254.169.254/latest/meta-data/".to_owned(), "bad_address"),
        ("ftp://example.com/".to_owned(), "bad_address"),
    ] {
        let body = json!({ "kind": "webhook", "url": url, "name": "Shop", "kinds": ["message.posted"] });
        let refused = as_admin(&world, &accounts[0], Asked::post(ADDRESS, &body)).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, code), "{url}");
        let by_agent = as_admin(&world, &accounts[1], Asked::post(ADDRESS, &body)).await;
        assert_eq!(by_agent.status, 403, "{url}");
    }
    for (body, code) in [
        (
            json!({ "kind": "webhook", "url": allowed.origin, "name": " ", "kinds": ["message.posted"] }),
            "bad_field",
        ),
        (json!({ "kind": "webhook", "url": allowed.origin, "name": "Shop", "kinds": [] }), "bad_field"),
        (
            json!({ "kind": "webhook", "url": allowed.origin, "name": "Shop", "kinds": ["note.added"] }),
            "bad_field",
        ),
        (
            json!({ "kind": "fax", "url": allowed.origin, "name": "Shop", "kinds": ["message.posted"] }),
            "bad_field",
        ),
        (json!({ "kind": "webhook", "name": "Shop", "kinds": ["message.posted"] }), "bad_field"),
    ] {
        let refused = as_admin(&world, &accounts[0], Asked::post(ADDRESS, &body)).await;
        assert_eq!((refused.status, refused.code().as_str()), (400, code), "{body}");
    }
    assert!(canary.got().is_empty());
}
