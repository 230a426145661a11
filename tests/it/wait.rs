//! The wait that is told, against waits that happen: a simulated department whose visitors come and go by chance.

use baton_shared::desk::{WaitRange, WaitSample, range, remember};
use baton_shared::time::Timestamp;
use baton_tests::random::Random;

/// How a department's visitors come.
struct Day {
    agents: usize,
    /// Between two visitors, in milliseconds, on average.
    arrival_ms: f64,
    /// A conversation, in milliseconds, on average.
    service_ms: f64,
    visitors: usize,
}

/// A time by an exponential distribution: the classic model of calls (Erlang 1917).
fn exponential(random: &mut Random, mean_ms: f64) -> u64 {
    let uniform = (random.below(1_000_000) as f64 + 1.0) / 1_000_001.0;
    (-uniform.ln() * mean_ms) as u64
}

/// What was told to those who had to wait, and how long they waited, in milliseconds.
fn told_and_true(day: &Day, seed: u64) -> Vec<(WaitRange, u64)> {
    let mut random = Random::new(seed);
    let mut free_at = vec![0_u64; day.agents];
    let mut samples: Vec<WaitSample> = Vec::new();
    // Those who wait: when they are served, and what is measured then.
    let mut waiting: Vec<(u64, WaitSample)> = Vec::new();
    let (mut now, mut pairs) = (0_u64, Vec::new());
    for _ in 0..day.visitors {
        now += exponential(&mut random, day.arrival_ms);
        waiting.sort_by_key(|(served, _)| *served);
        while waiting.first().is_some_and(|(served, _)| *served <= now) {
            remember(&mut samples, waiting.remove(0).1);
        }
        let agent = (0..day.agents).min_by_key(|agent| free_at[*agent]).unwrap();
        let served = free_at[agent].max(now);
        let position = u32::try_from(waiting.len() + 1).unwrap();
        let wait_ms = served - now;
        if wait_ms > 0 {
            pairs.extend(range(&samples, position).map(|told| (told, wait_ms)));
        }
        free_at[agent] = served + exponential(&mut random, day.service_ms);
        // Who is served at once has not waited; at a real desk it rings for a moment at least.
        if wait_ms > 0 {
            waiting.push((served, WaitSample { at: Timestamp(served), wait_ms, position }));
        }
    }
    pairs
}

fn share_within(day: &Day) -> (f64, usize) {
    let pairs: Vec<(WaitRange, u64)> = (0..40).flat_map(|seed| told_and_true(day, seed)).collect();
    let within = pairs.iter().filter(|(told, wait_ms)| {
        let wait_s = wait_ms / 1_000;
        u64::from(told.from_s) <= wait_s && wait_s <= u64::from(told.to_s)
    });
    (within.count() as f64 / pairs.len() as f64, pairs.len())
}

#[test]
fn most_waits_are_within_the_range_that_was_told() {
    let days = [
        ("one agent, busy", Day { agents: 1, arrival_ms: 300_000.0, service_ms: 240_000.0, visitors: 300 }),
        (
            "three agents, busy",
            Day { agents: 3, arrival_ms: 100_000.0, service_ms: 255_000.0, visitors: 500 },
        ),
        (
            "ten agents, full",
            Day { agents: 10, arrival_ms: 30_000.0, service_ms: 285_000.0, visitors: 1_000 },
        ),
    ];
    for (name, day) in days {
        let (share, waits) = share_within(&day);
        println!("{name}: {:.0} % of {waits} waits within the range", share * 100.0);
        assert!(share >= 0.78, "{name}: only {:.0} % of {waits} waits were within the range", share * 100.0);
    }
}
