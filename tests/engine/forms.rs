//! Forms on the real engine: taken once, kept over a kill, refused with what is wrong, and always those of now.

use baton_client::chat::Ask;
use baton_shared::protocol::{Asks, PhaseName, VisitorCard};
use serde_json::{Value, json};

use crate::support::desk_page::DeskPage;
use crate::support::http::{Answer, Asked};
use crate::support::page::Page;
use crate::support::shop::{Guest, WORDS, change_settings};
use crate::support::world::{Visit, World};

fn address(visit: &Visit) -> String {
    format!("/api/conversations/{}/form", visit.conversation)
}

async fn form(world: &World, visit: &Visit) -> Value {
    let asked = Asked::get(&address(visit)).header("authorization", &format!("Bearer {}", visit.token));
    world.http.ask(asked).await.ok().json()["form"].clone()
}

async fn fill(world: &World, visit: &Visit, body: &Value) -> Answer {
    let asked = Asked::post(&address(visit), body);
    world.http.ask(asked.header("authorization", &format!("Bearer {}", visit.token))).await
}

fn consent(version: &str) -> Value {
    let text = format!("I agree to text {version}.");
    json!({ "version": version, "text": text, "texts": { "de": format!("Text {version}, einverstanden.") }, "required": true })
}

fn pre_chat(version: &str) -> Value {
    let fields = json!([
        { "id": "mail", "kind": "email", "label": "E-mail", "required": true },
        { "id": "order", "kind": "line", "label": "Order number", "labels": { "de": "Bestellnummer" } },
    ]);
    json!({ "when": "before_chat", "form": { "fields": fields, "consent": consent(version) } })
}

fn filled(mail: &str, version: &str, given: bool) -> Value {
    let said =
        json!({ "version": version, "text": format!("Text {version}, einverstanden."), "given": given });
    json!({ "form": "pre_chat", "answers": { "mail": mail, "order": " A-1 " }, "consent": said, "language": "de" })
}

fn card(view: &baton_shared::protocol::View) -> Option<&VisitorCard> {
    view.card.as_ref()
}

#[tokio::test]
async fn a_form_before_the_chat_is_taken_once_and_outlives_the_process() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0")]);
    let account = &world.agents(1).await[0];
    change_settings(&world, account, |it| it["forms"]["pre_chat"] = pre_chat("1")).await;
    let guest = Guest::new(&world).await;
    guest.page.view("the form", |view| view.asks == Some(Asks::PreChat)).await;
    // Kept by the page until the form is filled in; nothing of it has gone out.
    guest.page.post("Where is my parcel?");

    let shown = form(&world, &guest.visit).await;
    assert_eq!((shown["form"].as_str(), shown["fields"].as_array().unwrap().len()), (Some("pre_chat"), 2));
    assert_eq!(shown["consent"]["version"], "1");
    for (body, status, code) in [
        (json!({ "form": "pre_chat", "answers": {} }), 422, "form_faults"),
        (filled("ada@example", "1", true), 422, "form_faults"),
        (filled("ada@example.com", "2", true), 409, "consent_changed"),
        (json!({ "form": "offline", "answers": {} }), 409, "no_offline_form"),
        (json!({ "form": "other" }), 400, "bad_field"),
    ] {
        let answer = fill(&world, &guest.visit, &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{body}: {}", answer.text());
    }
    let faults = fill(&world, &guest.visit, &filled("ada@example", "1", true)).await.json()["faults"].clone();
    assert_eq!(faults, json!([{ "field": "mail", "code": "no_email" }]));

    // The answer is lost, and the page sends it again: before and after a kill.
    for _again in 0..2 {
        let taken = fill(&world, &guest.visit, &filled("ada@example.com", "1", true)).await.ok();
        assert_eq!(taken.json()["form"], Value::Null);
        world.kill_and_restart().await;
        guest.page.come_back().await;
    }
    let other = fill(&world, &guest.visit, &filled("eve@example.com", "1", true)).await;
    assert_eq!((other.status, other.code().as_str()), (409, "no_form"));
    guest.page.acknowledged_all().await;

    let window = Page::agent(&world, account, &guest.visit).await;
    let view = window.view("the card", |view| card(view).is_some_and(|it| !it.submissions.is_empty())).await;
    let [sent] = view.card.unwrap().submissions.try_into().unwrap();
    let told: Vec<_> = sent.answers.iter().map(|it| (it.label.as_str(), it.value.as_str())).collect();
    assert_eq!(told, [("E-mail", "ada@example.com"), ("Bestellnummer", "A-1")]);
    let agreed = sent.consent.unwrap();
    assert_eq!((agreed.version.as_str(), agreed.given), ("1", true));
    assert_eq!(
        agreed.text, "Text 1, einverstanden.",
        "what was read is kept, in the language in which it was read"
    );
    let frames = guest.page.frames();
    assert!(
        frames.iter().all(|frame| !frame.contains("ada@example.com")),
        "an agent's part at the visitor's"
    );
}

