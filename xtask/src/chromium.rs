//! Finds a Chromium for the browser tests, or installs one.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{Project, on_path};
use crate::setup::apt_install;
use crate::step::step;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// `$CHROMIUM`, or the one on the search path, or Debian's package. `None` means that Playwright's own is installed and
/// Playwright finds it by itself.
pub fn find_or_install(project: &Project) -> Result<Option<PathBuf>> {
    if let Some(given) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if !given.is_file() {
            bail!("CHROMIUM names {}, which is not there", given.display());
        }
        return Ok(Some(given));
    }
    let found = || NAMES.into_iter().find_map(on_path);
    if let Some(chromium) = found() {
        return Ok(Some(chromium));
    }
    if apt_install(&["chromium"])? {
        return Ok(found());
    }
    step("playwright install chromium", |step| {
        let mut playwright = Command::new(project.npm_bin(".bin/playwright"));
        step.run(playwright.current_dir(&project.root).args(["install", "chromium"]))
    })?;
    Ok(None)
}
