//! Mails to a team: by a real mail server within TLS, and in the forms of two providers.

use baton_client::chat::Ask;
use baton_shared::protocol::PhaseName;
use mail_parser::MessageParser;
use serde_json::{Value, json};

use crate::support::http::{Answer, Asked};
use crate::support::page::Page;
use crate::support::postbox::Postbox;
use crate::support::receiver::{Receiver, Reply};
use crate::support::world::{Account, World};

const ADDRESS: &str = "/api/endpoints";
const FROM: &str = "Ada's Shop <chat@example.com>";

async fn add(world: &World, admin: &Account, to: &Value) -> Answer {
    let body = json!({ "kind": "mail", "to": to, "name": "Team", "kinds": ["offline_message.left"] });
    world.http.ask(Asked::post(ADDRESS, &body).header("cookie", &admin.cookie)).await
}

async fn delivery(world: &World, admin: &Account, id: &str, is_it: impl Fn(&Value) -> bool) -> Value {
    let looking = async {
        loop {
            let asked = Asked::get(&format!("{ADDRESS}/{id}/deliveries")).header("cookie", &admin.cookie);
            let page = world.http.ask(asked).await.ok().json();
            if let Some(found) = page["deliveries"].as_array().unwrap().iter().find(|one| is_it(one)) {
                return found.clone();
            }
        }
    };
    crate::support::within("the delivery", looking).await
}

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Nobody is at the desk: the visitor asks for a human and leaves a message.
async fn leave_message(page: &Page, name: &str, email: &str, message: &str) {
    page.post("I want to talk to a human");
    page.view("the form", |view| view.phase == PhaseName::OfflineForm).await;
    let form = Ask::LeaveOfflineMessage {
        name: name.to_owned(),
        email: email.to_owned(),
        message: message.to_owned(),
    };
    page.ask(form).await.unwrap();
}

fn by(postbox: &Postbox) -> World {
    let way = format!("smtp://baton:a%20password@localhost:{}", postbox.port);
    World::mailing(
        &[("BATON_MAIL", &way), ("BATON_MAIL_FROM", FROM)],
        &["http://127.0.0.1:1"],
        &[&postbox.certificate],
    )
}

#[tokio::test]
async fn a_team_is_mailed_with_a_button_and_no_visitor_writes_a_header() {
    let postbox = Postbox::start(true, "nobody@example.com").await;
    let world = by(&postbox);
    let admin = world.agents(1).await.remove(0);
    let team = id(&add(&world, &admin, &json!(["team@example.com", "lead@example.com"])).await);
    let visit = world.visit().await;
    let page = Page::visitor(&world, &visit).await;
    leave_message(
        &page,
        "Eve\r\nBcc: all@example.com\r\n\r\n<img src=x>",
        "eve@example.com",
        "Ein Gruß.\n.\nQUIT\n<script>alert(1)</script>",
    )
    .await;
    let letter = postbox.next().await;
    assert!(letter.secure, "it came in the clear");
    assert_eq!(letter.from, "chat@example.com");
    assert_eq!(letter.to, ["team@example.com", "lead@example.com"]);
    let mail = MessageParser::default().parse(letter.message.as_bytes()).unwrap();
    let subject = mail.subject().unwrap();
    assert!(subject.starts_with("Eve Bcc: all@example.com") && !subject.contains('\n'), "{subject}");
    assert!(mail.bcc().is_none());
    assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("Ada's Shop"));
    assert_eq!(mail.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert!(mail.message_id().unwrap().ends_with("@example.com"));
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    let link = format!("{}/desk#c={}", world.http.origin, visit.conversation);
    assert!(text.contains("Ein Gruß. . QUIT") && text.contains(&link), "{text}");
    assert!(
        html.contains(&format!("<a href=\"{link}\"")) && !html.contains("<script") && !html.contains("<img"),
        "{html}"
    );
    delivery(&world, &admin, &team, |one| one["kind"] == "offline_message.left" && one["state"] == "done")
        .await;

    // One that the server does not know is no success, and is said.
    let wrong = id(&add(&world, &admin, &json!(["nobody@example.com"])).await);
    world
        .http
        .ask(Asked::post(&format!("{ADDRESS}/{wrong}/test"), &json!({})).header("cookie", &admin.cookie))
        .await;
    let refused = delivery(&world, &admin, &wrong, |one| one["state"] == "given_up").await;
    assert_eq!(refused["status"], 550);
}

