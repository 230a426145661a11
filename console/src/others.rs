//! Who else is at a conversation: two agents must not answer one visitor. Pure.

/// Names that are told; more are counted.
const NAMES_MAX: usize = 2;

/// What the strip above the messages says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// In words.
    pub words: String,
    /// Somebody writes: more than a hint.
    pub is_writing: bool,
}

/// What has to be said of other agents who look or write; `None`: nobody does.
pub fn warning(viewers: &[String], writers: &[String]) -> Option<Warning> {
    let (who, does, is_writing) = match (viewers, writers) {
        ([], []) => return None,
        (viewers, []) => (viewers, "looking at this conversation too", false),
        (_, writers) => (writers, "writing here", true),
    };
    let verb = if who.len() == 1 { "is" } else { "are" };
    Some(Warning { words: format!("{} {verb} {does}.", names(who)), is_writing })
}

/// `A`, `A and B`, `A, B and 2 others`.
fn names(who: &[String]) -> String {
    let named: Vec<&str> = who.iter().take(NAMES_MAX).map(String::as_str).collect();
    match who.len().saturating_sub(NAMES_MAX) {
        0 => named.join(" and "),
        1 => format!("{} and one other", named.join(", ")),
        more => format!("{} and {more} others", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::warning;

    #[test]
    fn others_are_named_and_who_writes_comes_first() {
        for (viewers, writers, want) in [
            ("", "", ""),
            ("A", "", "A is looking at this conversation too."),
            ("A B", "", "A and B are looking at this conversation too."),
            ("A B C", "", "A, B and one other are looking at this conversation too."),
            ("A B C D", "", "A, B and 2 others are looking at this conversation too."),
            ("A B", "B", "B is writing here."),
        ] {
            let list = |names: &str| names.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let said = warning(&list(viewers), &list(writers)).map(|it| it.words).unwrap_or_default();
            assert_eq!(said, want, "{viewers} / {writers}");
        }
    }
}
