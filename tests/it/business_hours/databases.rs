//! Where the two databases of time zones differ, so that nobody takes their difference for a fault of ours.
//!
//! The edge's is of 2026 (release 2026e when this was written), the oracle's of 2025 (2025b). In 2024 and 2025 they
//! differ in one matter only: Moldova. The older one lets its clocks jump at 02:00 local time, the newer one with the
//! EU's, at 01:00 UTC: an hour, twice a year, since 2022. Later they part: in the autumn of 2026 Morocco and parts of
//! Canada have given up changing their clocks, which the older one can't know. That is why the comparison runs over
//! 2024 and 2025.

use baton_shared::business_hours::Zone;
use baton_shared::time::Timestamp;
use chrono_tz::TZ_VARIANTS;

use super::zone::{self, IanaZone};
use super::{DAY_MS, YEARS_FROM, new_year, oracle};

/// Both names of one clock.
const MOLDOVA: [&str; 2] = ["Europe/Chisinau", "Europe/Tiraspol"];

#[test]
fn every_name_of_the_oracle_is_known_and_they_differ_only_over_moldova() {
    let mut differ = Vec::new();
    for tz in TZ_VARIANTS {
        let zone = IanaZone::named(tz.name()).unwrap_or_else(|error| panic!("{error}"));
        let is_same = |at: Timestamp| zone.offset(at).seconds == oracle::offset(tz, at);
        let end = new_year(YEARS_FROM + 2);
        // Each noon, and both sides of each change.
        let mut at = new_year(YEARS_FROM).plus_ms(DAY_MS / 2);
        let mut agree = true;
        while at < end {
            let change = zone.offset(at).until.filter(|until| until.since_ms(at) < DAY_MS);
            agree &= is_same(at)
                && change.is_none_or(|change| is_same(change) && is_same(Timestamp(change.0 - 1)));
            at = at.plus_ms(DAY_MS);
        }
        if !agree {
            differ.push(tz.name());
        }
    }
    assert_eq!(differ, MOLDOVA);
}

#[test]
fn a_wrong_name_is_answered_with_what_to_write() {
    let said = |name: &str| zone::check(name).map_or_else(|error| error.to_string(), |()| "known".to_owned());
    assert_eq!(said("Europe/Vienna"), "known");
    assert_eq!(said("UTC"), "known");
    assert_eq!(said("europe/vienna"), "\"europe/vienna\" is no time zone: write \"Europe/Vienna\"");
    for name in ["", "Vienna", "Europe/Vienna ", "Etc/Unknown", "+02:00", "CET-1CEST", "../etc/passwd"] {
        let expected = format!(
            "\"{name}\" is no time zone: write a name of the IANA database, such as \"Europe/Vienna\""
        );
        assert_eq!(said(name), expected);
    }
}
