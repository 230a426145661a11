//! What the agents' pages must know of a turn: each page gets what its agent may see, and only what has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use baton_shared::desk::{Desk, Event, Row, Summary};
use baton_shared::ids::{AgentId, ConversationId};
use baton_shared::protocol::{AgentShown, DepartmentShown, DeskServerFrame, OfferShown};

use crate::desk_object::Core;
use crate::wire;

/// What a turn has touched.
#[derive(Default)]
pub struct News {
    /// How the touched conversations stood before, if they were there.
    rows: BTreeMap<ConversationId, Option<Summary>>,
    /// Agents who may look different.
    agents: BTreeSet<AgentId>,
    /// Agents for whom something else may ring.
    asked: BTreeSet<AgentId>,
    has_changed: bool,
}

/// What was shown last, to tell a change from a repetition.
#[derive(Default)]
pub struct Shown {
    agents: BTreeMap<AgentId, AgentShown>,
    departments: Vec<DepartmentShown>,
    offers: BTreeMap<AgentId, Vec<OfferShown>>,
}

impl News {
    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        !self.has_changed
    }

    /// Notes a change, before it is applied.
    pub fn note(&mut self, before: &Desk, event: &Event) {
        self.has_changed = true;
        match event {
            Event::AgentChanged(agent) => {
                self.agents.insert(agent.agent.id.clone());
            }
            Event::RowChanged(row) => self.note_row(before, &row.summary.conversation, Some(row)),
            Event::RowDropped(conversation) => self.note_row(before, conversation, None),
            Event::ConfigChanged(_) => self.agents.extend(before.agents.keys().cloned()),
            Event::HoursChanged(_)
            | Event::WaitsChanged { .. }
            | Event::StaffChanged { .. }
            | Event::Decided(_) => {}
        }
    }

    fn note_row(&mut self, before: &Desk, conversation: &ConversationId, after: Option<&Row>) {
        let known = before.rows.get(conversation);
        for row in known.into_iter().chain(after) {
            self.agents.extend(row.summary.agent.as_ref().map(|agent| agent.id.clone()));
        }
        let offer = |row: Option<&Row>| row.and_then(|row| row.offer.clone());
        if offer(known) != offer(after) {
            for offer in offer(known).into_iter().chain(offer(after)) {
                self.asked.extend(offer.agents.iter().cloned());
                self.agents.extend(offer.agents);
            }
        }
        self.rows.entry(conversation.clone()).or_insert_with(|| known.map(|row| row.summary.clone()));
    }
}

impl Core {
    /// Shows a turn to all greeted windows.
    pub fn show(self: &Rc<Self>, news: News) {
        if news.is_empty() {
            return;
        }
        let windows = self.greeted_windows();
        if windows.is_empty() {
            return;
        }
        let common = self.with(|desk| self.common_frames(desk, &news)).unwrap_or_default();
        for (socket, attachment) in windows {
            common.iter().for_each(|text| wire::say(&socket, text));
            let (agent, is_admin) = (&attachment.seat.agent.id, attachment.seat.is_admin);
            let own = self.with(|desk| self.own_frames(desk, &news, agent, is_admin)).unwrap_or_default();
            own.iter().for_each(|frame| wire::say(&socket, &frame.to_json()));
        }
        // Only now: all windows of an agent get the same news.
        self.with(|desk| {
            let mut shown = self.shown.borrow_mut();
            for agent in &news.asked {
                shown.offers.insert(agent.clone(), desk.offers_shown(agent));
            }
        });
    }

    /// What everybody sees: agents and departments.
    fn common_frames(&self, desk: &Desk, news: &News) -> Vec<String> {
        let mut shown = self.shown.borrow_mut();
        let mut frames = Vec::new();
        for agent in &news.agents {
            let Some(card) = desk.agent_shown(agent) else { continue };
            if shown.agents.get(agent) != Some(&card) {
                shown.agents.insert(agent.clone(), card.clone());
                frames.push(DeskServerFrame::Agent(card).to_json());
            }
        }
        let departments = desk.departments_shown();
        if shown.departments != departments {
            shown.departments.clone_from(&departments);
            frames.push(DeskServerFrame::Departments { departments }.to_json());
        }
        frames
    }

    fn own_frames(&self, desk: &Desk, news: &News, agent: &AgentId, is_admin: bool) -> Vec<DeskServerFrame> {
        let mut frames = Vec::new();
        for (conversation, before) in &news.rows {
            let after = desk.rows.get(conversation).map(|row| &row.summary);
            let saw = before.as_ref().is_some_and(|summary| desk.may_see(agent, is_admin, summary));
            let sees = after.filter(|summary| desk.may_see(agent, is_admin, summary));
            match sees {
                Some(summary) if !saw || before.as_ref() != Some(summary) => {
                    frames.push(DeskServerFrame::Conversation(Box::new(summary.clone())));
                }
                None if saw => frames.push(DeskServerFrame::Removed { conversation: conversation.clone() }),
                Some(_) | None => {}
            }
        }
        let offers = news.asked.contains(agent).then(|| desk.offers_shown(agent));
        let is_news = |offers: &Vec<OfferShown>| self.shown.borrow().offers.get(agent) != Some(offers);
        frames.extend(offers.filter(is_news).map(|offers| DeskServerFrame::Offers { offers }));
        frames
    }
}
