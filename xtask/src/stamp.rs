//! Which inputs a step last ran with, so that it is skipped when nothing changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;

/// Folders inside a crate that hold results.
const RESULTS: [&str; 4] = ["target", "build", "build-test", "node_modules"];

/// Does the work when an input changed since it last succeeded or an output is missing. Tells whether it was done.
pub fn when_changed(
    project: &Project,
    name: &str,
    inputs: &[PathBuf],
    outputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let file = project.work("stamps").join(name);
    let now = format!("{:016x}", content(inputs)?);
    let before = fs::read_to_string(&file).unwrap_or_default();
    if before == now && outputs.iter().all(|output| output.exists()) {
        return Ok(false);
    }
    // A step that fails half way must run again even when the old inputs come back.
    if file.exists() {
        fs::remove_file(&file)?;
    }
    work()?;
    fs::create_dir_all(project.work("stamps"))?;
    fs::write(&file, now)?;
    Ok(true)
}

/// A number that changes with any file's name or bytes.
pub fn content(inputs: &[PathBuf]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files(inputs) {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// A number that changes with any file's name, length or time of writing: cheap enough to ask for twice a second.
pub fn glance(inputs: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in files(inputs) {
        // A file that went away in between is a change by itself.
        let seen = file.metadata().ok().map(|data| (data.len(), data.modified().ok()));
        (file, seen).hash(&mut hasher);
    }
    hasher.finish()
}

/// Every file under the paths, sorted. Hidden files, editors' copies and results are left out.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_file() {
            found.push(path.clone());
        } else {
            walk(path, &mut found);
        }
    }
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    // An absent folder holds no files: a crate need not have every one.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        if !path.is_dir() {
            found.push(path);
        } else if !RESULTS.contains(&name.as_ref()) {
            walk(&path, found);
        }
    }
}
