//! What a clock on the wall shows, to the minute.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Minutes from midnight, 0 to 1,440: `"00:00"` to `"24:00"`. The last one ends a day and begins none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// Why a text is no time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTimeOfDay {
    text: String,
}

impl fmt::Display for InvalidTimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted with its spaces and what else can't be seen.
        let text: String = self.text.chars().take(20).collect();
        write!(f, "{text:?} is no time of day: write hour and minute with two digits each, ")?;
        f.write_str("from \"00:00\" to \"24:00\"")
    }
}

impl std::error::Error for InvalidTimeOfDay {}

impl TimeOfDay {
    /// Where a day begins.
    pub const START: Self = Self(0);

    /// Where a day ends.
    pub const END: Self = Self(24 * 60);

    /// Takes `hh:mm` with two digits each, up to `24:00`.
    ///
    /// # Errors
    /// For every other text; the message says what is expected.
    pub fn parse(text: &str) -> Result<Self, InvalidTimeOfDay> {
        let invalid = || InvalidTimeOfDay { text: text.to_owned() };
        let [h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(invalid()) };
        let hour = number(&[*h1, *h2]).ok_or_else(invalid)?;
        let minute = number(&[*m1, *m2]).ok_or_else(invalid)?;
        let time = hour * 60 + minute;
        if minute < 60 && time <= Self::END.0 { Ok(Self(time)) } else { Err(invalid()) }
    }

    /// Minutes from midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

/// The number that up to four decimal digits write; `None` if something else is among them.
pub(super) fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

impl TryFrom<String> for TimeOfDay {
    type Error = InvalidTimeOfDay;
    fn try_from(text: String) -> Result<Self, InvalidTimeOfDay> {
        Self::parse(&text)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> String {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}
