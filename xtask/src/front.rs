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

/// The size decides how soon the chat is there; the speed of this code does not. Putting functions that are called once
/// into their callers makes the file smaller but what brotli makes of it 3 to 8 % larger.
/// Functions that are called alike do alike things: beside each other they pack better. The names themselves go then.
const OPTIMISE: [&str; 8] = [
    "-Oz",
    "--one-caller-inline-max-function-size",
    "0",
    "--reorder-functions-by-name",
    "--minify-imports-and-exports-and-modules",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];
/// Loads the wasm from beside its script. Browsers that have what the chat needs have streams, too.
const ENTRY: &str = "
import { __wbg_finalize_init as begin, __wbg_get_imports as imports } from './NAME.js';
export default async () => {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(new URL('NAME_bg.wasm', import.meta.url)), imports());
  begin(instance);
};
";
/// The loader runs in every visitor's browser, and must at least be read by old ones.
const ANY_BROWSER: &str = "--target=es2019";
/// The chat needs WebAssembly with reference types: browsers that have it have all of this too.
const CHAT_BROWSER: &str = "--target=es2022";

/// What runs on the customer's page, beside the wasm.
const HOST_PAGE: [&str; 6] = ["loader.js", "host.js", "events.js", "given.js", "aliases.js", "baton.d.ts"];
/// Node's own hash: it is there anyway.
const HASH: &str = "
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const hash = (name) => 'sha384-' + createHash('sha384').update(readFileSync(name)).digest('base64');
console.log(JSON.stringify(Object.fromEntries(process.argv.slice(1).map((name) => ['/' + name, hash(name)])), null, 2));";
/// The folder of the languages' texts, here and where they are served.
pub const LOCALES: &str = "locales";

/// One crate that becomes a folder of files.
#[derive(Clone, Copy, Debug)]
struct Front {
    /// The crate is `baton-<name>`, its folder `<name>`, its script `<name>.js`.
    name: &'static str,
    /// The folder under dist/.
    served: &'static str,
    /// The page of its own, when it is not served at the root.
    page: Option<&'static str>,
    /// Scripts and styles that are no part of the wasm's script, each with what it imports.
    bundles: &'static [&'static str],
}

const WIDGET: Front = Front { name: "widget", served: "widget", page: None, bundles: &["frame/boot.js"] };
const CONSOLE: Front = Front {
    name: "console",
    served: "desk",
    page: Some("index.html"),
    bundles: &["charts.js", "charts.css"],
};

/// Builds what changed. Tells whether anything did.
pub fn build(project: &Project, tools: &Tools) -> Result<bool> {
    let loader = loader(project, tools)?;
    let widget = front(project, tools, WIDGET)?;
    let console = front(project, tools, CONSOLE)?;
    Ok(loader || widget || console)
}

fn loader(project: &Project, tools: &Tools) -> Result<bool> {
    let widget = project.root.join("widget");
    let schema = project.root.join("docs/settings.schema.json");
    let mut inputs: Vec<PathBuf> = HOST_PAGE.iter().map(|name| widget.join(name)).collect();
    inputs.extend([widget.join("frame.html"), schema.clone(), this_file(project)]);
    let outputs = ["baton.js", "integrity.json"].map(|name| project.dist().join(name));
    when_changed(project, "loader", &inputs, &outputs, || {
        step("loader", |step| {
            let script = |name: &str, flags: &[&str]| minified(step, tools, &widget.join(name), flags);
            let for_any = [ANY_BROWSER, "--bundle", "--format=iife"];
            let scripts = [
                ("baton.js", script("loader.js", &for_any)?),
                ("host.js", script("host.js", &[CHAT_BROWSER, "--bundle", "--format=esm"])?),
                ("aliases.js", script("aliases.js", &for_any)?),
            ];
            let hashes = integrity(step, project, &scripts)?;
            let read = |path: PathBuf| fs::read(&path).with_context(|| path.display().to_string());
            let others = [
                ("integrity.json", hashes),
                ("baton.d.ts", read(widget.join("baton.d.ts"))?),
                ("frame.html", read(widget.join("frame.html"))?),
                ("settings.schema.json", read(schema.clone())?),
            ];
            let files = scripts.into_iter().chain(others);
            publish(&project.dist(), files.map(|(name, bytes)| File::new(name, bytes)).collect())
        })
    })
}

/// What a customer writes into `integrity` to be served these bytes and no others.
fn integrity(step: &Step, project: &Project, scripts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let folder = project.work("integrity");
    fs::create_dir_all(&folder)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["-e", HASH, "--"]);
    for (name, bytes) in scripts {
        fs::write(folder.join(name), bytes)?;
        node.arg(name);
    }
    Ok(step.run(&mut node)?.into_bytes())
}

