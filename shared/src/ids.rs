//! Names of things. Each kind is a type of its own, so that one can't be given for another.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    kind: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a valid {}: 1 to 64 characters, only a-z, A-Z, 0-9, - and _", self.kind)
    }
}

impl std::error::Error for InvalidId {}

/// The characters are those that need no escape in a URL, in SQL or in a file name; 64 is enough for a
/// prefix and 256 bits in hex.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[A-Za-z0-9_-]{1,64}$")))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes 1 to 64 characters of `a-z A-Z 0-9 - _`; everything else is refused.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if is_id(&text) { Ok(Self(text)) } else { Err(InvalidId { kind: $kind }) }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A tenant: one shop with its settings, members and knowledge.
    SiteId "site id";
    /// A person on the page.
    VisitorId "visitor id";
    /// A human at the desk, never the AI.
    AgentId "agent id";
    /// A team of agents.
    DepartmentId "department id";
    /// One conversation of one visitor.
    ConversationId "conversation id";
    /// The name that a sender's own page gave to a message; sent again, it means the same message.
    ClientId "client id";
    /// One file of a conversation.
    FileId "file id";
    /// One escalation rule of a site.
    RuleId "rule id";
    /// A key that a site signs its visitors' identities with: the `kid` of a token.
    KeyId "key id";
    /// Somebody outside who is told what happens.
    EndpointId "endpoint id";
}

impl DepartmentId {
    /// The department of a site that has not set up any.
    pub fn standard() -> Self {
        Self("support".to_owned())
    }
}

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl $name {
            /// The one after this.
            #[must_use]
            pub fn next(self) -> Self {
                Self(self.0.saturating_add(1))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

counters! {
    /// A message's place in its conversation: 1, 2, 3 … without a gap, the same for all who look.
    Seq;
    /// Grows with every change of the owner. What was begun in an earlier epoch is stale.
    Epoch;
    /// The handovers of one conversation, counted from 1.
    HandoverId;
    /// Grows with everything that changes what can be seen of a conversation; orders views and summaries.
    Version;
}
