//! The one place that decides what a command changes at the desk. It never refuses: whoever may not ask was stopped by
//! the session.

use super::agent::{AgentAtDesk, Presence};
use super::decision::{Decision, Matter, PlaceInputs, refuses};
use super::event::{Command, Event};
use super::notice::{DeskAnswer, NoPlace, Notice};
use super::row::{Offer, Place, Row, Summary};
use super::state::Desk;
use super::wait::{WaitSample, remember};
use crate::ids::{AgentId, ConversationId, HandoverId};
use crate::limits::{ACTIVE_MS_MIN, LIVE_CONVERSATIONS_MAX};
use crate::message::AgentRef;
use crate::protocol::PhaseName;
use crate::time::Timestamp;

/// What a command changes. What follows from that by itself is for [`super::settle`].
pub fn decide(desk: &Desk, command: &Command, now: Timestamp) -> Vec<Event> {
    match command {
        Command::Configure(config) if config.version >= desk.config.version && **config != desk.config => {
            vec![Event::ConfigChanged(config.clone())]
        }
        Command::HoursChecked(hours) if *hours != desk.hours => vec![Event::HoursChanged(hours.clone())],
        Command::Configure(_) | Command::HoursChecked(_) | Command::Tick => Vec::new(),
        Command::WindowsCounted { agent, windows } => counted(desk, agent, *windows, now),
        Command::SetPresence { agent, presence } => chosen(desk, agent, *presence, now),
        Command::Left { agent } => left(desk, agent),
        Command::Active { agent } => active(desk, agent, now),
        Command::Decline { agent, conversation } => declined(desk, agent, conversation, now),
        Command::Report { summary, asks } => reported(desk, summary, *asks, now),
        Command::Told { conversation, notice } => told(desk, conversation, notice),
    }
}

/// What a conversation that asks for a place is answered, after its report is taken in.
pub fn answer(desk: &Desk, conversation: &ConversationId, handover: HandoverId) -> DeskAnswer {
    let row = desk.rows.get(conversation);
    let summary = row.map(|row| &row.summary);
    let settings = summary.map(|it| desk.config.department(&it.department).into_owned()).unwrap_or_default();
    let is_placed = row.and_then(|row| row.place.as_ref()).is_some_and(|place| place.handover == handover);
    if is_placed {
        return DeskAnswer::Placed { wait_ms_max: settings.wait_ms_max, then: settings.when_waited };
    }
    let refused = summary.and_then(|summary| refuses(&place_inputs(desk, summary)));
    let reason = refused.unwrap_or(NoPlace::NobodyAvailable);
    let then = if reason == NoPlace::QueueFull { settings.when_full } else { settings.when_nobody };
    DeskAnswer::Refused { reason, then }
}

fn counted(desk: &Desk, agent: &AgentRef, windows: u32, now: Timestamp) -> Vec<Event> {
    let before = desk.agents.get(&agent.id);
    let known = before.cloned().unwrap_or_else(|| AgentAtDesk::new(agent.clone()));
    let is_back = windows > 0 && known.windows == 0;
    let after = AgentAtDesk {
        agent: agent.clone(),
        windows,
        gone_since: if windows > 0 { None } else { known.gone_since.or(Some(now)) },
        is_lost: known.is_lost && windows == 0,
        active_at: if is_back { now } else { known.active_at },
        ..known
    };
    changed(before, after)
}

fn chosen(desk: &Desk, agent: &AgentId, presence: Presence, now: Timestamp) -> Vec<Event> {
    let before = desk.agents.get(agent);
    let after = |known: &AgentAtDesk| AgentAtDesk { presence, missed: 0, active_at: now, ..known.clone() };
    let mut events = before.map(|known| changed(before, after(known))).unwrap_or_default();
    if presence == Presence::Available && !desk.is_agent_available(agent) {
        // Whoever comes back is ready for what he had passed.
        let passed = desk.rows.values().filter(|row| row.passed.contains_key(agent));
        events.extend(passed.map(|row| {
            let mut row = row.clone();
            row.passed.remove(agent);
            Event::RowChanged(Box::new(row))
        }));
    }
    events
}

/// Gone since ever: the grace is over, and [`super::settle`] does what follows.
fn left(desk: &Desk, agent: &AgentId) -> Vec<Event> {
    let before = desk.agents.get(agent);
    let gone = |known: &AgentAtDesk| {
        let presence = Presence::Offline;
        AgentAtDesk { presence, windows: 0, gone_since: Some(Timestamp(0)), ..known.clone() }
    };
    before.map(|known| changed(before, gone(known))).unwrap_or_default()
}

