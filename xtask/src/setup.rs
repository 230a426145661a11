//! Makes a fresh machine ready: the wasm target, npm's packages, wasm-bindgen and worker-build. Nothing is global.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{Project, on_path};
use crate::stamp;
use crate::step::step;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The oldest Node.js that the npm packages accept.
const NODE_MAJOR_MIN: u32 = 20;

/// The programs that the build calls, by path.
#[derive(Clone, Debug)]
pub struct Tools {
    pub wasm_bindgen: PathBuf,
    pub worker_build: PathBuf,
    pub esbuild: PathBuf,
    pub wasm_opt: PathBuf,
}

/// Installs what is missing. When nothing is, this takes well under a second.
pub fn set_up(project: &Project) -> Result<Tools> {
    npm_packages(project)?;
    wasm_target()?;
    let wasm_bindgen = project.pin("wasm-bindgen")?;
    // worker-build is released together with the library.
    let worker = project.pin("worker")?;
    let tools = Tools {
        wasm_bindgen: cargo_tool(project, "wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen)?,
        worker_build: cargo_tool(project, "worker-build", "worker-build", &worker)?,
        esbuild: esbuild(project)?,
        wasm_opt: project.npm_bin("binaryen/bin/wasm-opt"),
    };
    // Hundreds of megabytes that only another version of the tools would need.
    fs::remove_dir_all(project.target.join("tools/work")).ok();
    Ok(tools)
}

/// Runs `npm ci` when package-lock.json is not the one that was last installed.
pub fn npm_packages(project: &Project) -> Result<()> {
    node()?;
    let lock = project.root.join("package-lock.json");
    let installed = project.npm_bin(".baton");
    let wanted = format!("{:016x}", stamp::content(&[lock])?);
    if fs::read_to_string(&installed).is_ok_and(|seen| seen == wanted) {
        return Ok(());
    }
    let npm = on_path("npm").context("npm is missing: it comes with Node.js, install that again")?;
    step("npm ci", |step| {
        let mut command = Command::new(npm);
        command.current_dir(&project.root).args(["ci", "--no-audit", "--no-fund"]);
        step.run(command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
    })?;
    Ok(fs::write(installed, wanted)?)
}

fn node() -> Result<()> {
    let advice = format!("install Node.js {NODE_MAJOR_MIN} or newer from nodejs.org or your package manager");
    let Some(node) = on_path("node") else { bail!("Node.js is missing: {advice}") };
    let version = said(Command::new(node).arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MAJOR_MIN) {
        bail!("Node.js {version} is too old: {advice}");
    }
    Ok(())
}

fn wasm_target() -> Result<()> {
    let libraries = said(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(&libraries).exists() {
        return Ok(());
    }
    let Some(rustup) = on_path("rustup") else {
        bail!(
            "Rust's target {WASM_TARGET} is missing and so is rustup: install it from rustup.rs, or the target by other means"
        )
    };
    step("rustup target add", |step| step.run(Command::new(rustup).args(["target", "add", WASM_TARGET])))?;
    Ok(())
}

/// esbuild's real program. The one in `.bin` starts it through Node.
fn esbuild(project: &Project) -> Result<PathBuf> {
    let os = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let arch = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    let path = project.npm_bin(&format!("@esbuild/{os}-{arch}/bin/esbuild"));
    if !path.is_file() {
        bail!("esbuild has no program for {os}-{arch} in node_modules: run `npm ci`");
    }
    Ok(path)
}

/// The tool in this exact version: from `$BATON_TOOLS`, or from the target folder, where it is installed when absent.
fn cargo_tool(project: &Project, program: &str, package: &str, version: &str) -> Result<PathBuf> {
    let ours = project.target.join("tools");
    let given = std::env::var_os("BATON_TOOLS").map(PathBuf::from);
    for folder in given.iter().chain([&ours]) {
        let path = folder.join("bin").join(program);
        if path.is_file()
            && said(Command::new(&path).arg("--version")).is_ok_and(|said| said.ends_with(version))
        {
            return Ok(path);
        }
    }
    if package == "worker-build" && cfg!(target_os = "linux") {
        open_ssl()?;
    }
    step(&format!("cargo install {package} {version} (minutes, once)"), |step| {
        let mut command = Command::new("cargo");
        command.args(["install", "--locked", "--force", "--bin", program]);
        command.arg("--root").arg(&ours).arg("--target-dir").arg(ours.join("work"));
        // Fast to build rather than to run: it works on a file or two.
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        step.run(command.arg(format!("{package}@{version}")))
    })?;
    Ok(ours.join("bin").join(program))
}

/// worker-build downloads nothing here, but it links the system's TLS library all the same.
fn open_ssl() -> Result<()> {
    let found = || {
        let pkg_config = on_path("pkg-config")?;
        Command::new(pkg_config).args(["--exists", "openssl"]).status().ok().filter(|status| status.success())
    };
    if found().is_some() || std::env::var_os("OPENSSL_DIR").is_some() {
        return Ok(());
    }
    let packages = ["pkg-config", "libssl-dev"];
    if !apt_install(&packages)? {
        bail!(
            "OpenSSL's headers are missing, and worker-build needs them: install {} (Debian's names)",
            packages.join(" and ")
        );
    }
    Ok(())
}

/// Installs Debian packages when that is possible here: as root, with apt. Tells whether it was.
pub fn apt_install(packages: &[&str]) -> Result<bool> {
    let Some(apt) = on_path("apt-get") else { return Ok(false) };
    if !nix::unistd::geteuid().is_root() {
        return Ok(false);
    }
    step(&format!("apt-get install {}", packages.join(" ")), |step| {
        step.run(Command::new(&apt).args(["-qq", "update"]))?;
        let mut command = Command::new(&apt);
        command.args(["-qq", "install", "-y", "--no-install-recommends"]).args(packages);
        step.run(command.env("DEBIAN_FRONTEND", "noninteractive"))
    })?;
    Ok(true)
}

/// What a program writes, without the line end.
fn said(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot start {program}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
