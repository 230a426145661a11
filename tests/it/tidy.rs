//! The style guide's rules that a machine can check. Each message says what to do.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A file of the project.
struct File {
    /// With `/`, from the project's root.
    path: String,
    text: String,
}

impl File {
    fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    fn has_ending(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn is_rust(&self) -> bool {
        self.has_ending(&[".rs"])
    }

    /// What is shipped or runs on a developer's machine: everything but the tests.
    fn is_product(&self) -> bool {
        !self.is_under("tests/")
    }

    /// The lines before the tests at a file's end, with their numbers. Comments are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let before_tests = lines.take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        before_tests.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Everything that people write. What is built or fetched is not theirs.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![root()];
    let built =
        ["target", "node_modules", "dist", "build", "build-test", "test-results", "playwright-report"];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !built.contains(&name.as_str()) && !name.starts_with('.') {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let path = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    assert!(files.len() > 50, "the walk has missed the project");
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// Fails with all complaints at once.
fn none(complaints: &str, what_to_do: &str) {
    assert!(complaints.is_empty(), "\n{complaints}{what_to_do}");
}

/// Every place where a line of code has one of the words.
fn places(files: &[File], is_meant: impl Fn(&File) -> bool, words: &[&str]) -> String {
    let mut found = String::new();
    for file in files.iter().filter(|file| is_meant(file) && !file.has_ending(&["tests/it/tidy.rs"])) {
        for (number, line) in file.code() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                let _ = writeln!(found, "{}:{number}: {word}", file.path);
            }
        }
    }
    found
}

const SOURCES: [&str; 4] = [".rs", ".js", ".mjs", ".css"];

#[test]
fn the_core_is_pure() {
    let is_core = |file: &File| {
        file.is_rust()
            && (file.is_under("shared/src/")
                || file.is_under("client/src/") && !file.is_under("client/src/browser/"))
    };
    let impure = [
        "SystemTime",
        "Instant",
        "std::time",
        "std::thread",
        "std::fs",
        "std::env",
        "std::net",
        "async fn",
        ".await",
        "rand::",
        "getrandom",
        "js_sys",
        "web_sys",
        "wasm_bindgen",
        "println!",
        "static mut",
    ];
    let found = places(&files(), is_core, &impure);
    none(
        &found,
        "Time, random numbers and the platform are arguments of the core (style 1): move this to an adapter.",
    );
}

#[test]
fn errors_keep_their_cause_and_nothing_panics() {
    let found = places(
        &files(),
        |file| file.is_rust() && file.is_product(),
        &["map_err(|_|", ".unwrap()", ".expect("],
    );
    none(&found, "Keep the cause of an error, and return it (style 5).");
}

#[test]
fn a_visitors_page_prints_no_value_for_a_developer() {
    let is_visitors = |file: &File| file.is_under("widget/src/") || file.is_under("client/src/");
    let found = places(&files(), |file| file.is_rust() && is_visitors(file), &[":?}", ":#?}"]);
    none(
        &found,
        "What prints values for developers is cut out of this page (xtask/src/trim.mjs): say it in words.",
    );
}

#[test]
fn files_are_small() {
    let mut long = String::new();
    for file in files().iter().filter(|file| file.has_ending(&SOURCES)) {
        let lines = file.text.lines().count();
        if lines > 400 {
            let _ = writeln!(long, "{}: {lines} lines", file.path);
        }
    }
    none(&long, "A file has one idea and 400 lines at most (style 8): split it where its headings would be.");
}

#[test]
fn functions_are_small() {
    let mut long = String::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (begin, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[begin..].iter().position(|line| *line == end).map_or(1, |at| at + 1);
            if length > 70 {
                let _ = writeln!(long, "{}:{}: {length} lines", file.path, begin + 1);
            }
        }
    }
    none(&long, "A function has 70 lines at most (style 8): let its parent decide and its leaves compute.");
}

/// Whether a line begins a function with a body.
fn is_function(line: &str) -> bool {
    let begins = line.trim_start().split(" fn ").next().unwrap_or_default();
    let before_fn =
        ["pub", "pub(crate)", "pub(super)", "async", "const", "pub async", "pub const", "pub(super) async"];
    (line.trim_start().starts_with("fn ") || line.contains(" fn ") && before_fn.contains(&begins))
        && !line.trim_end().ends_with(['}', ';'])
}

