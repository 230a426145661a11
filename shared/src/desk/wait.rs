//! How long a wait will be, as a range that a department's recent waits can honestly give.

use serde::{Deserialize, Serialize};

use super::notice::WaitRange;
use crate::limits::{WAIT_SAMPLE_AGE_MS_MAX, WAIT_SAMPLES_MAX, WAIT_SAMPLES_MIN};
use crate::time::Timestamp;

/// One wait that has ended with an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitSample {
    /// When it ended.
    pub at: Timestamp,
    /// How long it was, in milliseconds.
    pub wait_ms: u64,
    /// The place that it began with, from 1.
    pub position: u32,
}

/// Adds a wait and forgets what is too old or too much.
pub fn remember(samples: &mut Vec<WaitSample>, sample: WaitSample) {
    samples.push(sample);
    samples.retain(|known| sample.at.since_ms(known.at) <= WAIT_SAMPLE_AGE_MS_MAX);
    let surplus = samples.len().saturating_sub(WAIT_SAMPLES_MAX);
    samples.drain(..surplus.min(samples.len()));
}

/// The range in which four of five such waits end. Agents become free at random, so a wait at place p is the sum of p
/// gaps between agents who become free: a gamma distribution of shape p (Erlang 1917), whose mean gap is what the recent
/// waits came to for each place. Its 10th and 90th percentile are taken by the approximation of Wilson and Hilferty
/// (1931). `None` while there are too few waits to say anything.
pub fn range(samples: &[WaitSample], position: u32) -> Option<WaitRange> {
    if samples.len() < WAIT_SAMPLES_MIN || position == 0 {
        return None;
    }
    let places: u64 = samples.iter().map(|sample| u64::from(sample.position.max(1))).sum();
    let waits: u64 = samples.iter().map(|sample| sample.wait_ms).sum();
    let gap_ms = waits as f64 / places as f64;
    let shape = f64::from(position);
    let at = |deviations: f64| {
        let spread = 1.0 / (9.0 * shape);
        let root = (1.0 - spread + deviations * spread.sqrt()).max(0.0);
        // Whole seconds of a finite, positive number fit.
        (gap_ms * shape * root.powi(3) / 1_000.0).min(f64::from(u32::MAX)) as u32
    };
    Some(WaitRange { from_s: at(-TENTH), to_s: at(TENTH) })
}

/// So many standard deviations below the mean of a normal distribution lies its 10th percentile.
const TENTH: f64 = 1.281_551_6;
