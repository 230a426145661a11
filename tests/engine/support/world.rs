//! One workerd with its own port and folder, and the people who use it.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use baton_shared::ids::ConversationId;
use baton_shared::message::AgentRef;
use baton_tests::random::Random;
use serde_json::json;
use xtask::{Engine, Workerd, project_root};

use crate::support::http::{Asked, Http};
use crate::support::now;

/// The demo's site.
pub const SITE: &str = "demo";

/// The password of everybody.
pub const PASSWORD: &str = "a password for tests";

/// A running engine. Dropping it ends its workerd and removes its folder, unless the test has failed.
pub struct World {
    workerd: Arc<Mutex<Workerd>>,
    /// Where to ask.
    pub http: Http,
    secret: String,
    folder: PathBuf,
    random: Mutex<Random>,
}

/// A visitor's way into a conversation.
#[derive(Clone)]
pub struct Visit {
    /// Which conversation.
    pub conversation: ConversationId,
    /// For `hello`.
    pub token: String,
}

/// An agent's way in.
#[derive(Clone)]
pub struct Account {
    /// As others see him.
    pub agent: AgentRef,
    /// `name=value`, as a browser sends it.
    pub cookie: String,
    /// Signs in with it.
    pub email: String,
}

impl World {
    /// The released build.
    pub fn start() -> Self {
        Self::of("BATON_EDGE_BUILD", "edge/build", |engine| engine)
    }

    /// The test build, with bindings that only it knows: see `edge/src/conversation_object/faults.rs`.
    pub fn with_hooks(bindings: &[(&str, &str)]) -> Self {
        Self::of("BATON_EDGE_TEST_BUILD", "edge/build-test", |mut engine| {
            engine.test_hooks = true;
            // Agents of the tests have no window of the desk unless it is about that, and are there all the same.
            let has_grace = bindings.iter().any(|(name, _)| *name == "GRACE_MS");
            let grace = if has_grace { None } else { Some(("GRACE_MS", "3600000")) };
            let bindings: Vec<(&str, &str)> = bindings.iter().copied().chain(grace).collect();
            bindings.iter().fold(engine, |engine, (name, value)| engine.binding(name, value))
        })
    }

    /// The test build, which may call these origins on this machine. Pauses between attempts are this many times shorter.
    pub fn calling(origins: &[String], faster: u64) -> Self {
        Self::of("BATON_EDGE_TEST_BUILD", "edge/build-test", |mut engine| {
            engine.test_hooks = true;
            engine.outbound_allow = origins.to_vec();
            engine.binding("PAUSE_DIVISOR", &faster.to_string()).binding("GRACE_MS", "3600000")
        })
    }

    /// The test build, which sends mails as `bindings` say; it may call `origins`, and trusts `certificates`.
    pub fn mailing(bindings: &[(&str, &str)], origins: &[&str], certificates: &[&str]) -> Self {
        Self::of("BATON_EDGE_TEST_BUILD", "edge/build-test", |mut engine| {
            engine.test_hooks = true;
            engine.outbound_allow = origins.iter().map(|origin| (*origin).to_owned()).collect();
            engine.outbound_trust = certificates.iter().map(|pem| (*pem).to_owned()).collect();
            let engine = engine.binding("PAUSE_DIVISOR", "1000").binding("GRACE_MS", "3600000");
            bindings.iter().fold(engine, |engine, (name, value)| engine.binding(name, value))
        })
    }

    fn of(variable: &str, usual: &str, change: impl FnOnce(Engine) -> Engine) -> Self {
        static STARTED: AtomicU64 = AtomicU64::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let mut random = Random::new(now().0 ^ (u64::from(std::process::id()) << 20) ^ number);
        let folder = std::env::temp_dir().join(format!("baton-engine-{}-{number}", std::process::id()));
        let port = free_port(&mut random);
        let (build, dist) = (place(variable, usual), place("BATON_DIST", "dist"));
        let workerd = Workerd::start(change(Engine::new(build, dist, &folder, port))).unwrap();
        let secret = workerd.secret().to_owned();
        let workerd = Arc::new(Mutex::new(workerd));
        Self { workerd, http: Http::new(port), secret, folder, random: Mutex::new(random) }
    }

