//! What a site asks, as its settings say it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::FieldId;

/// All forms of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Forms {
    /// The form before the chat, or before a human comes.
    pub pre_chat: PreChat,
    /// What the offline form asks beside name, e-mail and message.
    pub offline: Form,
    /// Whether the bot asks the offline form's questions one by one while the department is closed, instead of the form.
    pub asks_after_hours: bool,
}

/// The form before the chat, or before a human comes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PreChat {
    /// When it is asked.
    pub when: When,
    /// What it asks.
    pub form: Form,
}

/// When the form before the chat is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Not at all.
    #[default]
    Never,
    /// Before the first message.
    BeforeChat,
    /// Before a human is called.
    BeforeHuman,
}

/// Questions, and what the visitor has to agree to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// In their order.
    pub fields: Vec<Field>,
    /// `null`: nothing to agree to.
    pub consent: Option<Consent>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in what is stored; no two of a form have the same.
    pub id: FieldId,
    /// What is asked for.
    pub kind: FieldKind,
    /// What stands beside it.
    pub label: String,
    /// The same in other languages: `{"de": "Bestellnummer"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Whether it has to be answered.
    #[serde(default)]
    pub required: bool,
    /// Of a choice: what can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// What a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A person's name.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// One line.
    Line,
    /// Some lines.
    Text,
    /// One of several.
    Choice,
    /// Yes or no; required: yes.
    Check,
}

/// What the visitor has to agree to, or may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The text's version, kept with every answer. With another one visitors are asked again.
    pub version: String,
    /// The text.
    pub text: String,
    /// The same in other languages: `{"de": "…"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
    /// Where to read more: an address that begins with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether there is no chat without it. Who refuses can still leave a message or write an e-mail.
    #[serde(default)]
    pub required: bool,
}

impl Forms {
    /// The whole offline form: name, e-mail, what the site asks besides, and the message.
    pub fn offline_form(&self) -> Form {
        let own = |id: FieldId, kind, label: &str| Field {
            id,
            kind,
            label: label.to_owned(),
            labels: BTreeMap::new(),
            required: true,
            choices: Vec::new(),
        };
        let mut fields = vec![
            own(FieldId::name(), FieldKind::Name, "Name"),
            own(FieldId::email(), FieldKind::Email, "E-mail"),
        ];
        fields.extend(self.offline.fields.iter().cloned());
        fields.push(own(FieldId::message(), FieldKind::Text, "Message"));
        Form { fields, consent: self.offline.consent.clone() }
    }
}

impl Form {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.consent.is_none()
    }
}

impl Field {
    /// What stands beside it for a visitor who reads this language.
    pub fn label_in(&self, language: &str) -> &str {
        in_language(&self.label, &self.labels, language)
    }
}

impl Consent {
    /// The text for a visitor who reads this language.
    pub fn text_in(&self, language: &str) -> &str {
        in_language(&self.text, &self.texts, language)
    }

    /// Whether this is one of its texts, whatever the language.
    pub fn says(&self, text: &str) -> bool {
        self.text == text || self.texts.values().any(|other| other == text)
    }
}

/// `de-AT` reads German.
fn in_language<'a>(text: &'a str, texts: &'a BTreeMap<String, String>, language: &str) -> &'a str {
    let broad = language.split('-').next().unwrap_or_default();
    texts.get(language).or_else(|| texts.get(broad)).map_or(text, String::as_str)
}
