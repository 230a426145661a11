//! How sure the bot was: a share in thousandths, so that two of them are equal or not.

use std::fmt;

use serde::{Deserialize, Serialize};

/// From 0 (a guess) to 1 (certain). In JSON a number like `0.4`; rounded to thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("minimum" = 0, "maximum" = 1)))]
#[serde(try_from = "f64", into = "f64")]
pub struct Confidence {
    thousandths: u16,
}

/// What is not between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NotAConfidence(f64);

impl fmt::Display for NotAConfidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not between 0 and 1", self.0)
    }
}

impl std::error::Error for NotAConfidence {}

impl Confidence {
    /// A share.
    ///
    /// # Errors
    /// What is below 0, above 1 or not a number.
    pub fn new(share: f64) -> Result<Self, NotAConfidence> {
        match (0.0..=1.0).contains(&share) {
            // 0 to 1000 fits without loss.
            true => Ok(Self { thousandths: (share * 1000.0).round() as u16 }),
            false => Err(NotAConfidence(share)),
        }
    }

    /// The share, from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.thousandths) / 1000.0
    }
}

impl TryFrom<f64> for Confidence {
    type Error = NotAConfidence;
    fn try_from(share: f64) -> Result<Self, NotAConfidence> {
        Self::new(share)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.share()
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.share().fmt(f)
    }
}
