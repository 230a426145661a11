//! The agents' desk: who waits, what is said, and one button that fits.
//!
//! `session` decides the screen, `desk` is the live list, `opened` one conversation; views read their signals and
//! call one of their methods. What can be worked out without a browser stands in files that say "Pure".

pub mod analytics;
pub mod canned;
pub mod connection;
pub mod inbox;
pub mod lines;
pub mod listing;
pub mod notes;
pub mod others;
pub mod place;
pub mod ringing;
pub mod section;
pub mod settings_edit;
pub mod standing;
pub mod targets;
pub mod texts;
pub mod timers;

// What needs a browser is built only for one, so that the rest is checked and tested on any machine.
#[cfg(target_arch = "wasm32")]
mod activity;
#[cfg(target_arch = "wasm32")]
mod address;
#[cfg(target_arch = "wasm32")]
mod alerts;
#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod cursor;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod endpoint_api;
#[cfg(target_arch = "wasm32")]
mod feed;
#[cfg(target_arch = "wasm32")]
mod focus;
#[cfg(target_arch = "wasm32")]
mod identity_api;
#[cfg(target_arch = "wasm32")]
mod kept;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod notification;
#[cfg(target_arch = "wasm32")]
mod opened;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod settings;
#[cfg(target_arch = "wasm32")]
mod settings_api;
#[cfg(target_arch = "wasm32")]
mod settings_editor;
#[cfg(target_arch = "wasm32")]
mod sound;
#[cfg(target_arch = "wasm32")]
mod view;

/// Called by `boot.js` when the module is there.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(app::App);
}
