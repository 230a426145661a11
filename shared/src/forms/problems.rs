//! What an admin must change before forms can be saved.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Problem, below};
use crate::forms::form::{Consent, Field, FieldKind, Form, Forms, When};
use crate::ids::FieldId;
use crate::limits::{
    ADDRESS_CHARS_MAX, CHOICES_MAX, CONSENT_CHARS_MAX, CONSENT_VERSION_CHARS_MAX, FORM_FIELDS_MAX,
    NAME_CHARS_MAX,
};
use crate::settings::LANGUAGES;

/// Everything that is wrong, each with its place below `place`.
pub fn problems(place: &str, forms: &Forms) -> Vec<Problem> {
    let mut found = Vec::new();
    let pre_chat = below(place, "pre_chat");
    form(&mut found, &below(&pre_chat, "form"), &forms.pre_chat.form, &[]);
    if forms.pre_chat.when != When::Never && forms.pre_chat.form.is_empty() {
        let message = "This form asks for nothing: add a field or a consent, or choose \"never\".";
        found.push(Problem::new(below(&pre_chat, "when"), message));
    }
    let own = [FieldId::name(), FieldId::email(), FieldId::message()];
    form(&mut found, &below(place, "offline"), &forms.offline, &own);
    found
}

fn form(found: &mut Vec<Problem>, place: &str, form: &Form, taken: &[FieldId]) {
    let fields = below(place, "fields");
    let count = form.fields.len();
    if count > FORM_FIELDS_MAX {
        let message = format!("{count} fields are too many: {FORM_FIELDS_MAX} are possible. Delete some.");
        found.push(Problem::new(fields.as_str(), message));
    }
    let mut ids: BTreeSet<&FieldId> = taken.iter().chain([]).collect();
    let consent_id = FieldId::consent();
    ids.insert(&consent_id);
    for (at, field) in form.fields.iter().enumerate().take(FORM_FIELDS_MAX) {
        let place = below(&fields, at);
        if !ids.insert(&field.id) {
            let message = format!("The name {} is taken: choose another.", field.id);
            found.push(Problem::new(below(&place, "id"), message));
        }
        self::field(found, &place, field);
    }
    if let Some(consent) = &form.consent {
        self::consent(found, &below(place, "consent"), consent);
    }
}

fn field(found: &mut Vec<Problem>, place: &str, field: &Field) {
    texts(found, place, ("label", &field.label), ("labels", &field.labels), NAME_CHARS_MAX);
    let choices = below(place, "choices");
    let count = field.choices.len();
    match (field.kind, count) {
        (FieldKind::Choice, 0 | 1) => {
            found.push(Problem::new(choices, "A choice needs two things at least that can be chosen."));
        }
        (FieldKind::Choice, _) if count > CHOICES_MAX => {
            let message = format!("{count} choices are too many: {CHOICES_MAX} are possible. Delete some.");
            found.push(Problem::new(choices, message));
        }
        (FieldKind::Choice, _) => {
            let mut first = BTreeSet::new();
            for (at, choice) in field.choices.iter().enumerate() {
                let is_clean = crate::text::line(choice) == *choice;
                if !is_clean || !first.insert(choice) {
                    let message = "Write each choice once, on one line, without spaces around it.";
                    found.push(Problem::new(below(&choices, at), message));
                }
                text(found, &below(&choices, at), choice, NAME_CHARS_MAX);
            }
        }
        (_, 0) => {}
        _ => found.push(Problem::new(choices, "Only a choice has these: delete them.")),
    }
}

fn consent(found: &mut Vec<Problem>, place: &str, consent: &Consent) {
    text(found, &below(place, "version"), &consent.version, CONSENT_VERSION_CHARS_MAX);
    texts(found, place, ("text", &consent.text), ("texts", &consent.texts), CONSENT_CHARS_MAX);
    if let Some(url) = &consent.url {
        let is_plain = url.strip_prefix("https://").is_some_and(|rest| {
            !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
        });
        if !is_plain || url.chars().count() > ADDRESS_CHARS_MAX {
            let message = "This is no address: write one such as https://example.com/privacy.";
            found.push(Problem::new(below(place, "url"), message));
        }
    }
}

/// A text and its translations.
fn texts(
    found: &mut Vec<Problem>,
    place: &str,
    (name, text): (&str, &str),
    (others, translated): (&str, &BTreeMap<String, String>),
    chars_max: usize,
) {
    self::text(found, &below(place, name), text, chars_max);
    let others = below(place, others);
    for (language, text) in translated {
        let place = below(&others, language);
        if !LANGUAGES.contains(&language.as_str()) {
            let known = LANGUAGES.join(", ");
            let message = format!("The widget does not speak {language:?}: choose one of {known}.");
            found.push(Problem::new(place.as_str(), message));
        }
        self::text(found, &place, text, chars_max);
    }
}

fn text(found: &mut Vec<Problem>, place: &str, text: &str, chars_max: usize) {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        found.push(Problem::new(place, "This can't be empty: write a text."));
    } else if chars > chars_max {
        let over = chars - chars_max;
        let message = format!("{chars} characters are {over} too many: {chars_max} are possible.");
        found.push(Problem::new(place, message));
    }
}
