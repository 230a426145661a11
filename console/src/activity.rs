//! Tells the desk that somebody is here: an agent who touches nothing for long is set to away.

use leptos::prelude::*;

use crate::desk::Desk;

/// What a person does. A moving pointer is enough: reading is work.
const GESTURES: [&str; 4] = ["pointerdown", "pointermove", "keydown", "wheel"];
/// Gestures come hundreds of times a second; the desk hears of them once a minute at most, in milliseconds.
const NOTED_MS_MIN: u64 = 5_000;

/// Listens as long as the owner lives.
pub fn listen(desk: Desk) {
    let noted = StoredValue::new(0_u64);
    for gesture in GESTURES {
        let listening = window_event_listener_untyped(gesture, move |_| {
            let now = baton_client::browser::now().0;
            if noted.try_get_value().is_some_and(|noted| now.saturating_sub(noted) >= NOTED_MS_MIN) {
                noted.set_value(now);
                desk.with_live(|live| live.active());
            }
        });
        on_cleanup(move || listening.remove());
    }
}
