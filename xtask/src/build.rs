//! Builds all of it; steps whose inputs did not change are skipped.

use std::thread;

use anyhow::{Result, bail};

use crate::args::Args;
use crate::project::Project;
use crate::setup::{Tools, set_up};
use crate::step::say;
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
            told(edge::build(project, tools, false).and_then(|built| {
                if test_hooks {
                    edge::build(project, tools, true)?;
                }
                Ok(built)
            }))
        });
        let front = told(front::build(project, tools).and_then(|built| {
            assets::compress(&project.dist())?;
            Ok(built)
        }));
        match (edge.join(), front) {
            (Ok(Some(edge)), Some(front)) => Ok(Built { edge, front }),
            _ => bail!("the build failed: see above"),
        }
    })
}

/// The result, or nothing after its error was shown: at once, since the other half may take minutes more.
fn told<T>(result: Result<T>) -> Option<T> {
    result.map_err(|error| say(&format!("{error:#}"))).ok()
}
