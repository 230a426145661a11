//! Why a socket was closed, and whether to come back.

/// The published close codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// 1003: a binary frame; this protocol is text.
    Binary,
    /// 1009: a frame over the limit.
    TooLarge,
    /// 4401: no valid token or session. Get a new one before coming back.
    Unauthorised,
    /// 4403: the conversation has gone to a department that this agent does not serve. Leave it.
    NotYours,
    /// 4406: a protocol version that this edge does not speak. Reload.
    Version,
    /// 4408: no `hello` in time. Come back.
    HelloTimeout,
    /// 4410: signed out. Sign in before coming back.
    SignedOut,
    /// 4429: too many sockets or frames. Come back, more slowly.
    TooMany,
    /// 4500: the edge could not do it. Come back.
    Internal,
}

impl Close {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 9] = [
        Self::Binary,
        Self::TooLarge,
        Self::Unauthorised,
        Self::NotYours,
        Self::Version,
        Self::HelloTimeout,
        Self::SignedOut,
        Self::TooMany,
        Self::Internal,
    ];

    /// The number on the wire.
    pub fn code(self) -> u16 {
        match self {
            Self::Binary => 1003,
            Self::TooLarge => 1009,
            Self::Unauthorised => 4401,
            Self::NotYours => 4403,
            Self::Version => 4406,
            Self::HelloTimeout => 4408,
            Self::SignedOut => 4410,
            Self::TooMany => 4429,
            Self::Internal => 4500,
        }
    }

    /// The reason on the wire: one short line.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Binary => "send text frames",
            Self::TooLarge => "frame over 65536 bytes",
            Self::Unauthorised => "token or session not valid",
            Self::NotYours => "another department has it",
            Self::Version => "protocol version not supported",
            Self::HelloTimeout => "no hello within 5 s",
            Self::SignedOut => "signed out",
            Self::TooMany => "too many sockets or frames",
            Self::Internal => "try again",
        }
    }

    /// Whether a client may come back with what it has. Codes that are not ours (a lost network, a restart) may.
    pub fn may_retry(code: u16) -> bool {
        !matches!(code, 1003 | 1009 | 4401 | 4403 | 4406 | 4410)
    }
}
