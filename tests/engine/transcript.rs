//! The conversation for saving: for whoever has a place in it, escaped, and without what agents note among themselves.

use baton_client::chat::Ask;
use baton_shared::ids::ClientId;

use crate::support::http::Asked;
use crate::support::page::Page;
use crate::support::world::{Visit, World};

const EVIL: &str = "<script>alert(1)</script> & more";

fn asked(visit: &Visit) -> Asked {
    Asked::get(&format!("/api/conversations/{}/transcript", visit.conversation))
}

fn shown_by(visit: &Visit, asked: Asked) -> Asked {
    asked.header("authorization", &format!("Bearer {}", visit.token))
}

#[tokio::test]
async fn both_sides_save_what_both_see_and_nobody_else_does() {
    let world = World::start();
    let (visit, other) = (world.visit().await, world.visit().await);
    let accounts = world.agents(1).await;
    let page = Page::visitor(&world, &visit).await;
    page.say(EVIL).await;
    let window = Page::agent(&world, &accounts[0], &visit).await;
    let client_id = ClientId::new("note-1").unwrap();
    window.ask(Ask::Note { client_id, text: "Refund of 17 Euro promised.".to_owned() }).await.unwrap();
    window.ask(Ask::TakeOver).await.unwrap();
    let said = window.say("**Hello**, [here](https://example.com/a).").await;
    page.message("the reply", |message| message.seq == said).await;

    let own = world.http.ask(shown_by(&visit, asked(&visit))).await.ok();
    let theirs = world.http.ask(asked(&visit).header("cookie", &accounts[0].cookie)).await.ok();
    for answer in [&own, &theirs] {
        let text = answer.text();
        assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"), "{text}");
        assert!(text.contains("<strong>Hello</strong>"), "{text}");
        assert!(text.contains("href=\"https://example.com/a\""), "{text}");
        assert!(text.contains(&accounts[0].agent.name), "{text}");
        assert!(!text.contains("<script"), "{text}");
        assert!(!text.contains("17 Euro"), "a note is in the transcript: {text}");
    }
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(own.header(name), value, "{name}");
    }
    assert!(own.header("content-disposition").starts_with("attachment; filename=\"conversation-"));

    let in_address = format!("/api/conversations/{}/transcript?token={}", visit.conversation, visit.token);
    for (asked, status) in [
        (asked(&visit), 401),
        (Asked::get(&in_address), 401),
        (shown_by(&other, asked(&visit)), 404),
        (asked(&visit).header("cookie", "__Host-baton=demo.00"), 401),
        (
            shown_by(
                &visit,
                Asked::with("POST", &format!("/api/conversations/{}/transcript", visit.conversation), b""),
            ),
            405,
        ),
    ] {
        let answer = world.http.ask(asked.clone()).await;
        assert_eq!(answer.status, status, "{asked:?}: {}", answer.text());
    }
}
