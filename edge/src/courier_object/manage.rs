//! What admins see of a receiver, and do to it.

use std::rc::Rc;

use baton_shared::courier::EndpointKind;
use baton_shared::ids::{EndpointId, SiteId};
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::courier_object::Core;
use crate::courier_object::receiver::{Receiver, Target};
use crate::courier_object::store::{Delivery, DeliveryState};
use crate::error::Error;

/// A receiver as it shall be. Its address was checked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Configure {
    /// Whose.
    pub site: SiteId,
    /// Which.
    pub endpoint: EndpointId,
    /// How it is reached; `None`: as before.
    pub target: Option<Target>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Configured {
    /// A new webhook's secret: told this once.
    pub secret: Option<String>,
}

/// Asks for a delivery to be sent again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Replay {
    /// Which; `None`: all that were given up.
    pub id: Option<String>,
}

/// How a receiver stands.
#[derive(Debug, Serialize, Deserialize)]
pub struct Status {
    /// Where it is, without what is secret about it.
    pub address: String,
    /// Deliveries that wait.
    pub waiting: u32,
    /// Deliveries that were given up and can be sent again.
    pub given_up: u32,
    /// Since when it wants nothing any more (410).
    pub gone_at: Option<Timestamp>,
    /// Since when the present secret signs beside the one before; until when is a day later.
    pub old_secret_until: Option<Timestamp>,
}

/// Some of a receiver's deliveries, the newest first.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeliveryPage {
    /// At most 50.
    pub deliveries: Vec<Delivery>,
}

impl Core {
    /// Sets a receiver up, or changes how it is reached; one that was gone is told again.
    pub fn configure(self: &Rc<Self>, wanted: Configure) -> Result<Configured, Error> {
        self.load()?;
        let (receiver, secret) = match (self.receiver(), wanted.target) {
            (Some(known), target) => {
                let target = target.unwrap_or(known.target);
                (Receiver { target, gone_at: None, ..known }, None)
            }
            (None, Some(target)) => {
                self.begin()?;
                let new = Receiver::new(wanted.site, wanted.endpoint, target)?;
                let secret = new.secrets.first().map(|secret| secret.value.clone());
                (new, secret)
            }
            (None, None) => return Err(Error::Corrupt("a receiver without an address".to_owned())),
        };
        self.keep(receiver)?;
        Ok(Configured { secret })
    }

    /// A new secret; the old one signs beside it for a day. `None` if this receiver has none.
    pub fn rotate(self: &Rc<Self>) -> Result<Option<String>, Error> {
        self.load()?;
        let Some(mut receiver) = self.receiver().filter(|it| it.target.kind() == EndpointKind::Webhook)
        else {
            return Ok(None);
        };
        receiver.rotate(clock::now())?;
        let secret = receiver.secrets.first().map(|secret| secret.value.clone());
        self.keep(receiver)?;
        Ok(secret)
    }

    fn keep(self: &Rc<Self>, receiver: Receiver) -> Result<(), Error> {
        self.store.set_receiver(&receiver)?;
        *self.receiver.borrow_mut() = Some(receiver);
        self.is_loaded.set(true);
        self.go_on();
        Ok(())
    }

    /// How it stands; `None` if nobody has set it up.
    pub fn status(self: &Rc<Self>) -> Result<Option<Status>, Error> {
        if !self.load()? {
            return Ok(None);
        }
        let Some(receiver) = self.receiver() else { return Ok(None) };
        Ok(Some(Status {
            address: shown(&receiver.target),
            waiting: self.store.number_of(DeliveryState::Waiting)?,
            given_up: self.store.number_of(DeliveryState::GivenUp)?,
            gone_at: receiver.gone_at,
            old_secret_until: receiver
                .secrets
                .iter()
                .filter_map(|secret| secret.until)
                .find(|until| *until > clock::now()),
        }))
    }

    /// The newest deliveries before a number.
    pub fn deliveries(self: &Rc<Self>, before: Option<u64>) -> Result<DeliveryPage, Error> {
        let deliveries = if self.load()? { self.store.page(before)? } else { Vec::new() };
        Ok(DeliveryPage { deliveries })
    }

    /// Sends again what has ended. Says how many.
    pub fn replay(self: &Rc<Self>, replay: &Replay) -> Result<u32, Error> {
        if !self.load()? {
            return Ok(0);
        }
        let ids = match &replay.id {
            Some(id) => vec![id.clone()],
            None => self.store.all(DeliveryState::GivenUp)?,
        };
        let mut begun = 0;
        for id in ids {
            if self.store.begin_anew(&id)? {
                self.try_soon(&id)?;
                begun += 1;
            }
        }
        Ok(begun)
    }

    /// Forgets the receiver and all that it had to be told.
    pub async fn remove(self: &Rc<Self>) -> Result<(), Error> {
        *self.receiver.borrow_mut() = None;
        self.is_loaded.set(false);
        self.state.storage().delete_alarm().await?;
        Ok(self.state.storage().delete_all().await?)
    }
}

/// A webhook's address without its query; of Slack's, which is a secret, the host alone.
fn shown(target: &Target) -> String {
    match target {
        Target::Webhook { url } => url.split(['?', '#']).next().unwrap_or_default().to_owned(),
        Target::Mail { to } => to.join(", "),
        Target::Slack { url } => {
            let rest = url.split_once("://").map_or("", |(_scheme, rest)| rest);
            rest.split('/').next().unwrap_or_default().to_owned()
        }
    }
}