/// Told often, kept seldom: only idleness is measured by it.
fn active(desk: &Desk, agent: &AgentId, now: Timestamp) -> Vec<Event> {
    let before = desk.agents.get(agent).filter(|known| now.since_ms(known.active_at) >= ACTIVE_MS_MIN);
    before.map(|known| changed(before, AgentAtDesk { active_at: now, ..known.clone() })).unwrap_or_default()
}

fn changed(before: Option<&AgentAtDesk>, after: AgentAtDesk) -> Vec<Event> {
    if before == Some(&after) { Vec::new() } else { vec![Event::AgentChanged(after)] }
}

fn declined(desk: &Desk, agent: &AgentId, conversation: &ConversationId, now: Timestamp) -> Vec<Event> {
    let row = desk.rows.get(conversation);
    let Some((row, offer)) = row.and_then(|row| Some((row, row.offer.as_ref()?))) else { return Vec::new() };
    let (Some(known), true) = (desk.agents.get(agent), offer.agents.contains(agent)) else {
        return Vec::new();
    };
    let mut after = without(row, offer, agent);
    after.passed.insert(agent.clone(), now);
    let mut events = vec![Event::RowChanged(Box::new(after))];
    events.push(decided(row, now, Matter::Declined { agent: known.agent.clone() }));
    events
}

/// The row when it rings for one agent less.
pub(super) fn without(row: &Row, offer: &Offer, agent: &AgentId) -> Row {
    let mut left = offer.clone();
    left.agents.remove(agent);
    Row { offer: (!left.agents.is_empty()).then_some(left), ..row.clone() }
}

/// An entry of the log about a row.
pub(super) fn about(row: &Row, at: Timestamp, matter: Matter) -> Decision {
    let place = row.place.as_ref().map(|place| place.handover);
    let handover = place.or(row.summary.handover).unwrap_or_default();
    Decision { at, conversation: row.summary.conversation.clone(), handover, matter }
}

/// The same as a change.
pub(super) fn decided(row: &Row, at: Timestamp, matter: Matter) -> Event {
    Event::Decided(Box::new(about(row, at, matter)))
}

fn reported(desk: &Desk, summary: &Summary, asks: Option<HandoverId>, now: Timestamp) -> Vec<Event> {
    let before = desk.rows.get(&summary.conversation);
    // A late report brings nothing new, but what it asks for may still be wanted.
    let known = before.map(|row| &row.summary).filter(|known| known.version > summary.version);
    let summary = known.unwrap_or(summary);
    let asks = asks.filter(|handover| Some(*handover) == summary.handover);
    let held = before
        .and_then(|row| row.place.clone())
        .filter(|place| Some(place.handover) == summary.handover && place.department == summary.department);
    let mut events = Vec::new();
    let place = match summary.phase {
        // The click is checked here and now: with nobody available there is no place.
        PhaseName::Requested => {
            held.or_else(|| asks.and_then(|asked| placed(desk, summary, asked, now, &mut events)))
        }
        // A desk that has lost its rows gets the place back from the conversation.
        PhaseName::Queued => {
            held.or_else(|| summary.handover.map(|handover| place(desk, summary, handover, summary.since)))
        }
        _ => None,
    };
    let keeps = place.is_some() && before.and_then(|row| row.place.as_ref()) == place.as_ref();
    let row = Row {
        summary: summary.clone(),
        offer: before.and_then(|row| row.offer.clone()).filter(|_| keeps),
        passed: before.map(|row| row.passed.clone()).filter(|_| keeps).unwrap_or_default(),
        place,
        told: before.and_then(|row| row.told.clone()),
    };
    if before != Some(&row) {
        if let Some(before) = before {
            events.extend(arrived(desk, before, &row, now));
        }
        events.extend(owner_unknown(desk, &row, now));
        events.push(Event::RowChanged(Box::new(row)));
        if before.is_none() && desk.rows.len() >= LIVE_CONVERSATIONS_MAX {
            events.extend(least_wanted(desk).map(Event::RowDropped));
        }
    }
    events
}

