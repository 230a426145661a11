//! Who visitors are, on the real engine: keys and their rotation, one conversation for a person, and what is refused.

use base64ct::{Base64UrlUnpadded, Encoding};
use baton_shared::ids::ConversationId;
use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::http::{Answer, Asked};
use crate::support::now;
use crate::support::page::Page;
use crate::support::raw::{Heard, Raw, conversation_path};
use crate::support::shop::change_settings;
use crate::support::world::{Account, SITE, Visit, World};

const KEYS: &str = "/api/identity-keys";

/// What a site signs with.
enum Signs {
    Secret(String),
    Pair(Box<SigningKey>),
}

impl Signs {
    fn token(&self, claims: &Value) -> String {
        let alg = if matches!(self, Self::Secret(_)) { "HS256" } else { "EdDSA" };
        let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&json!({ "alg": alg, "typ": "JWT" })), part(claims));
        let signature = match self {
            Self::Secret(secret) => hmac(secret, &signed),
            Self::Pair(pair) => pair.sign(signed.as_bytes()).to_bytes().to_vec(),
        };
        format!("{signed}.{}", Base64UrlUnpadded::encode_string(&signature))
    }

    /// Good for this many seconds; the minute of leeway comes on top.
    fn for_s(&self, sub: &str, seconds: i64) -> String {
        self.token(&claims(sub, seconds))
    }
}

fn hmac(secret: &str, text: &str) -> Vec<u8> {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(text);
    mac.finalize().into_bytes().to_vec()
}

fn claims(sub: &str, seconds: i64) -> Value {
    let exp = i64::try_from(now().0 / 1_000).unwrap() + seconds;
    json!({ "sub": sub, "aud": SITE, "exp": exp })
}

async fn admin_asks(world: &World, admin: &Account, asked: Asked) -> Answer {
    world.http.ask(asked.header("cookie", &admin.cookie)).await
}