#[tokio::test]
async fn a_text_that_has_changed_since_it_was_shown_is_asked_for_again() {
    let world = World::start();
    let account = &world.agents(1).await[0];
    change_settings(&world, account, |it| it["forms"]["pre_chat"] = pre_chat("1")).await;
    let guest = Guest::new(&world).await;
    assert_eq!(form(&world, &guest.visit).await["consent"]["version"], "1");
    change_settings(&world, account, |it| it["forms"]["pre_chat"] = pre_chat("2")).await;
    let answer = fill(&world, &guest.visit, &filled("ada@example.com", "1", true)).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "consent_changed"));
    assert_eq!(form(&world, &guest.visit).await["consent"]["version"], "2");
    fill(&world, &guest.visit, &filled("ada@example.com", "2", true)).await.ok();
    guest.page.view("no form", |view| view.asks.is_none()).await;

    // Whoever has agreed is asked again when the text is another one, and for nothing else.
    change_settings(&world, account, |it| it["forms"]["pre_chat"] = pre_chat("3")).await;
    let left = form(&world, &guest.visit).await;
    assert_eq!(
        (left["fields"].as_array().unwrap().len(), left["consent"]["version"].as_str()),
        (0, Some("3"))
    );
    guest.page.view("the form again", |view| view.asks == Some(Asks::PreChat)).await;
}

#[tokio::test]
async fn who_does_not_agree_can_leave_a_message_and_nothing_else_is_kept() {
    let world = World::start();
    let account = &world.agents(1).await[0];
    change_settings(&world, account, |it| {
        it["forms"]["pre_chat"] = pre_chat("1");
        it["contact"] = "help@example.com".into();
    })
    .await;
    let guest = Guest::new(&world).await;
    let shown =
        fill(&world, &guest.visit, &filled("ada@example.com", "1", false)).await.ok().json()["form"].clone();
    assert_eq!((&shown["is_refused"], &shown["can_leave_message"]), (&json!(true), &json!(true)));
    assert_eq!(shown["contact"], "help@example.com");
    guest.page.ask(Ask::OpenOfflineForm).await.unwrap();
    guest.page.view("the offline form", |view| view.asks == Some(Asks::Offline)).await;
    let message = json!({ "form": "offline", "answers": { "name": "Ada", "email": "a@example.com", "message": "Call me." } });
    fill(&world, &guest.visit, &message).await.ok();
    fill(&world, &guest.visit, &message).await.ok();
    guest.page.view("follow-up", |view| view.phase == PhaseName::AwaitingFollowUp).await;
    let window = Page::agent(&world, account, &guest.visit).await;
    let card = window.view("the card", |view| card(view).is_some()).await.card.unwrap();
    let [refused] = card.submissions.try_into().unwrap();
    assert!(refused.is_refusal() && refused.answers.is_empty(), "{refused:?}");
    assert_eq!(card.offline_message.unwrap().message, "Call me.");
}

#[tokio::test]
async fn a_form_is_for_its_visitor_alone() {
    let world = World::start();
    let account = &world.agents(1).await[0];
    let (mine, others) = (Guest::new(&world).await, Guest::new(&world).await);
    let path = address(&mine.visit);
    let with = |name: &'static str, value: String| Asked::get(&path).header(name, &value);
    for (asked, status) in [
        (Asked::get(&path), 401),
        (with("authorization", "Bearer x".to_owned()), 401),
        (with("authorization", format!("Bearer {}", others.visit.token)), 404),
        (with("cookie", account.cookie.clone()), 404),
        (Asked::with("DELETE", &path, b""), 405),
    ] {
        assert_eq!(world.http.ask(asked.clone()).await.status, status, "{asked:?}");
    }
    let foreign = Asked::post(&path, &json!({ "form": "pre_chat" })).header("origin", "https://evil.example");
    let token = format!("Bearer {}", mine.visit.token);
    assert_eq!(world.http.ask(foreign.header("authorization", &token)).await.status, 403);
    assert_eq!(form(&world, &mine.visit).await, Value::Null);
}

#[tokio::test]
async fn after_hours_the_bot_asks_and_goes_on_where_a_kill_has_ended_it() {
    let world = World::with_hooks(&[("BOT_TYPING_MS", "0")]);
    let accounts = world.agents(1).await;
    change_settings(&world, &accounts[0], |it| {
        it["forms"]["asks_after_hours"] = true.into();
        it["forms"]["offline"]["fields"] = json!([{ "id": "phone", "kind": "phone", "label": "Phone" }]);
        // No day has an hour.
        it["departments"]["support"]["hours"] = json!({ "zone": "Europe/Vienna", "week": {} });
    })
    .await;
    let _desk = DeskPage::open(&world, &accounts[0]).await;
    let guest = Guest::new(&world).await;
    guest.page.say(WORDS).await;
    guest.page.view("the questions", |view| view.asks == Some(Asks::Words)).await;
    let said = ["Ada", "ada@example", "ada@example.com", "Skip", "My tent is torn."];
    for (at, words) in said.into_iter().enumerate() {
        let before = guest.page.head();
        guest.page.post(words);
        guest.page.message("the next word", |it| it.seq.0 >= before.0 + 2).await;
        if at == 1 {
            world.kill_and_restart().await;
            guest.page.come_back().await;
        }
    }
    guest.page.view("follow-up", |view| view.phase == PhaseName::AwaitingFollowUp).await;
    let window = Page::agent(&world, &accounts[0], &guest.visit).await;
    let left =
        window.view("the message", |view| card(view).is_some()).await.card.unwrap().offline_message.unwrap();
    assert_eq!((left.name.as_str(), left.email.as_str()), ("Ada", "ada@example.com"));
    assert_eq!(left.message, "My tent is torn.");
}
