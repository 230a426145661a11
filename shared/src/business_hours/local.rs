//! Where an instant lies on a zone's calendar: its day, and the hour that the wall clock shows.

use super::date::Date;
use super::zone::{Wall, Zone};
use crate::limits::ANALYTICS_DAYS_MAX;
use crate::time::Timestamp;

/// The day and the hour, 0 to 23, that a wall clock shows at an instant.
pub fn day_and_hour(zone: &dyn Zone, at: Timestamp) -> (Date, u8) {
    let wall = Wall::at(at, zone.offset(at));
    (Date::of_days(wall.days()), u8::try_from(wall.ms_of_day() / 3_600_000).unwrap_or_default())
}

/// The days that have a part in a range, `until` excluded; at most [`ANALYTICS_DAYS_MAX`], the first ones.
pub fn days(zone: &dyn Zone, from: Timestamp, until: Timestamp) -> Vec<Date> {
    if until <= from {
        return Vec::new();
    }
    let last = Timestamp(until.0.saturating_sub(1));
    let day = |at| Wall::at(at, zone.offset(at)).days();
    (day(from)..=day(last)).take(ANALYTICS_DAYS_MAX).map(Date::of_days).collect()
}
