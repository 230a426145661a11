//! What `cargo xtask`, the engine tests and the bench share: one way to configure and run workerd.

mod config;
mod engine;
mod http;
mod workerd;

pub use config::{COMPATIBILITY_DATE, workerd_config};
pub use engine::{BareObject, Engine};
pub use http::{Answer, request};
pub use workerd::{Workerd, free_port, project_root, workerd_binary};
