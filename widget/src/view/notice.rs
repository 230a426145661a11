//! What the visitor has to know about the chat itself, above the messages.

use leptos::prelude::*;

use crate::dom::{El, Node, button, el, icon};
use crate::session::{Reach, Session};
use crate::texts;

pub fn notices(session: Session) -> Node {
    el("div", "")
        .attr("role", "status")
        .live(move || (session.state().reach.get() == Reach::Lost).then(|| notice(texts::OFFLINE).into()))
        .live(move || {
            session.state().trouble.get().map(|why| notice(&[texts::UNAVAILABLE, &why].concat()).into())
        })
        .live(move || (!session.state().config.is_stored).then(|| notice(texts::NOT_KEPT).into()))
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
    notice(texts::OUTDATED).child(reload.text(texts::RELOAD)).into()
}
