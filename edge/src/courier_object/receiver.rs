//! Who is told, and how: with what is secret about it.

use baton_shared::courier::EndpointKind;
use baton_shared::ids::{EndpointId, SiteId};
use baton_shared::limits::SECRET_OLD_MS;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::courier_object::sign;
use crate::error::Error;

/// A receiver, whole. Never leaves its object.
#[derive(Clone, Serialize, Deserialize)]
pub struct Receiver {
    /// Whose.
    pub site: SiteId,
    /// Which.
    pub endpoint: EndpointId,
    /// How it is reached.
    pub target: Target,
    /// Signs what is sent to a webhook; the newest first.
    pub secrets: Vec<Secret>,
    /// It has said that it wants nothing any more (410).
    pub gone_at: Option<Timestamp>,
}

/// How a receiver is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// By HTTP, signed.
    Webhook {
        /// Where.
        url: String,
    },
    /// By an incoming webhook of Slack: its address is its secret.
    Slack {
        /// Where.
        url: String,
    },
    /// By e-mail.
    Mail {
        /// Whom.
        to: Vec<String>,
    },
}

/// What deliveries are signed with.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secret {
    /// `whsec_` and base64.
    pub value: String,
    /// Until when it signs beside a newer one.
    pub until: Option<Timestamp>,
}

impl Target {
    /// Its kind.
    pub fn kind(&self) -> EndpointKind {
        match self {
            Self::Webhook { .. } => EndpointKind::Webhook,
            Self::Slack { .. } => EndpointKind::Slack,
            Self::Mail { .. } => EndpointKind::Mail,
        }
    }
}

impl Receiver {
    /// A new one. A webhook gets a secret.
    pub fn new(site: SiteId, endpoint: EndpointId, target: Target) -> Result<Self, Error> {
        let is_signed = target.kind() == EndpointKind::Webhook;
        let first = is_signed.then(|| Ok::<_, Error>(Secret { value: sign::new_secret()?, until: None }));
        Ok(Self { site, endpoint, target, secrets: first.transpose()?.into_iter().collect(), gone_at: None })
    }

    /// Puts a new secret before the others: the one of before signs for a day more, older ones not at all.
    pub fn rotate(&mut self, now: Timestamp) -> Result<(), Error> {
        let value = sign::new_secret()?;
        self.secrets.truncate(1);
        for old in &mut self.secrets {
            old.until = Some(now.plus_ms(SECRET_OLD_MS));
        }
        self.secrets.insert(0, Secret { value, until: None });
        Ok(())
    }

    /// Those that sign now.
    pub fn live_secrets(&self, now: Timestamp) -> impl Iterator<Item = &str> {
        let is_live = move |secret: &&Secret| secret.until.is_none_or(|until| now < until);
        self.secrets.iter().filter(is_live).map(|secret| secret.value.as_str())
    }
}
