//! Measures a large desk: its decisions as wasm under node, and how it wakes on workerd.

use std::process::Command;

use anyhow::{Result, bail};
use xtask::{Engine, Workerd, free_port};

use crate::edge;
use crate::project::Project;
use crate::setup::Tools;
use crate::step::step;

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the bench and an engine that can be filled and evicted, and lets the client print its tables.
pub fn measure(project: &Project, tools: &Tools) -> Result<()> {
    edge::build(project, tools, true)?;
    let target = project.work("bench-target");
    step("desk bench", |step| {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&project.root);
        cargo.args(["build", "-p", "baton-shared", "--example", "desk_bench", "--release"]);
        cargo.args(["--target", TARGET]).env("CARGO_TARGET_DIR", &target);
        step.run(&mut cargo)
    })?;
    let state = project.work("bench");
    if state.exists() {
        std::fs::remove_dir_all(&state)?;
    }
    let mut engine = Engine::new(project.edge_build(true), project.dist(), &state, free_port()?);
    engine.test_hooks = true;
    let workerd = Workerd::start(engine)?;
    let status = Command::new("node")
        .arg(project.root.join("tests/bench/desk.mjs"))
        .env("BATON_URL", workerd.url())
        .env("DESK_WASM", target.join(TARGET).join("release/examples/desk_bench.wasm"))
        .status()?;
    drop(workerd);
    std::fs::remove_dir_all(&state)?;
    if !status.success() {
        bail!("the bench of the desk has failed: its words stand above");
    }
    Ok(())
}
