//! A real mail server on this machine, with a certificate of its own.

use std::process::Stdio;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;
use xtask::project_root;

use crate::support::within;

/// A mail as the server has taken it.
#[derive(Clone, Debug, Deserialize)]
pub struct Letter {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's receivers.
    pub to: Vec<String>,
    /// Whether it came within TLS.
    pub secure: bool,
    /// All of its bytes.
    pub message: String,
}

/// A running server. It ends with the test.
pub struct Postbox {
    /// Where it listens.
    pub port: u16,
    /// What it shows, as PEM.
    pub certificate: String,
    lines: Arc<Mutex<Lines<BufReader<ChildStdout>>>>,
    _child: Child,
    _input: ChildStdin,
}

impl Postbox {
    /// Starts one. `refuses` is an address that it does not know.
    pub async fn start(offers_tls: bool, refuses: &str) -> Self {
        #[derive(Deserialize)]
        struct Listening {
            port: u16,
        }
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let mut child = Command::new("node")
            .arg(project_root().join("tests/engine/support/smtp.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let asked = json!({ "key": key, "cert": certificate, "offersTls": offers_tls, "refuses": refuses });
        input.write_all(format!("{asked}\n").as_bytes()).await.unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = within("the mail server", lines.next_line()).await.unwrap().unwrap();
        let Listening { port } = serde_json::from_str(&first).unwrap();
        Self { port, certificate, lines: Arc::new(Mutex::new(lines)), _child: child, _input: input }
    }

    /// The next mail.
    pub async fn next(&self) -> Letter {
        let mut lines = self.lines.lock().await;
        let line = within("a mail", lines.next_line()).await.unwrap().unwrap();
        serde_json::from_str(&line).unwrap()
    }
}
