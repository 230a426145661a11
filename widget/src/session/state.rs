//! What is known on this page of the visitor's conversation.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use baton_client::browser::LiveChat;
use baton_client::chat::Ask;
use baton_shared::desk::WaitRange;
use baton_shared::ids::{ClientId, Version};
use baton_shared::message::RichText;
use baton_shared::protocol::{Asks, HandoverButton, PhaseName};
use baton_shared::time::Timestamp;
use web_sys::HtmlElement;

use crate::config::Config;
use crate::field::Field;
use crate::loader::Loader;
use crate::person::Person;
use crate::shown::Shown;

/// A message that is not stored yet, or never will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsent {
    /// Its name.
    pub client_id: ClientId,
    /// As typed.
    pub text: String,
    /// What goes with it: ids with spaces between.
    pub files: String,
    /// Why the edge does not take it.
    pub refusal: Option<String>,
}

/// Whether the edge can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not yet.
    Connecting,
    /// Yes.
    Live,
    /// No, for long enough to say so.
    Lost,
    /// The edge speaks another version: the frame has to be loaded again.
    Outdated,
}

/// What has become of the question how the help was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rating {
    /// Not answered.
    #[default]
    Open,
    /// The visitor does not want it.
    Dismissed,
    /// Answered.
    Given,
}

/// An article of the knowledge base, over the messages.
#[derive(Debug, Clone, PartialEq)]
pub enum Article {
    /// On its way.
    Loading,
    /// Could not be loaded; its name in addresses.
    Failed(String),
    /// There.
    Ready(ArticleBody),
}

/// The words of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleBody {
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: RichText,
}

/// All of it. The views follow what is in a [`Field`]; the rest is the session's own.
pub struct State {
    /// What the loader has told.
    pub config: Config,
    /// How often the visitor's language has changed: the views are drawn anew.
    pub languages: Field<u32>,
    /// The site's name, once it is known.
    pub name: Field<Option<String>>,
    /// Stored messages.
    pub messages: Field<Vec<Arc<Shown>>>,
    /// Messages on their way.
    pub pending: Field<Vec<Unsent>>,
    /// Messages that the edge does not take.
    pub refused: Field<Vec<Unsent>>,
    /// Where the conversation stands; `None` until it is known.
    pub phase: Field<Option<PhaseName>>,
    /// The agent who owns it.
    pub agent: Field<Option<String>>,
    /// The place in the queue.
    pub position: Field<Option<u32>>,
    /// How long it will take there.
    pub wait: Field<Option<WaitRange>>,
    /// While everybody is away: when somebody is back.
    pub opens_at: Field<Option<Timestamp>>,
    /// Whether the last handover can be rated.
    pub asks_rating: Field<bool>,
    /// What has become of that question here.
    pub rating: Field<Rating>,
    /// Why the rating was not taken.
    pub rating_refusal: Field<Option<String>>,
    /// The button that brings a human.
    pub button: Field<Option<HandoverButton>>,
    /// Whether the bot owes an answer.
    pub is_bot_writing: Field<bool>,
    /// The agent who writes now.
    pub writing: Field<Option<String>>,
    /// The bot's answer so far.
    pub draft: Field<Option<String>>,
    /// Whether the edge can be reached.
    pub reach: Field<Reach>,
    /// Why there is no chat here at all.
    pub trouble: Field<Option<String>>,
    /// What was asked and is not answered yet.
    pub asking: Field<Option<Ask>>,
    /// Why what was asked can't be.
    pub refusal: Field<Option<String>>,
    /// The text in the composer.
    pub composing: Field<String>,
    /// What is attached to it: ids with spaces between.
    pub attached: Field<String>,
    /// Something is still to be attached.
    pub is_attaching: Field<bool>,
    /// How far the agents have come with the visitor's last words.
    pub receipt: Field<String>,
    /// The form that has to be filled in now.
    pub asks: Field<Option<Asks>>,
    /// What the form finds written: name, e-mail, message.
    pub form: [Field<String>; 3],
    /// The open article.
    pub article: Field<Option<Article>>,
    /// Whether one is open.
    pub is_reading: Field<bool>,
    /// For screen readers: what is new.
    pub announced: Field<String>,
    /// Something new stands below what is in sight.
    pub has_new_below: Field<bool>,
    /// Who the visitor is.
    pub(super) person: Person,
    /// The last signed identity was not taken.
    pub(super) is_unproven: Cell<bool>,
    /// How often the next token was planned for.
    pub(super) renewals: Cell<u32>,
    pub(super) loader: RefCell<Option<Loader>>,
    pub(super) live: RefCell<Option<LiveChat>>,
    /// What the customer's page has said before there is a connection.
    pub(super) untold: RefCell<Vec<Ask>>,
    /// The view that the loader was told last.
    pub(super) view_told: Cell<Version>,
    /// How often the beginning has failed in a row.
    pub(super) failures: Cell<u32>,
    pub(super) is_beginning: Cell<bool>,
    pub(super) is_visible: Cell<bool>,
    pub(super) is_at_end: Cell<bool>,
    /// Messages that the visitor has seen.
    pub(super) read: Cell<usize>,
    /// When the other side was told last that the visitor writes; 0 when he does not.
    pub(super) typing_told: Cell<Timestamp>,
    pub(super) article_opened_from: RefCell<Option<HtmlElement>>,
}

impl State {
    /// As it is before anything is known.
    pub(super) fn new(config: Config, person: Person) -> Self {
        let is_visible = config.is_visible;
        Self {
            pending: Field::new(unsent(&person)),
            person,
            is_unproven: Cell::default(),
            renewals: Cell::default(),
            config,
            languages: Field::default(),
            name: Field::default(),
            messages: Field::default(),
            refused: Field::default(),
            phase: Field::default(),
            agent: Field::default(),
            position: Field::default(),
            wait: Field::default(),
            opens_at: Field::default(),
            asks_rating: Field::default(),
            rating: Field::default(),
            rating_refusal: Field::default(),
            button: Field::default(),
            is_bot_writing: Field::default(),
            writing: Field::default(),
            draft: Field::default(),
            reach: Field::new(Reach::Connecting),
            trouble: Field::default(),
            asking: Field::default(),
            refusal: Field::default(),
            composing: Field::default(),
            attached: Field::default(),
            is_attaching: Field::default(),
            receipt: Field::default(),
            asks: Field::default(),
            form: Default::default(),
            article: Field::default(),
            is_reading: Field::default(),
            announced: Field::default(),
            has_new_below: Field::default(),
            loader: RefCell::default(),
            live: RefCell::default(),
            untold: RefCell::default(),
            view_told: Cell::default(),
            failures: Cell::default(),
            is_beginning: Cell::default(),
            is_visible: Cell::new(is_visible),
            is_at_end: Cell::new(true),
            read: Cell::default(),
            typing_told: Cell::default(),
            article_opened_from: RefCell::default(),
        }
    }
}

/// What an earlier page could not send.
fn unsent(person: &Person) -> Vec<Unsent> {
    let (words, mut unsent, mut at) = (person.unsent(), Vec::new(), 0);
    let word = |at| words.get(at).as_string();
    while let (Some(name), Some(text), Some(files)) = (word(at), word(at + 1), word(at + 2)) {
        if let Ok(client_id) = ClientId::new(name) {
            unsent.push(Unsent { client_id, text, files, refusal: None });
        }
        at += 3;
    }
    unsent
}
