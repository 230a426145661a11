//! What tests of the desk begin with: settings as an admin saves them, and visitors who wait.

use baton_client::chat::Ask;
use baton_shared::message::Notice;
use baton_shared::protocol::PhaseName;
use serde_json::Value;

use crate::support::desk_page::DeskPage;
use crate::support::http::Asked;
use crate::support::page::Page;
use crate::support::world::{Account, Visit, World};

/// Asks for a human.
pub const WORDS: &str = "I want to talk to a human";

/// Changes the site's settings. The desk knows them when this returns.
pub async fn change_settings(world: &World, admin: &Account, change: impl FnOnce(&mut Value)) {
    assert!(try_to_change_settings(world, admin, change).await, "the settings were not changed");
}

/// The same while the engine is killed now and then: perhaps it is not done.
pub async fn try_to_change_settings(world: &World, admin: &Account, change: impl FnOnce(&mut Value)) -> bool {
    let address = "/api/settings";
    let show = Asked::get(address).header("cookie", &admin.cookie);
    let Some(answer) = world.http.try_ask(show).await.filter(|answer| answer.status == 200) else {
        return false;
    };
    let mut document = answer.json();
    change(&mut document);
    let save = Asked::with("PUT", address, document.to_string().as_bytes())
        .header("cookie", &admin.cookie)
        .header("content-type", "application/json")
        .header("if-match", answer.header("etag"));
    world.http.try_ask(save).await.is_some_and(|answer| answer.status == 200)
}

/// A visitor with a page open.
pub struct Guest {
    /// The way in.
    pub visit: Visit,
    /// The window.
    pub page: Page,
}

impl Guest {
    /// Opens the chat.
    pub async fn new(world: &World) -> Self {
        let visit = world.visit().await;
        let page = Page::visitor(world, &visit).await;
        Self { visit, page }
    }

    /// Opens the chat and gets a place in the queue.
    pub async fn waiting(world: &World) -> Self {
        let guest = Self::new(world).await;
        guest.page.say(WORDS).await;
        guest.page.view("the queue", |view| view.phase == PhaseName::Queued && view.position.is_some()).await;
        guest
    }

    /// An agent opens the conversation and accepts.
    pub async fn accepted_by(&self, world: &World, account: &Account) -> Page {
        let before = self.page.head();
        let window = Page::agent(world, account, &self.visit).await;
        window.ask(Ask::Accept).await.unwrap();
        self.page.notice(before, Notice::AgentJoined).await;
        window
    }
}

/// The one of two desks at which something rings, and the other one.
pub async fn ringing(desks: &[DeskPage; 2]) -> (usize, usize) {
    let rings = |desk: &DeskPage| desk.look(|desk| !desk.offers().is_empty());
    let first = tokio::select! {
        () = desks[0].until("a ring here", |desk| (!desk.offers().is_empty()).then_some(())) => 0,
        () = desks[1].until("a ring there", |desk| (!desk.offers().is_empty()).then_some(())) => 1,
    };
    assert!(!rings(&desks[1 - first]), "it rings with both");
    (first, 1 - first)
}
