//! Builds all of it; steps whose inputs did not change are skipped.

use std::thread;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project::Project;
use crate::setup::{Tools, set_up};
use crate::{assets, edge, front};

/// What a build changed.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    pub edge: bool,
    pub front: bool,
}

pub fn command(project: &Project, mut args: Args) -> Result<()> {
    let test_hooks = args.flag("--test-hooks");
    args.end()?;
    let tools = set_up(project)?;
    build(project, &tools, test_hooks).map(|_| ())
}

/// Builds edge and front ends side by side: the last step of each runs on one core only. With `test_hooks` the edge is
/// built a second time, for tests.
pub fn build(project: &Project, tools: &Tools, test_hooks: bool) -> Result<Built> {
    thread::scope(|scope| {
        let edge = scope.spawn(|| {
            let built = edge::build(project, tools, false)?;
            if test_hooks {
                edge::build(project, tools, true)?;
            }
            anyhow::Ok(built)
        });
        let front = front::build(project, tools).and_then(|built| {
            assets::compress(&project.dist())?;
            Ok(built)
        });
        let edge = edge.join().ok().context("building the edge panicked")??;
        Ok(Built { edge, front: front? })
    })
}
