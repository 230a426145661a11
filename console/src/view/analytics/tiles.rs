//! Single numbers: against the targets, and by themselves. Each opens its formula.

use baton_shared::analytics::{Against, Figures, Measure, Numbers};
use leptos::prelude::*;

use crate::analytics::shown;
use crate::view::icon::{Icon, icon};

const HANDOVERS: [Measure; 12] = [
    Measure::VisitorsChatted,
    Measure::VisitorsRequested,
    Measure::ChatsWithRequests,
    Measure::Total,
    Measure::Pending,
    Measure::InProgress,
    Measure::Completed,
    Measure::PassedOn,
    Measure::Requeued,
    Measure::OfflineMessages,
    Measure::Abandoned,
    Measure::TimedOut,
];

const TIMES: [Measure; 12] = [
    Measure::WaitP50,
    Measure::WaitP90,
    Measure::ResponseP50,
    Measure::ResponseP90,
    Measure::ResolutionP50,
    Measure::ResolutionP90,
    Measure::HumanMs,
    Measure::BotMs,
    Measure::BotMessages,
    Measure::Unanswered,
    Measure::Declined,
    Measure::Missed,
];

/// How it stands against what the site wants.
pub fn targets(figures: &Figures) -> impl IntoView + use<> {
    let tile = |against: &Against| {
        let Against { measure, target, is_minimum, is_met } = against.clone();
        let bound = if is_minimum { "at least" } else { "at most" };
        let words = format!("Target: {bound} {}", shown(measure, target));
        let (class, verdict) = match is_met {
            Some(true) => ("badge is-met", "On target"),
            Some(false) => ("badge is-off", "Off target"),
            None => ("badge", "No number yet"),
        };
        view! {
            <Tile measure value=figures.whole.get(&measure).copied()>
                <p class="tile-foot"><span class=class>{verdict}</span><span>{words}</span></p>
            </Tile>
        }
    };
    let tiles = figures.targets.iter().map(tile).collect_view();
    view! {
        <section class="part" aria-labelledby="part-targets">
            <h3 id="part-targets">"Against the targets"</h3>
            <ul class="tiles is-large">{tiles}</ul>
        </section>
    }
}

/// Visitors, and how handovers stand.
pub fn handovers(whole: &Numbers) -> impl IntoView + use<> {
    section("part-handovers", "Visitors and handovers", &HANDOVERS, whole)
}

/// Waits, answers, and what should not happen.
pub fn times(whole: &Numbers) -> impl IntoView + use<> {
    section("part-times", "Times and misses", &TIMES, whole)
}

fn section(
    id: &'static str,
    title: &'static str,
    measures: &[Measure],
    whole: &Numbers,
) -> impl IntoView + use<> {
    let tile = |measure: &Measure| {
        let (measure, value) = (*measure, whole.get(measure).copied());
        view! { <Tile measure value>{alarm(measure, value)}</Tile> }
    };
    let tiles = measures.iter().map(tile).collect_view();
    view! {
        <section class="part" aria-labelledby=id>
            <h3 id=id>{title}</h3>
            <ul class="tiles">{tiles}</ul>
        </section>
    }
}

/// A bot that talks over a human is a fault of ours, not a matter of degree.
fn alarm(measure: Measure, value: Option<u64>) -> Option<impl IntoView + use<>> {
    let is_fault = measure == Measure::BotMessages && value.is_some_and(|value| value > 0);
    is_fault.then(|| view! { <p class="tile-foot"><span class="badge is-off">"Must be 0"</span></p> })
}

#[component]
fn Tile(measure: Measure, value: Option<u64>, children: Children) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let words = value.map_or_else(|| "–".to_owned(), |value| shown(measure, value));
    let id = format!("formula-{measure:?}");
    let controls = id.clone();
    view! {
        <li class="tile" data-measure=format!("{measure:?}")>
            <div class="tile-head">
                <span class="tile-name">{measure.title()}</span>
                <button
                    type="button"
                    class="icon-button is-info"
                    aria-label=format!("How it is worked out: {}", measure.title())
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls=controls
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {icon(Icon::Info)}
                </button>
            </div>
            <p class="tile-value">{words}</p>
            {children()}
            <p class="formula" id=id hidden=move || !is_open.get()>{measure.formula()}</p>
        </li>
    }
}
