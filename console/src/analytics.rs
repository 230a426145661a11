//! How the numbers of analytics are written for a person, and what a chart is told to draw. Pure.

use baton_shared::analytics::{Measure, Part, Row, Unit};
use serde::Serialize;

/// A number as a person reads it.
pub fn shown(measure: Measure, value: u64) -> String {
    match measure.unit() {
        Unit::Count => thousands(value),
        Unit::PerMille => format!("{}.{} %", value / 10, value % 10),
        Unit::Hundredths => format!("{}.{:02}", value / 100, value % 100),
        Unit::Ms => duration(value),
    }
}

/// The number of a row, or a dash.
pub fn cell(row: &Row, measure: Measure) -> String {
    row.numbers.get(&measure).map_or_else(|| "–".to_owned(), |value| shown(measure, *value))
}

/// `12345` as `12,345`.
fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The two largest units: what is smaller says nothing beside them.
fn duration(ms: u64) -> String {
    let (seconds, minutes, hours) = (ms / 1_000, ms / 60_000, ms / 3_600_000);
    let two = |large: u64, name: &str, small: u64, smaller: &str| match small {
        0 => format!("{large} {name}"),
        _ => format!("{large} {name} {small} {smaller}"),
    };
    match ms {
        0 => "0 s".to_owned(),
        1..1_000 => format!("0.{} s", (ms / 100).max(1)),
        1_000..60_000 => format!("{seconds} s"),
        60_000..3_600_000 => two(minutes, "min", seconds % 60, "s"),
        3_600_000..86_400_000 => two(hours, "h", minutes % 60, "min"),
        _ => two(hours / 24, "d", hours % 24, "h"),
    }
}

/// What `console/charts.js` draws.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Chart {
    what: &'static str,
    unit: Unit,
    labels: Vec<String>,
    series: Vec<Series>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Series {
    name: &'static str,
    /// A colour of the style sheet.
    tone: &'static str,
    kind: Kind,
    values: Vec<Option<u64>>,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// For counts.
    Bars,
    /// For times, and for what is laid over bars.
    Line,
}

impl Chart {
    /// One point a row. All series have the unit of the first.
    pub fn of(part: Part, rows: &[Row], series: &[(Measure, &'static str, Kind)]) -> Self {
        let values = |measure: Measure| rows.iter().map(|row| row.numbers.get(&measure).copied()).collect();
        let series = series.iter().map(|(measure, tone, kind)| Series {
            name: measure.title(),
            tone,
            kind: *kind,
            values: values(*measure),
        });
        let series: Vec<Series> = series.collect();
        let unit = match series.iter().any(|series| series.kind == Kind::Bars) {
            true => Unit::Count,
            false => Unit::Ms,
        };
        let what = if part == Part::Day { "Day" } else { "Hour" };
        Self { what, unit, labels: rows.iter().map(|row| label(part, row)).collect(), series }
    }

    /// As an attribute.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Short: `20 Nov` of a day.
fn label(part: Part, row: &Row) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let day = || {
        let (_, rest) = row.key.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some(format!("{} {month}", day.trim_start_matches('0')))
    };
    let short = if part == Part::Day { day() } else { None };
    short.unwrap_or_else(|| row.name.clone())
}

#[cfg(test)]
mod tests {
    use super::{Chart, Kind, label, shown};
    use baton_shared::analytics::{Measure, Numbers, Part, Row};

    fn row(key: &str) -> Row {
        Row { key: key.to_owned(), name: key.to_owned(), numbers: Numbers::from([(Measure::Total, 3)]) }
    }

    #[test]
    fn numbers_are_written_for_people() {
        for (measure, value, words) in [
            (Measure::Total, 0, "0"),
            (Measure::Total, 999, "999"),
            (Measure::Total, 1_234_567, "1,234,567"),
            (Measure::HandoverRate, 304, "30.4 %"),
            (Measure::HandoverRate, 1_000, "100.0 %"),
            (Measure::RatingMean, 405, "4.05"),
            (Measure::WaitP50, 0, "0 s"),
            (Measure::WaitP50, 40, "0.1 s"),
            (Measure::WaitP50, 59_999, "59 s"),
            (Measure::WaitP50, 60_000, "1 min"),
            (Measure::WaitP50, 200_000, "3 min 20 s"),
            (Measure::WaitP50, 7_500_000, "2 h 5 min"),
            (Measure::WaitP50, 90_000_000, "1 d 1 h"),
        ] {
            assert_eq!(shown(measure, value), words);
        }
    }

    #[test]
    fn a_chart_leaves_a_gap_where_there_is_no_number() {
        let series = [(Measure::Total, "accent", Kind::Bars), (Measure::Completed, "good", Kind::Line)];
        let chart = Chart::of(Part::Day, &[row("2026-11-05")], &series);
        assert_eq!(
            chart.to_json(),
            r#"{"what":"Day","unit":"count","labels":["5 Nov"],"series":[{"name":"Handovers","tone":"accent","kind":"bars","values":[3]},{"name":"Completed","tone":"good","kind":"line","values":[null]}]}"#
        );
        assert_eq!(label(Part::Hour, &row("9")), "9");
    }
}
