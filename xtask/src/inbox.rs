//! Measures how soon a key is seen at the desk while its list is large and busy.

use std::process::Command;

use anyhow::{Result, bail};

use crate::chromium;
use crate::project::Project;

/// Lets the script play a desk to the built console in a real browser; it prints its table.
pub fn measure(project: &Project) -> Result<()> {
    let mut script = Command::new("node");
    script.arg(project.root.join("tests/bench/inbox.mjs")).env("BATON_DIST", project.dist());
    if let Some(chromium) = chromium::find_or_install(project)? {
        script.env("CHROMIUM", chromium);
    }
    if !script.status()?.success() {
        bail!("the bench of the inbox has failed: its words stand above");
    }
    Ok(())
}
