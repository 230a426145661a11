//! One site: owns its settings, members, credentials and knowledge. Everybody else asks it.
//!
//! Reading order: `store` (tables), `member` (who may come in), `password`, `session`, `knowledge` (what the bot
//! knows), `seed` (the demo).

mod knowledge;
mod member;
mod password;
mod seed;
mod session;
mod store;

use std::cell::RefCell;

use baton_shared::ids::SiteId;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

use crate::call::{answer, question};
use crate::config::Config;
use crate::error::Error;
use knowledge::Knowledge;
use store::Store;

pub use knowledge::ArticlePage;
pub use member::{Accept, Accepted, Invitation, Invite, Invited, Member, Role};
pub use session::{SignIn, SignedIn};

/// The platform's side of a site.
#[durable_object]
pub struct SiteObject {
    env: Env,
    store: Store,
    knowledge: RefCell<Option<Knowledge>>,
}

impl DurableObject for SiteObject {
    fn new(state: State, env: Env) -> Self {
        Self { env, store: Store::new(state.storage().sql()), knowledge: RefCell::new(None) }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        match request.path().as_str() {
            "/policy" => match question::<SiteId>(&mut request).await {
                Ok(site) => answer(self.policy(&site)),
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
        Response::ok("")
    }
}

impl SiteObject {
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
        let (policy, articles) = if is_demo { seed::demo()? } else { (seed::standard(site)?, Vec::new()) };
        self.store.set_policy(&policy)?;
        for article in articles {
            self.store.put_article(&article)?;
        }
        Ok(true)
    }
}
