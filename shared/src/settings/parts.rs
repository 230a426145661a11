//! What a new site has, and the parts of a document that others keep a copy of.

use std::collections::BTreeMap;

use super::document::{BotSettings, HandoverSettings, Settings, Targets, Theme};
use crate::desk::{Department, DeskConfig, DeskRules};
use crate::ids::DepartmentId;
use crate::policy::{AfterEnd, Policy, Texts};

impl Default for Settings {
    fn default() -> Self {
        Self {
            site_name: String::new(),
            language: "en".to_owned(),
            handover: HandoverSettings::default(),
            bot: BotSettings::default(),
            departments: BTreeMap::from([(DepartmentId::standard(), Department::default())]),
            agents: BTreeMap::new(),
            desk: DeskRules::default(),
            rules: Vec::new(),
            texts: Texts::english(),
            theme: Theme::default(),
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
        let of_department = known.and_then(|known| known.required_answers);
        Policy {
            version,
            site_name: self.site_name.clone(),
            bot_name: self.bot.name.clone(),
            department: department.clone(),
            is_handover_on: self.handover.is_on,
            asks_rating: self.handover.asks_rating,
            required_answers: of_department.or(self.handover.required_answers),
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
            is_open: None,
        }
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
