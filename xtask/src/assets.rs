//! Writes files to dist/ and puts a brotli copy beside each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::step::step;

/// Node's own brotli: it is there anyway, and a Rust library would make the first build of xtask longer.
const COMPRESS: &str = "
const { readFileSync, writeFileSync } = require('node:fs');
const { brotliCompressSync, constants } = require('node:zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22,
                   [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const packed = brotliCompressSync(bytes, { params });
  if (process.env.WRITE) writeFileSync(file + '.br', packed);
  console.log(packed.length);
}";

/// A file to serve.
#[derive(Debug)]
pub struct File {
    /// Its path inside the folder.
    pub name: PathBuf,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }
}

/// Makes the folder hold these files. Each is replaced at once, so that nobody is served half of one, and only when it
/// differs. Files that are there no more go, except folders, which have their own publishers.
pub fn publish(folder: &Path, files: Vec<File>) -> Result<()> {
    let mut wanted = Vec::new();
    for File { name, bytes } in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if !fs::read(&path).is_ok_and(|there| there == bytes) {
            let fresh = path.with_extension("new");
            fs::write(&fresh, bytes)?;
            // The copy of the old bytes goes first: the Worker then serves the file itself until the new copy is there.
            fs::remove_file(packed(&path)).ok();
            fs::rename(fresh, &path)?;
        }
        wanted.push(path);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && !wanted.contains(&raw(&path)) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Writes `.br` beside every file that has none or an older one.
pub fn compress(dist: &Path) -> Result<()> {
    let stale: Vec<PathBuf> = crate::stamp::files(&[dist.to_path_buf()])
        .into_iter()
        .filter(|path| raw(path) == *path && is_stale(path))
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    step("brotli", |_| node(&stale, true)).map(|_| ())
}

/// The size of each file at brotli's best, in bytes.
pub fn packed_sizes(files: &[PathBuf]) -> Result<Vec<u64>> {
    node(files, false)
}

fn node(files: &[PathBuf], write: bool) -> Result<Vec<u64>> {
    let mut command = Command::new("node");
    command.args(["-e", COMPRESS, "--"]).args(files);
    if write {
        command.env("WRITE", "1");
    }
    let output = command.output().context("cannot start node")?;
    ensure!(output.status.success(), "brotli failed\n{}", String::from_utf8_lossy(&output.stderr));
    let sizes = String::from_utf8_lossy(&output.stdout);
    sizes.lines().map(|line| Ok(line.parse()?)).collect()
}

/// The file that a brotli copy belongs to; any other file is its own.
fn raw(path: &Path) -> PathBuf {
    if path.extension().is_some_and(|end| end == "br") { path.with_extension("") } else { path.to_path_buf() }
}

fn is_stale(path: &Path) -> bool {
    let written = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    written(&packed(path)).is_none_or(|packed| written(path).is_some_and(|raw| raw > packed))
}

fn packed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    name.into()
}
