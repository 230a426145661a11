//! The guarantees of the design, each over 500 seeds of the world that stresses it. Every run checks all of them.

use crate::world::bug::Bug;
use crate::world::run::run;
use crate::world::weather::Season;

/// How many seeds a season has: 500, or `BATON_SEEDS`.
fn seeds() -> u64 {
    std::env::var("BATON_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(500)
}

fn only_seed() -> Option<u64> {
    std::env::var("BATON_SEED").ok().and_then(|text| text.parse().ok())
}

/// Runs the seeds of a season, or the one that `BATON_SEED` names.
fn check(season: Season) {
    let seeds = only_seed().map_or(0..seeds(), |seed| seed..seed + 1);
    for seed in seeds {
        if let Err(failure) = run(seed, season, None) {
            let from = failure.trace.len().saturating_sub(150);
            let trace = failure.trace[from..].join("\n");
            panic!(
                "\n{trace}\n\nseed {seed} of {season:?} breaks \"{}\":\n{}\nreplay it: BATON_SEED={seed}",
                failure.guarantee, failure.what
            );
        }
    }
}

#[test]
fn no_acknowledged_message_is_lost_when_the_process_is_killed() {
    check(Season::Kills);
}

#[test]
fn the_order_is_one_and_gap_free_for_all_who_look_and_resume_fills_any_gap() {
    check(Season::Network);
}

#[test]
fn at_most_one_owns_and_the_bot_never_speaks_while_a_human_does() {
    check(Season::Crowd);
}

#[test]
fn every_handover_ends_in_exactly_one_way_and_the_desk_knows_who_waits() {
    check(Season::Handovers);
}

#[test]
fn every_planted_bug_is_caught_within_500_seeds() {
    let mut missed = Vec::new();
    for bug in Bug::ALL {
        let season = bug.season();
        let found =
            (0..500).find_map(|seed| run(seed, season, Some(bug)).err().map(|failure| (seed, failure)));
        match found {
            Some((seed, failure)) => {
                println!("{bug:?}: seed {seed} of {season:?} breaks \"{}\"", failure.guarantee);
            }
            None => missed.push(bug),
        }
    }
    assert!(missed.is_empty(), "not caught in 500 seeds: {missed:?}");
}