#[test]
fn the_first_line_says_the_purpose() {
    let mut silent = String::new();
    for file in files().iter().filter(|file| file.has_ending(&SOURCES)) {
        let first = file.text.lines().next().unwrap_or_default();
        let says = match file.is_rust() {
            true => first.starts_with("//! "),
            false => ["//", "/*", "#!"].iter().any(|begin| first.starts_with(begin)),
        };
        if !says {
            let _ = writeln!(silent, "{}: {}", file.path, first.chars().take(80).collect::<String>());
        }
    }
    none(
        &silent,
        "The first line of a file says what it is for (style 9): `//! …` in Rust, a comment elsewhere.",
    );
}

#[test]
fn words_are_those_of_the_glossary() {
    let files = files();
    let mut found =
        places(&files, |file| file.has_ending(&SOURCES), &["Manager", "Helper", "Util", "TODO", "FIXME"]);
    for file in files.iter().filter(|file| file.has_ending(&SOURCES)) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if ["manager", "helper", "util", "misc", "common"].iter().any(|word| name.contains(word)) {
            let _ = writeln!(found, "{}: its name says nothing", file.path);
        }
    }
    none(&found, "Name it by a word of docs/glossary.md (style 10); what is left to do is an issue.");
}

/// Where SQL stands: one file for an object, or one for each of its tables.
const STORES: [&str; 6] = [
    "store.rs",
    "desk_object/records.rs",
    "site_object/member.rs",
    "site_object/session.rs",
    "site_object/removal.rs",
    "edge/src/timers.rs",
];

#[test]
fn wire_types_stand_in_the_protocol_and_rows_in_stores() {
    let files = files();
    let is_outside =
        |file: &File| file.is_rust() && file.is_product() && !file.is_under("shared/src/protocol/");
    let found = places(&files, is_outside, &["tag = \"type\""]);
    none(&found, "Frames are declared in shared/src/protocol (style 11).");
    let is_store = |file: &File| STORES.iter().any(|ending| file.path.ends_with(ending));
    let is_no_store = |file: &File| file.is_under("edge/src/") && !is_store(file);
    let found =
        places(&files, is_no_store, &["INSERT ", "SELECT ", "DELETE FROM", "UPDATE ", "CREATE TABLE"]);
    none(&found, "Rows are written and read in a store (style 11).");
}

#[test]
fn tests_wait_for_what_they_want_and_are_never_left_out() {
    let files = files();
    let is_test = |file: &File| file.is_under("tests/") && file.has_ending(&[".rs", ".mjs", ".js"]);
    let mut found = String::new();
    for file in files.iter().filter(|file| is_test(file) && !file.has_ending(&["it/tidy.rs"])) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let sleeps = ["sleep(", "waitForTimeout", "setTimeout("].iter().any(|word| line.contains(word));
            // A bounded poll has to pause; it says so on its line or the one before.
            let before = at.checked_sub(1).map_or("", |before| lines[before]);
            if sleeps && !line.contains("poll") && !before.contains("poll") {
                let _ = writeln!(found, "{}:{}: {}", file.path, at + 1, line.trim());
            }
        }
    }
    none(
        &found,
        "Wait for the event, or poll with a limit and say so in a comment with the word \"poll\" (style 13).",
    );
    let left_out = ["#[ignore", "should_panic", "test.skip(", "test.only(", "test.fixme(", "describe.only("];
    let found = places(&files, |file| file.has_ending(&[".rs", ".mjs", ".js"]), &left_out);
    none(&found, "A test runs, or it is deleted (style 13).");
}

#[test]
fn no_markup_is_made_from_text_and_no_page_is_told_blindly() {
    let files = files();
    let is_page = |file: &File| file.is_product() && file.has_ending(&[".rs", ".js", ".mjs", ".html"]);
    let markup =
        ["inner_html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc", "eval("];
    none(
        &places(&files, is_page, &markup),
        "Build nodes from the tree of a text: no markup is ever parsed in a page.",
    );
    let blind = ["postMessage(*", "'*'", "\"*\""];
    let mut found = String::new();
    for file in files.iter().filter(|file| is_page(file)) {
        for (number, line) in file.code() {
            let posts = line.contains("postMessage") || line.contains("post_message");
            if posts && blind.iter().any(|word| line.contains(word)) {
                let _ = writeln!(found, "{}:{number}: {}", file.path, line.trim());
            }
        }
    }
    none(&found, "Name the origin that a message is for.");
}

