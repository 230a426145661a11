//! Passwords: Argon2id with the parameters that OWASP's password storage cheat sheet names first (19 MiB, 2 passes,
//! 1 lane), a random salt of 16 bytes, kept as `argon2id$19456$2$1$<salt>$<hash>` in hex.

use argon2::{Algorithm, Argon2, Params, Version};
use baton_shared::limits::PASSWORD_CHARS_MAX;

use crate::error::Error;
use crate::random::{hex, to_hex};

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const HASH_BYTES: usize = 32;

/// Hashes a new password.
pub fn hash(password: &str) -> Result<String, Error> {
    let salt = hex(16)?;
    Ok(format!("argon2id${MEMORY_KIB}${PASSES}${LANES}${salt}${}", digest(password, &salt)?))
}

/// Whether it is the password. Without a stored one the same work is done, so that time tells nothing.
pub fn verify(password: &str, stored: Option<&str>) -> Result<bool, Error> {
    if password.chars().count() > PASSWORD_CHARS_MAX {
        return Ok(false);
    }
    let parts: Vec<&str> = stored.unwrap_or_default().split('$').collect();
    let (salt, wanted) = match parts.as_slice() {
        ["argon2id", _, _, _, salt, hash] => (*salt, Some(*hash)),
        _ => ("00000000000000000000000000000000", None),
    };
    let given = digest(password, salt)?;
    let is_same = wanted.is_some_and(|wanted| {
        wanted.len() == given.len()
            && wanted.bytes().zip(given.bytes()).fold(0, |all, (l, r)| all | (l ^ r)) == 0
    });
    Ok(is_same)
}

fn digest(password: &str, salt: &str) -> Result<String, Error> {
    let corrupt = |cause: argon2::Error| Error::Corrupt(format!("argon2: {cause}"));
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_BYTES)).map_err(corrupt)?;
    let mut out = [0_u8; HASH_BYTES];
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    hasher.hash_password_into(password.as_bytes(), salt.as_bytes(), &mut out).map_err(corrupt)?;
    Ok(to_hex(&out))
}
