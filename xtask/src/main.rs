//! `cargo xtask`: everything that is done to Baton, by one name. `dev` and `test` are all that most people need.

mod args;
mod assets;
mod bench;
mod build;
mod chromium;
mod count;
mod deploy;
mod desk;
mod dev;
mod edge;
mod front;
mod inbox;
mod page;
mod project;
mod serve;
mod setup;
mod sizes;
mod stamp;
mod step;
mod test;
mod turn;
mod watch;
mod widget;

use std::process::ExitCode;

use anyhow::Result;

use crate::args::Args;
use crate::project::Project;

const HELP: &str = "\
cargo xtask dev [--port 8787] [--page-port 8080] [--state .baton]
    Set up, build, start the engine and a customer's page, rebuild on change.
cargo xtask test [pure] [engine] [browser]
    Set up, build, check the sizes, run the tests (all parts, or those named).

cargo xtask build [--test-hooks]      write dist/ and edge/build/ (and edge/build-test/)
cargo xtask bench                     measure: bytes, a conversation's turn, a key at the desk
cargo xtask engine --port P --state DIR [--test-hooks] [--binding K=V]... [--outbound ORIGIN]...
                                      one engine in the foreground, without building
cargo xtask page --port P [--engine-port E]
                                      the customer's page, in the foreground
cargo xtask deploy                    build and deploy with wrangler
cargo xtask standalone                build one executable under dist-standalone/
cargo xtask help                      this list";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            step::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut args = Args::new(std::env::args().skip(1).collect());
    let project = Project::find()?;
    let done = match args.command().as_deref() {
        Some("dev") => dev::dev(&project, args),
        Some("test") => return test::test(&project, args),
        Some("build") => build::command(&project, args),
        Some("bench") => bench::bench(&project, args),
        Some("engine") => serve::engine(&project, args),
        Some("page") => serve::page(&project, args),
        Some("deploy") => deploy::deploy(&project, args),
        Some("standalone") => deploy::standalone(&project, args),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => {
            anyhow::bail!("there is no command `{other}`: `cargo xtask help` lists them")
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}
