//! Time zones by name, from the database that is built into the bundle (docs/decisions/0008).

use std::fmt;

use baton_shared::business_hours::{Offset, Zone};
use baton_shared::time::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// A zone of the IANA database. Finding one reads its rules anew; whoever asks often keeps it (a clone is cheap).
#[derive(Debug, Clone)]
pub struct IanaZone(TimeZone);

/// Why a name is no zone, in words for the admin who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone {
    name: String,
    /// The zone that is written like this but for capitals.
    meant: Option<String>,
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, meant } = self;
        match meant {
            Some(meant) => write!(f, "\"{name}\" is no time zone: write \"{meant}\""),
            None => {
                write!(f, "\"{name}\" is no time zone: write a name of the IANA database, ")?;
                f.write_str("such as \"Europe/Vienna\"")
            }
        }
    }
}

impl std::error::Error for UnknownZone {}

impl IanaZone {
    /// Finds a zone. The name must be written as the database does: settings are exported, and other readers care.
    ///
    /// # Errors
    /// If there is no such zone.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let found = TimeZoneDatabase::bundled().get(name).ok().filter(|zone| !zone.is_unknown());
        let meant = found.as_ref().and_then(TimeZone::iana_name).map(str::to_owned);
        match found {
            Some(zone) if meant.as_deref() == Some(name) => Ok(Self(zone)),
            _ => Err(UnknownZone { name: name.to_owned(), meant }),
        }
    }
}

impl Zone for IanaZone {
    fn offset(&self, at: Timestamp) -> Offset {
        let at_ms = i64::try_from(at.0).unwrap_or(i64::MAX);
        // The library's time ends with the year 9999.
        let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::MAX);
        let next = self.0.following(at).next();
        let until = next.and_then(|next| u64::try_from(next.timestamp().as_millisecond()).ok());
        Offset { seconds: self.0.to_offset(at).seconds(), until: until.map(Timestamp) }
    }
}

/// Whether there is a zone of that name.
///
/// # Errors
/// If there is none; the message says what to write.
pub fn check(name: &str) -> Result<(), UnknownZone> {
    IanaZone::named(name).map(|_| ())
}
