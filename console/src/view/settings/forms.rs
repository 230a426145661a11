//! The sections that are plain forms: general, handover and bot, texts, theme, targets.

use baton_shared::policy::Texts;
use baton_shared::settings::LANGUAGES;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::field::{Unit, Wrong, choice, id_of, long_text, number, shown, switch, text, wrong_at};
use super::lists::lines;
use crate::settings_editor::Editor;

/// The site's name, and how the desk treats its agents.
pub fn general(editor: Editor) -> AnyView {
    let languages = LANGUAGES.map(|language| (Value::from(language), named(language).to_owned())).into();
    view! {
        {text(editor, "/site_name", "Name of the site", "Visitors read it at the head of the chat.")}
        {choice(editor, "/language", "Language", "For visitors whose own has no texts. All others read their own.", languages)}
        {lines(editor, "/domains", "Websites that may show the chat", "One a line, such as shop.example.com, or *.example.com for all below it. Empty: every website.")}
        <h4>"Agents at the desk"</h4>
        {number(editor, "/desk/grace_ms", "Grace without a window", "An agent who closes the last window keeps presence and conversations this long: a reload is no departure.", Unit::SECONDS)}
        {number(editor, "/desk/idle_ms_max", "Set to away after", "An available agent who touches nothing for this long is set to away. Empty: never.", Unit::MINUTES.or("never"))}
        {number(editor, "/desk/missed_max", "Missed offers in a row", "An agent who misses so many is set to away. Empty: never.", Unit::ONE.or("never"))}
    }
    .into_any()
}

/// A language's own name.
fn named(language: &str) -> &str {
    match language {
        "en" => "English",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "pt" => "Português",
        "it" => "Italiano",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "tr" => "Türkçe",
        "ar" => "العربية",
        "he" => "עברית",
        "ja" => "日本語",
        "zh" => "中文",
        "hi" => "हिन्दी",
        other => other,
    }
}

/// How conversations come to humans, and what the bot does.
pub fn handover(editor: Editor) -> AnyView {
    let departments = department_options(editor);
    let after = [
        ("resolve", "The conversation is over; a new message begins with the bot"),
        ("return_to_bot", "The bot goes on at once"),
    ];
    let after = after.map(|(value, words)| (Value::from(value), words.to_owned())).into();
    view! {
        {switch(editor, "/handover/is_on", "Visitors can ask for a human")}
        {switch(editor, "/handover/ask_in_words", "Asking for a human in words does the same as the button")}
        {switch(editor, "/handover/asks_rating", "Visitors are asked how it was")}
        {choice(editor, "/handover/department", "Department", "Where requests go that no rule sends elsewhere.", departments)}
        {number(editor, "/handover/required_answers", "Bot answers before the button", "0 offers a human at once. Empty: the button is never offered.", Unit::ONE.or("never"))}
        {choice(editor, "/handover/after_end", "When an agent ends", "", after)}
        {number(editor, "/handover/offline_form_ms_max", "The offline form stays open", "An untouched form is closed after this time, and the bot is back.", Unit::MINUTES)}
        <h4>"Bot"</h4>
        {text(editor, "/bot/name", "Name", "")}
        {number(editor, "/bot/typing_ms", "It seems to write for", "0 answers at once.", Unit::SECONDS)}
        {number(editor, "/bot/answer_ms_max", "It gives up after", "Then the visitor gets the text \"Bot failed\".", Unit::SECONDS)}
        {lines(editor, "/bot/greeting_chips", "Questions of the greeting", "One a line, up to 6. Visitors can press them.")}
    }
    .into_any()
}

/// The texts, in the order of the document.
pub fn texts(editor: Editor) -> AnyView {
    let standard = Texts::english();
    let fields = standard.named().map(|(name, _)| {
        let (label, hint) = about(name);
        long_text(editor, &format!("/texts/{name}"), &label, hint, 3)
    });
    view! {
        <p class="hint">
            <code>"{agent}"</code>", "<code>"{bot}"</code>" and "<code>"{site}"</code>" are replaced by names."
        </p>
        {fields.into_iter().collect_view()}
    }
    .into_any()
}

/// A text's name for people, and when it is said.
fn about(name: &str) -> (String, &'static str) {
    let hint = match name {
        "greeting" => "The bot's first message. It must say that it is an AI.",
        "bot_unknown" => "Nothing in the knowledge base fits.",
        "bot_failed" => "The bot could not answer at all.",
        "waiting" => "The visitor waits for a human.",
        "agent_joined" => "An agent has come.",
        "transferred" => "Another agent has come.",
        "handed_back" => "The AI is back.",
        "ended" => "An agent has ended it.",
        "no_operator" => "Nobody is there.",
        "offline_stored" => "The offline message is stored; {email} is where the reply goes.",
        "cancelled" => "The visitor has left the queue or closed the form.",
        "timed_out" => "Nobody came in time.",
        "closed" => "Outside business hours. When it opens again is shown beside it.",
        "all_busy" => "The queue is full, or the longest wait is over.",
        "ask_for_email" => "A rule has asked for the visitor's address.",
        "ask_name" => "After hours the bot asks for the name.",
        "ask_email" => "It asks for the e-mail address.",
        "ask_phone" => "It asks for a phone number.",
        "ask_message" => "It asks what it is about.",
        "ask_field" => "It asks for anything else; {field} is what stands beside the field.",
        "wrong_email" => "The answer is no e-mail address.",
        "wrong_phone" => "The answer is no phone number.",
        "wrong_answer" => "Another answer can't be taken.",
        "agent_lost" => "The agent has left without a word.",
        _ => "",
    };
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    let label = chars.next().map(|first| first.to_uppercase().chain(chars).collect());
    (label.unwrap_or_default(), hint)
}

