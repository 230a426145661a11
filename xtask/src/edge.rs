//! Builds the Worker: worker-build, then wasm-opt.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::{Project, edge_build_name};
use crate::setup::Tools;
use crate::stamp::when_changed;
use crate::step::{Step, step};

/// More would take three times as long for 1 % of the bundle: rustc has optimised already. Without `-g` the names of
/// functions go, a third of the file.
const OPTIMISE: [&str; 2] = ["-O1", "--strip-debug"];
/// The fault injector that a test build puts in front of the Worker.
const HOOKS: &str = "tests/engine/hooks.js";
/// What rustc and wasm-bindgen use. Named one by one, so that nothing appears that workerd does not know.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-exception-handling",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the Worker when its sources changed. Tells whether it was built.
pub fn build(project: &Project, tools: &Tools, test_hooks: bool) -> Result<bool> {
    let folder = project.edge_build(test_hooks);
    let wasm = folder.join("index_bg.wasm");
    let name = if test_hooks { "edge with test hooks" } else { "edge" };
    when_changed(project, name, &inputs(project), &[folder.join("index.js"), wasm.clone()], || {
        step(name, |step| {
            let mut command = Command::new(&tools.worker_build);
            command.current_dir(project.root.join("edge"));
            command.args(["--release", "--no-opt", "--out-dir", edge_build_name(test_hooks)]);
            if test_hooks {
                command.args(["--features", "test-hooks"]);
            }
            project.for_wasm(&mut command);
            command
                .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
                .env("WASM_OPT_BIN", &tools.wasm_opt)
                .env("ESBUILD_BIN", &tools.esbuild)
                // A backtrace of worker-build tells nothing about an error in our code.
                .env("RUST_BACKTRACE", "0");
            step.run(&mut command).map_err(|error| compiler_error(&error))?;
            if test_hooks {
                // Names stay for the traces, and nobody downloads it.
                fs::copy(project.root.join(HOOKS), folder.join("hooks.js"))?;
                return Ok(());
            }
            optimise(step, tools, &OPTIMISE, &wasm)?;
            Ok(())
        })
    })
}

/// The compiler's words, without worker-build's around them.
fn compiler_error(error: &anyhow::Error) -> anyhow::Error {
    let text = format!("{error:#}");
    let (said, _) = text.split_once("\nError: Compiling your crate").unwrap_or((&text, ""));
    let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with("[INFO]")).collect();
    anyhow::anyhow!("{}", lines.join("\n"))
}

/// What the Worker is made of.
pub fn inputs(project: &Project) -> Vec<PathBuf> {
    let of = ["edge", "shared", "Cargo.toml", "Cargo.lock", "package-lock.json", "xtask/src/edge.rs", HOOKS];
    of.iter().map(|path| project.root.join(path)).collect()
}

/// Runs wasm-opt over a file, in place. Returns what it prints.
pub fn optimise(step: &Step, tools: &Tools, flags: &[&str], wasm: &PathBuf) -> Result<String> {
    let smaller = wasm.with_extension("opt");
    let mut command = Command::new(&tools.wasm_opt);
    let printed = step.run(command.arg(wasm).arg("-o").arg(&smaller).args(flags).args(FEATURES))?;
    fs::rename(smaller, wasm)?;
    Ok(printed)
}
