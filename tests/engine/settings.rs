//! Settings on the real engine: two admins at once, bad documents, roles, sizes, and power cuts in the middle of a save.

use baton_shared::limits::{SETTINGS_BYTES_MAX, SETTINGS_VERSIONS_MAX};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::http::{Answer, Asked};
use crate::support::raw::{Raw, conversation_path};
use crate::support::world::{Account, World, invitation};

const ADDRESS: &str = "/api/settings";

/// An admin's page: the document as it was loaded, and its version.
struct Page<'a> {
    world: &'a World,
    cookie: String,
    version: String,
    document: Value,
}

impl<'a> Page<'a> {
    async fn load(world: &'a World, admin: &Account) -> Self {
        let answer = world.http.ask(Asked::get(ADDRESS).header("cookie", &admin.cookie)).await.ok();
        let (version, document) = (answer.header("etag").to_owned(), answer.json());
        Self { world, cookie: admin.cookie.clone(), version, document }
    }

    fn saving(&self, document: &Value) -> Asked {
        self.saving_text(&document.to_string())
    }

    fn saving_text(&self, document: &str) -> Asked {
        let asked = Asked::with("PUT", ADDRESS, document.as_bytes()).header("cookie", &self.cookie);
        asked.header("content-type", "application/json").header("if-match", &self.version)
    }

    async fn save(&self, document: &Value) -> Answer {
        self.world.http.ask(self.saving(document)).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.world.http.ask(Asked::get(path).header("cookie", &self.cookie)).await
    }

    /// The document with another name of the site.
    fn named(&self, name: &str) -> Value {
        let mut document = self.document.clone();
        document["site_name"] = name.into();
        document
    }
}

#[tokio::test]
async fn of_two_admins_who_save_at_once_one_is_told_and_nothing_is_mixed() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let body = json!({ "name": "Agent 2", "email": "agent-2@example.com", "role": "admin" });
    let invited = world.http.ask(Asked::post("/api/members", &body).header("cookie", &admin.cookie)).await;
    let link = invited.json()["link"].as_str().unwrap().to_owned();
    let body = json!({ "token": invitation(&link), "password": "a password for tests" });
    let cookie = world.http.ask(Asked::post("/api/invitations/accept", &body)).await.cookie();
    let other = Account { cookie, ..admin.clone() };

    for round in 0..10 {
        let (one, two) = (Page::load(&world, &admin).await, Page::load(&world, &other).await);
        assert_eq!((&one.version, &one.document), (&two.version, &two.document));
        let mut hers = one.named(&format!("Shop one {round}"));
        hers["bot"]["name"] = "Bot one".into();
        let mut his = two.named(&format!("Shop two {round}"));
        his["texts"]["ended"] = format!("The end, {round}.").into();
        let answers = join_all([one.save(&hers), two.save(&his)]).await;
        let [first, second] = answers.as_slice() else { panic!("two answers") };
        let (won, lost, kept) = match (first.status, second.status) {
            (200, 409) => (first, second, hers),
            (409, 200) => (second, first, his),
            other => panic!("{other:?}: {} {}", first.text(), second.text()),
        };
        let said = lost.json();
        assert_eq!((&said["code"], &said["version"]), (&json!("settings_changed"), &won.json()["version"]));
        assert_eq!(said["saved_by"], won.json()["saved_by"], "who was quicker");
        assert!(said["saved_at"].as_u64().is_some() && said["message"].as_str().unwrap().contains("Agent"));
        let after = Page::load(&world, &admin).await;
        assert_eq!((after.document, after.version), (kept, won.header("etag").to_owned()));
    }
}

