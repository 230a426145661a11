//! Requests that are wrong, each with the status and the code that say so; and what keeps a browser safe.

use baton_shared::limits::BODY_BYTES_MAX;
use serde_json::{Value, json};

use crate::support::http::Asked;
use crate::support::world::{PASSWORD, SITE, World, invitation};

/// A request in a table: what, status, code.
type Row = (Asked, u16, &'static str);

async fn check(world: &World, rows: Vec<Row>) {
    for (asked, status, code) in rows {
        let what = format!("{asked:?}");
        let answer = world.http.ask(asked).await;
        let said = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        assert_eq!((answer.status, said["code"].as_str().unwrap_or_default()), (status, code), "{what:.300}");
        assert!(said["message"].as_str().is_some_and(|message| message.len() > 10), "{what:.300}: {said}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_wrong_request_is_told_what_is_wrong() {
    let world = World::start();
    let start = format!("/api/sites/{SITE}/conversations");
    let id = "s".repeat(22);
    let good = json!({ "start_id": id });
    let json_type = |asked: Asked| asked.header("content-type", "application/json");
    let body = |bytes: &[u8]| json_type(Asked::with("POST", &start, bytes));
    let large = format!("{{\"start_id\":\"{id}\",\"pad\":\"{}\"}}", "x".repeat(BODY_BYTES_MAX));
    let mut rows: Vec<Row> = vec![
        (body(b"nonsense"), 400, "bad_field"),
        (body(b""), 400, "bad_field"),
        (body(b"{}"), 400, "bad_field"),
        (body(b"{\"start_id\":7}"), 400, "bad_field"),
        (body(b"{\"start_id\":\"\xc3\x28\"}"), 400, "bad_field"),
        (body(large.as_bytes()), 413, "too_large"),
        (Asked::post(&start, &json!({ "start_id": "short" })), 400, "bad_field"),
        (Asked::post(&start, &json!({ "start_id": "x".repeat(65) })), 400, "bad_field"),
        (Asked::post(&start, &json!({ "start_id": format!("{id}/../x") })), 400, "bad_field"),
        (Asked::post(&start, &good).header("content-type", ""), 415, "not_json"),
        (Asked::post(&start, &good).header("content-type", "text/plain"), 415, "not_json"),
        (Asked::post(&start, &good).header("origin", ""), 403, "wrong_origin"),
        (Asked::post(&start, &good).header("origin", "null"), 403, "wrong_origin"),
        (Asked::post(&start, &good).header("origin", "https://shop.example.com"), 403, "wrong_origin"),
        (Asked::post("/api/sites/nothing/conversations", &good), 404, "not_found"),
        (Asked::post("/api/sites/%2e%2e/conversations", &good), 404, "not_found"),
        (Asked::get("/api/sites/demo/articles/nothing"), 404, "not_found"),
        (Asked::get("/api/sites/nothing/articles/returns"), 404, "not_found"),
        (Asked::get("/api/sites/demo/articles/'%20OR%201=1"), 404, "not_found"),
        (Asked::post("/api/setup/link", &json!({})), 404, "not_found"),
        (Asked::post("/api/setup/link", &json!({})).header("x-baton-setup", "guess"), 404, "not_found"),
        (Asked::get("/api/me"), 401, "signed_out"),
        (Asked::get("/api/me").header("cookie", "__Host-baton=demo"), 401, "signed_out"),
        (Asked::get("/api/members"), 401, "signed_out"),
        (Asked::post("/api/members", &json!({})), 401, "signed_out"),
    ];
    for path in [
        "/",
        "/nothing",
        "/api",
        "/api/",
        "/api/sites",
        "/desk/../secret",
        "/widget/%2e%2e/baton.js",
        "/test/abort",
    ] {
        rows.push((Asked::get(path), 404, "not_found"));
    }
    for (method, path) in [
        ("POST", "/healthz"),
        ("GET", start.as_str()),
        ("DELETE", start.as_str()),
        ("PUT", "/api/sites/demo/articles/returns"),
        ("POST", "/api/conversations/c_1/socket"),
        ("POST", "/api/desk/socket"),
        ("GET", "/api/sign-in"),
        ("GET", "/api/sign-out"),
        ("GET", "/api/setup/link"),
        ("GET", "/api/invitations/show"),
        ("GET", "/api/invitations/accept"),
        ("POST", "/api/me"),
        ("DELETE", "/api/members"),
    ] {
        rows.push((Asked::with(method, path, b""), 405, "wrong_method"));
    }
    check(&world, rows).await;
}

#[tokio::test]
async fn members_come_in_by_one_time_links_and_passwords() {
    let world = World::start();
    let setup = || Asked::post("/api/setup/link", &json!({})).header("x-baton-setup", world.secret());
    let link = |answer: Value| invitation(answer["link"].as_str().unwrap()).to_owned();
    let replaced = link(world.http.ask(setup()).await.ok().json());
    let first = link(world.http.ask(setup()).await.ok().json());
    let accept = |token: &str, email: &str, password: &str| {
        let body = json!({ "token": token, "name": "Agent 1", "email": email, "password": password });
        Asked::post("/api/invitations/accept", &body)
    };
    let show = |token: &str| Asked::post("/api/invitations/show", &json!({ "token": token }));
    let shown = world.http.ask(show(&first)).await.ok().json();
    assert_eq!(shown, json!({ "name": "", "email": "", "role": "admin", "is_first_admin": true }));
    check(
        &world,
        vec![
            (show(&replaced), 404, "invitation_used"),
            (show("demo.nothing"), 404, "invitation_used"),
            (show("nothing"), 404, "invitation_used"),
            (show(&first).header("origin", ""), 403, "wrong_origin"),
            (accept(&replaced, "agent-1@example.com", PASSWORD), 404, "invitation_used"),
            (accept(&first, "agent-1@example.com", "short"), 400, "weak_password"),
            (accept(&first, "agent-1@example.com", &"x".repeat(201)), 400, "weak_password"),
            (accept(&first, "nobody", PASSWORD), 400, "bad_field"),
            (accept(&first, "agent-1@example.com", PASSWORD).header("origin", "null"), 403, "wrong_origin"),
        ],
    )
    .await;
    let accepted = world.http.ask(accept(&first, "Agent-1@example.com", PASSWORD)).await;
    assert_eq!(accepted.status, 204);
    let cookie = accepted.header("set-cookie").to_owned();
    for attribute in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
    }
    assert!(cookie.starts_with("__Host-baton=demo.") && !cookie.contains("Domain"), "{cookie}");
    check(
        &world,
        vec![
            (setup(), 409, "already_set_up"),
            (show(&first), 404, "invitation_used"),
            (accept(&first, "agent-1@example.com", PASSWORD), 404, "invitation_used"),
        ],
    )
    .await;
    members_and_roles(&world, &accepted.cookie()).await;
}

async fn members_and_roles(world: &World, admin: &str) {
    let invite = |cookie: &str, name: &str, email: &str, role: &str| {
        Asked::post("/api/members", &json!({ "name": name, "email": email, "role": role }))
            .header("cookie", cookie)
    };
    check(
        world,
        vec![
            (invite(admin, "", "agent-2@example.com", "agent"), 400, "bad_field"),
            (invite(admin, "Agent 2", "nobody", "agent"), 400, "bad_field"),
            (invite(admin, "Agent 2", "agent-2@example.com", "king"), 400, "bad_field"),
            (invite(admin, "Agent 2", "AGENT-1@example.com", "agent"), 409, "email_taken"),
            (
                invite(admin, "Agent 2", "agent-2@example.com", "agent").header("origin", ""),
                403,
                "wrong_origin",
            ),
        ],
    )
    .await;
    // A name of any language goes through the header that tells the objects who asks.
    let answer = world.http.ask(invite(admin, "Zoë 界 🦊", "agent-2@example.com", "agent")).await;
    assert_eq!(answer.status, 201);
    let link = answer.json()["link"].as_str().unwrap().to_owned();
    let body =
        json!({ "token": invitation(&link), "name": "ignored", "email": "ignored", "password": PASSWORD });
    let accepted = world.http.ask(Asked::post("/api/invitations/accept", &body)).await;
    let agent = accepted.cookie();
    let me = world.http.ask(Asked::get("/api/me").header("cookie", &agent)).await.ok().json();
    assert_eq!(
        (&me["agent"]["name"], &me["email"], &me["role"]),
        (&json!("Zoë 界 🦊"), &json!("agent-2@example.com"), &json!("agent"))
    );
    let mut desk = crate::support::raw::Raw::open(world, "/api/desk/socket", &[("cookie", &agent)]).await;
    desk.say(&json!({ "type": "hello", "v": 1 })).await;
    assert_eq!(desk.until("welcome").await["you"]["name"], "Zoë 界 🦊");
    check(
        world,
        vec![
            (Asked::get("/api/members").header("cookie", &agent), 403, "admins_only"),
            (invite(&agent, "Agent 3", "agent-3@example.com", "admin"), 403, "admins_only"),
        ],
    )
    .await;
    let members = world.http.ask(Asked::get("/api/members").header("cookie", admin)).await.ok().json();
    assert_eq!(members["members"].as_array().unwrap().len(), 2);
    assert!(!members.to_string().contains("argon2"), "{members}");
}

#[tokio::test]
async fn a_wrong_password_tells_nothing_and_is_slowed_down() {
    let world = World::start();
    let accounts = world.agents(2).await;
    let sign_in = |email: &str, password: &str| {
        Asked::post("/api/sign-in", &json!({ "email": email, "password": password }))
    };
    let signed_in = world.http.ask(sign_in(" Agent-2@example.com ", PASSWORD)).await;
    assert_eq!(signed_in.status, 204);
    let cookie = signed_in.cookie();
    assert_ne!(cookie, accounts[1].cookie, "a session of its own");
    assert_eq!(world.http.ask(Asked::get("/api/me").header("cookie", &cookie)).await.status, 200);

    let mut answers = Vec::new();
    for email in [accounts[0].email.as_str(), "nobody@example.com"] {
        for time in 1..=6 {
            let answer = world.http.ask(sign_in(email, "a wrong password")).await;
            let wanted = if time <= 5 { 401 } else { 429 };
            assert_eq!(answer.status, wanted, "{email}, time {time}: {}", answer.text());
            answers.push((email, answer.status, answer.code(), answer.header("retry-after").to_owned()));
        }
        // Even the right one has to wait now.
        assert_eq!(world.http.ask(sign_in(email, PASSWORD)).await.status, 429);
    }
    let (known, unknown) = answers.split_at(6);
    let without_email = |rows: &[(&str, u16, String, String)]| -> Vec<(u16, String, String)> {
        rows.iter().map(|(_, status, code, after)| (*status, code.clone(), after.clone())).collect()
    };
    assert_eq!(without_email(known), without_email(unknown));
    assert_eq!(world.http.ask(sign_in(&accounts[1].email, PASSWORD)).await.status, 204, "nobody else waits");
    check(
        &world,
        vec![
            (sign_in("a@example.com", PASSWORD).header("origin", "https://example.com"), 403, "wrong_origin"),
            (Asked::post("/api/sign-in", &json!({ "email": 1, "password": PASSWORD })), 400, "bad_field"),
            (Asked::post("/api/sign-out", &json!({})).header("origin", ""), 403, "wrong_origin"),
        ],
    )
    .await;

    let out = world.http.ask(Asked::post("/api/sign-out", &json!({})).header("cookie", &cookie)).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(world.http.ask(Asked::get("/api/me").header("cookie", &cookie)).await.status, 401);
}

#[tokio::test]
async fn static_files_come_with_the_headers_that_keep_them_in_their_place() {
    let world = World::start();
    let frame = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';";
    let rows: [(&str, &[(&str, &str)]); 3] = [
        (
            "/baton.js",
            &[
                ("content-type", "text/javascript; charset=utf-8"),
                ("access-control-allow-origin", "*"),
                ("cross-origin-resource-policy", "cross-origin"),
            ],
        ),
        (
            "/frame.html",
            &[
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", frame),
                ("content-security-policy", "frame-ancestors *"),
                ("permissions-policy", "camera=()"),
            ],
        ),
        (
            "/desk",
            &[
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", frame),
                ("content-security-policy", "frame-ancestors 'none'"),
                ("cross-origin-opener-policy", "same-origin"),
                ("strict-transport-security", "max-age="),
            ],
        ),
    ];
    for (path, wanted) in rows {
        let answer = world.http.ask(Asked::get(path).header("accept-encoding", "br")).await.ok();
        for (name, part) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")].iter().chain(wanted)
        {
            assert!(answer.header(name).contains(part), "{path}: {name}: {}", answer.header(name));
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"));
        let known =
            Asked::get(path).header("accept-encoding", "br").header("if-none-match", answer.header("etag"));
        assert_eq!(world.http.ask(known).await.status, 304, "{path}");
        let head = world.http.ask(Asked::with("HEAD", path, b"")).await;
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    }
}
