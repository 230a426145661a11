//! The keys that a site signs its visitors' identities with, for admins. A secret is told once, when it is made.

use baton_shared::identity::Algorithm;
use baton_shared::ids::KeyId;
use serde::{Deserialize, Serialize};
use worker::Request;

use crate::call::call;
use crate::config::Config;
use crate::http::{Answer, Refused, body, json, no_content, origin};
use crate::routes::member::admin;
use crate::site_object::{AddKey, Added, KeyShown};

#[derive(Serialize)]
struct Keys {
    keys: Vec<KeyShown>,
}

#[derive(Deserialize)]
struct AddRequest {
    algorithm: Algorithm,
    public_key: Option<String>,
}

#[derive(Serialize)]
struct Made {
    kid: KeyId,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// All keys, without what they are.
pub async fn list(request: &Request, config: &Config<'_>) -> Answer {
    let session = admin(request, config).await?;
    let keys: Vec<KeyShown> = call(&config.site(&session.site)?, "identity-keys", &()).await?;
    json(200, &Keys { keys })
}

/// A new key: a secret made here, or a public key that is given.
pub async fn add(mut request: Request, config: &Config<'_>) -> Answer {
    origin::must_be_ours(&request, config)?;
    let session = admin(&request, config).await?;
    let wanted: AddRequest = body::read(&mut request).await?;
    let add =
        AddKey { algorithm: wanted.algorithm, public_key: wanted.public_key, by: session.member.agent.name };
    match call(&config.site(&session.site)?, "add-identity-key", &add).await? {
        Added::Yes { kid, secret } => json(201, &Made { kid, secret }),
        Added::TooMany => {
            let message = "Two keys are live already. Retire one first.";
            Err(Refused::new(409, "too_many_keys", message))
        }
        Added::Taken => {
            Err(Refused::new(409, "key_taken", "A key with this kid exists or has existed. Choose another."))
        }
        Added::Wrong { message } => Err(Refused::new(400, "bad_field", message)),
    }
}

/// The key does not count any more.
pub async fn retire(request: &Request, config: &Config<'_>, kid: &str) -> Answer {
    origin::must_be_ours(request, config)?;
    let session = admin(request, config).await?;
    let kid = KeyId::new(kid).map_err(|_invalid| Refused::not_found())?;
    let is_known: bool = call(&config.site(&session.site)?, "retire-identity-key", &kid).await?;
    if !is_known {
        return Err(Refused::not_found());
    }
    no_content()
}
