//! Calls the agent: the ring that is heard, the title that changes, the notification of the system.

use baton_shared::desk::Summary;
use baton_shared::ids::ConversationId;
use baton_shared::time::Timestamp;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::listing::{Listing, is_mine};
use crate::notification::{Notifications, Permission, permission};
use crate::ringing::Ring;
use crate::{address, place::Place};

/// Calls as long as the owner lives.
pub fn start(desk: Desk) {
    sound(desk);
    title(desk);
    notifications(desk);
    Effect::new(move || {
        if desk.ringing.with(|ringing| !ringing.rings().is_empty() || !ringing.ended().is_empty()) {
            let now = desk.now();
            let mut ringing = desk.ringing.get_untracked();
            ringing.tick(now);
            crate::desk::set_changed(desk.ringing, ringing);
        }
    });
}

/// Rings until the last offer is over; what was rung for once is not begun again by another change.
fn sound(desk: Desk) {
    let until = Memo::new(move |_| {
        let last = desk.ringing.with(|ringing| ringing.rings().iter().map(|ring| ring.offer.until).max());
        last.filter(|_| !desk.settings.is_muted.get() && desk.sound.is_ready.get())
    });
    Effect::new(move || match until.get() {
        Some(until) => desk.sound.ring(until.since_ms(untracked_now(desk))),
        None => desk.sound.be_silent(),
    });
    on_cleanup(move || desk.sound.be_silent());
}

/// Whether a change is a visitor's message to this agent, in a conversation that is not before the agent's eyes.
pub fn is_call(desk: Desk, before: Option<&Summary>, after: &Summary) -> bool {
    let is_new =
        before.is_some_and(|before| after.last_at > before.last_at) && after.last_sender == "visitor";
    let is_seen = || desk.open.get_untracked().as_ref() == Some(&after.conversation) && !is_unseen();
    is_new && desk.me.with_value(|me| is_mine(after, &me.agent.id)) && !is_seen()
}

/// Counts who waits; while something rings, changes every second so that a tab among many is seen.
fn title(desk: Desk) {
    Effect::new(move || {
        let waiting = desk.counts.get().of(Listing::Waiting);
        let rings = desk.ringing.with(|ringing| ringing.rings().len());
        let desk_title = match waiting {
            0 => "Desk".to_owned(),
            waiting => format!("({waiting}) Desk"),
        };
        // The clock is read only while something rings.
        let is_odd = rings > 0 && desk.clock.now().0 / 1_000 % 2 == 1;
        document().set_title(&match (rings, is_odd) {
            (0, _) | (_, true) => desk_title,
            (1, _) => "● A visitor rings".to_owned(),
            (rings, _) => format!("● {rings} visitors ring"),
        });
    });
    on_cleanup(|| document().set_title("Desk"));
}

/// One for each offer that begins while the agent looks at something else.
fn notifications(desk: Desk) {
    let shown = Notifications::new();
    Effect::new(move |before: Option<Vec<ConversationId>>| {
        let rings: Vec<Ring> = desk.ringing.with(|ringing| ringing.rings().to_vec());
        let ids: Vec<ConversationId> = rings.iter().map(|ring| ring.offer.conversation.clone()).collect();
        shown.keep_only(&ids);
        let before = before.unwrap_or_default();
        let is_wanted =
            desk.settings.wants_notifications.get_untracked() && permission() == Permission::Granted;
        if is_wanted && is_unseen() {
            for ring in rings.iter().filter(|ring| !before.contains(&ring.offer.conversation)) {
                notify(desk, shown, ring);
            }
        }
        ids
    });
    on_cleanup(move || shown.keep_only(&[]));
}

fn notify(desk: Desk, shown: Notifications, ring: &Ring) {
    let id = ring.offer.conversation.clone();
    // The list itself: what is drawn may be a frame behind.
    let row = desk.live.with_value(|live| live.as_ref()?.with(|list| list.conversation(&id).cloned()));
    let title = row.as_ref().map_or("A visitor rings".to_owned(), |row| format!("{} rings", row.visitor));
    let body = row.map(|row| row.excerpt).unwrap_or_default();
    let place = Place::Conversation(id.clone());
    shown.show(&id, &title, &body, move || address::go(&place));
}

/// Whether the page is hidden or behind another window.
pub fn is_unseen() -> bool {
    document().hidden() || !document().has_focus().unwrap_or(true)
}

fn untracked_now(desk: Desk) -> Timestamp {
    untrack(move || desk.now())
}
