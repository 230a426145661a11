//! What is wrong with departments: each on its own, and the ways between them.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Check;
use crate::desk::{Department, Overflow};
use crate::document::{Problem, below};
use crate::ids::DepartmentId;
use crate::limits::{
    CAPACITY_MAX, DEPARTMENTS_MAX, LIVE_CONVERSATIONS_MAX, MEMBERS_MAX, NAME_CHARS_MAX, REQUIRED_ANSWERS_MAX,
    RING_MS_MAX, RING_MS_MIN, SKILL_CHARS_MAX, SKILLS_MAX, WAIT_MS_MAX, WAIT_MS_MIN, WRAP_UP_MS_MAX,
};

type Departments = BTreeMap<DepartmentId, Department>;

/// All of them.
pub(super) fn all(check: &mut Check, departments: &Departments) {
    let place = "/departments";
    if departments.is_empty() {
        check.say(place, "A site needs a department: add one.");
    }
    check.count(place, "departments", departments.len(), DEPARTMENTS_MAX);
    let mut first: BTreeMap<String, &DepartmentId> = BTreeMap::new();
    for (id, department) in departments.iter().take(DEPARTMENTS_MAX) {
        let place = below(place, id);
        one(check, &place, department);
        if let Some(other) = first.insert(department.name.trim().to_lowercase(), id) {
            let message = format!("The department {other} has this name, too: give each a name of its own.");
            check.say(&below(&place, "name"), message);
        }
        for (name, overflow) in ways(department) {
            way(check, &below(&place, name), departments, (id, overflow));
        }
    }
}

/// A place that names a department.
pub(super) fn must_be_known(
    check: &mut Check,
    place: &str,
    departments: &Departments,
    department: &DepartmentId,
) {
    if !departments.contains_key(department) {
        let known: Vec<&str> = departments.keys().map(DepartmentId::as_str).take(10).collect();
        let message = match known.as_slice() {
            [] => format!("There is no department {department}: add it, or choose another."),
            known => format!("There is no department {department}: choose one of {}.", known.join(", ")),
        };
        check.say(place, message);
    }
}

fn one(check: &mut Check, place: &str, department: &Department) {
    let at = |name: &str| below(place, name);
    check.text(&at("name"), &department.name, NAME_CHARS_MAX);
    check.count(&at("members"), "members", department.members.len(), MEMBERS_MAX);
    check.words(&at("skills"), "skills", department.skills.iter(), (SKILLS_MAX, SKILL_CHARS_MAX));
    check.number(&at("capacity"), department.capacity, 1..=CAPACITY_MAX);
    check.time(&at("ring_ms"), department.ring_ms, RING_MS_MIN..=RING_MS_MAX);
    check.time(&at("wrap_up_ms"), department.wrap_up_ms, 0..=WRAP_UP_MS_MAX);
    if let Some(queue_max) = department.queue_max {
        let most = u32::try_from(LIVE_CONVERSATIONS_MAX).unwrap_or(u32::MAX);
        check.number(&at("queue_max"), queue_max, 1..=most);
    }
    check.time(&at("wait_ms_max"), department.wait_ms_max, WAIT_MS_MIN..=WAIT_MS_MAX);
    if let Some(answers) = department.required_answers {
        check.number(&at("required_answers"), answers, 0..=REQUIRED_ANSWERS_MAX);
    }
    if let Some(hours) = &department.hours {
        let place = at("hours");
        let found = hours.problems().into_iter();
        check.take(found.map(|(pointer, message)| Problem::new(format!("{place}{pointer}"), message)));
    }
}

/// Where requests go that a department can't take.
fn ways(department: &Department) -> [(&'static str, &Overflow); 3] {
    [
        ("when_full", &department.when_full),
        ("when_waited", &department.when_waited),
        ("when_nobody", &department.when_nobody),
    ]
}

fn targets(department: &Department) -> impl Iterator<Item = &DepartmentId> {
    ways(department).into_iter().filter_map(|(_, overflow)| match overflow {
        Overflow::Department(to) => Some(to),
        Overflow::OfflineForm | Overflow::Bot => None,
    })
}

/// A way to another department: it must be there, and no way may lead back. A request on such a circle would be sent
/// round for as long as nobody is there, and its visitor would never be told.
fn way(
    check: &mut Check,
    place: &str,
    departments: &Departments,
    (id, overflow): (&DepartmentId, &Overflow),
) {
    let Overflow::Department(to) = overflow else { return };
    let place = below(place, "department");
    must_be_known(check, &place, departments, to);
    if let Some(circle) = circle(departments, id, to) {
        let message = format!(
            "Requests would go in a circle: {}. Choose another department, the offline form or the bot.",
            circle.join(" → ")
        );
        check.say(&place, message);
    }
}

/// The shortest way from one department over `to` back to itself, if there is one.
fn circle<'a>(
    departments: &'a Departments,
    from: &'a DepartmentId,
    to: &'a DepartmentId,
) -> Option<Vec<&'a str>> {
    let mut seen = BTreeSet::from([to]);
    let mut ends = vec![vec![from, to]];
    while !ends.is_empty() {
        if let Some(found) = ends.iter().find(|path| path.last() == Some(&from)) {
            return Some(found.iter().map(|id| id.as_str()).collect());
        }
        let mut further = Vec::new();
        for path in &ends {
            let last = path.last().and_then(|last| departments.get(*last));
            for next in last.into_iter().flat_map(targets) {
                if next == from || seen.insert(next) {
                    further.push([path.as_slice(), &[next]].concat());
                }
            }
        }
        ends = further;
    }
    None
}
