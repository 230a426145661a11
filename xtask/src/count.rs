//! Reads from a test runner's output how many tests passed and failed.

use std::ops::AddAssign;

use serde_json::Value;

/// Tests of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The summary of `cargo nextest`, or else those of `cargo test`; `None` when there is none.
pub fn of_cargo(output: &str) -> Option<Count> {
    let lines = || output.lines().map(str::trim);
    // nextest repeats what a failed test wrote, and that looks like the summary of `cargo test`.
    let nextest = lines().rfind(|line| line.starts_with("Summary ["));
    if let Some((_, numbers)) = nextest.and_then(|line| line.split_once(" run: ")) {
        return Some(summed(numbers));
    }
    let results = lines().filter_map(|line| line.strip_prefix("test result: ")?.split_once(". "));
    let mut total = None;
    for (_, numbers) in results {
        *total.get_or_insert_default() += summed(numbers);
    }
    total
}

/// `12 passed (1 slow), 2 failed, 1 timed out, 3 skipped`, with either runner's signs between.
fn summed(numbers: &str) -> Count {
    let mut count = Count::default();
    for part in numbers.split([',', ';', '(', ')']) {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match what {
            "passed" => count.passed += number,
            "failed" | "timed out" | "exec failed" => count.failed += number,
            "skipped" | "ignored" => count.skipped += number,
            // `filtered out`, `measured`, `slow`, `flaky`: counted elsewhere or not tests.
            _ => {}
        }
    }
    count
}

/// The report of Playwright's JSON reporter. A flaky test, which passed only when repeated, has failed.
pub fn of_playwright(report: &str) -> Option<Count> {
    let report: Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let number = |name: &str| stats.get(name).and_then(Value::as_u64);
    Some(Count {
        passed: number("expected")?,
        failed: number("unexpected")? + number("flaky")?,
        skipped: number("skipped")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runner_s_summary_is_read() {
        let count = |passed, failed, skipped| Some(Count { passed, failed, skipped });
        for (output, wanted) in [
            ("     Summary [   0.512s] 12 tests run: 12 passed, 0 skipped", count(12, 0, 0)),
            (
                "     Summary [   9.1s] 5/7 tests run: 2 passed (1 slow), 2 failed, 1 timed out, 3 skipped",
                count(2, 3, 3),
            ),
            ("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped", count(1, 0, 0)),
            (
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.00s",
                count(3, 0, 1),
            ),
            (
                "test result: ok. 3 passed; 0 failed\n\ntest result: FAILED. 1 passed; 2 failed; 0 ignored",
                count(4, 2, 0),
            ),
            ("error: could not compile", None),
        ] {
            assert_eq!(of_cargo(output), wanted, "{output}");
        }
        let report = r#"{"stats":{"expected":4,"skipped":1,"unexpected":2,"flaky":1,"duration":3.5}}"#;
        assert_eq!(of_playwright(report), count(4, 3, 1));
        assert_eq!(of_playwright("{}"), None);
    }
}
