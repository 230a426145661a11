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
/// gaps between agents who become free: a gamma distribution of shape p (Erlang 1917). The mean gap itself is only known
/// from the recent waits, which are of the same kind; the ratio of the two follows an F distribution, whose 10th and 90th
/// percentile are taken by Paulson's approximation (1942). `None` while there are too few waits to say anything.
pub fn range(samples: &[WaitSample], position: u32) -> Option<WaitRange> {
    if samples.len() < WAIT_SAMPLES_MIN || position == 0 {
        return None;
    }
    let places: u64 = samples.iter().map(|sample| u64::from(sample.position.max(1))).sum();
    let waits: u64 = samples.iter().map(|sample| sample.wait_ms).sum();
    let gap_ms = waits as f64 / places as f64;
    let shape = f64::from(position);
    let [from, to] = tenths(shape, samples.len() as f64 / OVERLAP);
    // Whole seconds of a finite, positive number fit.
    let seconds = |ratio: f64| (gap_ms * shape * ratio / 1_000.0).min(f64::from(u32::MAX)) as u32;
    Some(WaitRange { from_s: seconds(from), to_s: seconds(to) })
}

/// The 10th and the 90th percentile of the ratio of two means: of `wanted` gaps and of `known` gaps.
fn tenths(wanted: f64, known: f64) -> [f64; 2] {
    let (of_wanted, of_known) = (1.0 / (9.0 * wanted), 1.0 / (9.0 * known));
    // Paulson's normal deviate as a function of the ratio's cube root, solved for that: a quadratic equation.
    let square = (1.0 - of_known).powi(2) - TENTH.powi(2) * of_known;
    let linear = (1.0 - of_wanted) * (1.0 - of_known);
    let constant = (1.0 - of_wanted).powi(2) - TENTH.powi(2) * of_wanted;
    let spread = (linear.powi(2) - square * constant).max(0.0).sqrt();
    [linear - spread, linear + spread].map(|root| (root / square).max(0.0).powi(3))
}

/// So many standard deviations below the mean of a normal distribution lies its 10th percentile.
const TENTH: f64 = 1.281_551_6;

/// Waits of one busy hour overlap, so that so many of them say as much as one: by trial on simulated departments
/// (`tests/it/wait.rs`).
const OVERLAP: f64 = 2.0;
