//! What follows at the desk by itself: offers end and begin, agents who are gone or idle are set so, places that nobody
//! can serve are taken back. One step at a time, until there is none.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::agent::{AgentAtDesk, Presence};
use super::config::{Department, Routing};
use super::decide::{about, decided, without};
use super::decision::Matter;
use super::event::Event;
use super::index::Asked;
use super::notice::NoPlace;
use super::routing::{Candidate, LeftOut, PickInputs, pick};
use super::row::{Offer, Place, QueueKey, Row};
use super::state::Desk;
use crate::ids::DepartmentId;
use crate::time::Timestamp;

/// The next step, or nothing if the desk is at rest until [`next_deadline`].
pub fn settle(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let steps = [missed, withdrawn, gone, idle, staffed, turned_away, offered];
    steps.iter().map(|step| step(desk, now)).find(|events| !events.is_empty()).unwrap_or_default()
}

/// When the desk has something to do, if nothing else happens before.
pub fn next_deadline(desk: &Desk, now: Timestamp) -> Option<Timestamp> {
    let rules = &desk.config.rules;
    let rings = desk.index.offer_ends.first().map(|(until, _)| *until);
    let gone = desk.agents.values().filter(|agent| !agent.is_lost).filter_map(|agent| agent.gone_since);
    let available = || desk.agents.values().filter(|agent| agent.presence == Presence::Available);
    let idle =
        rules.idle_ms_max.into_iter().flat_map(|most| available().map(move |it| it.active_at.plus_ms(most)));
    let rested = available().filter_map(|agent| agent.wrap_up_until).filter(|until| *until > now);
    let unstaffed = desk.unstaffed.values().map(|since| since.plus_ms(rules.grace_ms));
    let hours = desk.hours.values().filter_map(|hours| hours.changes_at);
    let again = desk.index.again.iter().map(|(at, _)| *at).find(|at| *at > now);
    let gone = gone.map(|since| since.plus_ms(rules.grace_ms));
    rings.into_iter().chain(gone).chain(idle).chain(rested).chain(unstaffed).chain(hours).chain(again).min()
}

fn missed(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let first = desk.index.offer_ends.first().filter(|(until, _)| *until <= now);
    let row = first.and_then(|(_, conversation)| desk.rows.get(conversation));
    let Some((row, offer)) = row.and_then(|row| Some((row, row.offer.as_ref()?))) else { return Vec::new() };
    let mut after = Row { offer: None, ..row.clone() };
    after.passed.extend(offer.agents.iter().map(|agent| (agent.clone(), now)));
    let mut events = vec![Event::RowChanged(Box::new(after))];
    let agents: Vec<&AgentAtDesk> = offer.agents.iter().filter_map(|id| desk.agents.get(id)).collect();
    for agent in &agents {
        let missed = agent.missed.saturating_add(1);
        let is_enough = desk.config.rules.missed_max.is_some_and(|most| missed >= most);
        let presence = if is_enough { Presence::Away } else { agent.presence };
        events.push(Event::AgentChanged(AgentAtDesk { missed, presence, ..(*agent).clone() }));
    }
    let rang_ms =
        row.place.as_ref().map(|place| desk.config.department(&place.department).ring_ms).unwrap_or_default();
    let agents = agents.into_iter().map(|agent| agent.agent.clone()).collect();
    events.push(decided(row, now, Matter::Missed { agents, rang_ms }));
    events
}

/// It does not ring for whoever can't take it any more. That is no miss.
fn withdrawn(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let asked = desk.index.offered.iter().filter_map(|(id, rows)| Some((desk.agents.get(id)?, rows)));
    let unable = asked.filter(|(agent, _)| agent.presence != Presence::Available || agent.windows == 0);
    for (agent, conversations) in unable {
        let mut rows = conversations.iter().filter_map(|conversation| desk.rows.get(conversation));
        if let Some((row, offer)) = rows.find_map(|row| Some((row, row.offer.as_ref()?))) {
            let mut events = vec![Event::RowChanged(Box::new(without(row, offer, &agent.agent.id)))];
            events.push(decided(row, now, Matter::Withdrawn { agent: agent.agent.clone() }));
            return events;
        }
    }
    Vec::new()
}

