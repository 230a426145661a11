//! A strip above the messages while another agent looks or writes: two must not answer one visitor.

use leptos::prelude::*;

use crate::opened::Opened;
use crate::others::warning;

/// Nothing while nobody else is there.
#[component]
pub fn Collision(opened: Opened) -> impl IntoView {
    let me = opened.desk.my_id();
    let said = Memo::new(move |_| {
        let viewers = opened.card.with(|card| {
            let viewers = card.as_ref().map(|card| card.viewers.as_slice()).unwrap_or_default();
            let others = viewers.iter().filter(|viewer| viewer.id != me);
            others.map(|viewer| viewer.name.clone()).collect::<Vec<_>>()
        });
        opened.writers.with(|writers| warning(&viewers, writers))
    });
    view! {
        <div class="collisions" role="status">
            {move || said.get().map(|said| view! {
                <p class="collision" class:is-writing=said.is_writing data-testid="collision">{said.words}</p>
            })}
        </div>
    }
}
