//! Who speaks, as a sign: the bot's, or an agent's initials on a colour that is always the same for a name.

use crate::dom::{El, el, icon};

/// As many colours as style.css has.
const HUES: u32 = 8;

pub fn bot() -> El {
    el("span", "avatar is-bot").attr("aria-hidden", "true").child(icon("icon i-spark"))
}

pub fn agent(name: &str, classes: &str) -> El {
    let hue =
        name.chars().fold(0, |sum: u32, letter| sum.wrapping_mul(31).wrapping_add(letter.into())) % HUES;
    let hue = char::from_digit(hue, 10).map(String::from).unwrap_or_default();
    el("span", classes).attr("aria-hidden", "true").attr("data-hue", &hue).text(&initials(name))
}

/// At most two letters: of the first and the last word. The style sheet makes them large.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let (first, last) = (letters.next(), letters.next_back());
    first.into_iter().chain(last).collect()
}
