//! People: what a visitor or an agent does next, by chance and by what is to be seen.

use baton_client::chat::Ask;
use baton_shared::desk::Presence;
use baton_shared::ids::ClientId;
use baton_shared::protocol::PhaseName;

use super::page::{Happening, Machine, Page, Who};
use super::{Event, World};

impl World {
    /// One act of whoever sits at a page, and when the next one comes.
    pub fn act(&mut self, page: usize) {
        let pause = self.random.between(self.weather.pause_ms / 4, self.weather.pause_ms * 2);
        self.later(pause, Event::Act { page });
        if self.random.chance(25) {
            return self.reload(page);
        }
        match self.pages[page].who {
            Who::Tab { .. } => self.visitor_acts(page),
            Who::Agent { .. } => self.agent_acts(page),
            Who::Desk { .. } => {
                let offered = match &self.pages[page].machine {
                    Machine::Desk(list) => list.offers().first().map(|offer| offer.conversation.clone()),
                    Machine::Chat(_) => None,
                };
                if let Some(conversation) = offered.filter(|_| self.random.chance(400)) {
                    return self.happen(page, Happening::Decline(conversation));
                }
                let choices = [Presence::Available, Presence::Available, Presence::Away, Presence::Offline];
                let presence = *self.random.pick(&choices).unwrap();
                self.happen(page, Happening::Presence(presence));
            }
        }
    }

    /// The page is loaded anew: what it knew and had not sent is gone.
    fn reload(&mut self, page: usize) {
        self.leave(page);
        let is_stale = self.random.chance(self.weather.stale_token * 3);
        let generation = self.pages[page].generation + 1;
        let (who, posted) = (self.pages[page].who, self.pages[page].posted);
        let mut fresh = Page::new(who, is_stale);
        (fresh.generation, fresh.posted) = (generation, posted);
        self.pages[page] = fresh;
        self.happen(page, Happening::Start);
    }

    fn visitor_acts(&mut self, page: usize) {
        let phase = self.phase(page);
        match self.random.below(100) {
            0..=44 => self.post(page, "Where is parcel"),
            45..=49 => self.post(page, "I want to talk to a human about"),
            50..=69 => self.ask(page, Ask::RequestHuman),
            70..=73 => self.ask(page, Ask::CancelRequest),
            74 => self.ask(page, Ask::OpenOfflineForm),
            75..=77 => {
                // A change of mind.
                self.ask(page, Ask::RequestHuman);
                self.ask(page, Ask::CancelRequest);
            }
            78..=80 => self.ask(page, Ask::Rate { score: 4, comment: String::new() }),
            81..=84 => self.happen(page, Happening::Typing(true)),
            _ if phase == Some(PhaseName::OfflineForm) => self.ask(
                page,
                Ask::LeaveOfflineMessage {
                    name: "A visitor".to_owned(),
                    email: "visitor@example.com".to_owned(),
                    message: "Please write to me.".to_owned(),
                },
            ),
            _ => self.post(page, "Hello for time"),
        }
    }

    fn agent_acts(&mut self, page: usize) {
        let Who::Agent { agent, .. } = self.pages[page].who else { return };
        let view = self.pages[page].chat().and_then(|chat| chat.view());
        let is_mine = view.and_then(|view| view.agent_id.as_ref()) == Some(&self.agents[agent].id);
        let phase = self.phase(page);
        let chance = self.random.below(100);
        match (phase, chance) {
            (Some(PhaseName::Queued | PhaseName::AwaitingFollowUp), 0..=45) => self.ask(page, Ask::Accept),
            (Some(PhaseName::Bot), 0..=20) => self.ask(page, Ask::TakeOver),
            (_, 0..=45) if is_mine => self.post(page, "Here is your parcel"),
            (_, 46..=60) if is_mine => self.transfer(page),
            (_, 61..=75) if is_mine => self.ask(page, Ask::HandBack),
            (_, 76..=83) if is_mine => self.ask(page, Ask::End),
            (_, 84..=85) => self.write_note(page),
            // Now and then what does not fit, as from a page that is behind.
            (_, 95) => self.ask(page, Ask::Accept),
            (_, 96) => self.ask(page, Ask::TakeOver),
            (_, 97) => self.ask(page, Ask::HandBack),
            (_, 98) => self.post(page, "Too late, parcel"),
            _ => self.happen(page, Happening::Typing(self.now.0.is_multiple_of(2))),
        }
    }

    fn write_note(&mut self, page: usize) {
        self.pages[page].posted += 1;
        let client_id = ClientId::new(format!("n{page}-{}", self.pages[page].posted)).unwrap();
        self.ask(page, Ask::Note { client_id, text: "Has called before.".to_owned() });
    }

    fn transfer(&mut self, page: usize) {
        let to = self.random.pick(&self.agents).unwrap().id.clone();
        let note = if self.random.chance(500) { "Please go on".to_owned() } else { String::new() };
        self.ask(page, Ask::Transfer { to, note });
    }

    fn phase(&self, page: usize) -> Option<PhaseName> {
        self.pages[page].chat().and_then(|chat| chat.view()).map(|view| view.phase)
    }

    /// Every text is a text of its own, every name too.
    fn post(&mut self, page: usize, text: &str) {
        self.pages[page].posted += 1;
        let posted = self.pages[page].posted;
        let client_id = ClientId::new(format!("p{page}-{posted}")).unwrap();
        self.note(|| format!("page {page} posts {client_id}"));
        self.happen(page, Happening::Post(client_id, format!("{text} {page}-{posted}")));
    }

    fn ask(&mut self, page: usize, ask: Ask) {
        self.note(|| format!("page {page} asks {ask:?}"));
        self.pages[page].asked += 1;
        self.happen(page, Happening::Ask(ask));
    }
}
