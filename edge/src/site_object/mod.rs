//! One site: owns its settings, members, credentials and knowledge. Everybody else asks it.
//!
//! Reading order: `store` (tables), `member` (who may come in), `password`, `session`, `removal` (who may not any more),
//! `knowledge` (what the bot knows), `settings_store`, `settings` (what is decided), `identity_store`, `identity` (who may
//! chat), `endpoints` (who is told), `tell` (who goes by the settings), `seed` (the demo).

mod endpoint_store;
mod endpoints;
mod identity;
mod identity_store;
mod knowledge;
mod member;
mod password;
mod removal;
mod seed;
mod session;
mod settings;
mod settings_store;
mod store;
mod tell;

use std::cell::RefCell;

use baton_shared::courier::Endpoint;
use baton_shared::ids::{AgentId, EndpointId, KeyId, SiteId};
use serde::Serialize;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use crate::call::{answer, question, reply};
use crate::clock;
use crate::config::Config;
use crate::error::{self, Error};
use knowledge::Knowledge;
use store::Store;

pub use endpoints::Listed;
pub use identity::{AddKey, Added, Admit, Admitted};
pub use identity_store::KeyShown;
pub use knowledge::ArticlePage;
pub use member::{Accept, Accepted, Invitation, Invite, Invited, Member, Role};
pub use removal::Out;
pub use session::{SignIn, SignedIn};
pub use settings::{DeskSettings, Embedding, Restore, Save, Saved};
pub use settings_store::{Stored, Version};

/// The platform's side of a site.
#[durable_object]
pub struct SiteObject {
    state: State,
    env: Env,
    store: Store,
    knowledge: RefCell<Option<Knowledge>>,
    /// The version that counts, once it was read.
    settings: RefCell<Option<Stored>>,
    /// The receivers of its news, once they were read.
    endpoints: RefCell<Option<Vec<Endpoint>>>,
}

impl DurableObject for SiteObject {
    fn new(state: State, env: Env) -> Self {
        let store = Store::new(state.storage().sql());
        Self {
            state,
            env,
            store,
            knowledge: RefCell::new(None),
            settings: RefCell::new(None),
            endpoints: RefCell::new(None),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            path if path.contains("settings") || path == "/desk-config" => self.about_settings(request).await,
            path if path.contains("identity") || path == "/admit" => self.about_identity(request).await,
            path if path.contains("endpoint") => self.about_endpoints(request).await,
            "/policy" => reply(&mut request, |site: SiteId| self.policy(&site)).await,
            "/embedding" => reply(&mut request, |site: SiteId| self.embedding(&site)).await,
            "/setup" => reply(&mut request, |site: SiteId| self.setup(&site)).await,
            "/bot-answer" => reply(&mut request, |text: String| self.bot_answer(&text)).await,
            "/article" => reply(&mut request, |slug: String| self.article(&slug)).await,
            "/invitation" => reply(&mut request, |token: String| self.invitation(&token)).await,
            "/accept" => reply(&mut request, |accept: Accept| self.accept(&accept)).await,
            "/invite" => reply(&mut request, |invite: Invite| self.invite(&invite)).await,
            "/members" => answer(self.members()),
            "/end-sessions" => reply(&mut request, |member: AgentId| self.end_sessions(&member)).await,
            "/remove-member" => reply(&mut request, |member: AgentId| self.remove_member(&member)).await,
            "/sign-in" => reply(&mut request, |sign_in: SignIn| self.sign_in(&sign_in)).await,
            "/session" => reply(&mut request, |token: String| self.session(&token)).await,
            "/sign-out" => reply(&mut request, |token: String| self.sign_out(&token)).await,
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn alarm(&self) -> worker::Result<Response> {
        if let Err(error) = self.tell_desk().await {
            worker::console_error!("alarm: {error}");
        }
        Response::ok("")
    }
}

impl SiteObject {
    async fn about_identity(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/admit" => reply(&mut request, |admit: Admit| self.admit(&admit)).await,
            "/identity-keys" => answer(self.identity_keys()),
            "/add-identity-key" => reply(&mut request, |add: AddKey| self.add_identity_key(&add)).await,
            "/retire-identity-key" => reply(&mut request, |kid: KeyId| self.retire_identity_key(&kid)).await,
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn about_endpoints(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/endpoints" => answer(self.endpoints()),
            "/add-endpoint" => reply(&mut request, |it: Endpoint| self.add_endpoint(&it)).await,
            "/change-endpoint" => reply(&mut request, |it: Endpoint| self.change_endpoint(&it)).await,
            "/remove-endpoint" => reply(&mut request, |id: EndpointId| self.remove_endpoint(&id)).await,
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    async fn about_settings(&self, mut request: Request) -> worker::Result<Response> {
        let path = request.path();
        match path.as_str() {
            "/settings" => reply(&mut request, |site: SiteId| self.settings(&site)).await,
            "/desk-config" => reply(&mut request, |site: SiteId| self.desk_config(&site)).await,
            "/desk-settings" => reply(&mut request, |site: SiteId| self.desk_settings(&site)).await,
            "/save-settings" => {
                let save = question::<Save>(&mut request).await;
                self.after_saving(save.and_then(|save| self.save_settings(&save))).await
            }
            "/restore-settings" => {
                let restore = question::<Restore>(&mut request).await;
                self.after_saving(restore.and_then(|restore| self.restore_settings(&restore))).await
            }
            "/settings-versions" => answer(self.settings_versions()),
            "/settings-document" => reply(&mut request, |version: u64| self.settings_document(version)).await,
            other => Response::error(format!("no call {other}"), 404),
        }
    }

    /// It is saved, whether the desk can be told at once or not.
    async fn after_saving<A: Serialize>(&self, saved: Result<A, Error>) -> worker::Result<Response> {
        error::log("settings", self.tell_desk().await);
        answer(saved)
    }

    /// A site exists once it was set up. The operator's default site is set up by the first who asks.
    fn exists(&self, site: &SiteId) -> Result<bool, Error> {
        if self.store.exists()? {
            return Ok(true);
        }
        let config = Config::of(&self.env);
        if config.default_site()? != *site {
            return Ok(false);
        }
        self.store.create()?;
        let is_demo = config.seed().is_some_and(|seed| seed == site.as_str());
        let (settings, articles) = if is_demo { seed::demo()? } else { (seed::standard(site), Vec::new()) };
        let first = Version { version: 1, saved_at: clock::now(), saved_by: None };
        self.keep_settings(site, first, settings)?;
        for article in articles {
            self.store.put_article(&article)?;
        }
        Ok(true)
    }
}