async fn make_secret(world: &World, admin: &Account) -> (String, Signs) {
    let made = admin_asks(world, admin, Asked::post(KEYS, &json!({ "algorithm": "HS256" }))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    (made["kid"].as_str().unwrap().to_owned(), Signs::Secret(made["secret"].as_str().unwrap().to_owned()))
}

async fn start(world: &World, body: Value) -> Answer {
    let mut whole = json!({ "start_id": world.name("start-") });
    whole.as_object_mut().unwrap().append(&mut body.as_object().unwrap().clone());
    world.http.ask(Asked::post(&format!("/api/sites/{SITE}/conversations"), &whole)).await
}

async fn visit(world: &World, body: Value) -> Visit {
    let started = start(world, body).await.ok().json();
    Visit {
        conversation: ConversationId::new(started["conversation"].as_str().unwrap()).unwrap(),
        token: started["token"].as_str().unwrap().to_owned(),
    }
}

async fn refusal(world: &World, body: Value) -> (u16, String) {
    let answer = start(world, body).await;
    (answer.status, answer.code())
}

#[tokio::test]
async fn of_two_keys_both_count_until_one_is_retired_and_no_secret_is_ever_told_again() {
    let world = World::start();
    let accounts = world.agents(2).await;
    let (admin, agent) = (&accounts[0], &accounts[1]);
    let (old_kid, old) = make_secret(&world, admin).await;
    let pair = SigningKey::from_bytes(&[9; 32]);
    let pem = pair.verifying_key().to_public_key_pem(LineEnding::LF).unwrap();
    let body = json!({ "algorithm": "EdDSA", "public_key": pem });
    let made = admin_asks(&world, admin, Asked::post(KEYS, &body)).await;
    assert_eq!((made.status, made.json()["secret"].clone()), (201, Value::Null));
    let new = Signs::Pair(Box::new(pair));

    let by_old = visit(&world, json!({ "jwt": old.for_s("u-1", 60) })).await;
    let by_new = visit(&world, json!({ "jwt": new.for_s("u-1", 60) })).await;
    assert_eq!(by_old.conversation, by_new.conversation);
    let third = admin_asks(&world, admin, Asked::post(KEYS, &json!({ "algorithm": "HS256" }))).await;
    assert_eq!((third.status, third.code().as_str()), (409, "too_many_keys"));

    let retire = || Asked::post(&format!("{KEYS}/{old_kid}/retire"), &json!({}));
    for _ in 0..2 {
        assert_eq!(admin_asks(&world, admin, retire()).await.status, 204);
    }
    let refused = (401, "identity_refused".to_owned());
    assert_eq!(refusal(&world, json!({ "jwt": old.for_s("u-1", 60) })).await, refused);
    world.kill_and_restart().await;
    assert_eq!(refusal(&world, json!({ "jwt": old.for_s("u-1", 60) })).await, refused);
    assert_eq!(visit(&world, json!({ "jwt": new.for_s("u-1", 60) })).await.conversation, by_old.conversation);
    let (_, newest) = make_secret(&world, admin).await;
    visit(&world, json!({ "jwt": newest.for_s("u-1", 60) })).await;

    let Signs::Secret(secret) = &newest else { panic!("a secret") };
    let shown = admin_asks(&world, admin, Asked::get(KEYS)).await.ok();
    assert_eq!(shown.json()["keys"].as_array().unwrap().len(), 3);
    assert!(shown.json()["keys"][2]["retired_at"].as_u64().is_some(), "{}", shown.text());
    for path in [KEYS, "/api/settings", "/api/settings?download", "/api/desk/settings", "/api/members"] {
        let told = admin_asks(&world, admin, Asked::get(path)).await.ok().text();
        assert!(!told.contains(secret), "{path} tells a secret");
    }
    let private = json!({ "algorithm": "EdDSA", "public_key": "-----BEGIN PRIVATE KEY-----" });
    for (who, asked, status, code) in [
        (Some(agent), Asked::get(KEYS), 403, "admins_only"),
        (Some(agent), Asked::post(KEYS, &json!({ "algorithm": "HS256" })), 403, "admins_only"),
        (Some(agent), retire(), 403, "admins_only"),
        (None, Asked::get(KEYS), 401, "signed_out"),
        (Some(admin), retire().header("origin", "https://shop.example.com"), 403, "wrong_origin"),
        (Some(admin), Asked::post(&format!("{KEYS}/moon/retire"), &json!({})), 404, "not_found"),
        (Some(admin), Asked::post(KEYS, &json!({ "algorithm": "none" })), 400, "bad_field"),
        (Some(admin), Asked::post(KEYS, &json!({ "algorithm": "EdDSA" })), 400, "bad_field"),
        (Some(admin), Asked::with("PUT", KEYS, b""), 405, "wrong_method"),
    ] {
        let what = format!("{asked:?}");
        let answer = world.http.ask(asked.header("cookie", who.map_or("", |who| &who.cookie))).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{what}");
    }
    let given = admin_asks(&world, admin, Asked::post(KEYS, &private)).await;
    assert!(given.status == 400 && given.text().contains("keep it to yourself"), "{}", given.text());
}

#[tokio::test]
async fn a_person_has_one_conversation_on_all_devices_and_nobody_else_sees_it() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let (kid, signs) = make_secret(&world, &admin).await;
    let mut known = claims("u-1", 300);
    known["name"] = "Zoë Müller".into();
    known["email"] = "zoe@example.com".into();
    known["attributes"] = json!({ "plan": "gold", "orders": 7 });
    let browser = world.name("start-");

    let phone =
        visit(&world, json!({ "start_id": browser, "user_id": "u-1", "jwt": signs.token(&known) })).await;
    let page = Page::visitor(&world, &phone).await;
    page.say("from my phone").await;
    let laptop = visit(&world, json!({ "jwt": signs.for_s("u-1", 300) })).await;
    assert_eq!(phone.conversation, laptop.conversation);
    let second = Page::visitor(&world, &laptop).await;
    second.message("what the phone said", |message| message.body.to_plain() == "from my phone").await;

    // The same browser as somebody else, as nobody, and as somebody whom only the page names.
    let said = json!({ "start_id": browser, "user_id": "u-1" });
    let others = [
        visit(&world, json!({ "start_id": browser, "jwt": signs.for_s("u-2", 300) })).await,
        visit(&world, json!({ "start_id": browser })).await,
        visit(&world, said.clone()).await,
        visit(&world, json!({ "start_id": browser, "user_id": "u-2" })).await,
        visit(&world, json!({ "user_id": "u-1" })).await,
    ];
    for (at, other) in others.iter().enumerate() {
        assert_ne!(other.conversation, phone.conversation, "{at}");
        assert!(others[..at].iter().all(|before| before.conversation != other.conversation), "{at}");
        let mut stranger = Raw::open(&world, &conversation_path(&phone), &[]).await;
        stranger.say(&json!({ "type": "hello", "v": 1, "token": other.token, "after": 0 })).await;
        assert_eq!(stranger.closed().await, 4401, "{at}");
    }
    assert_eq!(visit(&world, said).await.conversation, others[2].conversation);

    // Whoever signed last is right: without a name the number is back.
    let window = Page::agent(&world, &admin, &phone).await;
    let card = window.view("the identity", |view| view.card.is_some()).await.card.unwrap();
    assert_eq!(card.identity.as_ref().map(|who| (who.sub.as_str(), who.name.clone())), Some(("u-1", None)));
    visit(&world, json!({ "jwt": signs.token(&known) })).await;
    let view =
        window.view("the name", |view| view.card.as_ref().is_some_and(|it| it.name == "Zoë Müller")).await;
    let identity = view.card.unwrap().identity.unwrap();
    assert_eq!(identity.verified_by.unwrap().as_str(), kid);
    assert_eq!(
        (identity.email.as_deref(), identity.attributes["orders"].as_str()),
        (Some("zoe@example.com"), "7")
    );
    let window = Page::agent(&world, &admin, &others[2]).await;
    let identity = window.view("a card", |view| view.card.is_some()).await.card.unwrap().identity.unwrap();
    assert_eq!((identity.sub.as_str(), identity.verified_by), ("u-1", None));
}