fn gone(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let grace_ms = desk.config.rules.grace_ms;
    let is_over = |agent: &&AgentAtDesk| agent.gone_since.is_some_and(|since| now >= since.plus_ms(grace_ms));
    let Some(agent) = desk.agents.values().filter(|agent| !agent.is_lost).find(is_over) else {
        return Vec::new();
    };
    let left = AgentAtDesk { presence: Presence::Offline, is_lost: true, ..agent.clone() };
    let mut events = vec![Event::AgentChanged(left)];
    let had = desk.index.assigned.get(&agent.agent.id).into_iter().flatten();
    let rows = had.filter_map(|conversation| desk.rows.get(conversation));
    events.extend(rows.map(|row| decided(row, now, Matter::AgentLost { agent: agent.agent.clone() })));
    events
}

fn idle(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let Some(most) = desk.config.rules.idle_ms_max else { return Vec::new() };
    let mut available = desk.agents.values().filter(|agent| agent.presence == Presence::Available);
    let idle = available.find(|agent| now >= agent.active_at.plus_ms(most));
    let away = idle.map(|agent| AgentAtDesk { presence: Presence::Away, ..agent.clone() });
    away.map(Event::AgentChanged).into_iter().collect()
}

/// Notes since when a queue has nobody who is there at all.
fn staffed(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let is_unstaffed = |department: &DepartmentId| {
        desk.index.queue.contains_key(department) && desk.index.staff(department).present == 0
    };
    let left = desk.index.queue.keys().find(|id| is_unstaffed(id) && !desk.unstaffed.contains_key(*id));
    let back = desk.unstaffed.keys().find(|id| !is_unstaffed(id));
    let event = |department: &DepartmentId, unstaffed_since| Event::StaffChanged {
        department: department.clone(),
        unstaffed_since,
    };
    let left = left.map(|department| event(department, Some(now)));
    left.or_else(|| back.map(|department| event(department, None))).into_iter().collect()
}

/// Nobody waits for agents who have all left for longer than the grace.
fn turned_away(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let grace_ms = desk.config.rules.grace_ms;
    let due = desk.unstaffed.iter().find(|(department, since)| {
        now >= since.plus_ms(grace_ms) && desk.index.queue.contains_key(*department)
    });
    let Some((id, _)) = due else { return Vec::new() };
    let (reason, then) = (NoPlace::NobodyThere, desk.config.department(id).when_nobody.clone());
    let mut events = Vec::new();
    for row in desk.queue(id) {
        let place = row.place.clone().map(|place| Place { turned_away: Some(reason), ..place });
        events.push(Event::RowChanged(Box::new(Row { place, offer: None, ..row.clone() })));
        events.push(decided(row, now, Matter::TurnedAway { reason, then: then.clone() }));
    }
    events
}

/// The first in a queue who rings for nobody, and for whom somebody is free.
fn offered(desk: &Desk, now: Timestamp) -> Vec<Event> {
    for (id, waiting) in &desk.index.silent {
        let settings = desk.config.department(id);
        let is_free = |agent: &AgentAtDesk| {
            agent.can_be_asked(now) && desk.load(&agent.agent.id) < desk.config.capacity(&agent.agent.id, id)
        };
        if !desk.agents_of(id).any(is_free) {
            continue;
        }
        let first = first_able(waiting, |row| able_agents(desk, &settings, row, is_free), desk, now);
        if let Some((row, candidates)) = first {
            return offer(desk, id, &settings, row, candidates, now);
        }
    }
    Vec::new()
}

