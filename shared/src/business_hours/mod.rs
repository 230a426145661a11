//! When a department's agents are there, by what the clock on its wall shows.
//!
//! An admin writes times as people say them ("Monday 09:00–17:30, closed on 24 December"); the rules turn them into
//! instants. What the zone's clock shows at an instant is the caller's to know: `docs/decisions/0008-time-zones.md`.

mod date;
mod day;
mod hours;
mod local;
mod open;
mod problems;
mod time_of_day;
mod zone;

pub use date::{Date, InvalidDate};
pub use hours::{BusinessHours, Interval, Override, Week};
pub use local::{day_and_hour, days};
pub use open::{Change, is_open, next_change, opens_at};
pub use time_of_day::{InvalidTimeOfDay, TimeOfDay};
pub use zone::{Offset, Utc, Zone};