#[tokio::test]
async fn what_is_not_signed_for_now_and_here_is_refused_and_a_site_can_refuse_everybody_else() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let (_, signs) = make_secret(&world, &admin).await;
    let mut elsewhere = claims("u-1", 300);
    elsewhere["aud"] = "another".into();
    let stranger = Signs::Secret("a secret that somebody else has made up".to_owned());
    for (body, status, code) in [
        (json!({ "jwt": signs.for_s("u-1", -61) }), 401, "identity_expired"),
        (json!({ "jwt": signs.token(&elsewhere) }), 401, "identity_refused"),
        (json!({ "jwt": signs.for_s("u-1", 25 * 3_600) }), 401, "identity_refused"),
        (json!({ "jwt": stranger.for_s("u-1", 300) }), 401, "identity_refused"),
        (json!({ "jwt": signs.for_s("u-1", 300), "user_id": "u-2" }), 401, "identity_refused"),
        (json!({ "jwt": "" }), 401, "identity_refused"),
        (json!({ "jwt": "x".repeat(60_000) }), 401, "identity_refused"),
        (json!({ "jwt": {} }), 400, "bad_field"),
        (json!({ "user_id": "" }), 400, "bad_field"),
        (json!({ "user_id": "u\u{202E}1" }), 400, "bad_field"),
    ] {
        let what = format!("{body:.80}");
        assert_eq!(refusal(&world, body).await, (status, code.to_owned()), "{what}");
    }
    change_settings(&world, &admin, |settings| settings["identity"]["is_required"] = true.into()).await;
    let required = (403, "identity_required".to_owned());
    assert_eq!(refusal(&world, json!({})).await, required);
    assert_eq!(refusal(&world, json!({ "user_id": "u-1" })).await, required);
    visit(&world, json!({ "jwt": signs.for_s("u-1", 300) })).await;
}

#[tokio::test]
async fn a_socket_ends_with_its_token_unless_a_fresh_one_is_shown_on_it() {
    let world = World::start();
    let admin = world.agents(1).await.remove(0);
    let (_, signs) = make_secret(&world, &admin).await;
    // Over already, but for the leeway: three seconds are left.
    let body = || json!({ "jwt": signs.for_s("u-1", -57) });
    let started = start(&world, body()).await.ok().json();
    assert_eq!(started["renew_in_ms"], 5_000, "not at once, however little is left");
    let (short, long) =
        (visit(&world, body()).await, visit(&world, json!({ "jwt": signs.for_s("u-1", 300) })).await);
    let mut ends = Raw::visitor(&world, &short).await;
    let mut stays = Raw::visitor(&world, &short).await;
    stays.hello(Some(&long.token), 0).await;
    // A page that says hello again without anything is where it was.
    stays.hello(None, 0).await;
    assert_eq!(ends.closed().await, 4401);
    stays.say(&json!({ "type": "post", "client_id": "still-here", "text": "still here" })).await;
    stays.until("ack").await;
    let mut again = Raw::open(&world, &conversation_path(&short), &[]).await;
    again.say(&json!({ "type": "hello", "v": 1, "token": short.token, "after": 0 })).await;
    assert_eq!(again.heard().await, Heard::Closed(4401));
    // Somebody else's fresh token is no reason to stay.
    let other = visit(&world, json!({ "jwt": signs.for_s("u-2", 300) })).await;
    stays.say(&json!({ "type": "hello", "v": 1, "token": other.token, "after": 0 })).await;
    assert_eq!(stays.closed().await, 4401);
}