/// The first of a queue whom somebody can take, and who that is. Rows that ask for the same are looked up once, in the
/// order of the first of each.
fn first_able<'a>(
    waiting: &BTreeMap<Asked, BTreeSet<QueueKey>>,
    able: impl Fn(&Row) -> Vec<Candidate>,
    desk: &'a Desk,
    now: Timestamp,
) -> Option<(&'a Row, Vec<Candidate>)> {
    let heads = waiting.values().filter_map(|keys| Some(Reverse((keys.first()?, keys))));
    let mut heads: BinaryHeap<_> = heads.collect();
    let mut found: Option<(&QueueKey, &Row, Vec<Candidate>)> = None;
    while let Some(Reverse((head, keys))) = heads.pop() {
        // Whoever is found stands before all that are left.
        if found.as_ref().is_some_and(|(key, ..)| *key < head) {
            break;
        }
        let first = keys.first().and_then(|key| desk.rows.get(&key.conversation));
        let able = first.map(&able).unwrap_or_default();
        if able.is_empty() {
            continue;
        }
        let taken = keys.iter().find_map(|key| {
            let row = desk.rows.get(&key.conversation)?;
            let left = able.iter().filter(|it| !row.has_passed(&it.agent.id, now));
            let candidates: Vec<Candidate> = left.cloned().collect();
            (!candidates.is_empty()).then_some((key, row, candidates))
        });
        if let Some(taken) = taken.filter(|(key, ..)| found.as_ref().is_none_or(|(best, ..)| key < best)) {
            found = Some(taken);
        }
    }
    found.map(|(_, row, candidates)| (row, candidates))
}

/// Who of the free agents can take what asks for the same as this row. By skills it is waited for whoever knows more
/// while he works: the fewest gaps among all who are available.
fn able_agents(
    desk: &Desk,
    settings: &Department,
    row: &Row,
    is_free: impl Fn(&AgentAtDesk) -> bool,
) -> Vec<Candidate> {
    let id = &row.summary.department;
    let candidate = |agent: &AgentAtDesk, lacks: u32| Candidate {
        agent: agent.agent.clone(),
        load: desk.load(&agent.agent.id),
        capacity: desk.config.capacity(&agent.agent.id, id),
        offered_at: agent.offered_at,
        lacks,
    };
    let available = desk.agents_of(id).filter(|agent| agent.presence == Presence::Available);
    if settings.routing != Routing::SkillBased {
        return available.filter(|agent| is_free(agent)).map(|agent| candidate(agent, 0)).collect();
    }
    let lacking = available.map(|agent| (agent, desk.lacks(&agent.agent.id, settings, row)));
    let lacking: Vec<(&AgentAtDesk, u32)> = lacking.collect();
    let fewest = lacking.iter().map(|(_, lacks)| *lacks).min();
    let best = lacking.into_iter().filter(|(agent, lacks)| Some(*lacks) == fewest && is_free(agent));
    best.map(|(agent, lacks)| candidate(agent, lacks)).collect()
}

fn offer(
    desk: &Desk,
    id: &DepartmentId,
    settings: &Department,
    row: &Row,
    candidates: Vec<Candidate>,
    now: Timestamp,
) -> Vec<Event> {
    let inputs = PickInputs {
        routing: settings.routing,
        previous: row.summary.previous_agent.clone().filter(|_| settings.prefers_previous_agent),
        left_out: left_out(desk, id, row, now),
        candidates,
    };
    let Some(pick) = pick(&inputs) else { return Vec::new() };
    let asked = pick.agents.clone();
    let decision = about(row, now, Matter::Offer { inputs, pick });
    let offer = Offer {
        agents: asked.iter().map(|agent| agent.id.clone()).collect(),
        until: now.plus_ms(settings.ring_ms),
        why: decision.sentence(),
    };
    let mut events = vec![Event::RowChanged(Box::new(Row { offer: Some(offer), ..row.clone() }))];
    let known = asked.iter().filter_map(|agent| desk.agents.get(&agent.id));
    events.extend(known.map(|agent| Event::AgentChanged(AgentAtDesk { offered_at: now, ..agent.clone() })));
    events.push(Event::Decided(Box::new(decision)));
    events
}

fn left_out(desk: &Desk, id: &DepartmentId, row: &Row, now: Timestamp) -> LeftOut {
    let mut out = LeftOut::default();
    for agent in desk.agents_of(id) {
        let is_full = desk.load(&agent.agent.id) >= desk.config.capacity(&agent.agent.id, id);
        let reason = match agent {
            _ if agent.presence != Presence::Available => &mut out.not_available,
            _ if agent.windows == 0 => &mut out.no_window,
            _ if agent.wrap_up_until.is_some_and(|until| now < until) => &mut out.wrapping_up,
            _ if is_full => &mut out.full,
            _ if row.has_passed(&agent.agent.id, now) => &mut out.passed,
            _ => continue,
        };
        *reason = reason.saturating_add(1);
    }
    out
}
