//! Notices that a source file changed. It looks twice a second: no library, and it works on every file system.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use crate::stamp::glance;

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Editors and version control write many files one after another: wait until they are done.
const CALM: Duration = Duration::from_millis(200);

/// The sources, as they were when last looked at.
#[derive(Debug)]
pub struct Watch {
    inputs: Vec<PathBuf>,
    seen: u64,
}

impl Watch {
    pub fn new(inputs: Vec<PathBuf>) -> Self {
        let seen = glance(&inputs);
        Self { inputs, seen }
    }

    /// Waits a moment. Tells whether anything changed since the last look.
    pub fn look(&mut self) -> bool {
        sleep(LOOK_EVERY);
        let mut now = glance(&self.inputs);
        if now == self.seen {
            return false;
        }
        loop {
            sleep(CALM);
            let then = glance(&self.inputs);
            if then == now {
                break;
            }
            now = then;
        }
        self.seen = now;
        true
    }
}
