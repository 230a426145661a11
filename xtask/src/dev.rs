//! `cargo xtask dev`: from nothing to a running Baton, and on from there with every change.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xtask::{Engine, Workerd, request};

use crate::args::Args;
use crate::build::{Built, build};
use crate::page::{Page, listen};
use crate::project::Project;
use crate::serve::stop_sign;
use crate::setup::{Tools, set_up};
use crate::step::say;
use crate::watch::Watch;
use crate::{edge, front};

/// Longest wait for the first admin's link: the first request also seeds the demo site.
const LINK_WAIT: Duration = Duration::from_secs(20);

pub fn dev(project: &Project, mut args: Args) -> Result<()> {
    let port = args.value("--port")?.unwrap_or(8787);
    let page_port = args.value("--page-port")?.unwrap_or(8080);
    let state = args.value::<PathBuf>("--state")?.unwrap_or_else(|| project.root.join(".baton"));
    args.end()?;
    // Told now, not after minutes of building.
    for (port, option) in [(port, "--port"), (page_port, "--page-port")] {
        if let Err(error) = listen(port) {
            bail!("{error}: stop what listens there, or choose another port with {option}");
        }
    }

    let tools = set_up(project)?;
    let mut watch = Watch::new([edge::inputs(project), front::inputs(project)].concat());
    build(project, &tools, false)?;

    let stopped = stop_sign()?;
    let mut engine = Engine::new(project.edge_build(false), project.dist(), state, port);
    let allowed = std::env::var("BATON_OUTBOUND_ALLOW").unwrap_or_default();
    engine.outbound_allow =
        allowed.split(',').filter(|origin| !origin.is_empty()).map(str::to_owned).collect();
    let mut workerd = Workerd::start(engine)?;
    Page { file: project.root.join("index.html"), port: page_port, engine_port: port }.serve()?;
    let admin = first_admin(&workerd)?;
    println!("Customer's page  http://127.0.0.1:{page_port}/");
    println!("Desk             {}/desk", workerd.url());
    println!("First admin      {admin}");

    while !stopped.load(Ordering::Relaxed) {
        if workerd.has_ended() {
            // Ctrl-C reaches workerd too, and a little sooner.
            sleep(Duration::from_millis(100));
            if stopped.load(Ordering::Relaxed) {
                break;
            }
            say("workerd ended by itself (see workerd.log in the state folder): starting it again");
            workerd.restart()?;
        }
        if watch.look() && !stopped.load(Ordering::Relaxed) {
            renew(project, &tools, &mut workerd, &stopped)?;
        }
    }
    workerd.stop()
}

/// Builds what changed. When that fails, what ran before runs on.
fn renew(project: &Project, tools: &Tools, workerd: &mut Workerd, stopped: &AtomicBool) -> Result<()> {
    match build(project, tools, false) {
        Ok(Built { edge: true, .. }) => {
            workerd.stop()?;
            workerd.restart()?;
            say("The engine runs the new edge.");
        }
        Ok(Built { front: true, .. }) => say("The new files are served: reload the page."),
        Ok(_) => {}
        // Ctrl-C reaches the compiler too.
        Err(_) if stopped.load(Ordering::Relaxed) => {}
        Err(error) => say(&format!("{error:#}\nThe last good build runs on.")),
    }
    Ok(())
}

/// The one-time link, or why there is none.
fn first_admin(workerd: &Workerd) -> Result<String> {
    let begun = Instant::now();
    loop {
        let headers = [("x-baton-setup", workerd.secret()), ("Origin", &workerd.url())];
        let answer = request(workerd.engine().port, "POST", "/api/setup/link", &headers);
        match &answer {
            Ok(answer) if answer.status == 200 => {
                let body: serde_json::Value = serde_json::from_str(&answer.body)?;
                let link = body.get("link").and_then(serde_json::Value::as_str);
                return Ok(link.context("the answer holds no link")?.to_owned());
            }
            Ok(answer) if answer.status == 409 => return Ok("exists already: sign in at the desk".to_owned()),
            _ if begun.elapsed() < LINK_WAIT => sleep(Duration::from_millis(200)),
            Ok(answer) => bail!("the edge gives no sign-in link: status {} {}", answer.status, answer.body),
            Err(error) => bail!("the edge gives no sign-in link: {error:#}"),
        }
    }
}
