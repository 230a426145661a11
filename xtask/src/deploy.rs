//! `cargo xtask deploy` and `cargo xtask standalone`: Baton to Cloudflare, or as one executable.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use xtask::{Engine, workerd_binary, workerd_config};

use crate::args::Args;
use crate::build::build;
use crate::project::Project;
use crate::setup::set_up;
use crate::step::step;

/// The newest wrangler for Node.js 20. Fetched when it is needed, not with every set-up.
const WRANGLER: &str = "wrangler@4.86.0";

/// The program's folders and its secret are the operator's: they are named when it starts.
const START: &str = r#"#!/bin/sh
# Starts Baton. State is kept in $BATON_STATE; $BATON_ORIGIN is the address that browsers see.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
state=${BATON_STATE:-$here/state}
listen=${BATON_LISTEN:-127.0.0.1:8787}
umask 077
mkdir -p "$state/objects" "$state/files"
# What a process that was killed had not finished: it has no name yet, so nobody can ask for it.
find "$state/files" -name '.*.tmp' -delete
[ -s "$state/secret" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$state/secret"
BATON_SECRET=$(cat "$state/secret")
BATON_ORIGIN=${BATON_ORIGIN:-http://$listen}
export BATON_SECRET BATON_ORIGIN
exec "$here/baton" -d "objects=$state/objects" -d "files=$state/files" -d "assets=$here/www" -s "http=$listen"
"#;

/// Builds and deploys. What is left of the command line goes to wrangler, such as `--env` and `--dry-run`.
pub fn deploy(project: &Project, args: Args) -> Result<()> {
    let tools = set_up(project)?;
    build(project, &tools, false)?;
    let mut npx = Command::new("npx");
    npx.current_dir(project.root.join("edge")).args(["--yes", WRANGLER, "deploy"]).args(args.rest());
    npx.env("WRANGLER_SEND_METRICS", "false");
    let status = npx.status().context("cannot start npx")?;
    ensure!(status.success(), "wrangler failed");
    Ok(())
}

/// Writes `dist-standalone/`: the program (engine, Worker and configuration in one file), the files that it serves, and
/// a script that starts it.
pub fn standalone(project: &Project, args: Args) -> Result<()> {
    args.end()?;
    let tools = set_up(project)?;
    build(project, &tools, false)?;
    let folder = project.root.join("dist-standalone");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    step("standalone", |_| {
        let mut engine = Engine::new(project.edge_build(false), project.dist(), &folder, 8787);
        engine.portable = true;
        engine.seed = None;
        let config = project.work("standalone.capnp");
        fs::create_dir_all(project.work(""))?;
        fs::write(&config, workerd_config(&engine))?;
        let program = folder.join("baton");
        let mut workerd = Command::new(workerd_binary()?);
        workerd
            .args(["compile", "--import-path=/"])
            .arg(&config)
            .stdout(fs::File::create(&program)?)
            .stderr(Stdio::piped());
        let output = workerd.output().context("cannot start workerd")?;
        ensure!(
            output.status.success(),
            "workerd compile failed\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::write(folder.join("start.sh"), START)?;
        for file in [program, folder.join("start.sh")] {
            fs::set_permissions(file, fs::Permissions::from_mode(0o755))?;
        }
        copy(&project.dist(), &folder.join("www"))
    })?;
    println!("dist-standalone/start.sh starts it");
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().context("a file without a name")?;
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
