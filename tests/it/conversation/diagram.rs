//! The phases as a drawing, made by trying every command in every phase; `ARCHITECTURE.md` must show the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use baton_shared::protocol::{PhaseName, phase_name};

use super::Story;

const BEGIN: &str =
    "<!-- drawn from the code: BATON_UPDATE=1 cargo test -p baton-tests --test it diagram -->\n";
const END: &str = "<!-- end of the drawing -->";

/// How to get into each phase, and its name in the drawing.
const PHASES: [(&str, PhaseName); 7] = [
    ("bot", PhaseName::Bot),
    ("requested", PhaseName::Requested),
    ("queued", PhaseName::Queued),
    ("offline form", PhaseName::OfflineForm),
    ("Agent One owns it", PhaseName::Assigned),
    ("awaiting follow-up", PhaseName::AwaitingFollowUp),
    ("resolved", PhaseName::Resolved),
];

/// What can happen, and what the arrow says.
const COMMANDS: [(&str, &str); 26] = [
    ("visitor says \"Where is my parcel?\" as v9", "visitor writes"),
    ("visitor says \"I want to talk to a human\" as v8", "visitor asks in words"),
    ("visitor presses the button", "button"),
    ("visitor cancels", "visitor cancels"),
    ("visitor opens the offline form", "message instead"),
    ("visitor leaves an offline message", "offline message"),
    ("visitor rates 5", "visitor rates"),
    ("desk queues 1", "desk has a place"),
    ("desk has nobody for 1", "desk has nobody"),
    ("desk is closed for 1 then bot", "desk has nobody and the bot goes on"),
    ("desk is full for 1 then ask billing", "desk names another department"),
    ("desk turns 1 away", "turned away"),
    ("desk turns 1 away then bot", "turned away and the bot goes on"),
    ("desk turns 1 away then ask billing", "turned away to another department"),
    ("desk has lost One", "agent lost"),
    ("bot answers #4", "bot answers"),
    ("bot fails on #4", "bot fails"),
    ("One accepts", "accept"),
    ("One takes over", "takeover"),
    ("One transfers to Two", "transfer"),
    ("One transfers to department billing", "transfer to department"),
    ("One says \"Hello\" as a1", "agent writes"),
    ("One notes \"n\" as n9", "note"),
    ("One hands back", "hand back"),
    ("One ends", "end"),
    ("wait 3600000 ms", "time over"),
];

/// Every change of phase, with all that leads to it.
fn arrows() -> BTreeMap<(String, String), BTreeSet<&'static str>> {
    let mut arrows: BTreeMap<_, BTreeSet<&'static str>> = BTreeMap::new();
    for (words, from) in PHASES {
        let story = Story::enter(words);
        assert_eq!(phase_name(&story.state), from, "the way into \"{words}\"");
        for (row, label) in COMMANDS {
            let mut next = story.clone();
            next.row(row);
            let to = phase_name(&next.state);
            let asked = |story: &Story| story.state.handover().map(|open| open.department.clone());
            let is_moved = asked(&next).is_some() && asked(&next) != asked(&story);
            if to != from || is_moved || next.state.owner() != story.state.owner() {
                arrows.entry((name(from), name(to))).or_default().insert(label);
            }
        }
    }
    arrows
}

fn name(phase: PhaseName) -> String {
    serde_json::to_value(phase).unwrap().as_str().unwrap().to_owned()
}

fn drawing() -> String {
    let mut text = String::from("```mermaid\nstateDiagram-v2\n    [*] --> bot: visitor opens the chat\n");
    for ((from, to), labels) in arrows() {
        let labels: Vec<&str> = labels.into_iter().collect();
        text.push_str(&format!("    {from} --> {to}: {}\n", labels.join(" · ")));
    }
    text + "```\n"
}

fn document() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

#[test]
fn the_diagram_shows_what_the_code_does() {
    let (path, text) = document();
    let (before, rest) = text.split_once(BEGIN).expect("ARCHITECTURE.md has no place for the drawing");
    let (shown, after) = rest.split_once(END).expect("the drawing has no end");
    let drawn = drawing();
    if std::env::var_os("BATON_UPDATE").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{drawn}{END}{after}")).unwrap();
    } else {
        assert_eq!(shown, drawn, "the phases have changed: run with BATON_UPDATE=1 and read the difference");
    }
}

/// No phase is a trap, and none is beyond reach.
#[test]
fn every_phase_is_reached_and_left() {
    let arrows = arrows();
    for (_, phase) in PHASES {
        let phase = name(phase);
        assert!(arrows.keys().any(|(from, to)| *from == phase && *to != phase), "{phase} is never left");
        assert!(arrows.keys().any(|(from, to)| *to == phase && *from != phase), "{phase} is never reached");
    }
}
