//! Where a connection stands, as the desk shows it: the client's link without what changes with every frame.

use baton_client::link::Link;
use baton_shared::protocol::Close;
use baton_shared::time::Timestamp;

/// A connection in the words that an agent needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Connection {
    /// For the first time.
    #[default]
    Opening,
    /// Everything goes through.
    Live,
    /// Lost; coming back by itself.
    Lost {
        /// The next try; `None`: it is being made.
        next: Option<Timestamp>,
    },
    /// It does not come back with what this page has.
    Over(Ending),
}

/// Why a connection does not come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Signing in again is what helps.
    SignedOut,
    /// The conversation is another department's.
    NotYours,
    /// This page and the edge do not understand each other.
    OutOfDate,
}

impl Ending {
    fn of(code: u16) -> Self {
        match code {
            code if [Close::Unauthorised.code(), Close::SignedOut.code()].contains(&code) => Self::SignedOut,
            code if code == Close::NotYours.code() => Self::NotYours,
            _ => Self::OutOfDate,
        }
    }
}

impl Connection {
    /// What follows when the link has changed.
    #[must_use]
    pub fn after(self, link: Link) -> Self {
        match link {
            Link::Live { .. } => Self::Live,
            Link::Idle | Link::Connecting { .. } if self == Self::Opening => Self::Opening,
            Link::Idle | Link::Connecting { .. } => Self::Lost { next: None },
            Link::Retrying { at } => Self::Lost { next: Some(at) },
            Link::NeedsToken => Self::Over(Ending::SignedOut),
            Link::Ended { code } => Self::Over(Ending::of(code)),
        }
    }

    /// What a banner says; nothing while all is well.
    pub fn words(self, now: Timestamp) -> Option<String> {
        match self {
            Self::Opening | Self::Live => None,
            Self::Lost { next: Some(next) } => match next.since_ms(now).div_ceil(1_000) {
                0 | 1 => Some("No connection. Trying again …".to_owned()),
                seconds => Some(format!("No connection. Trying again in {seconds} s.")),
            },
            Self::Lost { next: None } => Some("No connection. Trying again …".to_owned()),
            Self::Over(Ending::SignedOut) => Some("You are signed out.".to_owned()),
            Self::Over(Ending::NotYours) => {
                Some("This conversation has gone to a department that you don't serve.".to_owned())
            }
            Self::Over(Ending::OutOfDate) => {
                Some("This page is out of date. Load it again to go on.".to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Connection;
    use baton_client::link::Link;
    use baton_shared::time::Timestamp;

    #[test]
    fn a_banner_tells_what_is_wrong_and_nothing_else() {
        let since = Timestamp(0);
        let live = Connection::Opening.after(Link::Live { heard: since, is_pinged: false });
        let retrying = live.after(Link::Retrying { at: Timestamp(4_200) });
        for (connection, want) in [
            (Connection::Opening.after(Link::Connecting { since }), None),
            (live, None),
            (retrying, Some("No connection. Trying again in 5 s.")),
            (retrying.after(Link::Connecting { since }), Some("No connection. Trying again …")),
            (live.after(Link::Ended { code: 4410 }), Some("You are signed out.")),
            (
                live.after(Link::Ended { code: 4403 }),
                Some("This conversation has gone to a department that you don't serve."),
            ),
            (
                live.after(Link::Ended { code: 4406 }),
                Some("This page is out of date. Load it again to go on."),
            ),
        ] {
            assert_eq!(connection.words(Timestamp(0)).as_deref(), want);
        }
    }
}
