//! An article of the knowledge base, over the messages, with the way back.

use crate::dom::{Node, button, el, icon, live, several};
use crate::focus;
use crate::session::{Article, Session};
use crate::texts;
use crate::view::rich_text::rich;

pub fn sheet(session: Session) -> Node {
    let page = move || session.state().article.get().map(|article| page(session, article));
    live(move || {
        // The sheet stays while its page changes.
        session.state().is_reading.get().then(|| {
            focus::soon("back");
            let back = button("back", move |_| session.close_article())
                .attr("id", "back")
                .child(icon("icon i-back"))
                .say(texts::BACK);
            el("section", "sheet")
                .attr("role", "dialog")
                .label(texts::ARTICLE)
                .attr("data-testid", "article")
                .child(el("div", "sheet-bar").child(back))
                .child(el("div", "page").attr("tabindex", "0").live(page))
                .into()
        })
    })
}

fn page(session: Session, article: Article) -> Node {
    match article {
        Article::Loading => several(&[
            el("p", "unseen").attr("role", "status").say(texts::LOADING).into(),
            el("div", "bone is-title").into(),
            el("div", "bone is-wide").into(),
        ]),
        Article::Failed(slug) => {
            let again =
                button("link-button", move |_| session.open_article(slug.clone())).say(texts::TRY_AGAIN);
            let words = el("p", "").attr("role", "alert").say(texts::ARTICLE_FAILED);
            several(&[words.into(), again.into()])
        }
        Article::Ready(article) => {
            let title = el("h2", "").text(&article.title);
            several(&[title.into(), el("div", "rich").children(&rich(&article.body)).into()])
        }
    }
}