fn placed(
    desk: &Desk,
    summary: &Summary,
    asked: HandoverId,
    now: Timestamp,
    events: &mut Vec<Event>,
) -> Option<Place> {
    let inputs = place_inputs(desk, summary);
    let refused = refuses(&inputs);
    let conversation = summary.conversation.clone();
    let matter = Matter::Place { inputs, refused };
    let decision = Decision { at: now, conversation, handover: asked, matter };
    events.push(Event::Decided(Box::new(decision)));
    refused.is_none().then(|| place(desk, summary, asked, now))
}

fn place(desk: &Desk, summary: &Summary, handover: HandoverId, since: Timestamp) -> Place {
    let department = summary.department.clone();
    let waiting = desk.index.queue.get(&department).map_or(0, |queue| queue.len());
    let position = u32::try_from(waiting.saturating_add(1)).unwrap_or(u32::MAX);
    Place { handover, department, since, is_front: summary.is_front, position, turned_away: None }
}

fn place_inputs(desk: &Desk, summary: &Summary) -> PlaceInputs {
    let settings = desk.config.department(&summary.department);
    let waiting = desk.index.queue.get(&summary.department).map_or(0, |queue| queue.len());
    PlaceInputs {
        department: summary.department.clone(),
        department_name: settings.name.clone(),
        is_open: desk.is_open(&summary.department),
        available: desk.index.staff(&summary.department).available,
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        queue_max: settings.queue_max,
        priority: summary.priority,
        is_front: summary.is_front,
    }
}

/// What a new owner, or the end of an old one, means for agents and waits.
fn arrived(desk: &Desk, before: &Row, after: &Row, now: Timestamp) -> Vec<Event> {
    let mut events = Vec::new();
    let owner = |row: &Row| row.summary.agent.as_ref().map(|agent| agent.id.clone());
    if let (Some(agent), true) = (&after.summary.agent, owner(before) != owner(after))
        && let Some(place) = &before.place
    {
        let waited_ms = now.since_ms(place.since);
        let was_offered = before.offer.as_ref().is_some_and(|offer| offer.agents.contains(&agent.id));
        let mut samples = desk.waits.get(&place.department).cloned().unwrap_or_default();
        remember(&mut samples, WaitSample { at: now, wait_ms: waited_ms, position: place.position });
        events.push(Event::WaitsChanged { department: place.department.clone(), samples });
        events.push(decided(before, now, Matter::Accepted { agent: agent.clone(), waited_ms, was_offered }));
        let known = desk.agents.get(&agent.id).filter(|known| known.missed > 0);
        events.extend(known.map(|known| Event::AgentChanged(AgentAtDesk { missed: 0, ..known.clone() })));
    }
    if let (Some(left), true) = (owner(before), owner(before) != owner(after)) {
        let wrap_up_ms = desk.config.department(&before.summary.department).wrap_up_ms;
        let known = desk.agents.get(&left).filter(|_| wrap_up_ms > 0);
        let resting =
            known.map(|known| AgentAtDesk { wrap_up_until: Some(now.plus_ms(wrap_up_ms)), ..known.clone() });
        events.extend(resting.map(Event::AgentChanged));
    }
    events
}

/// An owner who was never at the desk is counted as one who has just gone: his conversation must not wait for ever.
fn owner_unknown(desk: &Desk, row: &Row, now: Timestamp) -> Option<Event> {
    let agent = row.summary.agent.as_ref().filter(|agent| !desk.agents.contains_key(&agent.id))?;
    Some(Event::AgentChanged(AgentAtDesk { gone_since: Some(now), ..AgentAtDesk::new(agent.clone()) }))
}

fn told(desk: &Desk, conversation: &ConversationId, notice: &Notice) -> Vec<Event> {
    let row = desk.rows.get(conversation).filter(|row| row.told.as_ref() != Some(notice));
    let after = row.map(|row| Row { told: Some(notice.clone()), ..row.clone() });
    after.map(|row| Event::RowChanged(Box::new(row))).into_iter().collect()
}

/// Over the limit the oldest one goes that nobody waits in and no agent owns.
fn least_wanted(desk: &Desk) -> Option<ConversationId> {
    let idle = desk.rows.values().filter(|row| {
        matches!(row.summary.phase, PhaseName::Bot | PhaseName::Resolved) && row.place.is_none()
    });
    let oldest = idle.min_by_key(|row| (row.summary.is_visitor_online, row.summary.last_at));
    oldest.map(|row| row.summary.conversation.clone())
}
