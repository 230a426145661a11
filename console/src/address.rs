//! The browser's address. It alone says which conversation is open, so that back, forward and a copied link all do
//! what they should.

use leptos::prelude::*;

use crate::place::Place;

/// Where the page is now, and from now on.
pub fn watch() -> ReadSignal<Place> {
    let (place, set_place) = signal(here());
    let listening = window_event_listener_untyped("hashchange", move |_| set_place.set(here()));
    on_cleanup(move || listening.remove());
    place
}

/// Goes there; whoever watches is told by the browser.
pub fn go(place: &Place) {
    // Setting a hash fails only while the page is being left.
    let _ = window().location().set_hash(&place.hash());
}

/// Goes there without a way back: a used one-time link is not worth going back to.
pub fn replace(place: &Place) {
    let _ = window().location().replace(&place.hash());
}

fn here() -> Place {
    Place::of(&window().location().hash().unwrap_or_default())
}
