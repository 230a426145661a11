//! What an admin must change before a document can be saved: everything at once, each with its place.

use std::collections::BTreeMap;

use super::check::Check;
use super::department_problems;
use super::document::{BotSettings, CannedResponse, HandoverSettings, Settings, Targets};
use super::looks;
use crate::desk::{DeskRules, Profile};
use crate::document::{Problem, below};
use crate::domain::Domain;
use crate::forms;
use crate::limits::{
    ANSWER_MS_MAX, ANSWER_MS_MIN, CANNED_RESPONSES_MAX, CAPACITY_MAX, DOMAINS_MAX, GRACE_MS_MAX,
    GREETING_CHIPS_MAX, IDLE_MS_MAX, IDLE_MS_MIN, LANGUAGES_MAX, MEMBERS_MAX, MESSAGE_CHARS_MAX, MISSED_MAX,
    NAME_CHARS_MAX, OFFLINE_FORM_MS_MAX, OFFLINE_FORM_MS_MIN, REQUIRED_ANSWERS_MAX, RESPONSE_MS_MAX,
    SHORTCUT_CHARS_MAX, SKILL_CHARS_MAX, SKILLS_MAX, TEXT_CHARS_MAX, TYPING_MS_MAX,
};
use crate::rules::{self, Known};
use crate::text;

impl Settings {
    /// What is wrong, in the document's order; nothing, if it can be saved. Whether a time zone exists only its
    /// database knows: see [`Settings::zones`].
    pub fn problems(&self) -> Vec<Problem> {
        let mut check = Check::default();
        check.text("/site_name", &self.site_name, NAME_CHARS_MAX);
        looks::language(&mut check, self);
        handover(&mut check, self, &self.handover);
        bot(&mut check, &self.bot);
        department_problems::all(&mut check, &self.departments);
        self.agents(&mut check);
        desk(&mut check, &self.desk);
        let known = Known { departments: self.departments.keys().cloned().collect() };
        check.take(rules::problems(&self.rules, &known));
        for (name, text) in self.texts.named() {
            check.text(&below("/texts", name), text, TEXT_CHARS_MAX);
        }
        check.take(forms::problems("/forms", &self.forms));
        looks::theme(&mut check, &self.theme);
        self.embedding(&mut check);
        self.canned_responses(&mut check);
        targets(&mut check, &self.targets);
        check.found()
    }

    /// The names of time zones in it, each with its place.
    pub fn zones(&self) -> impl Iterator<Item = (String, &str)> {
        self.departments.iter().filter_map(|(id, department)| {
            let hours = department.hours.as_ref()?;
            Some((format!("/departments/{id}/hours/zone"), hours.zone.as_str()))
        })
    }

    fn agents(&self, check: &mut Check) {
        check.count("/agents", "agents", self.agents.len(), MEMBERS_MAX);
        for (id, profile) in self.agents.iter().take(MEMBERS_MAX) {
            agent(check, &below("/agents", id), profile);
        }
    }

    fn embedding(&self, check: &mut Check) {
        check.count("/domains", "domains", self.domains.len(), DOMAINS_MAX);
        for (at, domain) in self.domains.iter().enumerate().take(DOMAINS_MAX) {
            if let Err(why) = Domain::parse(domain) {
                check.say(&below("/domains", at), format!("{domain:?} is no domain: {why}."));
            }
        }
        if let Some(contact) = self.contact.as_deref().filter(|contact| text::email(contact).is_err()) {
            check.say("/contact", format!("{contact:?} is no e-mail address such as help@example.com."));
        }
    }

    fn canned_responses(&self, check: &mut Check) {
        let place = "/canned_responses";
        check.count(place, "canned responses", self.canned_responses.len(), CANNED_RESPONSES_MAX);
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for (at, response) in self.canned_responses.iter().enumerate().take(CANNED_RESPONSES_MAX) {
            let place = below(place, at);
            canned_response(check, &place, response);
            if let Some(title) = first.get(response.shortcut.as_str()) {
                let message =
                    format!("\"{title}\" has the shortcut /{} already: choose another.", response.shortcut);
                check.say(&below(&place, "shortcut"), message);
            }
            first.entry(&response.shortcut).or_insert(&response.title);
            for (at, department) in response.departments.iter().enumerate() {
                let place = below(&below(&place, "departments"), at);
                department_problems::must_be_known(check, &place, &self.departments, department);
            }
        }
    }
}

