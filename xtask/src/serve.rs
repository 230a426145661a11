//! `cargo xtask engine` and `cargo xtask page`: one of the two in the foreground, quickly, for the browser tests.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use xtask::{Engine, Workerd};

use crate::args::Args;
use crate::page::Page;
use crate::project::Project;

const POLL: Duration = Duration::from_millis(100);

pub fn engine(project: &Project, mut args: Args) -> Result<()> {
    let port = args.value("--port")?.context("--port is needed")?;
    let state: PathBuf = args.value("--state")?.context("--state is needed")?;
    let test_hooks = args.flag("--test-hooks");
    let bindings = args.values("--binding")?;
    let outbound_allow = args.values("--outbound")?;
    args.end()?;

    let mut engine = Engine::new(project.edge_build(test_hooks), project.dist(), state, port);
    engine.test_hooks = test_hooks;
    engine.print_log = true;
    engine.outbound_allow = outbound_allow;
    for binding in bindings {
        let (name, value) = binding.split_once('=').context("--binding takes NAME=VALUE")?;
        engine = engine.binding(name, value);
    }
    let stopped = stop_sign()?;
    let mut workerd = Workerd::start(engine)?;
    println!("{}", workerd.url());
    while !stopped.load(Ordering::Relaxed) {
        if workerd.has_ended() {
            bail!("workerd has ended");
        }
        sleep(POLL);
    }
    workerd.stop()
}

pub fn page(project: &Project, mut args: Args) -> Result<()> {
    let port = args.value("--port")?.context("--port is needed")?;
    let engine_port = args.value("--engine-port")?.unwrap_or(8787);
    args.end()?;
    let stopped = stop_sign()?;
    Page { file: project.root.join("index.html"), port, engine_port }.serve()?;
    println!("http://127.0.0.1:{port}");
    while !stopped.load(Ordering::Relaxed) {
        sleep(POLL);
    }
    Ok(())
}

/// Becomes true when somebody presses Ctrl-C or asks the process to end.
pub fn stop_sign() -> Result<Arc<AtomicBool>> {
    let stopped = Arc::new(AtomicBool::new(false));
    let sign = Arc::clone(&stopped);
    ctrlc::set_handler(move || sign.store(true, Ordering::Relaxed))?;
    Ok(stopped)
}
