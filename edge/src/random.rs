//! New names and secrets, from the platform's source of randomness, and what is kept of a secret.

use baton_shared::ids::AgentId;

use sha2::{Digest, Sha256};

use crate::error::Error;

/// Random bytes.
pub fn bytes(count: usize) -> Result<Vec<u8>, Error> {
    let mut buffer = vec![0_u8; count];
    getrandom::fill(&mut buffer).map_err(|cause| Error::Corrupt(format!("no randomness: {cause}")))?;
    Ok(buffer)
}

/// Hex digits of `count` random bytes.
pub fn hex(count: usize) -> Result<String, Error> {
    Ok(to_hex(&bytes(count)?))
}

/// A number without a meaning, to spread with.
pub fn number() -> Result<u64, Error> {
    Ok(bytes(8)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A new agent's name: 128 random bits.
pub fn agent_id() -> Result<AgentId, Error> {
    AgentId::new(format!("a_{}", hex(16)?)).map_err(|cause| Error::Corrupt(cause.to_string()))
}

/// Bytes as lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of hex; `None` if it is none.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// What is kept of a secret: it is random enough that one round suffices.
pub fn hash_of(token: &str) -> String {
    to_hex(&Sha256::digest(token.as_bytes()))
}
