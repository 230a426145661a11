//! Builds what a browser loads: the loader, the widget and the console.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::assets::{File, publish};
use crate::edge::optimise;
use crate::project::Project;
use crate::setup::Tools;
use crate::stamp::{files, when_changed};
use crate::step::{Step, step};

/// The size decides how soon the chat is there; the speed of this code does not.
const OPTIMISE: [&str; 2] = ["-Oz", "--strip-debug"];
/// Browsers of the last years: older ones have no WebAssembly with these features either.
const BROWSERS: &str = "--target=es2020";

/// One crate that becomes a folder of files.
#[derive(Clone, Copy, Debug)]
struct Front {
    /// The crate is `baton-<name>`, its folder `<name>`, its script `<name>.js`.
    name: &'static str,
    /// The folder under dist/.
    served: &'static str,
    /// The page of its own, when it is not served at the root.
    page: Option<&'static str>,
}

const WIDGET: Front = Front { name: "widget", served: "widget", page: None };
const CONSOLE: Front = Front { name: "console", served: "desk", page: Some("index.html") };

/// Builds what changed. Tells whether anything did.
pub fn build(project: &Project, tools: &Tools) -> Result<bool> {
    let loader = loader(project, tools)?;
    let widget = front(project, tools, WIDGET)?;
    let console = front(project, tools, CONSOLE)?;
    Ok(loader || widget || console)
}

fn loader(project: &Project, tools: &Tools) -> Result<bool> {
    let widget = project.root.join("widget");
    let inputs = [widget.join("loader.js"), widget.join("frame.html"), this_file(project)];
    let outputs = [project.dist().join("baton.js"), project.dist().join("frame.html")];
    when_changed(project, "loader", &inputs, &outputs, || {
        step("loader", |step| {
            let script = minified(step, tools, &widget.join("loader.js"), &["--bundle", "--format=iife"])?;
            let page = fs::read(widget.join("frame.html")).context("widget/frame.html")?;
            publish(&project.dist(), vec![File::new("baton.js", script), File::new("frame.html", page)])
        })
    })
}

fn front(project: &Project, tools: &Tools, front: Front) -> Result<bool> {
    let Front { name, served, .. } = front;
    let shared = ["client", "shared", "Cargo.toml", "Cargo.lock", "package-lock.json"];
    let mut inputs: Vec<PathBuf> = shared.iter().map(|path| project.root.join(path)).collect();
    inputs.extend([project.root.join(name), this_file(project)]);
    let dist = project.dist().join(served);
    let outputs = [dist.join(format!("{name}.js")), dist.join(format!("{name}_bg.wasm"))];
    when_changed(project, name, &inputs, &outputs, || {
        step(name, |step| {
            let mut files = compiled(step, project, tools, name)?;
            files.extend(written(step, project, tools, front)?);
            publish(&dist, files)
        })
    })
}

/// The crate as wasm, with the script that loads it from beside itself.
fn compiled(step: &Step, project: &Project, tools: &Tools, name: &str) -> Result<Vec<File>> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).env("CARGO_TARGET_DIR", &project.target);
    cargo.args(["build", "--lib", "--profile", "widget", "--target", "wasm32-unknown-unknown", "-p"]);
    step.run(cargo.arg(format!("baton-{name}")))?;

    let built = project.target.join(format!("wasm32-unknown-unknown/widget/baton_{name}.wasm"));
    let work = project.work(name);
    let mut bindgen = Command::new(&tools.wasm_bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    step.run(bindgen.arg(&work).arg(built))?;

    let wasm = work.join(format!("{name}_bg.wasm"));
    optimise(step, tools, &OPTIMISE, &wasm)?;
    let script = work.join(format!("{name}.js"));
    let glue = minified(step, tools, &script, &["--bundle", "--format=esm"])?;
    Ok(vec![File::new(&format!("{name}.js"), glue), File::new(&format!("{name}_bg.wasm"), fs::read(wasm)?)])
}

/// The files that are written by hand: style, page, and whatever lies in `static/`.
fn written(step: &Step, project: &Project, tools: &Tools, front: Front) -> Result<Vec<File>> {
    let folder = project.root.join(front.name);
    let mut found = Vec::new();
    for name in ["style.css"].into_iter().chain(front.page) {
        found.push((PathBuf::from(name), folder.join(name)));
    }
    let extra = folder.join("static");
    for path in files(std::slice::from_ref(&extra)) {
        found.push((path.strip_prefix(&extra)?.to_path_buf(), path));
    }
    found
        .into_iter()
        .map(|(name, path)| {
            let small = matches!(path.extension().and_then(|end| end.to_str()), Some("css" | "js"));
            let bytes = if small {
                minified(step, tools, &path, &[])?
            } else {
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
            };
            Ok(File { name, bytes })
        })
        .collect()
}

fn minified(step: &Step, tools: &Tools, file: &Path, flags: &[&str]) -> Result<Vec<u8>> {
    let mut esbuild = Command::new(&tools.esbuild);
    esbuild.arg(file).args(["--minify", "--log-level=warning", BROWSERS]).args(flags);
    Ok(step.run(&mut esbuild)?.into_bytes())
}

fn this_file(project: &Project) -> PathBuf {
    project.root.join("xtask/src/front.rs")
}

/// What is watched for changes.
pub fn inputs(project: &Project) -> Vec<PathBuf> {
    ["widget", "console", "client", "shared"].iter().map(|path| project.root.join(path)).collect()
}
