//! `cargo xtask bench`: measures what we promise about.

use anyhow::Result;

use crate::args::Args;
use crate::build::build;
use crate::project::Project;
use crate::setup::set_up;
use crate::sizes;

pub fn bench(project: &Project, args: Args) -> Result<()> {
    args.end()?;
    let tools = set_up(project)?;
    build(project, &tools, false)?;
    println!("{}", sizes::table(&sizes::measure(project)?));
    Ok(())
}