#[tokio::test]
async fn a_bad_document_is_told_where_it_is_wrong_and_never_counts() {
    let world = World::start();
    let page = Page::load(&world, &world.agents(1).await[0]).await;
    let changed = |pointer: &str, value: Value| {
        let mut document = page.document.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[name] = value;
        document.to_string()
    };
    let hours = |zone: &str| json!({ "zone": zone, "week": {} });
    let rule = json!([{ "id": "r", "name": "R", "when": { "signal": "frustration" }, "then": [{ "route": "moon" }] }]);
    let mut two = page.document.clone();
    two["site_name"] = "".into();
    two["theme"]["accent"] = "red".into();
    for (document, pointers) in [
        ("".to_owned(), vec![""]),
        ("{".to_owned(), vec![""]),
        ("[]".to_owned(), vec!["", "/site_name"]),
        (changed("/surprise", json!(1)), vec!["/surprise"]),
        (changed("/handover/department", json!("moon")), vec!["/handover/department"]),
        (changed("/departments/support/capacity", json!("many")), vec!["/departments/support/capacity"]),
        (changed("/departments/orders/hours", hours("Europe/Wien")), vec!["/departments/orders/hours/zone"]),
        (
            changed("/departments/orders/hours", hours("europe/vienna")),
            vec!["/departments/orders/hours/zone"],
        ),
        (changed("/departments/orders/hours", hours("")), vec!["/departments/orders/hours/zone"]),
        (changed("/rules", rule), vec!["/rules/0/then/0/route"]),
        (two.to_string(), vec!["/site_name", "/theme/accent"]),
    ] {
        let answer = world.http.ask(page.saving_text(&document)).await;
        let said = answer.json();
        assert_eq!((answer.status, said["code"].as_str()), (400, Some("bad_settings")), "{said}");
        let told: Vec<&str> =
            said["problems"].as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        assert_eq!(told, pointers, "{said}");
        assert!(said["problems"][0]["message"].as_str().is_some_and(|message| message.len() > 10), "{said}");
    }
    let after = page.get(ADDRESS).await.ok();
    assert_eq!((after.header("etag"), after.json()), (page.version.as_str(), page.document.clone()));
    let good = page.save(&page.named("Still here")).await;
    assert_eq!(good.status, 200, "{}", good.text());
}

#[tokio::test]
async fn only_admins_save_and_only_from_our_own_page_and_within_the_limit() {
    let world = World::start();
    let accounts = world.agents(2).await;
    let page = Page::load(&world, &accounts[0]).await;
    let good = || page.saving(&page.document);
    let large = format!("{}{}", page.document, " ".repeat(SETTINGS_BYTES_MAX));
    let agent = |asked: Asked| asked.header("cookie", &accounts[1].cookie);
    for (asked, status, code) in [
        (Asked::get(ADDRESS), 401, "signed_out"),
        (agent(Asked::get(ADDRESS)), 403, "admins_only"),
        (agent(Asked::get("/api/settings/versions")), 403, "admins_only"),
        (agent(Asked::get("/api/settings/versions/1")), 403, "admins_only"),
        (agent(Asked::with("POST", "/api/settings/versions/1/restore", b"")), 403, "admins_only"),
        (agent(good()), 403, "admins_only"),
        (good().header("cookie", ""), 401, "signed_out"),
        (good().header("origin", "https://shop.example.com"), 403, "wrong_origin"),
        (good().header("content-type", "text/plain"), 415, "not_json"),
        (good().header("if-match", ""), 428, "version_missing"),
        (good().header("if-match", "1"), 400, "bad_version"),
        (good().header("if-match", "\"one\""), 400, "bad_version"),
        (good().header("if-match", "\"99\""), 409, "settings_changed"),
        (page.saving_text(&large), 413, "too_large"),
        (Asked::with("DELETE", ADDRESS, b""), 405, "wrong_method"),
        (Asked::get("/api/desk/settings"), 401, "signed_out"),
    ] {
        let what = format!("{asked:?}");
        let answer = world.http.ask(asked).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{what:.300}");
    }
    for path in ["/api/settings/versions/99", "/api/settings/versions/x", "/api/settings/nothing"] {
        assert_eq!(page.get(path).await.status, 404, "{path}");
    }

    let desk = world.http.ask(agent(Asked::get("/api/desk/settings"))).await.ok().json();
    let names: Vec<&str> = desk.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["canned_responses", "departments", "site_name", "targets", "version"]);
    assert_eq!(desk["departments"][2], json!({ "id": "support", "name": "Support" }));
    let file = page.get("/api/settings?download").await.ok();
    assert!(file.header("content-disposition").ends_with("filename=\"baton-settings-demo-1.json\""));
    assert_eq!(
        world.http.ask(page.saving_text(&file.text())).await.status,
        200,
        "what was exported is imported"
    );
    let schema = world.http.ask(Asked::get("/settings.schema.json")).await.ok();
    assert!(schema.json()["properties"]["departments"].is_object());
    assert_eq!(schema.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn versions_are_kept_and_an_old_one_comes_back_as_a_new_one() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let mut page = Page::load(&world, &admin).await;
    let first = page.document.clone();
    for number in 2..=SETTINGS_VERSIONS_MAX + 3 {
        let answer = page.save(&page.named(&format!("Shop {number}"))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        page.version = answer.header("etag").to_owned();
        if number == 3 {
            let restore = Asked::with("POST", "/api/settings/versions/1/restore", b"");
            let restore = restore.header("cookie", &page.cookie).header("if-match", "\"2\"");
            assert_eq!(world.http.ask(restore.clone()).await.code(), "settings_changed");
            let restored = world.http.ask(restore.header("if-match", "\"3\"")).await.ok();
            assert_eq!(restored.header("etag"), "\"4\"");
            assert_eq!(page.get(ADDRESS).await.ok().json(), first);
            page.version = "\"4\"".to_owned();
        }
    }
    let list = page.get("/api/settings/versions").await.ok().json();
    let versions = list["versions"].as_array().unwrap();
    assert_eq!(versions.len(), SETTINGS_VERSIONS_MAX);
    assert_eq!(versions[0]["saved_by"]["id"].as_str(), Some(admin.agent.id.as_str()));
    let newest = versions[0]["version"].as_u64().unwrap();
    let kept = page.get(&format!("/api/settings/versions/{newest}")).await.ok().json();
    assert_eq!(kept, page.get(ADDRESS).await.ok().json());
    assert_eq!(page.get("/api/settings/versions/1").await.status, 404, "the oldest are forgotten");
}

#[tokio::test]
async fn a_power_cut_while_saving_leaves_the_old_document_or_the_new_one() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let mut random = world.random();
    for kill in 0..10 {
        let page = Page::load(&world, &admin).await;
        let mut document = page.named(&format!("Shop {kill}"));
        document["texts"]["ended"] = format!("{kill} ").repeat(300).into();
        let saving = async {
            // Whoever is cut off has no answer, and must look.
            let sent = tokio::spawn({
                let (http, asked) = (world.http.clone(), page.saving(&document));
                async move { http.ask(asked).await.status }
            });
            crate::support::pass_ms(random.between(0, 25)).await;
            world.kill_and_restart().await;
            sent.await.ok()
        };
        let status = saving.await;
        let after = Page::load(&world, &admin).await;
        let is_new = after.document == document;
        assert!(is_new || after.document == page.document, "half a document: {}", after.document);
        assert!(is_new || status != Some(200), "acknowledged and lost");
        assert_eq!(is_new, after.version != page.version);
    }
}

