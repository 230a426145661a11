//! The list: what the chosen view holds, searchable, live. Only the rows in sight, and a few around them, are in the
//! page: a desk with thousands is as quick as one with ten.

use baton_shared::ids::{ConversationId, DepartmentId};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use crate::cursor::Step;
use crate::desk::Desk;
use crate::view::empty::Empty;
use crate::view::icon::{Icon, icon};
use crate::view::row::Row;

/// Rows above and below those in sight: a turn of a mouse's wheel shows no gap.
const ROWS_AROUND: usize = 8;
/// A row's height until it can be measured, in pixels. Any number but 0 would do.
const ROW_PX: f64 = 76.0;

/// The conversations that are in the page, each with its place in the list.
pub type Drawn = Memo<Vec<(usize, ConversationId)>>;

/// What of the list is in sight, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    top: f64,
    height: f64,
    row: f64,
}

/// The pane.
#[component]
pub fn List(desk: Desk) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let measure = NodeRef::<html::Div>::new();
    let sight = RwSignal::new(Sight { top: 0.0, height: 0.0, row: ROW_PX });
    let look = move || sight.set(look(scroller, measure));
    let resizing = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resizing.remove());
    Effect::new(move || {
        scroller.track();
        look();
    });
    // Another view begins at its top.
    Effect::new(move |before: Option<()>| {
        desk.listing.track();
        desk.department.track();
        desk.search.track();
        if let (Some(()), Some(scroller)) = (before, scroller.get_untracked()) {
            scroller.set_scroll_top(0);
            look();
        }
    });
    let drawn = drawn(desk, sight);
    keep_focus(desk, drawn);
    reveal(desk, scroller, sight);
    view! {
        <section class="list" aria-label=move || format!("{} conversations", desk.listing.get().name())>
            <Head desk/>
            <div class="rows" node_ref=scroller on:scroll=move |_| look()>
                <div class="row-measure" node_ref=measure></div>
                <ul class="rows-all" style=("--rows", move || desk.len().to_string())>
                    <For each=move || drawn.get() key=|(_, id)| id.clone() let((_, id))>
                        <Row desk drawn id/>
                    </For>
                </ul>
            </div>
            {move || (desk.len() == 0).then(|| view! { <Empty desk/> })}
        </section>
    }
}

#[component]
fn Head(desk: Desk) -> impl IntoView {
    let down = move |event: web_sys::KeyboardEvent| {
        if event.key() == "ArrowDown" && desk.cursor.step(desk, Step::First) {
            event.prevent_default();
        }
    };
    view! {
        <header class="list-head">
            <h2>{move || desk.listing.get().name()}</h2>
            <Departments desk/>
            <label class="search">
                {icon(Icon::Search)}
                <span class="unseen">"Search the list"</span>
                <input
                    type="search"
                    placeholder="Search"
                    aria-keyshortcuts="/"
                    prop:value=desk.search
                    on:input:target=move |event| desk.search.set(event.target().value())
                    on:keydown=down
                />
                <kbd>"/"</kbd>
            </label>
        </header>
    }
}

/// Nothing to choose where there is only one.
#[component]
fn Departments(desk: Desk) -> impl IntoView {
    let choices = Memo::new(move |_| {
        desk.departments.with(|all| all.iter().map(|it| (it.id.clone(), it.name.clone())).collect::<Vec<_>>())
    });
    let choose = move |id: String| desk.department.set(DepartmentId::new(id).ok());
    move || {
        (choices.with(Vec::len) > 1).then(|| {
            view! {
                <label class="filter">
                    <span class="unseen">"Department"</span>
                    <select
                        data-testid="department"
                        prop:value=move || desk.department.get().map_or(String::new(), |id| id.to_string())
                        on:change:target=move |event| choose(event.target().value())
                    >
                        <option value="">"All departments"</option>
                        {choices.get().into_iter().map(|(id, name)| view! {
                            <option value=id.to_string()>{name}</option>
                        }).collect_view()}
                    </select>
                    {icon(Icon::Down)}
                </label>
            }
        })
    }
}

fn look(scroller: NodeRef<html::Div>, measure: NodeRef<html::Div>) -> Sight {
    let row = measure.get_untracked().map_or(0, |element| element.offset_height());
    let (top, height) =
        scroller.get_untracked().map_or((0, 0), |element| (element.scroll_top(), element.client_height()));
    // The list is laid out to the height of its rows: before there are any, the page's height is the most it can be.
    let page = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    Sight {
        top: f64::from(top),
        height: page.max(f64::from(height)),
        row: if row > 0 { f64::from(row) } else { ROW_PX },
    }
}

/// The rows in sight, some around them, and the one that has the focus: it must not lose it by being scrolled away.
fn drawn(desk: Desk, sight: RwSignal<Sight>) -> Drawn {
    // Rows change with every event, the first and the last in sight only with the scroll.
    let range = Memo::new(move |_| {
        let Sight { top, height, row } = sight.get();
        let first = (top / row) as usize;
        let last = ((top + height) / row) as usize;
        (first.saturating_sub(ROWS_AROUND), last.saturating_add(ROWS_AROUND))
    });
    Memo::new(move |_| {
        desk.revision.track();
        let (first, last) = range.get();
        let at = desk.cursor.at.get();
        desk.inbox.with_value(|inbox| {
            let one = |place: usize| Some((place, inbox.at(place)?.clone()));
            let at = at.and_then(|id| inbox.place(&id));
            let before = at.filter(|place| *place < first).and_then(one);
            let after = at.filter(|place| *place > last).and_then(one);
            before.into_iter().chain((first..=last).map_while(one)).chain(after).collect()
        })
    })
}

/// A row that moves in the page loses the focus in some browsers: it gets it back.
fn keep_focus(desk: Desk, drawn: Drawn) {
    let cursor = desk.cursor;
    let left = window_event_listener_untyped("focusin", move |event| {
        let row = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if row.is_none_or(|row| !row.class_list().contains("row")) {
            cursor.has_focus.set(false);
        }
    });
    let pressed = window_event_listener_untyped("pointerdown", move |_| cursor.has_focus.set(false));
    on_cleanup(move || {
        left.remove();
        pressed.remove();
    });
    Effect::new(move || {
        drawn.track();
        cursor.follow(desk);
        let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if is_lost && cursor.has_focus.get_untracked() {
            focus_row(desk);
        }
    });
}

/// Scrolls as little as needed to the row that the keyboard has come to, and focuses it.
fn reveal(desk: Desk, scroller: NodeRef<html::Div>, sight: RwSignal<Sight>) {
    Effect::new(move |before: Option<()>| {
        desk.cursor.calls.track();
        let at = desk.cursor.at.get_untracked();
        let place = at.and_then(|id| desk.inbox.with_value(|inbox| inbox.place(&id)));
        let (Some(()), Some(place), Some(scroller)) = (before, place, scroller.get_untracked()) else {
            return;
        };
        let row = sight.get_untracked().row;
        let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        let above = place as f64 * row;
        let to = above.min(top).max(above + row - height);
        if (to - top).abs() >= 1.0 {
            scroller.set_scroll_top(to.round() as i32);
        }
        // Drawn before the next frame at the latest.
        request_animation_frame(move || focus_row(desk));
    });
}

fn focus_row(desk: Desk) {
    let Some(Some(id)) = desk.cursor.at.try_get_untracked() else { return };
    let row = document().get_element_by_id(&format!("row-{id}"));
    if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fails only for an element that takes no focus.
        let _ = row.focus_with_options(&options);
    }
}
