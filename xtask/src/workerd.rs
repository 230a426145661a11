//! A workerd process: start, wait until it answers, stop, kill, start again.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::config::workerd_config;
use crate::engine::Engine;
use crate::http::request;

/// Longest wait for the first answer; a cold machine needs about one second.
const START_WAIT: Duration = Duration::from_secs(30);
/// Longest wait for an orderly end before the process is killed.
const STOP_WAIT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(10);

/// A running workerd. Dropping it kills the process.
#[derive(Debug)]
pub struct Workerd {
    engine: Engine,
    secret: String,
    child: Child,
}

impl Workerd {
    /// Writes the configuration into the engine's state folder, starts workerd and waits until `GET /healthz` answers
    /// 200. The state folder keeps its secret and its objects from one start to the next.
    ///
    /// # Errors
    /// When the port is taken, a file is missing, or workerd ends or does not answer in time.
    pub fn start(engine: Engine) -> Result<Self> {
        let engine = absolute(engine)?;
        for file in ["index.js", "index_bg.wasm"] {
            let path = engine.edge_build.join(file);
            if !path.is_file() {
                bail!("{} is missing: run `cargo xtask build`", path.display());
            }
        }
        for folder in ["objects", "files"] {
            fs::create_dir_all(engine.state.join(folder))?;
        }
        fs::set_permissions(&engine.state, fs::Permissions::from_mode(0o700))?;
        let secret = secret(&engine.state)?;
        let child = spawn(&engine, &secret)?;
        let mut workerd = Self { engine, secret, child };
        workerd.wait_until_up()?;
        Ok(workerd)
    }

    /// The engine as it was started, with absolute paths.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The value of the binding `BATON_SECRET`.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The engine's address, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.engine.port)
    }

    /// The process id, for measurements.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the process has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills the process at once, as a power cut would (SIGKILL), and waits for its end.
    ///
    /// # Errors
    /// When the process cannot be signalled.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks the process to end (SIGTERM), waits, and kills it when it takes too long.
    ///
    /// # Errors
    /// When the process cannot be signalled.
    pub fn stop(&mut self) -> Result<()> {
        if self.has_ended() {
            return Ok(());
        }
        kill(Pid::from_raw(i32::try_from(self.child.id())?), Signal::SIGTERM)?;
        let begun = Instant::now();
        while !self.has_ended() {
            if begun.elapsed() > STOP_WAIT {
                return self.kill();
            }
            sleep(POLL);
        }
        Ok(())
    }

    /// Starts the process again on the same port and state, after killing it if it still runs.
    ///
    /// # Errors
    /// As [`Workerd::start`].
    pub fn restart(&mut self) -> Result<()> {
        if !self.has_ended() {
            self.kill()?;
        }
        self.child = spawn(&self.engine, &self.secret)?;
        self.wait_until_up()
    }

    /// Waits for the end of the process and tells whether it was a success.
    ///
    /// # Errors
    /// When the process cannot be waited for.
    pub fn wait(&mut self) -> Result<bool> {
        Ok(self.child.wait()?.success())
    }

    fn wait_until_up(&mut self) -> Result<()> {
        let begun = Instant::now();
        loop {
            let answer = request(self.engine.port, "GET", "/healthz", &[]);
            if answer.as_ref().is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if self.has_ended() {
                bail!("workerd ended at its start:\n{}", log_end(&self.engine.state));
            }
            if begun.elapsed() > START_WAIT {
                let seen = match answer {
                    Ok(answer) => format!("status {}", answer.status),
                    Err(error) => format!("{error:#}"),
                };
                bail!(
                    "workerd did not answer /healthz in {START_WAIT:?} ({seen}):\n{}",
                    log_end(&self.engine.state)
                );
            }
            sleep(POLL);
        }
    }
}

impl Drop for Workerd {
    fn drop(&mut self) {
        // The process may have ended already: then there is nothing to kill.
        let _ = self.kill();
    }
}

fn absolute(mut engine: Engine) -> Result<Engine> {
    for path in [&mut engine.edge_build, &mut engine.dist, &mut engine.state] {
        *path = std::path::absolute(&*path)?;
    }
    Ok(engine)
}

fn spawn(engine: &Engine, secret: &str) -> Result<Child> {
    if !port_is_free(engine.port) {
        bail!("port {} is taken: stop what listens there, or choose another port", engine.port);
    }
    let config = engine.state.join("workerd.capnp");
    fs::write(&config, workerd_config(engine))?;
    let mut command = Command::new(workerd_binary()?);
    // An absolute path in `embed` is looked up below the import paths.
    command.args(["serve", "--import-path=/"]).arg(&config);
    command.env("BATON_SECRET", secret).stdin(Stdio::null());
    if engine.test_hooks {
        command.arg("--experimental");
    }
    if !engine.print_log {
        let log = fs::OpenOptions::new().create(true).append(true).open(engine.state.join("workerd.log"))?;
        command.stdout(log.try_clone()?).stderr(log);
    }
    command.spawn().context("workerd does not start")
}

/// A port on 127.0.0.1 on which nobody listens now.
///
/// # Errors
/// When the system has none left.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn port_is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

/// The folder of the workspace: the one that cargo runs us in, since two copies of it may share a target folder.
pub fn project_root() -> PathBuf {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or(built, PathBuf::from);
    here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
}

/// The workerd program: `$BATON_WORKERD`, or the one that npm installed for this platform.
///
/// # Errors
/// When it is not installed.
pub fn workerd_binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("BATON_WORKERD") {
        return Ok(path.into());
    }
    let (os, arch) = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("macos", "aarch64") => ("darwin", "arm64"),
        ("macos", _) => ("darwin", "64"),
        (os, "aarch64") => (os, "arm64"),
        (os, _) => (os, "64"),
    };
    let path = project_root().join(format!("node_modules/@cloudflare/workerd-{os}-{arch}/bin/workerd"));
    if path.is_file() { Ok(path) } else { Err(anyhow!("workerd is not installed: run `npm ci`")) }
}

/// The secret of this state folder: 64 hexadecimal digits, made once, readable by the owner only.
fn secret(state: &Path) -> Result<String> {
    let path = state.join("secret");
    if let Ok(text) = fs::read_to_string(&path) {
        return Ok(text.trim().to_owned());
    }
    let mut random = [0_u8; 32];
    fs::File::open("/dev/urandom")?.read_exact(&mut random)?;
    let text: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    Ok(text)
}

/// The last lines of the log, for an error message.
fn log_end(state: &Path) -> String {
    let log = fs::read_to_string(state.join("workerd.log")).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(20)).copied().collect::<Vec<_>>().join("\n")
}
