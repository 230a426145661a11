//! What the visitor thinks of the help that came.

use baton_shared::conversation::Rating;
use leptos::prelude::*;

use crate::clock;

/// The best score.
const SCORE_MAX: u8 = 5;

/// One rating: in stars for the eye, in words for everybody.
pub fn rating(rating: &Rating) -> impl IntoView + use<> {
    let score = rating.score.min(SCORE_MAX);
    let stars =
        ["★".repeat(usize::from(score)), "☆".repeat(usize::from(SCORE_MAX.saturating_sub(score)))].concat();
    let class = match score {
        0..=2 => "stars is-low",
        3 => "stars",
        _ => "stars is-high",
    };
    let comment = Some(rating.comment.clone()).filter(|comment| !comment.trim().is_empty());
    view! {
        <p class="rating">
            <span class=class aria-hidden="true">{stars}</span>
            <span class="unseen">{format!("Rated {score} of {SCORE_MAX}")}</span>
            <span class="rating-who">{format!("for {}", rating.agent.name)}</span>
            <time>{clock::when(rating.at)}</time>
        </p>
        {comment.map(|comment| view! { <p class="rating-comment">{comment}</p> })}
    }
}
