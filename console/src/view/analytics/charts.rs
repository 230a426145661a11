//! The charts, each with its numbers as a table for those who read instead of look.

use baton_shared::analytics::{Figures, Measure, Part, Row};
use leptos::prelude::*;

use super::tables::table;
use crate::analytics::{Chart, Kind};

/// One chart: which part, and which numbers.
struct Drawn {
    title: &'static str,
    part: Part,
    series: &'static [(Measure, &'static str, Kind)],
}

const DRAWN: [Drawn; 4] = [
    Drawn {
        title: "Handovers by day",
        part: Part::Day,
        series: &[(Measure::Total, "accent", Kind::Bars), (Measure::Completed, "good", Kind::Line)],
    },
    Drawn {
        title: "Handovers by hour of the day",
        part: Part::Hour,
        series: &[(Measure::Total, "accent", Kind::Bars), (Measure::Completed, "good", Kind::Line)],
    },
    Drawn {
        title: "Wait by day",
        part: Part::Day,
        series: &[(Measure::WaitP50, "wait", Kind::Line), (Measure::WaitP90, "bad", Kind::Line)],
    },
    Drawn {
        title: "Response and resolution by day",
        part: Part::Day,
        series: &[(Measure::ResponseP50, "accent", Kind::Line), (Measure::ResolutionP50, "good", Kind::Line)],
    },
];

/// All charts.
pub fn all(figures: &Figures) -> impl IntoView + use<> {
    let figure = |drawn: &'static Drawn| {
        let rows: &[Row] = figures.parts.get(&drawn.part).map(Vec::as_slice).unwrap_or_default();
        let json = Chart::of(drawn.part, rows, drawn.series).to_json();
        let measures: Vec<Measure> = drawn.series.iter().map(|(measure, ..)| *measure).collect();
        let table = table(drawn.title, drawn.part, rows, &measures);
        view! {
            <figure class="chart">
                <figcaption><h3>{drawn.title}</h3></figcaption>
                <baton-chart aria-hidden="true" data-chart=move || json.clone()></baton-chart>
                <details class="numbers">
                    <summary>"As a table"</summary>
                    {table}
                </details>
            </figure>
        }
    };
    view! { <div class="charts">{DRAWN.iter().map(figure).collect_view()}</div> }
}
