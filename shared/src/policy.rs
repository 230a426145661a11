//! What a site has decided about its conversations. A conversation keeps the copy that it began with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::forms::Forms;
use crate::ids::DepartmentId;
use crate::rules::Rule;

/// One site's rules and texts, as the conversation applies them. A conversation that is older than a field has what a
/// new site has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Grows with every saved change of the site's settings.
    pub version: u64,
    /// The site's name, as the visitor reads it.
    pub site_name: String,
    /// The bot's name.
    pub bot_name: String,
    /// Where requests for a human go.
    pub department: DepartmentId,
    /// The site's departments, each with the bot answers before a human of it is offered.
    pub departments: BTreeMap<DepartmentId, Option<u32>>,
    /// Whether humans can be asked for at all.
    pub is_handover_on: bool,
    /// Whether the visitor is asked how it was.
    pub asks_rating: bool,
    /// Bot answers before a human is offered: 0 at once, `None` never.
    pub required_answers: Option<u32>,
    /// Whether asking for a human in words does the same as the button.
    pub ask_in_words: bool,
    /// The bot writes this long before it answers, in milliseconds; 0 answers at once.
    pub bot_typing_ms: u64,
    /// After this time without the bot's answer the visitor gets `texts.bot_failed`, in milliseconds.
    pub bot_answer_ms_max: u64,
    /// How long a visitor waits in the queue at most where the desk has not said it, in milliseconds.
    pub wait_ms_max: u64,
    /// How long an untouched offline form stays open, in milliseconds.
    pub offline_form_ms_max: u64,
    /// What ending does.
    pub after_end: AfterEnd,
    /// Questions that the greeting offers.
    pub greeting_chips: Vec<String>,
    /// When which conversation goes where.
    pub rules: Vec<Rule>,
    /// Answers of the bot from which on rules see the signal `turn_limit`.
    pub turn_limit: Option<u32>,
    /// What is said.
    pub texts: Texts,
    /// What visitors are asked. Of all these alone it is that of now and not that of the beginning: a consent is to
    /// today's text.
    pub forms: Forms,
    /// Where to write without the chat.
    pub contact: Option<String>,
    /// No decision of the site but the desk's last word: whether the department is open. Rules can ask for it.
    #[serde(skip)]
    pub is_open: Option<bool>,
}

/// What follows when an agent ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AfterEnd {
    /// The conversation is resolved; a new message reopens it with the bot.
    Resolve,
    /// The bot goes on.
    ReturnToBot,
}

/// The texts that a site can set. `{agent}`, `{bot}` and `{site}` are replaced by names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Texts {
    /// The bot's first message; says that this is an AI.
    pub greeting: String,
    /// Nothing in the knowledge base fits.
    pub bot_unknown: String,
    /// The bot could not answer at all.
    pub bot_failed: String,
    /// The visitor waits for a human.
    pub waiting: String,
    /// An agent has come.
    pub agent_joined: String,
    /// Another agent has come.
    pub transferred: String,
    /// The AI is back.
    pub handed_back: String,
    /// It is over.
    pub ended: String,
    /// Nobody is there.
    pub no_operator: String,
    /// The offline message is stored.
    pub offline_stored: String,
    /// The visitor has left the queue or closed the form.
    pub cancelled: String,
    /// Nobody came in time.
    pub timed_out: String,
    /// Outside business hours. When it opens again is shown beside it.
    pub closed: String,
    /// The queue is full, or the longest wait is over.
    pub all_busy: String,
    /// The agent has left without a word.
    pub agent_lost: String,
    /// A rule wants the visitor's address.
    pub ask_for_email: String,
    /// After hours the bot asks for the name.
    pub ask_name: String,
    /// It asks for the e-mail address.
    pub ask_email: String,
    /// It asks for a phone number.
    pub ask_phone: String,
    /// It asks what it is about.
    pub ask_message: String,
    /// It asks for anything else: `{field}` is what stands beside the field.
    pub ask_field: String,
    /// This is no e-mail address.
    pub wrong_email: String,
    /// This is no phone number.
    pub wrong_phone: String,
    /// Another answer can't be taken.
    pub wrong_answer: String,
}

impl Policy {
    /// What a new site has until its admin decides otherwise.
    pub fn standard(site_name: &str, department: DepartmentId) -> Self {
        Self {
            version: 1,
            site_name: site_name.to_owned(),
            bot_name: "AI assistant".to_owned(),
            department,
            departments: BTreeMap::new(),
            required_answers: Some(3),
            is_handover_on: true,
            asks_rating: true,
            ask_in_words: true,
            bot_typing_ms: 600,
            bot_answer_ms_max: 30_000,
            wait_ms_max: 10 * 60_000,
            offline_form_ms_max: 60 * 60_000,
            after_end: AfterEnd::Resolve,
            greeting_chips: Vec::new(),
            rules: Vec::new(),
            turn_limit: None,
            texts: Texts::english(),
            forms: Forms::default(),
            contact: None,
            is_open: None,
        }
    }

