//! The life of one socket to the edge: connect, say hello, stay alive, come back.

use baton_shared::protocol::Close;
use baton_shared::time::Timestamp;

/// Quiet for this long: say `ping`.
const PING_AFTER_MS: u64 = 20_000;

/// Quiet for this long: the connection is dead, whatever the socket says.
const DEAD_AFTER_MS: u64 = 45_000;

/// No socket or no welcome in this time: try again.
const WELCOME_MS_MAX: u64 = 15_000;

/// The longest pause between two tries, in milliseconds.
const PAUSE_MS_MAX: u64 = 30_000;

/// Where the connection stands, for the page to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    /// Not begun.
    #[default]
    Idle,
    /// A socket is on its way, or has not said welcome yet.
    Connecting {
        /// Since when.
        since: Timestamp,
    },
    /// Everything goes through.
    Live {
        /// When something was heard last.
        heard: Timestamp,
        /// Whether a `ping` is out.
        is_pinged: bool,
    },
    /// Lost; it comes back by itself.
    Retrying {
        /// When.
        at: Timestamp,
    },
    /// A new token is needed before it can come back.
    NeedsToken,
    /// It does not come back: `docs/protocol.md` says why, by this code.
    Ended {
        /// The close code.
        code: u16,
    },
}

/// What the owner of a link has to do when its time has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Open a socket.
    Connect,
    /// Close the socket, then open another at the next wake-up.
    Drop,
    /// Send `ping`.
    Ping,
}

/// A link and how often it has failed in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkState {
    /// Where it stands.
    pub link: Link,
    failures: u32,
}

impl LinkState {
    /// A socket is being opened.
    pub fn connecting(&mut self, now: Timestamp) {
        self.link = Link::Connecting { since: now };
    }

    /// The edge has said welcome.
    pub fn welcomed(&mut self, now: Timestamp) {
        self.failures = 0;
        self.link = Link::Live { heard: now, is_pinged: false };
    }

    /// Something was received.
    pub fn heard(&mut self, now: Timestamp) {
        if let Link::Live { .. } = self.link {
            self.link = Link::Live { heard: now, is_pinged: false };
        }
    }

    /// The socket is gone. `jitter` (0 to 1) spreads those who were lost at the same moment:
    /// "full jitter" over an exponentially growing pause.
    pub fn lost(&mut self, now: Timestamp, code: u16, can_renew: bool, jitter: f64) {
        self.link = match code {
            code if code == Close::Unauthorised.code() && can_renew => Link::NeedsToken,
            code if !Close::may_retry(code) => Link::Ended { code },
            _ => Link::Retrying { at: now.plus_ms(self.pause_ms(code, jitter)) },
        };
        self.failures = self.failures.saturating_add(1);
    }

    fn pause_ms(&self, code: u16, jitter: f64) -> u64 {
        let patient = if code == Close::TooMany.code() { 4 } else { 0 };
        let exponent = self.failures.saturating_add(patient).min(7);
        let longest = (400_u64 << exponent).min(PAUSE_MS_MAX);
        // Between 0 and the longest pause: the loss of precision is the least thing about a random number.
        let random = (longest as f64 * jitter.clamp(0.0, 1.0)) as u64;
        random.saturating_add(100)
    }

    /// What is to be done now, if anything. `should_hurry`: the network is back, or the page wants it now.
    pub fn duty(&mut self, now: Timestamp, should_hurry: bool) -> Option<Duty> {
        match self.link {
            Link::Retrying { at } if at <= now || should_hurry => Some(Duty::Connect),
            Link::Connecting { since } if now.since_ms(since) >= WELCOME_MS_MAX => Some(Duty::Drop),
            Link::Live { heard, .. } if now.since_ms(heard) >= DEAD_AFTER_MS => Some(Duty::Drop),
            Link::Live { heard, is_pinged: false } if now.since_ms(heard) >= PING_AFTER_MS => {
                self.link = Link::Live { heard, is_pinged: true };
                Some(Duty::Ping)
            }
            _ => None,
        }
    }

    /// When there is something to do next.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.link {
            Link::Retrying { at } => Some(at),
            Link::Connecting { since } => Some(since.plus_ms(WELCOME_MS_MAX)),
            Link::Live { heard, is_pinged: true } => Some(heard.plus_ms(DEAD_AFTER_MS)),
            Link::Live { heard, is_pinged: false } => Some(heard.plus_ms(PING_AFTER_MS)),
            Link::Idle | Link::NeedsToken | Link::Ended { .. } => None,
        }
    }
}
