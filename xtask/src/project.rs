//! Where things are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The workspace's folders.
#[derive(Clone, Debug)]
pub struct Project {
    pub root: PathBuf,
    /// Cargo's target folder: `$CARGO_TARGET_DIR`, or `target`.
    pub target: PathBuf,
}

impl Project {
    pub fn find() -> Result<Self> {
        let root = xtask::project_root();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// Everything that is served.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The Worker as worker-build leaves it.
    pub fn edge_build(&self, test_hooks: bool) -> PathBuf {
        self.root.join("edge").join(edge_build_name(test_hooks))
    }

    /// A cargo that compiles for wasm: into our target folder, and without this machine's paths in what is served.
    pub fn for_wasm(&self, command: &mut Command) {
        let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
        let sources = cargo_home.join("registry/src");
        let flags = format!(
            "--remap-path-prefix={}=crates --remap-path-prefix={}=baton",
            sources.display(),
            self.root.display()
        );
        command.env("CARGO_TARGET_DIR", &self.target);
        // The variable cannot hold a path with a space: then the paths stay.
        if flags.matches(' ').count() == 1 {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        }
    }

    /// A folder for what is neither source nor served.
    pub fn work(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// A program that npm installed.
    pub fn npm_bin(&self, path: &str) -> PathBuf {
        self.root.join("node_modules").join(path)
    }

    /// The version that the workspace pins for a crate.
    pub fn pin(&self, name: &str) -> Result<String> {
        let manifest = std::fs::read_to_string(self.root.join("Cargo.toml"))?;
        pinned(&manifest, name).with_context(|| format!("Cargo.toml pins no version of {name}"))
    }
}

/// worker-build takes its output folder relative to the crate.
pub fn edge_build_name(test_hooks: bool) -> &'static str {
    if test_hooks { "build-test" } else { "build" }
}

/// The program of this name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

fn pinned(manifest: &str, name: &str) -> Option<String> {
    let line = manifest.lines().find(|line| line.split('=').next().is_some_and(|key| key.trim() == name))?;
    let (_, version) = line.split_once("\"=")?;
    Some(version.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_pin_is_found_and_a_loose_one_is_not() {
        let manifest = "worker = \"=0.8.7\"\nserde = \"1\"\nleptos = { version = \"=0.8.23\" }\n";
        assert_eq!(pinned(manifest, "worker").as_deref(), Some("0.8.7"));
        assert_eq!(pinned(manifest, "leptos").as_deref(), Some("0.8.23"));
        assert_eq!(pinned(manifest, "serde"), None);
        assert_eq!(pinned(manifest, "absent"), None);
    }
}
