//! Steps of work, told while they run: a moving line on a terminal, a line now and then elsewhere, one line at the end.

use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const FRAME: Duration = Duration::from_millis(120);
/// How often a step without a terminal says that it still runs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

struct Running {
    number: usize,
    name: String,
    begun: Instant,
    /// What the step does just now, such as the crate being compiled.
    doing: String,
}

struct Board {
    next: usize,
    running: Vec<Running>,
}

static BOARD: Mutex<Board> = Mutex::new(Board { next: 0, running: Vec::new() });
static CLOCK: Once = Once::new();

/// A step that is running.
#[derive(Debug)]
pub struct Step(usize);

fn board() -> MutexGuard<'static, Board> {
    BOARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does the work, and says at its end how long it took.
pub fn step<T>(name: &str, work: impl FnOnce(&Step) -> Result<T>) -> Result<T> {
    CLOCK.call_once(|| {
        thread::spawn(tell);
    });
    let begun = Instant::now();
    let number = {
        let mut board = board();
        board.next += 1;
        let number = board.next;
        let name = name.to_owned();
        board.running.push(Running { number, name, begun, doing: String::new() });
        number
    };
    let result = work(&Step(number));
    board().running.retain(|running| running.number != number);
    let mark = if result.is_ok() { "done  " } else { "failed" };
    say(&format!("{mark} {:>6.1} s  {name}", begun.elapsed().as_secs_f64()));
    result
}

/// Prints one line for the reader, without breaking the moving line.
pub fn say(line: &str) {
    let mut error = std::io::stderr().lock();
    let clear = if error.is_terminal() { "\r\x1b[2K" } else { "" };
    // Nobody is there to be told that the terminal is gone.
    let _ = writeln!(error, "{clear}{line}");
}

impl Step {
    /// Runs a program, shows its progress, and returns what it wrote to its standard output. When it fails, the error
    /// holds what it said.
    pub fn run(&self, command: &mut Command) -> Result<String> {
        let program = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {program}"))?;
        let mut output = child.stdout.take().context("no standard output")?;
        let reader = thread::spawn(move || {
            let mut bytes = Vec::new();
            output.read_to_end(&mut bytes).map(|_| String::from_utf8_lossy(&bytes).into_owned())
        });
        let mut said = String::new();
        let errors = BufReader::new(child.stderr.take().context("no standard error")?);
        for line in errors.split(b'\n').map_while(std::io::Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            self.doing(&line);
            if !is_progress(&line) {
                said.push_str(&line);
                said.push('\n');
            }
        }
        let written = reader.join().ok().context("the output could not be read")??;
        if child.wait()?.success() {
            return Ok(written);
        }
        bail!("{program} failed\n{}{}", said, written.trim_end())
    }

    fn doing(&self, line: &str) {
        if let Some(running) = board().running.iter_mut().find(|running| running.number == self.0) {
            running.doing = line.trim().chars().take(60).collect();
        }
    }
}

/// Cargo's lines about what goes well: of no use in an error.
fn is_progress(line: &str) -> bool {
    let first = line.trim_start().split(' ').next().unwrap_or_default();
    line.starts_with(' ')
        && [
            "Compiling",
            "Checking",
            "Downloading",
            "Downloaded",
            "Updating",
            "Locking",
            "Adding",
            "Blocking",
            "Installing",
            "Fresh",
        ]
        .contains(&first)
}

/// Runs for ever beside the steps.
fn tell() {
    let terminal = std::io::stderr().is_terminal();
    let mut told = Instant::now();
    for frame in (0..4).cycle() {
        thread::sleep(FRAME);
        if !terminal && told.elapsed() < SIGN_OF_LIFE {
            continue;
        }
        told = Instant::now();
        let board = board();
        let steps: Vec<String> = board.running.iter().map(describe).collect();
        if steps.is_empty() {
            continue;
        }
        let mut error = std::io::stderr().lock();
        let written = if terminal {
            let spinner = ["|", "/", "-", "\\"].get(frame).copied().unwrap_or("|");
            let line: String = format!("{spinner} {}", steps.join("   ")).chars().take(110).collect();
            write!(error, "\r\x1b[2K{line}").and_then(|()| error.flush())
        } else {
            writeln!(error, "...    {}", steps.join("   "))
        };
        if written.is_err() {
            return;
        }
    }
}

fn describe(running: &Running) -> String {
    let seconds = running.begun.elapsed().as_secs();
    match running.doing.as_str() {
        "" => format!("{} {seconds} s", running.name),
        doing => format!("{} {seconds} s ({doing})", running.name),
    }
}
