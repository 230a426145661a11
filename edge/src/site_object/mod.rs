//! One site: owns its settings, members, credentials and knowledge. Everybody else asks it.
//!
//! Reading order: `store` (tables), `member` (who may come in), `password`, `session`, `removal` (who may not
//! any more), `knowledge` (what the bot knows), `settings_store`, `settings` (what is decided), `tell` (who goes by it), `seed` (the demo).

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

use baton_shared::ids::{AgentId, SiteId};
use serde::Serialize;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use crate::call::{answer, question};
use crate::clock;
use crate::config::Config;
use crate::error::{self, Error};
use knowledge::Knowledge;
use store::Store;

pub use knowledge::ArticlePage;
pub use member::{Accept, Accepted, Invitation, Invite, Invited, Member, Role};
pub use removal::Out;
pub use session::{SignIn, SignedIn};
pub use settings::{DeskSettings, Opening, Restore, Save, Saved};
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
}

impl DurableObject for SiteObject {
    fn new(state: State, env: Env) -> Self {
        let store = Store::new(state.storage().sql());
        Self { state, env, store, knowledge: RefCell::new(None), settings: RefCell::new(None) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            path if path.contains("settings") || path == "/desk-config" => self.about_settings(request).await,
            "/policy" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.policy(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/opening" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.opening(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/setup" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.setup(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/bot-answer" => match question::<String>(&mut request).await {
                Ok(text) => answer(self.bot_answer(&text)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/article" => match question::<String>(&mut request).await {
                Ok(slug) => answer(self.article(&slug)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/invitation" => match question::<String>(&mut request).await {
                Ok(token) => answer(self.invitation(&token)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/accept" => match question::<Accept>(&mut request).await {
                Ok(accept) => answer(self.accept(&accept)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/invite" => match question::<Invite>(&mut request).await {
                Ok(invite) => answer(self.invite(&invite)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/members" => answer(self.members()),
            "/end-sessions" => match question::<AgentId>(&mut request).await {
                Ok(member) => answer(self.end_sessions(&member)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/remove-member" => match question::<AgentId>(&mut request).await {
                Ok(member) => answer(self.remove_member(&member)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/sign-in" => match question::<SignIn>(&mut request).await {
                Ok(sign_in) => answer(self.sign_in(&sign_in)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/session" => match question::<String>(&mut request).await {
                Ok(token) => answer(self.session(&token)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/sign-out" => match question::<String>(&mut request).await {
                Ok(token) => answer(self.sign_out(&token)),
                Err(error) => answer::<()>(Err(error)),
            },
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
    async fn about_settings(&self, mut request: Request) -> worker::Result<Response> {
        let path = request.path();
        match path.as_str() {
            "/settings" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.settings(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/desk-config" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.desk_config(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/desk-settings" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.desk_settings(&site)),
                Err(error) => answer::<()>(Err(error)),
            },
            "/save-settings" => {
                let saved = match question::<Save>(&mut request).await {
                    Ok(save) => self.save_settings(&save),
                    Err(error) => Err(error),
                };
                self.after_saving(saved).await
            }
            "/restore-settings" => {
                let saved = match question::<Restore>(&mut request).await {
                    Ok(restore) => self.restore_settings(&restore),
                    Err(error) => Err(error),
                };
                self.after_saving(saved).await
            }
            "/settings-versions" => answer(self.settings_versions()),
            "/settings-document" => match question::<u64>(&mut request).await {
                Ok(version) => answer(self.settings_document(version)),
                Err(error) => answer::<()>(Err(error)),
            },
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
