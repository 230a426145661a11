//! What the two machines have in common for a browser.

use baton_shared::time::Timestamp;

use crate::chat::{Chat, Input, Output};
use crate::desk_list::{DeskInput, DeskList, DeskOutput};

/// What a browser does with an output.
pub(super) enum Act<O> {
    Connect,
    Disconnect,
    Send(String),
    /// For the owner of the machine.
    Tell(O),
}

pub(super) trait Machine: 'static {
    type Input: 'static;
    type Output: 'static;

    fn handle(&mut self, now: Timestamp, jitter: f64, input: Self::Input) -> Vec<Self::Output>;
    fn next_wake(&self) -> Option<Timestamp>;
    fn act(output: Self::Output) -> Act<Self::Output>;
    fn start() -> Self::Input;
    fn opened() -> Self::Input;
    fn received(text: String) -> Self::Input;
    fn closed(code: u16) -> Self::Input;
    fn wake() -> Self::Input;
    fn hurry() -> Self::Input;
}

macro_rules! machine {
    ($machine:ty, $input:ident, $output:ident) => {
        impl Machine for $machine {
            type Input = $input;
            type Output = $output;

            fn handle(&mut self, now: Timestamp, jitter: f64, input: $input) -> Vec<$output> {
                <$machine>::handle(self, now, jitter, input)
            }
            fn next_wake(&self) -> Option<Timestamp> {
                <$machine>::next_wake(self)
            }
            fn act(output: $output) -> Act<$output> {
                match output {
                    $output::Connect => Act::Connect,
                    $output::Disconnect => Act::Disconnect,
                    $output::Send(text) => Act::Send(text),
                    #[allow(unreachable_patterns, reason = "the desk's machine tells its owner nothing")]
                    other => Act::Tell(other),
                }
            }
            fn start() -> $input {
                $input::Start
            }
            fn opened() -> $input {
                $input::Opened
            }
            fn received(text: String) -> $input {
                $input::Received(text)
            }
            fn closed(code: u16) -> $input {
                $input::Closed { code }
            }
            fn wake() -> $input {
                $input::Wake
            }
            fn hurry() -> $input {
                $input::Hurry
            }
        }
    };
}

machine!(Chat, Input, Output);
machine!(DeskList, DeskInput, DeskOutput);