/// Where a request may be made, and why there.
const FETCHES: [(&str, &str); 12] = [
    ("edge/src/call.rs", "from object to object"),
    ("edge/src/blobs.rs", "the folder of files that the engine serves beside the Worker"),
    ("widget/static/later/files.js", "files from and to the edge, on both pages"),
    ("widget/static/later/form.js", "a form from the edge and back"),
    (
        "widget/static/later/transcript.js",
        "the conversation for saving, with the visitor's token in a header",
    ),
    ("edge/src/http/assets.rs", "the files that the engine serves beside the Worker"),
    ("edge/src/routes/", "the Worker hands a request to its object"),
    ("widget/src/http.rs", "the widget's one way to the edge"),
    ("widget/frame/words.js", "the texts of the visitor's language, a file of our origin"),
    ("console/src/api.rs", "the desk's one way to the edge"),
    ("edge/src/outbound.rs", "the one way to addresses that somebody has written"),
    ("xtask/", "the developer's machine"),
];

#[test]
fn requests_leave_through_their_gates() {
    let is_elsewhere = |file: &File| {
        let is_gate = FETCHES.iter().any(|(gate, _)| file.is_under(gate));
        file.is_product() && file.has_ending(&[".rs", ".js", ".mjs"]) && !is_gate
    };
    // `fn fetch(` and `async fetch(` receive a request, they make none.
    let found = places(
        &files(),
        is_elsewhere,
        &[
            "await fetch(",
            "return fetch(",
            "= fetch(",
            "(fetch(",
            "=> fetch(",
            ".fetch(",
            "fetch_with_",
            "Fetch::",
            "XMLHttpRequest",
            "sendBeacon",
            "ureq::",
            "reqwest::",
        ],
    );
    none(
        &found,
        "Requests leave through one gate (design): use it, or name a new one in FETCHES with its reason.",
    );
}

/// Which of our crates each may use: `shared ← client ← {widget, console}`, `shared ← edge`, `{shared, client} ← tests`.
const ARROWS: [(&str, &[&str]); 7] = [
    ("shared", &[]),
    ("client", &["baton-shared"]),
    ("widget", &["baton-shared", "baton-client"]),
    ("console", &["baton-shared", "baton-client"]),
    ("edge", &["baton-shared"]),
    ("tests", &["baton-shared", "baton-client", "xtask"]),
    ("xtask", &[]),
];

#[test]
fn crates_depend_only_along_the_arrows() {
    let files = files();
    let mut found = String::new();
    for (name, allowed) in ARROWS {
        let path = format!("{name}/Cargo.toml");
        let manifest = files.iter().find(|file| file.path == path).unwrap();
        for dependency in dependencies(&manifest.text) {
            let is_ours = dependency.starts_with("baton-") || dependency == "xtask";
            if is_ours && !allowed.contains(&dependency.as_str()) {
                let _ = writeln!(found, "{path}: {dependency}");
            }
        }
    }
    none(&found, "Crates depend only along the arrows of the design.");
}

/// The names of a manifest's dependencies, for whatever target.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut is_within = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_within = line.ends_with("dependencies]");
        } else if let Some((name, _)) =
            line.split_once(['=', '.']).filter(|_| is_within && !line.starts_with([' ', '#']))
        {
            names.push(name.trim().to_owned());
        }
    }
    names
}

#[test]
fn the_core_has_no_platform_among_its_dependencies() {
    let files = files();
    let manifest = files.iter().find(|file| file.path == "shared/Cargo.toml").unwrap();
    // The last five are for the edge alone: four check signatures, one reads addresses. Functions of bytes.
    let allowed = [
        "serde",
        "serde_json",
        "serde_path_to_error",
        "frostem",
        "schemars",
        "hmac",
        "sha2",
        "ed25519-dalek",
        "base64ct",
        "url",
    ];
    let more: Vec<String> =
        dependencies(&manifest.text).into_iter().filter(|name| !allowed.contains(&name.as_str())).collect();
    assert!(
        more.is_empty(),
        "{more:?}: a new dependency of the core is a decision (docs/decisions), then a name here"
    );
}
