//! Measures a conversation's turn beside the floor: a bare JavaScript object, on the same workerd.

use std::process::Command;

use anyhow::{Result, bail};
use xtask::{BareObject, Engine, Workerd, free_port};

use crate::project::Project;

/// Starts an engine with an empty state and both contenders, and lets the client print its table.
pub fn measure(project: &Project) -> Result<()> {
    let state = project.work("bench");
    if state.exists() {
        std::fs::remove_dir_all(&state)?;
    }
    let floor_port = free_port()?;
    let mut engine = Engine::new(project.edge_build(false), project.dist(), &state, free_port()?)
        // The bench writes faster than any person may.
        .binding("BATON_FRAMES_PER_SECOND", "1000000");
    engine.beside.push(BareObject {
        name: "bare".to_owned(),
        port: floor_port,
        module: project.root.join("tests/bench/bare.js"),
        class: "Bare".to_owned(),
    });
    let workerd = Workerd::start(engine)?;
    let status = Command::new("node")
        .arg(project.root.join("tests/bench/turn.mjs"))
        .env("BATON_URL", workerd.url())
        .env("BARE_URL", format!("http://127.0.0.1:{floor_port}"))
        .env("BATON_SECRET", workerd.secret())
        .status()?;
    drop(workerd);
    std::fs::remove_dir_all(&state)?;
    if !status.success() {
        bail!("the bench of a turn has failed: its words stand above");
    }
    Ok(())
}