#[tokio::test]
async fn a_conversation_that_begins_after_a_save_goes_by_it() {
    let world = World::start();
    let page = Page::load(&world, &world.agents(1).await[0]).await;
    let mut document = page.named("Another name");
    document["texts"]["greeting"] = "Welcome to {site}. I am {bot}, an AI.".into();
    assert_eq!(page.save(&document).await.status, 200);
    let visit = world.visit().await;
    let mut visitor = Raw::open(&world, &conversation_path(&visit), &[]).await;
    visitor.say(&json!({ "type": "hello", "v": 1, "token": visit.token, "after": 0 })).await;
    let first = visitor.until("messages").await;
    assert!(first.to_string().contains("Welcome to Another name. I am AI assistant, an AI."), "{first}");
}

#[tokio::test]
async fn the_desk_is_told_of_a_save_though_the_power_fails_after_it() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    for (round, is_cut) in [false, true, true, true].into_iter().enumerate() {
        let mut desk = Raw::open(&world, "/api/desk/socket", &[("cookie", &admin.cookie)]).await;
        desk.say(&json!({ "type": "hello", "v": 1 })).await;
        desk.until("welcome").await;
        let page = Page::load(&world, &admin).await;
        let mut document = page.document.clone();
        let name = format!("Help desk {round}");
        document["departments"]["support"]["name"] = name.clone().into();
        assert_eq!(page.save(&document).await.status, 200);
        if is_cut {
            world.kill_and_restart().await;
            desk = Raw::open(&world, "/api/desk/socket", &[("cookie", &admin.cookie)]).await;
            desk.say(&json!({ "type": "hello", "v": 1 })).await;
        }
        while !desk.until_any(&["welcome", "departments"]).await["departments"].to_string().contains(&name) {}
    }
}
