//! Tables: agents, departments, triggers, and what charts draw.

use baton_shared::analytics::{Figures, Measure, Part, Row};
use leptos::prelude::*;

use crate::analytics::cell;

const AGENTS: [Measure; 9] = [
    Measure::Accepted,
    Measure::Received,
    Measure::Declined,
    Measure::Missed,
    Measure::Completed,
    Measure::ResponseP50,
    Measure::ResolutionP50,
    Measure::Ratings,
    Measure::RatingMean,
];

const DEPARTMENTS: [Measure; 8] = [
    Measure::HandoverRate,
    Measure::Total,
    Measure::Completed,
    Measure::Abandoned,
    Measure::OfflineMessages,
    Measure::TimedOut,
    Measure::WaitP50,
    Measure::WaitP90,
];

const TRIGGERS: [Measure; 6] = [
    Measure::Total,
    Measure::Accepted,
    Measure::Completed,
    Measure::ResolutionRate,
    Measure::WaitP50,
    Measure::RatingMean,
];

/// The parts that are no points of a chart.
pub fn all(figures: &Figures) -> impl IntoView + use<> {
    let part = |title: &'static str, part: Part, measures: &'static [Measure]| {
        let rows: &[Row] = figures.parts.get(&part).map(Vec::as_slice).unwrap_or_default();
        let table = table(title, part, rows, measures);
        let formulas = measures.iter().map(|measure| {
            view! {
                <div class="formula-row"><dt>{measure.title()}</dt><dd>{measure.formula()}</dd></div>
            }
        });
        (!rows.is_empty()).then(|| {
            view! {
                <section class="part">
                    <h3>{title}</h3>
                    {table}
                    <details class="numbers">
                        <summary>"How these are worked out"</summary>
                        <dl class="formulas">{formulas.collect_view()}</dl>
                    </details>
                </section>
            }
        })
    };
    view! {
        {part("Agents", Part::Agent, &AGENTS)}
        {part("Departments", Part::Department, &DEPARTMENTS)}
        {part("Triggers", Part::Trigger, &TRIGGERS)}
    }
}

/// Rows of a part, a number a column. Scrolls by itself where it is wider than the page.
pub fn table(title: &'static str, part: Part, rows: &[Row], measures: &[Measure]) -> impl IntoView + use<> {
    let first = match part {
        Part::Agent => "Agent",
        Part::Department => "Department",
        Part::Trigger => "Trigger",
        Part::Hour => "Hour",
        Part::Day => "Day",
    };
    let heads =
        measures.iter().map(|measure| view! { <th scope="col">{measure.title()}</th> }).collect_view();
    let line = |row: &Row| {
        let cells = measures.iter().map(|measure| view! { <td>{cell(row, *measure)}</td> }).collect_view();
        view! { <tr><th scope="row">{row.name.clone()}</th>{cells}</tr> }
    };
    let lines = rows.iter().map(line).collect_view();
    view! {
        <div class="table" role="region" tabindex="0" aria-label=title>
            <table>
                <thead><tr><th scope="col">{first}</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}
