//! What one engine is made of: where its files are, where it listens, what it is told.

use std::path::PathBuf;

/// One workerd with Baton in it. Start from [`Engine::new`] and change the fields that differ.
#[derive(Clone, Debug)]
pub struct Engine {
    /// Folder with `index.js` and `index_bg.wasm`, as worker-build leaves it.
    pub edge_build: PathBuf,
    /// Folder with the static files that the Worker serves.
    pub dist: PathBuf,
    /// Folder for configuration, secret, log and stored objects. Made when absent.
    pub state: PathBuf,
    /// TCP port on 127.0.0.1.
    pub port: u16,
    /// The origin that the Worker believes it has.
    pub origin: String,
    /// What the edge seeds at the first request: `demo`, or nothing.
    pub seed: Option<String>,
    /// Let the Worker evict and abort objects (`workerd:unsafe`). Test builds only.
    pub test_hooks: bool,
    /// Further text bindings, by name. A name given here replaces one of ours.
    pub bindings: Vec<(String, String)>,
    /// Origins that may be called though they are private or without TLS, such as `http://127.0.0.1:9000`. Their hosts are
    /// addresses, no names: that is what workerd's network goes by.
    pub outbound_allow: Vec<String>,
    /// Certificates (PEM) that are trusted beside the system's: of a mail server with its own.
    pub outbound_trust: Vec<String>,
    /// Print what workerd and the Worker say, rather than write it to `<state>/workerd.log`.
    pub print_log: bool,
    /// Leave out what differs from machine to machine: folders, address and origin come from the command line and the
    /// environment. For `workerd compile`.
    pub portable: bool,
    /// JavaScript objects to measure ourselves against, on the same workerd.
    pub beside: Vec<BareObject>,
}

/// A plain JavaScript Worker with one SQLite Durable Object class, on a port of its own.
#[derive(Clone, Debug)]
pub struct BareObject {
    /// The service's name.
    pub name: String,
    /// TCP port on 127.0.0.1.
    pub port: u16,
    /// The ES module.
    pub module: PathBuf,
    /// The exported Durable Object class; the module finds it under the binding `OBJECT`.
    pub class: String,
}

impl Engine {
    /// The usual engine: seeded with the demo site, no test hooks.
    pub fn new(
        edge_build: impl Into<PathBuf>,
        dist: impl Into<PathBuf>,
        state: impl Into<PathBuf>,
        port: u16,
    ) -> Self {
        Self {
            edge_build: edge_build.into(),
            dist: dist.into(),
            state: state.into(),
            port,
            origin: format!("http://127.0.0.1:{port}"),
            seed: Some("demo".to_owned()),
            test_hooks: false,
            outbound_allow: Vec::new(),
            outbound_trust: Vec::new(),
            bindings: Vec::new(),
            print_log: false,
            portable: false,
            beside: Vec::new(),
        }
    }

    /// Adds a text binding.
    #[must_use]
    pub fn binding(mut self, name: &str, value: &str) -> Self {
        self.bindings.push((name.to_owned(), value.to_owned()));
        self
    }
}
