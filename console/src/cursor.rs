//! Where the keyboard is in the list. It stays with its conversation when rows move, and with its place when the
//! conversation leaves the view.

use baton_shared::ids::ConversationId;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::inbox::Inbox;

/// One press of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many rows down, or up.
    By(isize),
    /// The first row.
    First,
    /// The last row.
    Last,
}

/// The list's one stop for the Tab key, as a handle.
#[derive(Debug, Clone, Copy)]
pub struct Cursor {
    /// The row that the keyboard is at.
    pub at: RwSignal<Option<ConversationId>>,
    /// Whether that row has the focus, or should have it.
    pub has_focus: RwSignal<bool>,
    /// Grows when the row must be seen and focused.
    pub calls: RwSignal<u32>,
    place: StoredValue<usize>,
}

impl Cursor {
    /// Nowhere.
    pub fn new() -> Self {
        Self {
            at: RwSignal::new(None),
            has_focus: RwSignal::new(false),
            calls: RwSignal::new(0),
            place: StoredValue::new(0),
        }
    }

    /// Takes a step from where it is, else from the open conversation, else onto the list. Tells whether there is a row.
    pub fn step(self, desk: Desk, step: Step) -> bool {
        let open = desk.open.get_untracked();
        let at = self.at.get_untracked();
        let to = desk.inbox.with_value(|inbox| {
            let from = at.iter().chain(&open).find_map(|id| inbox.place(id));
            inbox.at(target(from, inbox.len(), step)?).cloned()
        });
        let is_row = to.is_some();
        if is_row {
            self.set(desk, to);
            self.has_focus.set(true);
            self.calls.update(|calls| *calls = calls.wrapping_add(1));
        }
        is_row
    }

    /// A row has got the focus by other means.
    pub fn focused(self, desk: Desk, id: &ConversationId) {
        self.set(desk, Some(id.clone()));
        self.has_focus.set(true);
    }

    /// The list has changed: its conversation may have moved or gone.
    pub fn follow(self, desk: Desk) {
        let Some(at) = self.at.get_untracked() else { return };
        let find = |inbox: &Inbox| match inbox.place(&at) {
            Some(place) => Ok(place),
            None => Err(inbox.at(self.place.get_value().min(inbox.len().saturating_sub(1))).cloned()),
        };
        match desk.inbox.with_value(find) {
            Ok(place) => self.place.set_value(place),
            // The next one in its place: who works through a list goes on there.
            Err(next) if self.has_focus.get_untracked() && next.is_some() => {
                self.set(desk, next);
                self.calls.update(|calls| *calls = calls.wrapping_add(1));
            }
            Err(_) => self.at.set(None),
        }
    }

    fn set(self, desk: Desk, id: Option<ConversationId>) {
        if let Some(place) = id.as_ref().and_then(|id| desk.inbox.with_value(|inbox| inbox.place(id))) {
            self.place.set_value(place);
        }
        if self.at.with_untracked(|at| *at != id) {
            self.at.set(id);
        }
    }
}

/// Where a step leads among so many rows.
fn target(from: Option<usize>, len: usize, step: Step) -> Option<usize> {
    let last = len.checked_sub(1)?;
    Some(match (step, from) {
        (Step::First, _) => 0,
        (Step::Last, _) => last,
        (Step::By(by), Some(from)) => from.saturating_add_signed(by).min(last),
        (Step::By(by), None) if by > 0 => 0,
        (Step::By(_), None) => last,
    })
}
