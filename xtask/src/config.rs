//! The one place that writes workerd's configuration, a capnp text.

use std::fmt::Write as _;
use std::path::Path;

use crate::engine::{BareObject, Engine};

/// The newest date that the pinned workerd accepts on every platform (see `overrides` in package.json).
pub const COMPATIBILITY_DATE: &str = "2026-10-30";

/// The Durable Object classes: (binding, class, unique key). The key names the stored data: never change one.
const OBJECTS: [(&str, &str, &str); 4] = [
    ("CONVERSATION", "ConversationObject", "baton-conversation"),
    ("COURIER", "CourierObject", "baton-courier"),
    ("DESK", "DeskObject", "baton-desk"),
    ("SITE", "SiteObject", "baton-site"),
];

/// What the operator sets in the environment of the process, as some of it is secret: how mails are sent.
const FROM_ENVIRONMENT: [&str; 3] = ["BATON_MAIL", "BATON_MAIL_FROM", "BATON_MAIL_API"];

/// The configuration for `workerd serve`. Paths in `engine` must be absolute. The secret is not in it: workerd takes
/// `BATON_SECRET` from its environment.
pub fn workerd_config(engine: &Engine) -> String {
    let mut services = vec![
        "name = \"main\", worker = .baton".to_owned(),
        format!("name = \"assets\", disk = ( {}writable = false )", folder(engine, &engine.dist)),
        format!(
            "name = \"objects\", disk = ( {}writable = true )",
            folder(engine, &engine.state.join("objects"))
        ),
        format!(
            "name = \"files\", disk = ( {}writable = true )",
            folder(engine, &engine.state.join("files"))
        ),
        outbound(engine),
    ];
    let mut sockets = vec![socket(engine, "http", engine.port, "main")];
    let mut workers = baton(engine).to_string();
    for (number, object) in engine.beside.iter().enumerate() {
        services.push(format!("name = {}, worker = .bare{number}", quoted(&object.name)));
        sockets.push(socket(engine, &object.name, object.port, &object.name));
        workers.push_str(&bare(number, object).to_string());
    }
    format!(
        "# Written by cargo xtask: changes here are lost.\nusing Workerd = import \"/workerd/workerd.capnp\";\n\n\
         const config :Workerd.Config = (\n  services = [{}],\n  sockets = [{}],\n);\n{workers}",
        list(&services),
        list(&sockets),
    )
}

/// The parts of a Worker's definition, each item without its parentheses.
struct Worker {
    name: String,
    modules: Vec<String>,
    flags: &'static str,
    bindings: Vec<String>,
    namespaces: Vec<String>,
    /// The service that it calls the outside by.
    outbound: &'static str,
}

impl std::fmt::Display for Worker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "\nconst {} :Workerd.Worker = (", self.name)?;
        writeln!(out, "  modules = [{}],", list(&self.modules))?;
        writeln!(out, "  compatibilityDate = \"{COMPATIBILITY_DATE}\",")?;
        writeln!(out, "  compatibilityFlags = [{}],", self.flags)?;
        writeln!(out, "  bindings = [{}],", list(&self.bindings))?;
        writeln!(out, "  durableObjectNamespaces = [{}],", list(&self.namespaces))?;
        writeln!(out, "  globalOutbound = \"{}\",", self.outbound)?;
        writeln!(out, "  durableObjectStorage = ( localDisk = \"objects\" ),\n);")
    }
}

fn baton(engine: &Engine) -> Worker {
    let mut bindings = vec![
        "name = \"ASSETS\", service = \"assets\"".to_owned(),
        "name = \"FILES\", service = \"files\"".to_owned(),
        "name = \"BATON_SECRET\", fromEnvironment = \"BATON_SECRET\"".to_owned(),
    ];
    let is_given = |name: &str| engine.bindings.iter().any(|(given, _)| given == name);
    let from_environment = FROM_ENVIRONMENT.iter().filter(|name| !is_given(name));
    bindings.extend(from_environment.map(|name| format!("name = \"{name}\", fromEnvironment = \"{name}\"")));
    bindings.extend(OBJECTS.map(|(binding, class, _)| object_binding(binding, class)));
    bindings.extend(texts(engine));
    let module = |name: &str, kind: &str, file: &str| {
        format!("name = \"{name}\", {kind} = embed {}", quoted_path(&engine.edge_build.join(file)))
    };
    let mut modules =
        vec![module("index.js", "esModule", "index.js"), module("./index_bg.wasm", "wasm", "index_bg.wasm")];
    if engine.test_hooks {
        // The first module is the entry: it puts the fault injector in front of the Worker.
        modules.insert(0, module("hooks.js", "esModule", "hooks.js"));
    }
    Worker {
        name: "baton".to_owned(),
        modules,
        flags: if engine.test_hooks { "\"unsafe_module\"" } else { "" },
        bindings,
        namespaces: OBJECTS.map(|(_, class, key)| namespace(class, key)).into(),
        outbound: "outbound",
    }
}

