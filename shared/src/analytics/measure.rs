const NEAREST: &str = "nearest rank: of n values in order the one at place ⌈p × n ÷ 100⌉";

impl Measure {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 30] = [
