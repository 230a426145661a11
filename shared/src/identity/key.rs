//! What a site signs with, and checking a signature: the key alone says by which algorithm.

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::ids::KeyId;

/// How tokens are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// HMAC with SHA-256: site and edge share a secret.
    #[serde(rename = "HS256")]
    Hs256,
    /// Ed25519: the edge has the public key only.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    /// As the header of a token writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm of a header; `None` for all others, `none` among them.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Hs256, Self::EdDsa].into_iter().find(|algorithm| algorithm.name() == name)
    }
}

/// What a signature is checked with. Its kind is its algorithm: there is no pair of the two that could differ.
#[derive(Clone, PartialEq, Eq)]
pub enum Material {
    /// The secret's bytes.
    Hs256(Vec<u8>),
    /// The public key.
    EdDsa([u8; 32]),
}

/// A secret is never written anywhere by accident.
impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} key", self.algorithm().name())
    }
}

impl Material {
    /// Which algorithm it is for.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Hs256(_) => Algorithm::Hs256,
            Self::EdDsa(_) => Algorithm::EdDsa,
        }
    }

    /// Whether it has signed this.
    pub fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Hs256(secret) => Hmac::<Sha256>::new_from_slice(secret)
                // Compared in constant time by the library.
                .is_ok_and(|mac| mac.chain_update(text).verify_slice(signature).is_ok()),
            Self::EdDsa(public) => {
                let key = VerifyingKey::from_bytes(public).ok();
                let signature = Signature::from_slice(signature).ok();
                key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(text, &signature).is_ok())
            }
        }
    }
}

/// A live key of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityKey {
    /// Its name, in the header of tokens.
    pub kid: KeyId,
    /// What it checks with.
    pub material: Material,
}