#[tokio::test]
async fn a_server_without_tls_gets_neither_password_nor_mail() {
    let postbox = Postbox::start(false, "").await;
    let world = by(&postbox);
    let admin = world.agents(1).await.remove(0);
    let team = id(&add(&world, &admin, &json!(["team@example.com"])).await);
    world
        .http
        .ask(Asked::post(&format!("{ADDRESS}/{team}/test"), &json!({})).header("cookie", &admin.cookie))
        .await;
    let failed = delivery(&world, &admin, &team, |one| one["state"] == "given_up").await;
    assert_eq!(failed["status"], Value::Null);
}

#[tokio::test]
async fn a_provider_gets_its_own_form_and_the_same_key_at_each_attempt() {
    for (way, header, key) in [
        ("resend:re_key", "authorization", "Bearer re_key"),
        ("postmark:token", "x-postmark-server-token", "token"),
    ] {
        let provider = Receiver::start(|_, before| match before.len() {
            0 => Reply::Status(429, Some(("retry-after", "1".to_owned())), Vec::new()),
            _ => Reply::Status(200, None, b"{\"id\":\"1\"}".to_vec()),
        })
        .await;
        let api = format!("{}/emails", provider.origin);
        let world = World::mailing(
            &[("BATON_MAIL", way), ("BATON_MAIL_FROM", FROM), ("BATON_MAIL_API", &api)],
            &[&provider.origin],
            &[],
        );
        let admin = world.agents(1).await.remove(0);
        let team = id(&add(&world, &admin, &json!(["team@example.com"])).await);
        let visit = world.visit().await;
        let page = Page::visitor(&world, &visit).await;
        leave_message(&page, "Ada", "ada@example.com", "Where is my order?").await;
        delivery(&world, &admin, &team, |one| {
            one["kind"] == "offline_message.left" && one["state"] == "done"
        })
        .await;
        let got = provider.got();
        assert!(got.iter().all(|one| one.header(header) == key), "{way}");
        let subject =
            |body: &Value| body["subject"].as_str().or(body["Subject"].as_str()).unwrap().to_owned();
        let sent: Vec<Value> = got.iter().map(crate::support::receiver::Got::json).collect();
        assert!(sent.iter().all(|body| subject(body) == "Ada has left a message"), "{sent:?}");
        assert_eq!(got.len(), 2, "{way}: what got 429 came once more");
        assert_eq!(got[0].body, got[1].body);
        if way.starts_with("resend") {
            assert_eq!(sent[0]["to"], json!(["team@example.com"]));
            let key = got[0].header("idempotency-key");
            assert!(!key.is_empty() && key == got[1].header("idempotency-key"));
        } else {
            assert_eq!(sent[0]["To"], "team@example.com");
        }
    }
}

#[tokio::test]
async fn what_is_no_address_is_refused_before_it_can_be_two() {
    let world = World::mailing(&[("BATON_MAIL", "resend:key"), ("BATON_MAIL_FROM", FROM)], &[], &[]);
    let admin = world.agents(1).await.remove(0);
    let many: Vec<String> = (0..21).map(|number| format!("a{number}@example.com")).collect();
    for to in [
        json!([]),
        json!(["a@example.com,b@example.com"]),
        json!(["a@example.com\r\nBcc: b@example.com"]),
        json!(["Ada <ada@example.com>"]),
        json!(["ada"]),
        json!([format!("{}@example.com", "a".repeat(1_000))]),
        json!("ada@example.com"),
        json!([many[0], " ", many[1]]),
        json!(many),
    ] {
        let answer = add(&world, &admin, &to).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "bad_field"), "{to}");
    }
    let without = World::start();
    let admin = without.agents(1).await.remove(0);
    let answer = add(&without, &admin, &json!(["ada@example.com"])).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "no_mail"));
}
