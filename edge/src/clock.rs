//! The edge's one clock.

use baton_shared::time::Timestamp;

/// Now. The platform's clock stands still while code runs, so one turn has one time.
pub fn now() -> Timestamp {
    Timestamp(worker::Date::now().as_millis())
}

/// Waits. Others may use the object meanwhile: look at its state anew afterwards.
pub async fn pause_ms(duration_ms: u64) {
    worker::Delay::from(std::time::Duration::from_millis(duration_ms)).await;
}
