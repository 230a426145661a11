//! What a new site has, and the parts of a document that others keep a copy of.

use std::collections::BTreeMap;

use super::document::{BotSettings, HandoverSettings, IdentitySettings, Settings, Targets, Theme};
use crate::desk::{Department, DeskConfig, DeskRules};
use crate::domain::Domain;
use crate::forms::Forms;
use crate::ids::DepartmentId;
use crate::policy::{AfterEnd, Policy, Texts};

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_name: String::new(),
            identity: IdentitySettings::default(),
            language: "en".to_owned(),
            handover: HandoverSettings::default(),
            bot: BotSettings::default(),
            departments: BTreeMap::from([(DepartmentId::standard(), Department::default())]),
            agents: BTreeMap::new(),
            desk: DeskRules::default(),
            rules: Vec::new(),
            texts: Texts::english(),
            forms: Forms::default(),
            theme: Theme::default(),
            domains: Vec::new(),
            contact: None,
            canned_responses: Vec::new(),
            targets: Targets::default(),
        }
    }
}

impl Default for HandoverSettings {
    fn default() -> Self {
        Self {
            is_on: true,
            department: DepartmentId::standard(),
            required_answers: Some(3),
            ask_in_words: true,
            turn_limit: None,
            offline_form_ms_max: 60 * 60_000,
            after_end: AfterEnd::Resolve,
            asks_rating: true,
        }
    }
}

impl Default for BotSettings {
    fn default() -> Self {
        Self {
            name: "AI assistant".to_owned(),
            typing_ms: 600,
            answer_ms_max: 30_000,
            greeting_chips: Vec::new(),
        }
    }
}

/// The targets that the second seed document names: under 30 %, 3 minutes, over 90 %, over 4.5.
impl Default for Targets {
    fn default() -> Self {
        Self {
            handover_rate_percent_max: 30,
            response_ms_max: 3 * 60_000,
            resolution_rate_percent_min: 90,
            rating_hundredths_min: 450,
        }
    }
}

impl Settings {
    /// What a conversation that begins now goes by. `version` is the document's.
    pub fn policy(&self, version: u64, department: &DepartmentId) -> Policy {
        let known = self.departments.get(department);
        let required = |of: &Department| of.required_answers.or(self.handover.required_answers);
        let departments = self.departments.iter().map(|(id, of)| (id.clone(), required(of)));
        Policy {
            version,
            site_name: self.site_name.clone(),
            bot_name: self.bot.name.clone(),
            department: department.clone(),
            departments: departments.collect(),
            is_handover_on: self.handover.is_on,
            asks_rating: self.handover.asks_rating,
            required_answers: known.map_or(self.handover.required_answers, required),
            ask_in_words: self.handover.ask_in_words,
            bot_typing_ms: self.bot.typing_ms,
            bot_answer_ms_max: self.bot.answer_ms_max,
            wait_ms_max: known.map_or_else(|| Department::default().wait_ms_max, |known| known.wait_ms_max),
            offline_form_ms_max: self.handover.offline_form_ms_max,
            after_end: self.handover.after_end,
            greeting_chips: self.bot.greeting_chips.clone(),
            rules: self.rules.clone(),
            turn_limit: self.handover.turn_limit,
            texts: self.texts.clone(),
            forms: self.forms.clone(),
            contact: self.contact.clone(),
            is_open: None,
        }
    }

    /// Where the widget may stand; none: everywhere.
    pub fn places(&self) -> Vec<Domain> {
        // One that can't be read was refused when it was saved.
        self.domains.iter().filter_map(|domain| Domain::parse(domain).ok()).collect()
    }

    /// What the desk goes by. `version` is the document's.
    pub fn desk_config(&self, version: u64) -> DeskConfig {
        DeskConfig {
            version,
            departments: self.departments.clone(),
            agents: self.agents.clone(),
            rules: self.desk.clone(),
            targets: self.targets.clone(),
        }
    }
}
