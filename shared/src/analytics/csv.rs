//! The figures as a table for a spreadsheet: one number a line.

use super::figures::{Figures, Part, Row};
use super::measure::{Measure, Unit};

/// What tells a spreadsheet that the text is UTF-8.
pub const MARK: &str = "\u{feff}";

/// One cell, always in quotes (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it: names
/// are written by people.
pub fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

impl Figures {
    /// Columns: part, key, name, number, unit, value. The whole first, then its parts.
    pub fn to_csv(&self) -> String {
        let mut lines = vec![line(["part", "key", "name", "number", "unit", "value"])];
        for measure in Measure::ALL {
            lines.extend(self.whole.get(&measure).map(|value| number("whole", "", "", measure, *value)));
        }
        for (part, rows) in &self.parts {
            rows.iter().for_each(|row| lines.extend(row_lines(*part, row)));
        }
        format!("{MARK}{}", lines.concat())
    }
}

fn row_lines(part: Part, row: &Row) -> impl Iterator<Item = String> + use<'_> {
    let of = move |measure: Measure| {
        row.numbers.get(&measure).map(|value| number(part.name(), &row.key, &row.name, measure, *value))
    };
    Measure::ALL.into_iter().filter_map(of)
}

fn number(part: &str, key: &str, name: &str, measure: Measure, value: u64) -> String {
    let unit = match measure.unit() {
        Unit::Count => "",
        Unit::PerMille => "thousandths",
        Unit::Hundredths => "hundredths",
        Unit::Ms => "ms",
    };
    line([part, key, name, measure.title(), unit, &value.to_string()])
}

fn line(cells: [&str; 6]) -> String {
    format!("{}\r\n", cells.map(cell).join(","))
}

impl Part {
    /// As files name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Department => "department",
            Self::Trigger => "trigger",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }
}