fn bare(number: usize, object: &BareObject) -> Worker {
    Worker {
        name: format!("bare{number}"),
        modules: vec![format!("name = \"bare.js\", esModule = embed {}", quoted_path(&object.module))],
        flags: "",
        bindings: vec![object_binding("OBJECT", &object.class)],
        namespaces: vec![namespace(&object.class, &format!("bare-{number}"))],
        outbound: "internet",
    }
}

/// The network that the Worker calls: public addresses, looked at after the name was resolved, and what the operator has
/// named. Certificates are checked against the system's own list.
fn outbound(engine: &Engine) -> String {
    let named = engine.outbound_allow.iter().filter_map(|origin| {
        let (_scheme, host) = origin.split_once("://")?;
        let (host, _port) = host.rsplit_once(':').unwrap_or((host, ""));
        let host = host.trim_matches(['[', ']']);
        Some(format!("{host}/{}", if host.contains(':') { 128 } else { 32 }))
    });
    let allowed: Vec<String> =
        std::iter::once("public".to_owned()).chain(named).map(|one| quoted(&one)).collect();
    let trusted: Vec<String> = engine.outbound_trust.iter().map(|pem| quoted(pem)).collect();
    format!(
        "name = \"outbound\", network = ( allow = [{}], tlsOptions = ( trustBrowserCas = true, \
         trustedCertificates = [{}] ) )",
        allowed.join(", "),
        trusted.join(", ")
    )
}

/// The text bindings, the later of two with the same name winning.
fn texts(engine: &Engine) -> Vec<String> {
    let mut texts = Vec::new();
    if !engine.portable {
        texts.push(("BATON_ORIGIN", engine.origin.as_str()));
    }
    texts.extend(engine.seed.iter().map(|seed| ("BATON_SEED", seed.as_str())));
    let allowed = engine.outbound_allow.join(",");
    if !allowed.is_empty() {
        texts.push(("BATON_OUTBOUND_ALLOW", allowed.as_str()));
    }
    for (name, value) in &engine.bindings {
        texts.retain(|(known, _)| known != name);
        texts.push((name, value));
    }
    let from_environment = "name = \"BATON_ORIGIN\", fromEnvironment = \"BATON_ORIGIN\"";
    let mut items: Vec<String> = engine.portable.then(|| from_environment.to_owned()).into_iter().collect();
    items.extend(
        texts.iter().map(|(name, value)| format!("name = {}, text = {}", quoted(name), quoted(value))),
    );
    items
}

fn object_binding(binding: &str, class: &str) -> String {
    format!("name = {}, durableObjectNamespace = {}", quoted(binding), quoted(class))
}

fn namespace(class: &str, key: &str) -> String {
    format!("className = {}, uniqueKey = {}, enableSql = true", quoted(class), quoted(key))
}

fn socket(engine: &Engine, name: &str, port: u16, service: &str) -> String {
    let address = if engine.portable { String::new() } else { format!("address = \"127.0.0.1:{port}\", ") };
    format!("name = {}, {address}http = (), service = {}", quoted(name), quoted(service))
}

/// `path = …, `, or nothing where the command line names the folder.
fn folder(engine: &Engine, path: &Path) -> String {
    if engine.portable { String::new() } else { format!("path = {}, ", quoted_path(path)) }
}

fn list(items: &[String]) -> String {
    let mut text = String::new();
    for item in items {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n    ( {item} ),");
    }
    text.push_str("\n  ");
    text
}

fn quoted_path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

/// A capnp string literal. Control characters are written as octal escapes.
fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            control if control.is_ascii_control() => {
                let _ = write!(literal, "\\{:03o}", u32::from(control));
            }
            plain => literal.push(plain),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_binding_survives_quotes_backslashes_and_line_ends() {
        assert_eq!(quoted("a\"b\\c\nd é"), "\"a\\\"b\\\\c\\012d é\"");
    }

    #[test]
    fn a_binding_given_later_replaces_ours() {
        let engine = Engine::new("/e", "/d", "/s", 1).binding("BATON_SEED", "none").binding("X", "1");
        let config = workerd_config(&engine);
        assert_eq!(config.matches("BATON_SEED").count(), 1);
        assert!(config.contains("( name = \"BATON_SEED\", text = \"none\" )"));
        assert!(config.contains("( name = \"X\", text = \"1\" )"));
    }

    #[test]
    fn a_private_address_is_called_only_if_it_is_named() {
        let mut engine = Engine::new("/e", "/d", "/s", 1);
        assert!(workerd_config(&engine).contains("allow = [\"public\"]"));
        engine.outbound_allow = vec!["http://127.0.0.1:9000".to_owned(), "https://[fd00::1]:8443".to_owned()];
        let config = workerd_config(&engine);
        assert!(config.contains("allow = [\"public\", \"127.0.0.1/32\", \"fd00::1/128\"]"));
        assert!(config.contains("text = \"http://127.0.0.1:9000,https://[fd00::1]:8443\""));
    }

    #[test]
    fn only_a_test_engine_may_evict_and_abort() {
        let mut engine = Engine::new("/e", "/d", "/s", 1);
        assert!(!workerd_config(&engine).contains("unsafe_module"));
        engine.test_hooks = true;
        assert!(workerd_config(&engine).contains("unsafe_module"));
    }
}
