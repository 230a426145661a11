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

/// The 10th and the 90th percentile (nearest rank; Hyndman and Fan 1996, definition 1) of the recent waits for each place
/// ahead, times the places ahead: a wait is the sum of the times between agents who become free, so it grows with the
/// position. `None` while there are too few waits to say anything.
pub fn range(samples: &[WaitSample], position: u32) -> Option<WaitRange> {
    if samples.len() < WAIT_SAMPLES_MIN || position == 0 {
        return None;
    }
    let mut per_place: Vec<u64> =
        samples.iter().map(|sample| sample.wait_ms / u64::from(sample.position.max(1))).collect();
    per_place.sort_unstable();
    let at = |percent: usize| {
        let rank = (per_place.len().saturating_mul(percent)).div_ceil(100).max(1);
        per_place.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    };
    let seconds = |ms: u64| u32::try_from(ms.saturating_mul(u64::from(position)) / 1_000).unwrap_or(u32::MAX);
    Some(WaitRange { from_s: seconds(at(10)), to_s: seconds(at(90)) })
}
