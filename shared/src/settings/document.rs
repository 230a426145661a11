//! The document. A field that is missing has what a new site has; one that is not known is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::desk::{Department, DeskRules, Profile};
use crate::forms::Forms;
use crate::ids::{AgentId, DepartmentId};
use crate::policy::{AfterEnd, Texts};
use crate::rules::Rule;

/// Everything that an admin decides about a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The site's name, as the visitor reads it.
    pub site_name: String,
    /// Who may chat.
    pub identity: IdentitySettings,
    /// The language of visitors whose own has no texts: en, de, fr, es, pt, it, nl, pl, tr, ar, he, ja, zh or hi.
    pub language: String,
    /// How conversations come to humans.
    pub handover: HandoverSettings,
    /// What the bot does.
    pub bot: BotSettings,
    /// Who answers what, by id.
    pub departments: BTreeMap<DepartmentId, Department>,
    /// What is special about some agents.
    pub agents: BTreeMap<AgentId, Profile>,
    /// How the desk treats its agents.
    pub desk: DeskRules,
    /// When a conversation is handed over by itself, and what else follows from what happens in it.
    pub rules: Vec<Rule>,
    /// What is said.
    pub texts: Texts,
    /// What visitors are asked, and what they have to agree to.
    pub forms: Forms,
    /// How the widget looks.
    pub theme: Theme,
    /// Where the widget may stand: `shop.example.com`, `*.example.com`, `http://localhost:3000`. Empty: everywhere.
    pub domains: Vec<String>,
    /// An e-mail address for visitors whose browser can't show the chat; `null`: none.
    pub contact: Option<String>,
    /// Texts that agents insert.
    pub canned_responses: Vec<CannedResponse>,
    /// What the site wants to reach.
    pub targets: Targets,
}

/// Who may chat. The keys that identities are signed with are secrets: they are kept apart from this document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct IdentitySettings {
    /// Whether only visitors may chat whose identity the site has signed.
    pub is_required: bool,
}

/// How conversations come to humans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HandoverSettings {
    /// Whether humans can be asked for at all.
    pub is_on: bool,
    /// Where requests go that nothing else sends elsewhere.
    pub department: DepartmentId,
    /// Bot answers before a human is offered: 0 at once, `null` never.
    pub required_answers: Option<u32>,
    /// Whether asking for a human in words does the same as the button.
    pub ask_in_words: bool,
    /// Answers of the bot from which on rules see the signal `turn_limit`; `null`: never.
    pub turn_limit: Option<u32>,
    /// How long an untouched offline form stays open, in milliseconds.
    pub offline_form_ms_max: u64,
    /// What ending does.
    pub after_end: AfterEnd,
    /// Whether the visitor is asked how it was.
    pub asks_rating: bool,
}

/// What the bot does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BotSettings {
    /// Its name.
    pub name: String,
    /// It writes this long before it answers, in milliseconds; 0 answers at once.
    pub typing_ms: u64,
    /// After this time without an answer the visitor gets `texts.bot_failed`, in milliseconds.
    pub answer_ms_max: u64,
    /// Questions that the greeting offers.
    pub greeting_chips: Vec<String>,
}

/// How the widget looks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Theme {
    /// The accent colour as `#rrggbb`; `null`: Baton's own.
    pub accent: Option<String>,
    /// In which corner of the page.
    pub corner: Corner,
    /// Light, dark, or as the visitor's system is set.
    pub mode: ThemeMode,
    /// How much room there is between things.
    pub density: Density,
    /// The bot's picture: an address that begins with `https://`, on one of the operator's picture hosts
    /// (`BATON_PICTURES`). Empty, or one that can't be shown: Baton's sign.
    pub picture: String,
}

/// How much room there is between things.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// As much as reads best.
    #[default]
    Comfortable,
    /// Less, so that more is in sight.
    Compact,
}

/// In which corner of the page the launcher is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    /// At the end of the line: right where one writes from left to right.
    #[default]
    End,
    /// At the start of the line.
    Start,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThemeMode {
    /// As the visitor's system is set.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A text that agents insert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CannedResponse {
    /// What is typed after `/` to find it: 1 to 30 of a-z, 0-9, `-` and `_`.
    pub shortcut: String,
    /// What it is, in a list.
    pub title: String,
    /// Markdown; `{{visitor}}`, `{{agent}}`, `{{site}}` and `{{department}}` are replaced by names.
    pub text: String,
    /// For whom; empty: all departments.
    #[serde(default)]
    pub departments: BTreeSet<DepartmentId>,
}

/// What the site wants to reach; drawn beside the analytics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// At most so many visitors of a hundred who chat ask for a human.
    pub handover_rate_percent_max: u32,
    /// At most so long until an agent's first answer, in milliseconds.
    pub response_ms_max: u64,
    /// At least so many handovers of a hundred are resolved.
    pub resolution_rate_percent_min: u32,
    /// At least this mean rating, in hundredths.
    pub rating_hundredths_min: u32,
}