    /// Bot answers before a human of a department is offered.
    pub fn required_answers_in(&self, department: &DepartmentId) -> Option<u32> {
        self.departments.get(department).copied().unwrap_or(self.required_answers)
    }

    /// Whether the site has a department.
    pub fn has_department(&self, department: &DepartmentId) -> bool {
        *department == self.department || self.departments.contains_key(department)
    }

    /// A text with its names filled in.
    pub fn fill(&self, template: &str, agent: Option<&str>) -> String {
        template
            .replace("{bot}", &self.bot_name)
            .replace("{site}", &self.site_name)
            .replace("{agent}", agent.unwrap_or(""))
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::standard("", DepartmentId::standard())
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::english()
    }
}

impl Texts {
    /// Every text by its name in JSON.
    pub fn named(&self) -> [(&'static str, &str); 24] {
        [
            ("greeting", self.greeting.as_str()),
            ("bot_unknown", self.bot_unknown.as_str()),
            ("bot_failed", self.bot_failed.as_str()),
            ("waiting", self.waiting.as_str()),
            ("agent_joined", self.agent_joined.as_str()),
            ("transferred", self.transferred.as_str()),
            ("handed_back", self.handed_back.as_str()),
            ("ended", self.ended.as_str()),
            ("no_operator", self.no_operator.as_str()),
            ("offline_stored", self.offline_stored.as_str()),
            ("cancelled", self.cancelled.as_str()),
            ("timed_out", self.timed_out.as_str()),
            ("closed", self.closed.as_str()),
            ("all_busy", self.all_busy.as_str()),
            ("agent_lost", self.agent_lost.as_str()),
            ("ask_for_email", self.ask_for_email.as_str()),
            ("ask_name", self.ask_name.as_str()),
            ("ask_email", self.ask_email.as_str()),
            ("ask_phone", self.ask_phone.as_str()),
            ("ask_message", self.ask_message.as_str()),
            ("ask_field", self.ask_field.as_str()),
            ("wrong_email", self.wrong_email.as_str()),
            ("wrong_phone", self.wrong_phone.as_str()),
            ("wrong_answer", self.wrong_answer.as_str()),
        ]
    }

    /// The English texts.
    pub fn english() -> Self {
        Self {
            greeting: "Hello! I'm the AI assistant of {site}, not a person. Ask me anything about your order, \
                       delivery, returns or our products."
                .to_owned(),
            bot_unknown: "I don't know the answer to that, and I won't guess. You can put it in other words, or talk \
                          to a person."
                .to_owned(),
            bot_failed: "Something went wrong on my side and I can't answer that now. You can try again, or talk to a \
                         person."
                .to_owned(),
            waiting: "Thank you. A member of our team will be with you as soon as possible. The chatbot has stopped."
                .to_owned(),
            agent_joined: "Your conversation is now handled by our customer service. {agent} has joined the chat."
                .to_owned(),
            transferred: "Your conversation has been transferred to {agent}.".to_owned(),
            handed_back: "Thank you for contacting us. Your conversation is now back with our AI assistant. If you \
                          need help again, just ask."
                .to_owned(),
            ended: "{agent} has ended the conversation. Write again at any time to start over with our AI assistant."
                .to_owned(),
            no_operator: "Nobody of our team is available right now. Leave us a message and we will reply by e-mail."
                .to_owned(),
            offline_stored: "Thank you. Your message has reached us and we will reply to {email}.".to_owned(),
            cancelled: "You are back with our AI assistant.".to_owned(),
            timed_out: "We are sorry: nobody could take your request in time. Our AI assistant is back; you can ask \
                        for a person again or leave a message."
                .to_owned(),
            closed: "Our team is not here right now. Leave us a message and we will reply by e-mail.".to_owned(),
            all_busy: "We are sorry: all of our team are busy. Leave us a message and we will reply by e-mail."
                .to_owned(),
            ask_for_email: "Please leave us your e-mail address and a few words, and we will reply to you.".to_owned(),
            ask_name: "What is your name?".to_owned(),
            ask_email: "To which e-mail address can we reply?".to_owned(),
            ask_phone: "On which phone number can we reach you?".to_owned(),
            ask_message: "What is it about? Please write what we should know.".to_owned(),
            ask_field: "Please tell us: {field}".to_owned(),
            wrong_email: "This is no e-mail address such as name@example.com. Please try again.".to_owned(),
            wrong_phone: "This is no phone number such as +43 1 234567. Please try again.".to_owned(),
            wrong_answer: "This can't be taken as it is. Please try again or choose one of the suggestions.".to_owned(),
            agent_lost: "{agent} has lost the connection. You are first in line, and the next colleague will be with \
                         you as soon as possible."
                .to_owned(),
        }
    }
}
