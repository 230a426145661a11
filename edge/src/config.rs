//! The bindings of the Worker, read by name in one place.

use baton_shared::ids::{EndpointId, SiteId};
use baton_shared::limits::FRAMES_PER_SECOND_MAX;
use baton_shared::settings::picture_origin;
use worker::{Env, ObjectNamespace, Stub};

use crate::error::Error;

/// What the operator has set. Cheap to make; reads only what is asked for.
pub struct Config<'a> {
    env: &'a Env,
}

impl<'a> Config<'a> {
    /// Of this Worker or object.
    pub fn of(env: &'a Env) -> Self {
        Self { env }
    }

    /// Signs visitors' tokens: at least 32 bytes.
    pub fn secret(&self) -> Result<String, Error> {
        let secret = self.env.var("BATON_SECRET")?.to_string();
        if secret.len() < 32 {
            return Err(Error::Corrupt("BATON_SECRET must have at least 32 characters".to_owned()));
        }
        Ok(secret)
    }

    /// The addresses under which this Worker is reached, separated by commas; links use the first.
    pub fn origins(&self) -> Result<Vec<String>, Error> {
        let origins = self.env.var("BATON_ORIGIN")?.to_string();
        Ok(origins.split(',').map(|origin| origin.trim().trim_end_matches('/').to_owned()).collect())
    }

    /// Where pictures in the widget may come from, as `https://host`; nothing else gets into a header.
    pub fn picture_origins(&self) -> Vec<String> {
        let set = self.env.var("BATON_PICTURES").map(|origins| origins.to_string()).unwrap_or_default();
        let origins = set.split(',').map(str::trim);
        origins.filter(|origin| picture_origin(origin) == Some(*origin)).map(str::to_owned).collect()
    }

    /// The site that is signed in to when none is named, and seeded with the demo's articles if the operator
    /// says so.
    pub fn default_site(&self) -> Result<SiteId, Error> {
        let named = self.env.var("BATON_SITE").map(|site| site.to_string());
        SiteId::new(named.unwrap_or_else(|_| "demo".to_owned()))
            .map_err(|cause| Error::Corrupt(cause.to_string()))
    }

    /// How many frames a second one socket may send for long; the operator may raise it for machines that talk.
    pub fn frames_per_second(&self) -> u32 {
        let set = self.env.var("BATON_FRAMES_PER_SECOND").ok();
        set.and_then(|value| value.to_string().parse().ok()).unwrap_or(FRAMES_PER_SECOND_MAX)
    }

    /// The name of the site that is created with demo articles, if any.
    pub fn seed(&self) -> Option<String> {
        self.env.var("BATON_SEED").ok().map(|seed| seed.to_string())
    }

    /// A number that a test sets; absent in a released bundle's configuration.
    #[cfg(feature = "test-hooks")]
    pub fn test_value(&self, name: &str) -> Option<String> {
        self.env.var(name).ok().map(|value| value.to_string())
    }

    /// One conversation's object.
    pub fn conversation(&self, id: &str) -> Result<Stub, Error> {
        Ok(self.namespace("CONVERSATION")?.id_from_name(id)?.get_stub()?)
    }

    /// One site's desk.
    pub fn desk(&self, site: &SiteId) -> Result<Stub, Error> {
        Ok(self.namespace("DESK")?.id_from_name(site.as_str())?.get_stub()?)
    }

    /// One site's settings, members and knowledge.
    pub fn site(&self, site: &SiteId) -> Result<Stub, Error> {
        Ok(self.namespace("SITE")?.id_from_name(site.as_str())?.get_stub()?)
    }

    /// One receiver of a site's news. No id has a bar in it.
    pub fn courier(&self, site: &SiteId, endpoint: &EndpointId) -> Result<Stub, Error> {
        Ok(self.namespace("COURIER")?.id_from_name(&format!("{site}|{endpoint}"))?.get_stub()?)
    }

    /// Origins that may be called though they are private or without TLS, such as `http://10.0.0.5:8080`, separated by
    /// commas. The engine's network must reach them, too: see `docs/operations.md`.
    pub fn outbound_allowed(&self) -> Vec<String> {
        let set = self.env.var("BATON_OUTBOUND_ALLOW").map(|origins| origins.to_string()).unwrap_or_default();
        set.split(',').map(|origin| origin.trim().trim_end_matches('/').to_owned()).collect()
    }

    /// Which way mails go: `smtp://user:password@host:587`, `smtps://…`, `resend:KEY` or `postmark:TOKEN`.
    pub fn mail(&self) -> Option<String> {
        self.text("BATON_MAIL").filter(|set| !set.is_empty())
    }

    /// Whom mails come from: an address, or `Name <address>`.
    pub fn mail_from(&self) -> Option<String> {
        self.text("BATON_MAIL_FROM").filter(|set| set.contains('@'))
    }

    /// Where a provider's API is, if not at its usual address.
    pub fn mail_api(&self) -> Option<String> {
        self.text("BATON_MAIL_API").filter(|set| !set.is_empty())
    }

    /// The files that are served as they are.
    pub fn assets(&self) -> Result<worker::Fetcher, Error> {
        Ok(self.env.service("ASSETS")?)
    }

    /// A text that may be missing. workerd gives `null` for what its environment does not have, and the library's own reader
    /// throws at that, which ends the whole instance.
    fn text(&self, name: &str) -> Option<String> {
        js_sys::Reflect::get(self.env.as_ref(), &name.into()).ok()?.as_string()
    }

    fn namespace(&self, name: &str) -> Result<ObjectNamespace, Error> {
        Ok(self.env.durable_object(name)?)
    }
}