    /// What the edge signs tokens with.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Where the bytes of sent files lie.
    pub fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// New random characters that fit into every id.
    pub fn name(&self, prefix: &str) -> String {
        let mut random = self.random.lock().unwrap();
        format!("{prefix}{:016x}{:016x}", random.bits(), random.bits())
    }

    /// New random numbers for one page or one test.
    pub fn random(&self) -> Random {
        Random::new(self.random.lock().unwrap().bits())
    }

    /// Kills workerd as a power cut would, and starts it again at the same place.
    pub async fn kill_and_restart(&self) {
        let workerd = self.workerd.clone();
        let restart = move || {
            let mut workerd = workerd.lock().unwrap();
            workerd.kill().unwrap();
            workerd.restart().unwrap();
        };
        tokio::task::spawn_blocking(restart).await.unwrap();
    }

    /// Makes the engine do to all objects what the platform may do to any of them: `hibernate`, `evict` or `abort`.
    pub async fn fault(&self, kind: &str) {
        let answer = self.http.ask(Asked::get(&format!("/test/{kind}"))).await;
        assert_eq!((answer.status, answer.text().as_str()), (200, "ok"), "/test/{kind}");
    }

    /// A new visitor.
    pub async fn visit(&self) -> Visit {
        self.visit_again(&self.name("start-")).await
    }

    /// A visitor whose page has kept its secret.
    pub async fn visit_again(&self, start_id: &str) -> Visit {
        let body = json!({ "start_id": start_id, "page": "https://shop.example.com/cart?item=7#top" });
        let asked = Asked::post(&format!("/api/sites/{SITE}/conversations"), &body);
        let started = self.http.ask(asked).await.ok().json();
        Visit {
            conversation: ConversationId::new(started["conversation"].as_str().unwrap()).unwrap(),
            token: started["token"].as_str().unwrap().to_owned(),
        }
    }

    /// The first admin and as many agents as wanted, all signed in: "Agent 1" is the admin.
    pub async fn agents(&self, wanted: usize) -> Vec<Account> {
        let setup = Asked::post("/api/setup/link", &json!({})).header("x-baton-setup", &self.secret);
        let link = self.http.ask(setup).await.ok().json()["link"].as_str().unwrap().to_owned();
        let mut accounts = vec![self.accept_link(&link, 1).await];
        for number in 2..=wanted {
            let body = json!({ "name": agent_name(number), "email": email(number), "role": "agent" });
            let invite = Asked::post("/api/members", &body).header("cookie", &accounts[0].cookie);
            let answer = self.http.ask(invite).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
            let link = answer.json()["link"].as_str().unwrap().to_owned();
            accounts.push(self.accept_link(&link, number).await);
        }
        accounts
    }

    async fn accept_link(&self, link: &str, number: usize) -> Account {
        let token = invitation(link);
        let body = json!({
            "token": token, "name": agent_name(number), "email": email(number), "password": PASSWORD,
        });
        let answer = self.http.ask(Asked::post("/api/invitations/accept", &body)).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        let cookie = answer.cookie();
        let me = self.http.ask(Asked::get("/api/me").header("cookie", &cookie)).await.ok().json();
        let agent = serde_json::from_value(me["agent"].clone()).unwrap();
        Account { agent, cookie, email: email(number) }
    }
}

/// The secret in a one-time link.
pub fn invitation(link: &str) -> &str {
    link.split_once("#invite=").unwrap().1
}

fn agent_name(number: usize) -> String {
    format!("Agent {number}")
}

fn email(number: usize) -> String {
    format!("agent-{number}@example.com")
}

impl Drop for World {
    fn drop(&mut self) {
        if let Ok(mut workerd) = self.workerd.lock() {
            // It may have ended already.
            let _ = workerd.kill();
        }
        if std::thread::panicking() {
            eprintln!("workerd's folder is kept: {}", self.folder.display());
        } else {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// What `cargo xtask test` names, or the usual place in the project.
fn place(variable: &str, usual: &str) -> PathBuf {
    let given = std::env::var_os(variable).map(PathBuf::from);
    given.unwrap_or_else(|| project_root().join(Path::new(usual)))
}

/// A port below those that the system gives to outgoing connections: a page that tries to come back while workerd is down
/// would otherwise, once in a long while, be connected with itself.
fn free_port(random: &mut Random) -> u16 {
    let tried = (0..200).map(|_| u16::try_from(random.between(15_000, 32_000)).unwrap());
    let mut free = tried.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    free.next().expect("a free port")
}