/// How the widget looks.
pub fn theme(editor: Editor) -> AnyView {
    let corners = [
        ("end", "Right, or left where one writes from the right"),
        ("start", "Left, or right where one writes from the right"),
    ];
    let modes =
        [("auto", "As the visitor's system is set"), ("light", "Always light"), ("dark", "Always dark")];
    let densities = [("comfortable", "As much as reads best"), ("compact", "Less: more is in sight")];
    let options = |all: &[(&str, &str)]| {
        all.iter().map(|(value, words)| (Value::from(*value), (*words).to_owned())).collect()
    };
    view! {
        <Accent editor/>
        {choice(editor, "/theme/corner", "Corner of the page", "", options(&corners))}
        {choice(editor, "/theme/mode", "Light or dark", "", options(&modes))}
        {choice(editor, "/theme/density", "Room between things", "", options(&densities))}
        {text(editor, "/theme/picture", "The bot's picture", "An address such as https://cdn.example.com/bot.png, on a host that the operator has named. Empty: Baton's sign.")}
    }
    .into_any()
}

#[component]
fn Accent(editor: Editor) -> impl IntoView {
    const AT: &str = "/theme/accent";
    /// Baton's own, where the picker begins.
    const OWN: &str = "#2459cf";
    let (value, wrong) = (editor.value(AT), wrong_at(editor, AT));
    let has_own = move || value.with(Value::is_null);
    let picked = move || if has_own() { OWN.to_owned() } else { shown(&value.get()) };
    view! {
        <div class="field" class:is-wrong=move || wrong.with(Option::is_some)>
            <label class="label" for=id_of(AT)>"Accent colour"</label>
            <div class="settings-row">
                <input
                    class="colour"
                    type="color"
                    aria-label="Pick the accent colour"
                    prop:value=picked
                    on:input:target=move |event| editor.set(AT, event.target().value().into())
                />
                <input
                    class="input is-number"
                    type="text"
                    id=id_of(AT)
                    placeholder="Baton's own"
                    aria-describedby=format!("{0}-hint {0}-wrong", id_of(AT))
                    aria-invalid=move || wrong.with(Option::is_some).to_string()
                    prop:value=move || shown(&value.get())
                    on:input:target=move |event| {
                        let text = event.target().value();
                        editor.set(AT, if text.trim().is_empty() { Value::Null } else { text.into() });
                    }
                />
                <button class="button is-small" disabled=has_own on:click=move |_| editor.set(AT, Value::Null)>
                    "Use Baton's own"
                </button>
            </div>
            <span class="hint" id=format!("{}-hint", id_of(AT))>"As #rrggbb. Empty: Baton's own."</span>
            <Wrong id=id_of(AT) wrong/>
        </div>
    }
}

/// What the site wants to reach.
pub fn targets(editor: Editor) -> AnyView {
    view! {
        <p class="hint">"They are drawn beside the analytics. Nothing else depends on them."</p>
        {number(editor, "/targets/handover_rate_percent_max", "Visitors who ask for a human, at most", "Of those who chat.", Unit::PERCENT)}
        {number(editor, "/targets/response_ms_max", "An agent's first answer within", "", Unit::MINUTES)}
        {number(editor, "/targets/resolution_rate_percent_min", "Handovers that are resolved, at least", "", Unit::PERCENT)}
        {number(editor, "/targets/rating_hundredths_min", "Mean rating, at least", "From 1 to 5.", Unit::HUNDREDTHS)}
    }
    .into_any()
}

/// Every department as a choice: its id and its name.
pub fn department_options(editor: Editor) -> Vec<(Value, String)> {
    departments(editor).into_iter().map(|(id, name)| (json!(id), name)).collect()
}

/// Every department: its id and its name. Whoever reads it is told of changes.
pub fn departments(editor: Editor) -> Vec<(String, String)> {
    editor.now.with(|now| {
        let known = now.pointer("/departments").and_then(Value::as_object).into_iter().flatten();
        let named = known.map(|(id, it)| (id.clone(), it.get("name").map(shown).unwrap_or_default()));
        named.map(|(id, name)| (id.clone(), if name.is_empty() { id } else { name })).collect()
    })
}
