//! A visitor's mark: two characters and a colour to tell visitors apart by, and whether the page is open.

use leptos::prelude::*;

use crate::texts;

/// Draws it. `id` gives the colour, so that it stays when a name becomes known.
pub fn avatar(id: &str, name: &str, is_online: bool) -> impl IntoView + use<> {
    let (class, initials) = (format!("avatar {}", texts::hue(id)), texts::initials(name));
    view! {
        <span class=class>
            <span aria-hidden="true">{initials}</span>
            <span class="avatar-dot" class:is-online=is_online title=online(is_online)></span>
            <span class="unseen">{online(is_online)}</span>
        </span>
    }
}

/// In words.
pub fn online(is_online: bool) -> &'static str {
    if is_online { "Online" } else { "Not on the page" }
}