fn front(project: &Project, tools: &Tools, front: Front) -> Result<bool> {
    let Front { name, served, .. } = front;
    let work = project.work(name);
    let compiled = [work.join(format!("{name}.min.js")), work.join(format!("{name}_bg.wasm"))];
    when_changed(project, name, &sources(project, front), &compiled, || {
        step(name, |step| compile(step, project, tools, name))
    })?;

    let by_hand = hand_written(project, front);
    let inputs =
        [by_hand.as_slice(), &compiled, &[this_file(project), project.root.join("package-lock.json")]]
            .concat();
    let dist = project.dist().join(served);
    let script = dist.join(format!("{name}.js"));
    when_changed(project, &format!("{name} files"), &inputs, std::slice::from_ref(&script), || {
        step(&format!("{name} files"), |step| {
            let [glue, wasm] = &compiled;
            let mut files = written(step, project, tools, front)?;
            files.push(File::new(&format!("{name}.js"), fs::read(glue)?));
            files.push(File::new(&format!("{name}_bg.wasm"), fs::read(wasm)?));
            let texts = locales(project, front)?;
            if !texts.is_empty() {
                publish(&dist.join(LOCALES), texts)?;
            }
            publish(&dist, files)
        })
    })
}

/// The texts of the languages: each is fetched alone.
fn locales(project: &Project, front: Front) -> Result<Vec<File>> {
    let found = files(&[project.root.join(front.name).join(LOCALES)]);
    let read = |path: PathBuf| {
        Ok(File { name: path.file_name().unwrap_or_default().into(), bytes: fs::read(path)? })
    };
    found.into_iter().map(read).collect()
}

/// What the wasm is made of: a change of style needs no compiler.
fn sources(project: &Project, front: Front) -> Vec<PathBuf> {
    let shared = ["client", "shared", "Cargo.toml", "Cargo.lock", "package-lock.json"];
    let mut inputs: Vec<PathBuf> = shared.iter().map(|path| project.root.join(path)).collect();
    let by_hand = hand_written(project, front);
    let own = files(&[project.root.join(front.name)]);
    inputs.extend(own.into_iter().filter(|path| !by_hand.iter().any(|written| path.starts_with(written))));
    inputs.extend(build_files(project));
    inputs
}

fn hand_written(project: &Project, front: Front) -> Vec<PathBuf> {
    let folder = project.root.join(front.name);
    let written = ["style.css", "static", "frame", LOCALES, "index.html", "frame.html"]
        .iter()
        .chain(front.bundles)
        .chain(&HOST_PAGE);
    written.map(|name| folder.join(name)).collect()
}

/// Compiles the crate to wasm, with the script that loads it from beside itself.
fn compile(step: &Step, project: &Project, tools: &Tools, name: &str) -> Result<()> {
    let mut cargo = Command::new("cargo");
    project.for_wasm(cargo.current_dir(&project.root));
    cargo.args(["build", "--lib", "--profile", "widget", "--target", "wasm32-unknown-unknown", "-p"]);
    step.run(cargo.arg(format!("baton-{name}")))?;

    let built = project.target.join(format!("wasm32-unknown-unknown/widget/baton_{name}.wasm"));
    let work = project.work(name);
    let mut bindgen = Command::new(&tools.wasm_bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    step.run(bindgen.arg(&work).arg(built))?;

    let wasm = work.join(format!("{name}_bg.wasm"));
    let ours = |script: &str| {
        let mut node = Command::new("node");
        node.arg(project.root.join("xtask/src").join(script));
        node
    };
    let what = (name == "widget").then_some("--all");
    step.run(ours("trim.mjs").arg(&wasm).args(what))?;
    let names = work.join("names.json");
    fs::write(&names, optimise(step, tools, &OPTIMISE, &wasm)?)?;
    step.run(ours("shorten.mjs").arg(work.join(format!("{name}.js"))).arg(&names))?;

    let script = work.join("entry.js");
    let calls = if name == "widget" { "export { run } from './widget.js';" } else { "" };
    fs::write(&script, ENTRY.replace("NAME", name) + calls)?;
    let glue = minified(step, tools, &script, &[CHAT_BROWSER, "--bundle", "--format=esm"])?;
    Ok(fs::write(work.join(format!("{name}.min.js")), glue)?)
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
    let bundled = front.bundles.iter().map(|name| {
        // The wasm's script is a file of its own.
        let flags = [CHAT_BROWSER, "--bundle", "--format=esm", "--external:./widget.js"];
        let bytes = minified(step, tools, &folder.join(name), &flags)?;
        Ok(File { name: Path::new(name).file_name().unwrap_or_default().into(), bytes })
    });
    let bundled: Vec<Result<File>> = bundled.collect();
    found
        .into_iter()
        .map(|(name, path)| {
            let small = matches!(path.extension().and_then(|end| end.to_str()), Some("css" | "js"));
            let bytes = if small {
                minified(step, tools, &path, &[CHAT_BROWSER])?
            } else {
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?
            };
            Ok(File { name, bytes })
        })
        .chain(bundled)
        .collect()
}

fn minified(step: &Step, tools: &Tools, file: &Path, flags: &[&str]) -> Result<Vec<u8>> {
    let mut esbuild = Command::new(&tools.esbuild);
    esbuild.arg(file).args(["--minify", "--log-level=warning"]).args(flags);
    Ok(step.run(&mut esbuild)?.into_bytes())
}

fn this_file(project: &Project) -> PathBuf {
    project.root.join("xtask/src/front.rs")
}

/// What makes the wasm small.
fn build_files(project: &Project) -> [PathBuf; 3] {
    ["front.rs", "trim.mjs", "shorten.mjs"].map(|name| project.root.join("xtask/src").join(name))
}

/// What is watched for changes.
pub fn inputs(project: &Project) -> Vec<PathBuf> {
    ["widget", "console", "client", "shared"].iter().map(|path| project.root.join(path)).collect()
}
