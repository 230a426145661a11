//! To whom a conversation can be given, and why not. Pure: the edge decides, this only offers.

use baton_shared::desk::Presence;
use baton_shared::ids::{AgentId, DepartmentId};
use baton_shared::protocol::{AgentShown, DepartmentShown};

/// To whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A colleague.
    Agent(AgentId),
    /// A department's queue.
    Department(DepartmentId),
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// To whom.
    pub to: To,
    /// By name.
    pub name: String,
    /// How busy, or why it can't be chosen.
    pub about: String,
    /// Whether it can be chosen.
    pub is_free: bool,
    /// The colour of its dot.
    pub presence: Presence,
}

impl Target {
    /// The same as long as the line looks the same.
    pub fn key(&self) -> String {
        format!("{:?} {} {}", self.to, self.about, self.is_free)
    }
}

/// The colleagues of an agent, those who can be chosen first. `here` is the conversation's department.
pub fn agents(all: &[AgentShown], me: &AgentId, here: Option<&DepartmentShown>, search: &str) -> Vec<Target> {
    let others = all.iter().filter(|agent| agent.agent.id != *me && fits(&agent.agent.name, search));
    sorted(others.map(|agent| of_agent(agent, here)).collect())
}

fn of_agent(agent: &AgentShown, here: Option<&DepartmentShown>) -> Target {
    let is_member =
        here.is_none_or(|here| agent.departments.is_empty() || agent.departments.contains(&here.id));
    let (is_free, about) = match (agent.presence, here) {
        (_, Some(here)) if !is_member => (false, format!("Does not work for {}", here.name)),
        (Presence::Available, _) => (true, load(agent)),
        (Presence::Busy, _) => (false, format!("Busy: takes no more · {}", load(agent))),
        (Presence::Away, _) => (false, "Away: takes no conversations now".to_owned()),
        (Presence::Offline, _) => (false, "Offline".to_owned()),
    };
    let to = To::Agent(agent.agent.id.clone());
    Target { to, name: agent.agent.name.clone(), about, is_free, presence: agent.presence }
}

/// `2 of 4 conversations`
fn load(agent: &AgentShown) -> String {
    match (agent.load, agent.capacity) {
        (0, _) => "Has no conversation now".to_owned(),
        (load, 0) => format!("Has {load}"),
        (load, capacity) if load >= capacity => format!("Full: has {load} of {capacity}"),
        (load, capacity) => format!("Has {load} of {capacity}"),
    }
}

/// All departments, those that can be chosen first.
pub fn departments(all: &[DepartmentShown], here: Option<&DepartmentId>, search: &str) -> Vec<Target> {
    let found = all.iter().filter(|department| fits(&department.name, search));
    sorted(found.map(|department| of_department(department, here)).collect())
}

fn of_department(department: &DepartmentShown, here: Option<&DepartmentId>) -> Target {
    let waiting = match department.waiting {
        0 => "Nobody waits".to_owned(),
        1 => "One visitor waits".to_owned(),
        waiting => format!("{waiting} visitors wait"),
    };
    let (is_free, about) = match department.is_open {
        _ if here == Some(&department.id) => (false, "It is there already".to_owned()),
        Some(false) => (false, "Closed now".to_owned()),
        _ if !department.is_available => (false, "Nobody is available".to_owned()),
        _ => (true, waiting),
    };
    let to = To::Department(department.id.clone());
    let presence = if is_free { Presence::Available } else { Presence::Offline };
    Target { to, name: department.name.clone(), about, is_free, presence }
}

fn fits(name: &str, search: &str) -> bool {
    let name = name.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

fn sorted(mut targets: Vec<Target>) -> Vec<Target> {
    let rank = |target: &Target| match target.presence {
        Presence::Available => 0,
        Presence::Busy => 1,
        Presence::Away => 2,
        Presence::Offline => 3,
    };
    targets.sort_by_key(|target| (!target.is_free, rank(target), target.name.to_lowercase()));
    targets
}

#[cfg(test)]
mod tests {
    use super::{Target, agents, departments};
    use baton_shared::desk::Presence::{self, Available, Away, Busy, Offline};
    use baton_shared::ids::{AgentId, DepartmentId};
    use baton_shared::message::AgentRef;
    use baton_shared::protocol::{AgentShown, DepartmentShown};

    fn told(targets: &[Target]) -> Vec<String> {
        let told =
            |it: &Target| format!("{}{}: {}", if it.is_free { "" } else { "(no) " }, it.name, it.about);
        targets.iter().map(told).collect()
    }

    fn agent(name: &str, presence: Presence, load: u32, departments: &[&str]) -> AgentShown {
        AgentShown {
            agent: AgentRef { id: AgentId::new(name).unwrap(), name: format!("Agent {name}") },
            presence,
            is_here: presence != Offline,
            load,
            capacity: 4,
            departments: departments.iter().map(|id| DepartmentId::new(*id).unwrap()).collect(),
        }
    }

    fn department(id: &str, is_available: bool, is_open: Option<bool>, waiting: u32) -> DepartmentShown {
        let (id, name) = (DepartmentId::new(id).unwrap(), id.to_uppercase());
        DepartmentShown { id, name, is_available, is_open, waiting, wait_ms_max: 60_000 }
    }

    #[test]
    fn a_colleague_is_offered_with_his_load_or_with_why_not() {
        let all = [
            agent("Me", Available, 1, &["a"]),
            agent("Gone", Offline, 0, &["a"]),
            agent("Out", Away, 0, &["a"]),
            agent("Two", Available, 2, &["a"]),
            agent("Full", Available, 4, &[]),
            agent("Five", Busy, 5, &["a"]),
            agent("Other", Available, 0, &["b"]),
            agent("Idle", Available, 0, &["a"]),
        ];
        let (me, here) = (AgentId::new("Me").unwrap(), department("a", true, None, 0));
        assert_eq!(
            told(&agents(&all, &me, Some(&here), "")),
            [
                "Agent Full: Full: has 4 of 4",
                "Agent Idle: Has no conversation now",
                "Agent Two: Has 2 of 4",
                "(no) Agent Other: Does not work for A",
                "(no) Agent Five: Busy: takes no more · Full: has 5 of 4",
                "(no) Agent Out: Away: takes no conversations now",
                "(no) Agent Gone: Offline",
            ]
        );
        assert_eq!(told(&agents(&all, &me, Some(&here), "tw AG")), ["Agent Two: Has 2 of 4"]);
    }

    #[test]
    fn a_department_is_offered_with_who_waits_or_with_why_not() {
        let all = [
            department("shut", true, Some(false), 0),
            department("empty", false, Some(true), 0),
            department("here", true, None, 0),
            department("three", true, None, 3),
            department("one", true, Some(true), 1),
            department("none", true, Some(true), 0),
        ];
        let here = DepartmentId::new("here").unwrap();
        assert_eq!(
            told(&departments(&all, Some(&here), "")),
            [
                "NONE: Nobody waits",
                "ONE: One visitor waits",
                "THREE: 3 visitors wait",
                "(no) EMPTY: Nobody is available",
                "(no) HERE: It is there already",
                "(no) SHUT: Closed now",
            ]
        );
    }
}
