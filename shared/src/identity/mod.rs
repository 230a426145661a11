//! Who a visitor is: shown by a token that the site has signed, or only said by its page (docs/decisions/0013).
//!
//! Reading order: `facts` (what is kept), `key` (what a site signs with), `refusal`, `claims`, `token`.

#[cfg(feature = "verify")]
mod claims;
mod facts;
#[cfg(feature = "verify")]
mod key;
#[cfg(feature = "verify")]
mod public_key;
#[cfg(feature = "verify")]
mod refusal;
#[cfg(feature = "verify")]
mod token;

pub use facts::{KeyId, VisitorIdentity, sub};
#[cfg(feature = "verify")]
pub use key::{Algorithm, IdentityKey, Material};
#[cfg(feature = "verify")]
pub use public_key::{PublicKey, public_key};
#[cfg(feature = "verify")]
pub use refusal::IdentityRefusal;
#[cfg(feature = "verify")]
pub use token::{Verified, signed_by, verify};
