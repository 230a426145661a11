//! Why a visitor's token does not count. The visitor is told only whether a new one would help; the site's operator reads
//! the reason in the log.

use std::fmt;

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityRefusal {
    /// Over the size limit.
    TooLarge,
    /// Not three parts of base64url, or no JSON in them.
    Malformed,
    /// An extension (`crit`) that has to be understood, and is not.
    UnknownExtension,
    /// `none`, an algorithm that is not taken, or not the key's own.
    WrongAlgorithm,
    /// No live key of this name.
    UnknownKey,
    /// Signed by somebody else, or changed since.
    BadSignature,
    /// For another site.
    WrongAudience,
    /// No `exp`.
    ExpiryMissing,
    /// `exp` is over.
    Expired,
    /// `exp` is too far ahead.
    ExpiryTooFar,
    /// `nbf` or `iat` is in the future.
    NotYet,
    /// `sub` is missing or can't be one.
    BadSub,
    /// A claim of the wrong type or size: which.
    BadClaim(&'static str),
    /// The page has named somebody else than the token.
    OtherUser,
}

impl IdentityRefusal {
    /// Whether a fresh token of the same page can be good.
    pub fn is_expired(self) -> bool {
        self == Self::Expired
    }
}

impl fmt::Display for IdentityRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "too large",
            Self::Malformed => "not a signed JWT",
            Self::UnknownExtension => "an extension that is not known (crit)",
            Self::WrongAlgorithm => "wrong algorithm",
            Self::UnknownKey => "no live key of this name",
            Self::BadSignature => "bad signature",
            Self::WrongAudience => "wrong audience",
            Self::ExpiryMissing => "exp is missing",
            Self::Expired => "expired",
            Self::ExpiryTooFar => "exp is too far ahead",
            Self::NotYet => "not valid yet",
            Self::BadSub => "sub is missing or can't be one",
            Self::BadClaim(name) => return write!(f, "bad claim {name}"),
            Self::OtherUser => "sub is not the page's user id",
        })
    }
}
