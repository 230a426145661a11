//! What the visitor has to know about the chat itself, above the messages.

use leptos::prelude::*;

use crate::dom::{El, Node, button, el, icon};
use crate::session::{Reach, Session};
use crate::texts;
use crate::words::{say, say_with};

pub fn notices(session: Session) -> Node {
    el("div", "")
        .attr("role", "status")
        .live(move || {
            (session.state().reach.get() == Reach::Lost).then(|| notice(&say(texts::OFFLINE)).into())
        })
        .live(move || {
            session.state().trouble.get().map(|why| notice(&say_with(texts::UNAVAILABLE, &why)).into())
        })
        .live(move || (!session.state().config.is_stored).then(|| notice(&say(texts::NOT_KEPT)).into()))
        .live(move || (session.state().reach.get() == Reach::Outdated).then(outdated))
        .into()
}

fn notice(words: &str) -> El {
    el("p", "notice").child(icon("icon i-warn")).child(el("span", "").text(words))
}

fn outdated() -> Node {
    let reload = button("", |_| {
        // Fails only where the page may not navigate itself; then the words remain.
        let _ = window().location().reload();
    });
    notice(&say(texts::OUTDATED)).child(reload.say(texts::RELOAD)).into()
}
