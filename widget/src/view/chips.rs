//! Replies that the visitor can choose with one press, under the last message.

use crate::dom::{El, Node, button, el, live};
use crate::session::Session;
use crate::texts;
use crate::words::say;

pub fn chips(session: Session) -> Node {
    live(move || {
        let state = session.state();
        let last = state.messages.get().pop();
        // Until something is said.
        let last = last.filter(|last| !last.message.chips.is_empty() && state.pending.get().is_empty())?;
        let chips = last.message.chips.iter().map(|chip| {
            let words = say(chip);
            let shown = words.clone();
            let choose = move |_| {
                session.post(words.clone(), String::new());
                session.focus_composer();
            };
            button("chip", choose).text(&shown)
        });
        let group = el("div", "chips").attr("role", "group").label(texts::CHIPS);
        Some(chips.fold(group, El::child).into())
    })
}
