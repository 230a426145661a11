//! The agents' desk: who waits, what is said, and one button that fits.
//!
//! `session` decides the screen, `desk` is the live list, `opened` one conversation; views read their signals and
//! call one of their methods. What can be worked out without a browser stands in files that say "Pure".

pub mod analytics;
pub mod connection;
pub mod lines;
pub mod listing;
pub mod place;
pub mod standing;
pub mod texts;

// What needs a browser is built only for one, so that the rest is checked and tested on any machine.
#[cfg(target_arch = "wasm32")]
mod address;
#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod opened;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod settings;
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
