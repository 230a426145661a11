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

/// Runs the seeds of a season from `first` on, or the one that `BATON_SEED` names.
fn check(season: Season, first: u64) {
    let seeds = only_seed().map_or(first..first + seeds(), |seed| seed..seed + 1);
    for seed in seeds {
        if let Err(failure) = run(seed, season, None) {
            let from = failure.trace.len().saturating_sub(150);
            let trace = failure.trace[from..].join("\n");
            panic!(
                "\n{trace}\n\nseed {seed} of {season:?} breaks \"{}\":\n{}\nreplay it: BATON_SEED={seed} and this test",
                failure.guarantee, failure.what
            );
        }
    }
}

#[test]
fn no_acknowledged_message_is_lost_when_the_process_is_killed() {
    check(Season::Kills, 0);
}

#[test]
fn one_gap_free_order_is_the_same_for_all_who_look() {
    check(Season::Network, 0);
}

#[test]
fn a_message_sent_again_under_the_same_client_id_is_stored_and_shown_once() {
    check(Season::Network, 100_000);
}

#[test]
fn a_client_resumes_after_any_gap() {
    check(Season::Kills, 100_000);
}

#[test]
fn snapshot_and_events_give_what_a_fresh_snapshot_gives() {
    check(Season::Handovers, 100_000);
}

#[test]
fn at_most_one_owns_a_conversation() {
    check(Season::Crowd, 0);
}

#[test]
fn the_bot_never_speaks_while_a_human_owns() {
    check(Season::Crowd, 100_000);
}

#[test]
fn every_handover_ends_in_exactly_one_way() {
    check(Season::Handovers, 0);
}

#[test]
fn every_visitors_turn_gets_one_answer_or_one_fallback() {
    check(Season::Crowd, 200_000);
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
