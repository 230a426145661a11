//! A value that the page follows.

use std::cell::RefCell;

use leptos::prelude::*;

/// What reads it is drawn again when it changes, not when it is set to the same.
pub struct Field<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T: Clone + PartialEq> Field<T> {
    /// With its first value.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: ArcTrigger::new() }
    }

    /// The value, followed.
    pub fn get(&self) -> T {
        self.changed.track();
        self.peek()
    }

    /// The value as it is now.
    pub fn peek(&self) -> T {
        self.value.borrow().clone()
    }

    /// Another value.
    pub fn set(&self, value: T) {
        if *self.value.borrow() != value {
            self.value.replace(value);
            self.changed.notify();
        }
    }
}

impl<T: Clone + PartialEq + Default> Default for Field<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}
