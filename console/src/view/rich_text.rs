//! A message's tree as elements. What is not in the tree can't be shown, so no markup can hurt.

use baton_shared::message::{Block, Inline, RichText};
use leptos::prelude::*;

/// Shows it.
pub fn rich_text(text: &RichText) -> impl IntoView + use<> {
    text.0.iter().map(block).collect_view()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(runs) => view! { <p>{inlines(runs)}</p> }.into_any(),
        Block::List(items) => view! { <ul>{rows(items)}</ul> }.into_any(),
        Block::Numbered(items) => view! { <ol>{rows(items)}</ol> }.into_any(),
        Block::Code(code) => view! { <pre><code>{code.clone()}</code></pre> }.into_any(),
    }
}

fn rows(items: &[Vec<Inline>]) -> impl IntoView + use<> {
    items.iter().map(|runs| view! { <li>{inlines(runs)}</li> }).collect_view()
}

fn inlines(runs: &[Inline]) -> impl IntoView + use<> {
    runs.iter().map(inline).collect_view()
}

fn inline(run: &Inline) -> AnyView {
    match run {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Bold(text) => view! { <strong>{text.clone()}</strong> }.into_any(),
        Inline::Italic(text) => view! { <em>{text.clone()}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
        Inline::Link { href, label } if is_safe(href) => {
            let (href, label) = (href.clone(), label.clone());
            view! { <a href=href target="_blank" rel="noopener noreferrer nofollow">{label}</a> }.into_any()
        }
        Inline::Link { label, .. } => label.clone().into_any(),
    }
}

/// The edge makes no other links; a page that follows one anyway would run what a visitor wrote.
fn is_safe(href: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme))
}
