//! Internal notes on their way: each goes out until it is stored, and is stored once. Pure.

use baton_client::chat::{Ask, Refusal};
use baton_shared::ids::ClientId;

/// A note that the edge has not stored yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Its name: the same whenever it is sent again.
    pub client_id: ClientId,
    /// As typed.
    pub text: String,
    is_asked: bool,
}

/// What an agent has written for agents in one conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// In the box.
    pub draft: String,
    /// On their way, in their order.
    pub unsent: Vec<Unsent>,
}

/// What has become of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Stored, or not known here.
    #[default]
    Over,
    /// To be sent again, now.
    Again,
    /// To be sent again, in a moment.
    Later,
    /// Never: its words go back to the author.
    Refused(String),
}

impl Notes {
    /// Another note.
    pub fn write(&mut self, client_id: ClientId, text: String) {
        self.unsent.push(Unsent { client_id, text, is_asked: false });
    }

    /// A connection has begun: what was asked on the one before may not have arrived.
    pub fn connected(&mut self) {
        self.unsent.iter_mut().for_each(|note| note.is_asked = false);
    }

    /// What has to be asked now; each is given out once for each connection.
    pub fn due(&mut self) -> Vec<Ask> {
        let due = self.unsent.iter_mut().filter(|note| !note.is_asked);
        due.map(|note| {
            note.is_asked = true;
            Ask::Note { client_id: note.client_id.clone(), text: note.text.clone() }
        })
        .collect()
    }

    /// The answer for one of them.
    pub fn answered(&mut self, client_id: &ClientId, result: &Result<(), Refusal>) -> Outcome {
        let Some(at) = self.unsent.iter().position(|note| note.client_id == *client_id) else {
            return Outcome::Over;
        };
        let again = match result {
            Err(refusal) if refusal.code == "connection_lost" => Some(Outcome::Again),
            Err(refusal) if refusal.code == "slow_down" => Some(Outcome::Later),
            _ => None,
        };
        if let Some(again) = again {
            self.unsent
                .iter_mut()
                .filter(|note| note.client_id == *client_id)
                .for_each(|note| note.is_asked = false);
            return again;
        }
        let note = self.unsent.remove(at);
        if result.is_ok() { Outcome::Over } else { Outcome::Refused(note.text) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Notes, Outcome};
    use baton_client::chat::{Ask, Refusal};
    use baton_shared::ids::ClientId;

    fn name(name: &str) -> ClientId {
        ClientId::new(name).unwrap()
    }

    fn asked(notes: &mut Notes) -> Vec<String> {
        let named = |ask| match ask {
            Ask::Note { client_id, .. } => client_id.to_string(),
            other => panic!("{other:?} is no note"),
        };
        notes.due().into_iter().map(named).collect()
    }

    #[test]
    fn a_note_goes_out_under_one_name_until_it_is_stored() {
        let refused = |code: &str| Err(Refusal { code: code.to_owned(), message: String::new() });
        let mut notes = Notes::default();
        notes.write(name("n1"), "one".to_owned());
        notes.write(name("n2"), "two".to_owned());
        assert_eq!(asked(&mut notes), ["n1", "n2"]);
        assert_eq!(asked(&mut notes), [""; 0], "nothing goes out twice on one connection");
        assert_eq!(notes.answered(&name("n1"), &Ok(())), Outcome::Over);
        assert_eq!(notes.answered(&name("n2"), &refused("connection_lost")), Outcome::Again);
        assert_eq!(asked(&mut notes), ["n2"]);
        notes.connected();
        assert_eq!(asked(&mut notes), ["n2"], "a new connection does not know what the old one took");
        assert_eq!(notes.answered(&name("n2"), &refused("slow_down")), Outcome::Later);
        assert_eq!(asked(&mut notes), ["n2"]);
        assert_eq!(notes.answered(&name("n2"), &refused("too_long")), Outcome::Refused("two".to_owned()));
        assert_eq!(notes.unsent, []);
        assert_eq!(notes.answered(&name("n2"), &Ok(())), Outcome::Over);
    }
}
