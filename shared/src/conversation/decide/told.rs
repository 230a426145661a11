//! What the customer's page may tell about its visitor, and that it may call a human.

use std::collections::BTreeMap;

use super::Turn;
use crate::conversation::event::{Event, HandoverReason};
use crate::conversation::state::Phase;
use crate::conversation::told::{PageVisit, Tracked};
use crate::ids::{ClientId, DepartmentId};
use crate::limits::{ATTRIBUTES_MAX, TOLD_MAX};
use crate::rejection::Rejection;

type Decided = Result<Vec<Event>, Rejection>;

impl Turn<'_> {
    pub(super) fn sets_attributes(&self, change: &BTreeMap<String, Option<String>>) -> Decided {
        let attributes = self.state.told.changed(change);
        if attributes == self.state.told.attributes {
            return Ok(Vec::new());
        }
        if attributes.len() > ATTRIBUTES_MAX {
            return Err(Rejection::InvalidAttribute);
        }
        self.told(Event::AttributesSet { attributes: change.clone(), at: self.now })
    }

    pub(super) fn views_page(&self, url: &str, title: &str) -> Decided {
        if self.state.told.is_on(url, title) {
            return Ok(Vec::new());
        }
        let (url, title) = (url.to_owned(), title.to_owned());
        self.told(Event::PageViewed(PageVisit { url, title, at: self.now }))
    }

    pub(super) fn tracks(
        &self,
        client_id: &ClientId,
        name: &str,
        properties: &BTreeMap<String, String>,
    ) -> Decided {
        if self.state.told.names.contains(client_id) {
            return Ok(Vec::new());
        }
        let tracked = Tracked { name: name.to_owned(), properties: properties.clone(), at: self.now };
        self.told(Event::ActionTracked { client_id: client_id.clone(), tracked })
    }

    pub(super) fn sets_department(&self, department: &DepartmentId) -> Decided {
        if !self.policy.has_department(department) {
            return Err(Rejection::UnknownDepartment);
        }
        self.chosen(department).map_or(Ok(Vec::new()), |event| self.told(event))
    }

    /// The page's choice, unless it is what the page has chosen before: a rule may have sent the conversation elsewhere
    /// since, and a reload is no reason to bring it back.
    pub(super) fn chosen(&self, department: &DepartmentId) -> Option<Event> {
        let is_new = self.state.told.department.as_ref() != Some(department);
        let may_be = is_new && self.policy.has_department(department);
        may_be.then(|| Event::DepartmentChosen { department: department.clone(), at: self.now })
    }

    fn told(&self, event: Event) -> Decided {
        if self.has_room_for_told() { Ok(vec![event]) } else { Err(Rejection::ConversationFull) }
    }

    pub(super) fn has_room_for_told(&self) -> bool {
        self.state.told.events < TOLD_MAX
    }

    /// A script can't press the visitor's button before it is there. But where asking in words is enough, so is this.
    pub(super) fn page_calls(&self, department: Option<&DepartmentId>, reason: Option<&str>) -> Decided {
        if department.is_some_and(|department| !self.policy.has_department(department)) {
            return Err(Rejection::UnknownDepartment);
        }
        let is_over = match &self.state.phase {
            Phase::Bot => false,
            Phase::AwaitingFollowUp { .. } | Phase::Resolved { .. } => true,
            Phase::Requested(_) | Phase::Queued(_) | Phase::OfflineForm(_) | Phase::Assigned { .. } => {
                return Ok(Vec::new());
            }
        };
        let may_ask = self.policy.ask_in_words || self.state.offers_human(self.policy);
        if !self.policy.is_handover_on || !may_ask {
            return Err(Rejection::NotOfferedYet);
        }
        self.has_room()?;
        let department = department.unwrap_or(self.state.department(self.policy));
        let reopened = is_over.then_some(Event::ConversationReopened { at: self.now });
        let why = reason.map(|reason| Event::HumanCalled { reason: reason.to_owned(), at: self.now });
        if self.is_waited_for() {
            return Ok(Vec::new());
        }
        let requested = self.called(department, HandoverReason::VisitorButton);
        Ok(reopened.into_iter().chain(why).chain([requested]).collect())
    }
}
