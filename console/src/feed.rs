//! How what the desk says comes to the eye: what must not wait at once, the list once a frame of the screen.
//!
//! A large desk says something fifty times a second. What it says is taken in then; the rows are drawn when the browser
//! draws anyway, so that typing never waits for the list.

use std::time::Duration;

use baton_client::browser::LiveDesk;
use baton_client::desk_list::DeskList;
use baton_shared::desk::Presence;
use leptos::prelude::*;

use crate::alerts;
use crate::connection::Connection;
use crate::desk::{Desk, set_changed};

/// A hidden page is never drawn: the list is brought up to date at least this often all the same, for its title.
const HIDDEN_MS: u64 = 250;
/// Why the desk sets an agent to away, as far as a page can tell.
const MISSED: &str = "You missed what rang. Nothing rings for you now.";
const IDLE: &str = "Nothing was done here for a while. Nothing rings for you now.";

/// Connects.
pub fn start(desk: Desk, url: String) {
    let is_due = StoredValue::new(false);
    let live = LiveDesk::start(url, move |list: &DeskList| {
        heard(desk, list);
        if is_due.try_get_value() == Some(false) {
            is_due.set_value(true);
            let draw = move || {
                // Whichever of the two comes first.
                if is_due.try_update_value(std::mem::take) == Some(true) {
                    bring_up_to_date(desk);
                }
            };
            request_animation_frame(draw);
            set_timeout(draw, Duration::from_millis(HIDDEN_MS));
        }
    });
    desk.live.set_value(Some(live));
}

/// Shows what the list has become.
pub fn show(desk: Desk) {
    let Some(counts) = desk.inbox.try_with_value(|inbox| inbox.counts()) else { return };
    set_changed(desk.counts, counts);
    desk.revision.update(|revision| *revision = revision.wrapping_add(1));
}

/// What can't wait for a frame: a hidden page has none, and rings.
fn heard(desk: Desk, list: &DeskList) {
    let connection = desk.connection.get_untracked().after(list.link());
    set_changed(desk.connection, connection);
    set_changed(desk.is_presence_on_its_way, list.is_presence_on_its_way());
    let now = list.at_desk(baton_client::browser::now());
    let mut ringing = desk.ringing.get_untracked();
    match connection {
        Connection::Live => ringing.take(list.offers(), now),
        _ => ringing.forget(),
    }
    let has_missed = ringing.has_missed();
    set_changed(desk.ringing, ringing);
    set_presence(desk, list);
    // The offer's end may come before or after what followed from it.
    if has_missed && desk.set_away.with_untracked(Option::is_some) {
        set_changed(desk.set_away, Some(MISSED));
    }
}

/// An agent who did not choose to go away may not know that nothing rings any more.
fn set_presence(desk: Desk, list: &DeskList) {
    let (before, after) = (desk.presence.get_untracked(), list.presence());
    if before == after {
        return;
    }
    let is_chosen = list.is_presence_on_its_way() || !desk.is_loaded.get_untracked();
    let was_set = before == Presence::Available && after == Presence::Away && !is_chosen;
    desk.set_away.set(was_set.then_some(IDLE));
    desk.presence.set(after);
}

fn bring_up_to_date(desk: Desk) {
    desk.with_live(|live| {
        let changed = live.take_changed();
        live.with(|list| {
            if changed.all {
                desk.inbox.update_value(|inbox| inbox.replace(list.conversations().cloned()));
                desk.is_loaded.set(true);
            }
            let mut is_called = false;
            desk.inbox.update_value(|inbox| {
                for id in &changed.conversations {
                    let row = list.conversation(id);
                    is_called |= row.is_some_and(|row| alerts::is_call(desk, inbox.get(id), row));
                    inbox.put(id, row.cloned());
                }
            });
            if is_called && !desk.settings.is_muted.get_untracked() {
                desk.sound.tell();
            }
            if desk.agents.with_untracked(|known| !known.iter().eq(list.agents())) {
                desk.agents.set(list.agents().cloned().collect());
            }
            if desk.departments.with_untracked(|known| known != list.departments()) {
                desk.departments.set(list.departments().to_vec());
            }
        });
        if changed.all || !changed.conversations.is_empty() {
            show(desk);
        }
    });
}