fn handover(check: &mut Check, settings: &Settings, handover: &HandoverSettings) {
    let place = |name: &str| below("/handover", name);
    department_problems::must_be_known(
        check,
        &place("department"),
        &settings.departments,
        &handover.department,
    );
    if let Some(answers) = handover.required_answers {
        check.number(&place("required_answers"), answers, 0..=REQUIRED_ANSWERS_MAX);
    }
    let form_ms = OFFLINE_FORM_MS_MIN..=OFFLINE_FORM_MS_MAX;
    check.time(&place("offline_form_ms_max"), handover.offline_form_ms_max, form_ms);
}

fn bot(check: &mut Check, bot: &BotSettings) {
    check.text("/bot/name", &bot.name, NAME_CHARS_MAX);
    check.time("/bot/typing_ms", bot.typing_ms, 0..=TYPING_MS_MAX);
    check.time("/bot/answer_ms_max", bot.answer_ms_max, ANSWER_MS_MIN..=ANSWER_MS_MAX);
    let chips = bot.greeting_chips.iter();
    check.words("/bot/greeting_chips", "questions", chips, (GREETING_CHIPS_MAX, NAME_CHARS_MAX));
}

fn agent(check: &mut Check, place: &str, profile: &Profile) {
    check.words(&below(place, "skills"), "skills", profile.skills.iter(), (SKILLS_MAX, SKILL_CHARS_MAX));
    let languages = below(place, "languages");
    check.count(&languages, "languages", profile.languages.len(), LANGUAGES_MAX);
    for (at, language) in profile.languages.iter().enumerate().take(LANGUAGES_MAX) {
        if !is_language(language) {
            let message = format!("{language:?} is no language tag: write one such as \"de\" or \"pt-BR\".");
            check.say(&below(&languages, at), message);
        }
    }
    if let Some(capacity) = profile.capacity {
        check.number(&below(place, "capacity"), capacity, 1..=CAPACITY_MAX);
    }
}

fn desk(check: &mut Check, rules: &DeskRules) {
    check.time("/desk/grace_ms", rules.grace_ms, 0..=GRACE_MS_MAX);
    if let Some(idle_ms) = rules.idle_ms_max {
        check.time("/desk/idle_ms_max", idle_ms, IDLE_MS_MIN..=IDLE_MS_MAX);
    }
    if let Some(missed) = rules.missed_max {
        check.number("/desk/missed_max", missed, 1..=MISSED_MAX);
    }
}

fn canned_response(check: &mut Check, place: &str, response: &CannedResponse) {
    let chars = response.shortcut.chars().count();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !(1..=SHORTCUT_CHARS_MAX).contains(&chars) || !response.shortcut.chars().all(is_plain) {
        let message = format!(
            "{:?} is no shortcut: write 1 to {SHORTCUT_CHARS_MAX} characters of a-z, 0-9, - and _.",
            response.shortcut
        );
        check.say(&below(place, "shortcut"), message);
    }
    check.text(&below(place, "title"), &response.title, NAME_CHARS_MAX);
    check.text(&below(place, "text"), &response.text, MESSAGE_CHARS_MAX);
}

fn targets(check: &mut Check, targets: &Targets) {
    let place = |name: &str| below("/targets", name);
    check.number(&place("handover_rate_percent_max"), targets.handover_rate_percent_max, 0..=100);
    check.time(&place("response_ms_max"), targets.response_ms_max, 1_000..=RESPONSE_MS_MAX);
    check.number(&place("resolution_rate_percent_min"), targets.resolution_rate_percent_min, 0..=100);
    check.number(&place("rating_hundredths_min"), targets.rating_hundredths_min, 100..=500);
}

/// The form of a language tag (RFC 5646, 2.1), without asking whether anybody speaks it.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_first = parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_first && parts.all(is_part)
}
