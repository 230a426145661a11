//! `cargo xtask bench`: measures what we promise about.

use anyhow::Result;

use crate::args::Args;
use crate::build::build;
use crate::project::Project;
use crate::setup::set_up;
use crate::{desk, inbox, sizes, turn, widget};

pub fn bench(project: &Project, args: Args) -> Result<()> {
    args.end()?;
    let tools = set_up(project)?;
    build(project, &tools, false)?;
    println!("{}", sizes::table(&sizes::measure(project)?));
    println!("\nthe widget on a customer's page, cold; beside the page alone and a floor written by hand");
    widget::measure(project)?;
    println!(
        "\na turn: visitor's frame, stored, acknowledged; beside a bare object that inserts a row and echoes"
    );
    turn::measure(project)?;
    desk::measure(project, &tools)?;
    println!("\nthe desk's list: from a key to the frame in which it is seen, 5,000 conversations");
    inbox::measure(project)
}
