//! Measures what the widget costs a customer's page, beside the page alone and beside a floor that is written by hand.

use std::process::Command;

use anyhow::{Result, bail};
use xtask::{Engine, Workerd, free_port};

use crate::chromium;
use crate::project::Project;

/// Starts an engine with an empty state and lets the script open pages on it; it prints its tables.
pub fn measure(project: &Project) -> Result<()> {
    let state = project.work("bench");
    if state.exists() {
        std::fs::remove_dir_all(&state)?;
    }
    let engine = Engine::new(project.edge_build(false), project.dist(), &state, free_port()?);
    let workerd = Workerd::start(engine)?;
    let mut script = Command::new("node");
    script.arg(project.root.join("tests/bench/widget.mjs")).env("BATON_URL", workerd.url());
    if let Some(chromium) = chromium::find_or_install(project)? {
        script.env("CHROMIUM", chromium);
    }
    let status = script.status()?;
    drop(workerd);
    std::fs::remove_dir_all(&state)?;
    if !status.success() {
        bail!("the bench of the widget has failed: its words stand above");
    }
    Ok(())
}
