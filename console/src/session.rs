//! Who sits at the desk, and which screen that leads to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::address;
use crate::api::{self, Me, Trouble};
use crate::place::Place;

/// What fills the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// The edge is being asked who we are.
    Starting,
    /// It did not answer.
    Unreachable(String),
    /// A one-time link was opened.
    Invitation(String),
    /// Nobody is signed in. A text says why, if somebody was.
    SignIn(Option<&'static str>),
    /// The desk.
    Desk(Me),
}

/// The page's session. All of it can be copied: it is a handle.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    /// What fills the page.
    pub screen: RwSignal<Screen>,
    /// Where the page is.
    pub place: ReadSignal<Place>,
}

impl Session {
    /// Begins with the place in the address.
    pub fn start() -> Self {
        let session = Self { screen: RwSignal::new(Screen::Starting), place: address::watch() };
        // A one-time link can also be pasted into a page that is open.
        Effect::new(move || match session.place.get() {
            Place::Invitation(token) => session.screen.set(Screen::Invitation(token)),
            _ if matches!(session.screen.get_untracked(), Screen::Starting | Screen::Invitation(_)) => {
                session.enter()
            }
            _ => {}
        });
        session
    }

    /// Asks who we are and shows what fits.
    pub fn enter(self) {
        self.screen.set(Screen::Starting);
        spawn_local(async move {
            let screen = match api::me().await {
                Ok(me) => Screen::Desk(me),
                Err(trouble) if trouble.status() == Some(401) => Screen::SignIn(None),
                Err(trouble) => Screen::Unreachable(trouble.words()),
            };
            self.screen.set(screen);
        });
    }

    /// Signs in.
    ///
    /// # Errors
    /// Words for the person.
    pub async fn sign_in(self, email: String, password: String) -> Result<(), String> {
        api::sign_in(email.trim(), &password).await.map_err(|trouble| match &trouble {
            Trouble::Refused { code, .. } if code == "wrong_credentials" => {
                "This e-mail address and password don't belong together.".to_owned()
            }
            Trouble::Refused { code, .. } if code == "slow_down" => {
                "Too many tries. Please wait a minute, then try again.".to_owned()
            }
            other => other.words(),
        })?;
        self.enter();
        Ok(())
    }

    /// Accepts an invitation and goes to the desk.
    ///
    /// # Errors
    /// Words for the person.
    pub async fn accept(
        self,
        token: String,
        name: String,
        email: String,
        password: String,
    ) -> Result<(), String> {
        let accepted = api::accept_invitation(&token, name.trim(), email.trim(), &password).await;
        accepted.map_err(|trouble| match trouble.status() {
            Some(404) => "This link has been used already or is not valid any more.".to_owned(),
            _ => trouble.words(),
        })?;
        // The watcher sees that the place is no invitation any more, and enters.
        address::replace(&Place::List);
        Ok(())
    }

    /// Signs out. Without an answer nobody is told that he is signed out.
    ///
    /// # Errors
    /// Words for the person.
    pub async fn sign_out(self) -> Result<(), String> {
        match api::sign_out().await {
            Err(trouble) if trouble.status() != Some(401) => Err(trouble.words()),
            _ => {
                self.screen.set(Screen::SignIn(None));
                Ok(())
            }
        }
    }

    /// Asks whether the edge still knows us.
    pub fn check(self) {
        spawn_local(async move {
            if api::me().await.is_err_and(|trouble| trouble.status() == Some(401)) {
                self.lost();
            }
        });
    }

    /// The edge does not know us any more.
    pub fn lost(self) {
        self.screen.set(Screen::SignIn(Some("You are signed out. Sign in to go on where you were.")));
    }
}
