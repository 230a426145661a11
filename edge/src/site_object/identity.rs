//! Who may chat: the keys that a site signs its visitors' identities with, and what a visitor's token says.

use baton_shared::identity::{
    Algorithm, IdentityKey, IdentityRefusal, Material, VisitorIdentity, public_key, verify,
};
use baton_shared::ids::{KeyId, SiteId};
use baton_shared::limits::IDENTITY_KEYS_MAX;
use baton_shared::policy::Policy;
use baton_shared::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::console_warn;

use crate::clock;
use crate::error::Error;
use crate::random::hex;
use crate::site_object::SiteObject;
use crate::site_object::identity_store::KeyShown;
use crate::site_object::settings::Embedding;
use crate::site_object::settings_store::Stored;

/// Somebody wants to chat.
#[derive(Debug, Serialize, Deserialize)]
pub struct Admit {
    /// Where.
    pub site: SiteId,
    /// Who it is, as the page says.
    pub user_id: Option<String>,
    /// Who it is, as the site has signed it.
    pub jwt: Option<String>,
}

/// Whether he may.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "admitted", rename_all = "snake_case")]
pub enum Admitted {
    /// Yes.
    Yes {
        /// What the conversation goes by, if it begins now.
        policy: Box<Policy>,
        /// Who it is; `None`: somebody.
        identity: Option<Box<VisitorIdentity>>,
        /// Until when that counts, if it is signed.
        verified_until: Option<Timestamp>,
    },
    /// Only with a signed identity.
    Required,
    /// What was signed does not count.
    Refused {
        /// Whether a fresh token may.
        is_expired: bool,
    },
}

/// A new key.
#[derive(Debug, Serialize, Deserialize)]
pub struct AddKey {
    /// What it is for.
    pub algorithm: Algorithm,
    /// For `EdDSA`: PEM or JWK.
    pub public_key: Option<String>,
    /// Who adds it, by name.
    pub by: String,
}

/// What became of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "added", rename_all = "snake_case")]
pub enum Added {
    /// It counts from now on.
    Yes {
        /// Its name.
        kid: KeyId,
        /// For `HS256`: told here, and never again.
        secret: Option<String>,
    },
    /// Two are live already.
    TooMany,
    /// There is, or was, a key of this name.
    Taken,
    /// It can't be used.
    Wrong {
        /// Why, for a person.
        message: String,
    },
}

impl SiteObject {
    /// Where and how the widget stands, and whether somebody may chat there, and as whom; `None` if there is no such site.
    pub fn admit(&self, admit: &Admit) -> Result<Option<(Embedding, Admitted)>, Error> {
        let Some(Stored { version, settings }) = self.decided(&admit.site)? else { return Ok(None) };
        let policy = Box::new(settings.policy(version.version, &settings.handover.department));
        let admitted = match &admit.jwt {
            Some(jwt) => self.signed_in(admit, jwt, policy)?,
            None if settings.identity.is_required => Admitted::Required,
            None => {
                let identity = admit.user_id.clone().map(|sub| Box::new(VisitorIdentity::unverified(sub)));
                Admitted::Yes { policy, identity, verified_until: None }
            }
        };
        Ok(Some((Embedding::of(settings), admitted)))
    }

    fn signed_in(&self, admit: &Admit, jwt: &str, policy: Box<Policy>) -> Result<Admitted, Error> {
        self.store.create_identity_keys()?;
        let verified = verify(jwt, &self.store.live_identity_keys()?, &admit.site, clock::now());
        // The page's word for who it is must be the token's: the page keeps what is not sent yet under it.
        let verified = verified.and_then(|verified| match admit.user_id.as_deref() {
            Some(user_id) if user_id != verified.identity.sub => Err(IdentityRefusal::OtherUser),
            _ => Ok(verified),
        });
        Ok(match verified {
            Ok(verified) => Admitted::Yes {
                policy,
                identity: Some(Box::new(verified.identity)),
                verified_until: Some(verified.expires_at),
            },
            Err(refusal) => {
                // The reason is for the operator; the token itself is for nobody's log.
                console_warn!("identity refused at {}: {refusal}", admit.site);
                Admitted::Refused { is_expired: refusal.is_expired() }
            }
        })
    }

    /// All keys, without what they are.
    pub fn identity_keys(&self) -> Result<Vec<KeyShown>, Error> {
        self.store.create_identity_keys()?;
        self.store.identity_keys_shown()
    }

    /// Adds a key.
    pub fn add_identity_key(&self, add: &AddKey) -> Result<Added, Error> {
        self.store.create_identity_keys()?;
        let generated = || {
            let kid = KeyId::new(format!("key-{}", hex(4)?));
            kid.map_err(|cause| Error::Corrupt(cause.to_string()))
        };
        let (key, secret) = match (add.algorithm, &add.public_key) {
            (Algorithm::Hs256, None) => {
                // What every library takes as it stands: the digits themselves are the secret.
                let secret = hex(32)?;
                let material = Material::Hs256(secret.clone().into_bytes());
                (IdentityKey { kid: generated()?, material }, Some(secret))
            }
            (Algorithm::EdDsa, Some(text)) => match public_key(text) {
                Ok(given) => {
                    let kid = given.kid.map_or_else(generated, Ok)?;
                    (IdentityKey { kid, material: Material::EdDsa(given.bytes) }, None)
                }
                Err(message) => return Ok(Added::Wrong { message: message.to_owned() }),
            },
            (Algorithm::Hs256, Some(_)) => return Ok(wrong("A secret for HS256 is made here: give no key.")),
            (Algorithm::EdDsa, None) => return Ok(wrong("public_key: the public key as PEM or JWK.")),
        };
        if self.store.live_identity_keys()?.len() >= IDENTITY_KEYS_MAX {
            return Ok(Added::TooMany);
        }
        if self.store.has_identity_key(&key.kid)? {
            return Ok(Added::Taken);
        }
        self.store.add_identity_key(&key, clock::now(), &add.by)?;
        Ok(Added::Yes { kid: key.kid, secret })
    }

    /// The key does not count any more; false if there is none of this name. A second time is as good as the first.
    pub fn retire_identity_key(&self, kid: &KeyId) -> Result<bool, Error> {
        self.store.create_identity_keys()?;
        if !self.store.has_identity_key(kid)? {
            return Ok(false);
        }
        self.store.retire_identity_key(kid, clock::now())?;
        Ok(true)
    }
}

fn wrong(message: &str) -> Added {
    Added::Wrong { message: message.to_owned() }
}
