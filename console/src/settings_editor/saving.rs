//! Saving and restoring, and every way in which that can fail.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Editor, State};
use crate::api::Trouble;
use crate::settings_api::{self, NotSaved};

impl Editor {
    /// Saves, if nothing is wrong. Tells whether it was sent.
    pub fn save(self) -> bool {
        self.done.set(None);
        self.wrong.set(None);
        if self.is_busy.get_untracked() || self.problems.with_untracked(|problems| !problems.is_empty()) {
            return false;
        }
        self.is_busy.set(true);
        let (version, document) = (self.version.get_untracked(), self.now.get_untracked());
        spawn_local(async move {
            match settings_api::save(version, &document).await {
                Ok(saved) => {
                    self.version.try_set(saved.version);
                    self.base.try_set(document);
                    self.conflict.try_set(None);
                    self.done.try_set(Some(format!("Saved as version {}.", saved.version)));
                }
                Err(not) => self.not_saved(not),
            }
            self.is_busy.try_set(false);
        });
        true
    }

    /// Makes an old version the newest.
    pub fn restore(self, number: u64) {
        self.is_busy.set(true);
        let version = self.version.get_untracked();
        spawn_local(async move {
            match settings_api::restore(number, version).await {
                Ok(saved) => {
                    self.done
                        .try_set(Some(format!("Version {number} is back, as version {}.", saved.version)));
                    self.load();
                }
                // They are problems of that version, not of the one in the forms.
                Err(NotSaved::Bad(problems)) => {
                    let first = problems.first().map(ToString::to_string).unwrap_or_default();
                    self.wrong.try_set(Some(format!("Version {number} can't come back as it is. {first}")));
                }
                Err(not) => self.not_saved(not),
            }
            self.is_busy.try_set(false);
        });
    }

    fn not_saved(self, not: NotSaved) {
        match not {
            NotSaved::Changed(version) => drop(self.conflict.try_set(Some(version))),
            NotSaved::Bad(problems) => drop(self.told.try_set(problems)),
            NotSaved::Trouble(trouble) => self.failed(&trouble),
        }
    }

    pub(super) fn failed(self, trouble: &Trouble) {
        if trouble.status() == Some(401) {
            return self.session.lost();
        }
        if self.version.try_get_untracked() == Some(0) {
            self.state.try_set(State::Failed(trouble.words()));
        } else {
            self.wrong.try_set(Some(trouble.words()));
        }
    }
}
