//! How bad a run is: each seed mixes it anew, each guarantee's test stresses what it is about.

use baton_shared::desk::{Department, DeskConfig, DeskRules, Overflow, Routing};
use baton_shared::ids::DepartmentId;
use baton_shared::policy::{AfterEnd, Policy};
use baton_tests::random::Random;

/// What a run stresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// The process is killed, objects are put out of memory.
    Kills,
    /// The network cuts, loses, repeats and reorders.
    Network,
    /// Many agents want the same conversation, and the bot is slow.
    Crowd,
    /// Everybody asks for a human, and the calls between objects fail.
    Handovers,
}

/// Chances are per mille of the occasions.
#[derive(Debug, Clone)]
pub struct Weather {
    /// A frame breaks its connection.
    pub cut: u64,
    /// A frame vanishes.
    pub lose: u64,
    /// A frame arrives twice.
    pub repeat: u64,
    /// A frame overtakes others.
    pub reorder: u64,
    /// From this frame on a connection is dead, and nobody is told.
    pub silent: u64,
    /// A frame takes seconds.
    pub stall: u64,
    /// A call between objects fails, before or after it was carried out.
    pub call_fails: u64,
    /// A call between objects takes seconds.
    pub slow_call: u64,
    /// An object ends at this step.
    pub crash: u64,
    /// The store refuses a row.
    pub store_fails: u64,
    /// A visitor's token is out of date.
    pub stale_token: u64,
    /// The bot never answers.
    pub mute_bot: u64,
    /// The bot's slowest answer, in milliseconds.
    pub bot_ms_max: u64,
    /// Kills of the whole process in the run.
    pub kills: u64,
    /// Objects put out of memory in the run, their sockets kept.
    pub evictions: u64,
    /// How often a department opens or closes.
    pub hours: u64,
    /// How long people act, in milliseconds.
    pub acting_ms: u64,
    /// The mean pause of a person, in milliseconds.
    pub pause_ms: u64,
    /// At some time everybody closes the conversations' pages for good.
    pub is_abandoned: bool,
    pub agents: usize,
    pub conversations: usize,
}

impl Weather {
    pub fn new(season: Season, random: &mut Random) -> Self {
        // A third of the runs has a good network, so that nothing is healed by coming back.
        let storm = [0, 1, 2][random.below(3) as usize] * if season == Season::Network { 2 } else { 1 };
        let is_killing = season == Season::Kills;
        Self {
            cut: 4 * storm,
            lose: 6 * storm,
            repeat: 8 * storm,
            reorder: 10 * storm,
            silent: storm,
            stall: 10 * storm,
            call_fails: if season == Season::Handovers { 150 } else { 40 },
            slow_call: if season == Season::Handovers { 150 } else { 20 },
            crash: if is_killing { 6 } else { storm },
            store_fails: if is_killing { 20 } else { 4 },
            stale_token: 30 * storm,
            mute_bot: 60,
            bot_ms_max: if season == Season::Crowd { 6_000 } else { 2_000 },
            kills: if is_killing { random.between(1, 4) } else { random.below(2) },
            evictions: random.below(4),
            // A third of the runs is of sites without hours.
            hours: [0, 2, 6][random.below(3) as usize],
            acting_ms: random.between(3_000, 22_000),
            pause_ms: random.between(1_200, 3_000),
            is_abandoned: random.chance(200),
            agents: if season == Season::Crowd { 3 } else { 2 },
            conversations: if season == Season::Handovers { 2 } else { 1 },
        }
    }

    /// The network heals, nothing ends any more.
    pub fn calm(&mut self) {
        *self = Self {
            cut: 0,
            lose: 0,
            repeat: 0,
            reorder: 0,
            silent: 0,
            stall: 0,
            call_fails: 0,
            slow_call: 0,
            crash: 0,
            store_fails: 0,
            stale_token: 0,
            mute_bot: 0,
            ..self.clone()
        };
    }
}

/// A site's rules, with limits that a short run can reach.
pub fn policy(season: Season, random: &mut Random) -> Policy {
    let mut policy = Policy::standard("Demo shop", DepartmentId::new("support").unwrap());
    let required = [Some(0), Some(1), Some(3), None];
    policy.required_answers = *random.pick(&required).unwrap();
    if season == Season::Handovers {
        policy.required_answers = Some(0);
    }
    policy.wait_ms_max = *random.pick(&[5_000, 20_000, 240_000]).unwrap();
    policy.offline_form_ms_max = *random.pick(&[5_000, 300_000]).unwrap();
    policy.bot_answer_ms_max = *random.pick(&[3_000, 30_000]).unwrap();
    policy.after_end = *random.pick(&[AfterEnd::Resolve, AfterEnd::ReturnToBot]).unwrap();
    policy
}

/// A desk of two departments that pass requests on to each other, to the bot and to the form.
pub fn desk_config(policy: &Policy, random: &mut Random) -> DeskConfig {
    let (support, billing) = (DepartmentId::standard(), DepartmentId::new("billing").unwrap());
    let routings = [Routing::RoundRobin, Routing::FirstAvailable, Routing::SkillBased, Routing::LoadBalanced];
    let mut department = |other: &DepartmentId| {
        let overflows = [Overflow::OfflineForm, Overflow::Bot, Overflow::Department(other.clone())];
        Department {
            routing: *random.pick(&routings).unwrap(),
            capacity: u32::try_from(random.between(1, 4)).unwrap(),
            ring_ms: random.between(1_000, 30_000),
            wrap_up_ms: if random.chance(500) { 0 } else { random.between(100, 5_000) },
            queue_max: random.chance(300).then_some(1),
            wait_ms_max: policy.wait_ms_max,
            when_full: random.pick(&overflows).unwrap().clone(),
            when_waited: random.pick(&overflows).unwrap().clone(),
            when_nobody: random.pick(&overflows).unwrap().clone(),
            ..Department::default()
        }
    };
    let departments = [(support.clone(), department(&billing)), (billing, department(&support))].into();
    // A kill takes all sockets; the grace is longer than any reconnect, but for some worlds.
    let grace_ms = if random.chance(800) { 60_000 } else { random.between(500, 5_000) };
    let rules = DeskRules { grace_ms, ..DeskRules::default() };
    DeskConfig { departments, rules, ..DeskConfig::default() }
}
