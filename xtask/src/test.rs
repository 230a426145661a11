//! `cargo xtask test`: set up, build, check the sizes, run the parts, count.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::build::build;
use crate::chromium;
use crate::count::{Count, of_cargo, of_playwright};
use crate::project::{Project, on_path};
use crate::setup::set_up;
use crate::sizes;

const PARTS: [&str; 3] = ["pure", "engine", "browser"];

struct Row {
    part: &'static str,
    count: Count,
    took: Duration,
}

pub fn test(project: &Project, args: Args) -> Result<ExitCode> {
    let words = args.words()?;
    if let Some(unknown) = words.iter().find(|word| !PARTS.contains(&word.as_str())) {
        bail!("there is no part `{unknown}`: the parts are {}", PARTS.join(", "));
    }
    let wanted = |part: &str| words.is_empty() || words.iter().any(|word| word == part);

    let mut rows = Vec::new();
    // The pure tests need no build of the wasm crates, and fail soonest.
    if wanted("pure") {
        let packages = ["-p", "baton-shared", "-p", "baton-client", "-p", "baton-console", "-p", "baton-tests", "-p", "xtask"];
        rows.push(row("pure", || {
            cargo_tests(project, &packages, &["--lib", "--bins", "--test", "it"], &[])
        })?);
    }
    if wanted("engine") || wanted("browser") {
        let tools = set_up(project)?;
        build(project, &tools, true)?;
        rows.push(row("sizes", || sizes::check(project))?);
        let mut surroundings = surroundings(project)?;
        if wanted("engine") {
            let only = ["--test", "engine"];
            rows.push(row("engine", || cargo_tests(project, &["-p", "baton-tests"], &only, &surroundings))?);
        }
        if wanted("browser") {
            surroundings.extend(chromium::find_or_install(project)?.map(|path| ("CHROMIUM", path.into())));
            rows.push(row("browser", || browser_tests(project, &surroundings))?);
        }
    }
    Ok(report(&rows))
}

/// What the tests are told about where things are.
fn surroundings(project: &Project) -> Result<Vec<(&'static str, OsString)>> {
    Ok(vec![
        ("BATON_XTASK", std::env::current_exe()?.into()),
        ("BATON_WORKERD", xtask::workerd_binary()?.into()),
        ("BATON_DIST", project.dist().into()),
        ("BATON_EDGE_BUILD", project.edge_build(false).into()),
        ("BATON_EDGE_TEST_BUILD", project.edge_build(true).into()),
    ])
}

fn row(part: &'static str, run: impl FnOnce() -> Result<Count>) -> Result<Row> {
    crate::step::say(&format!("\n== {part}"));
    let begun = Instant::now();
    Ok(Row { part, count: run()?, took: begun.elapsed() })
}

fn cargo_tests(
    project: &Project,
    packages: &[&str],
    targets: &[&str],
    surroundings: &[(&str, OsString)],
) -> Result<Count> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root);
    if on_path("cargo-nextest").is_some() {
        cargo.args(["nextest", "run"]);
    } else {
        cargo.arg("test");
    }
    cargo.arg("--no-fail-fast").args(packages).args(targets);
    cargo.envs(surroundings.iter().map(|(name, value)| (name, value)));
    let (success, output) = shown(&mut cargo)?;
    Ok(honest(success, of_cargo(&output)))
}

fn browser_tests(project: &Project, surroundings: &[(&str, OsString)]) -> Result<Count> {
    let file = project.work("playwright.json");
    fs::create_dir_all(project.work(""))?;
    // A report that is left from before must not be counted.
    fs::remove_file(&file).ok();
    let mut playwright = Command::new(project.npm_bin(".bin/playwright"));
    playwright.current_dir(&project.root);
    playwright.args(["test", "-c", "tests/browser/playwright.config.mjs", "--reporter=list,json"]);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &file);
    playwright.envs(surroundings.iter().map(|(name, value)| (name, value)));
    let success = playwright.status().context("cannot start playwright")?.success();
    let report = fs::read_to_string(&file).unwrap_or_default();
    Ok(honest(success, of_playwright(&report)))
}

/// A run that failed without a failed test, or that counted nothing, is one failure: it must not look like a success.
fn honest(success: bool, count: Option<Count>) -> Count {
    let mut count = count.unwrap_or_default();
    if count.failed == 0 && (!success || count.passed == 0) {
        count.failed = 1;
    }
    count
}

/// Runs a program, shows what it says as it says it, and keeps it.
fn shown(command: &mut Command) -> Result<(bool, String)> {
    // Both streams through one pipe, so that they stay in order.
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().context("cannot start cargo")?;
    // The command holds the writing ends: while they are open, the reader finds no end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut kept = String::new();
    let mut lines = BufReader::new(reader);
    let mut bytes = Vec::new();
    while lines.read_until(b'\n', &mut bytes)? > 0 {
        std::io::stderr().write_all(&bytes)?;
        kept.push_str(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    Ok((child.wait()?.success(), without_colour(&kept)))
}

/// The text without the escape sequences that set colours.
fn without_colour(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

fn report(rows: &[Row]) -> ExitCode {
    let mut total = Count::default();
    println!("\n{:<10}{:>8}{:>8}{:>9}{:>10}", "part", "passed", "failed", "skipped", "time");
    for Row { part, count, took } in rows {
        let Count { passed, failed, skipped } = count;
        println!("{part:<10}{passed:>8}{failed:>8}{skipped:>9}{:>8.1} s", took.as_secs_f64());
        total += *count;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_did_not_run_has_failed() {
        let count = |passed, failed| Count { passed, failed, skipped: 0 };
        assert_eq!(honest(false, None).failed, 1);
        assert_eq!(honest(true, None).failed, 1);
        assert_eq!(honest(true, Some(count(3, 0))), count(3, 0));
        assert_eq!(honest(false, Some(count(3, 0))), count(3, 1));
        assert_eq!(honest(false, Some(count(3, 2))), count(3, 2));
    }

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(without_colour("a \x1b[1;32mok\x1b[0m b"), "a ok b");
    }
}
