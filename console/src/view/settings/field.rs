//! Fields of the forms: each reads and writes one place of the document, and says what is wrong there.

use leptos::prelude::*;
use serde_json::Value;

use crate::settings_editor::Editor;

/// The name of the field for a place, in the page.
pub fn id_of(at: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    at.chars().map(plain).fold("at".to_owned(), |mut id, c| {
        id.push(c);
        id
    })
}

/// What is wrong at a place or below it.
pub fn wrong_at(editor: Editor, at: &str) -> Memo<Option<String>> {
    let (own, under) = (at.to_owned(), format!("{at}/"));
    Memo::new(move |_| {
        editor.problems.with(|problems| {
            let here = problems.iter().find(|it| it.pointer == own || it.pointer.starts_with(&under));
            here.map(|problem| problem.message.clone())
        })
    })
}

/// A label, a control, what it is for, and what is wrong.
pub fn field(editor: Editor, at: &str, label: &str, hint: &str, control: impl IntoView) -> AnyView {
    let id = id_of(at);
    let wrong = wrong_at(editor, at);
    view! {
        <div class="field" class:is-wrong=move || wrong.with(Option::is_some)>
            <label class="label" for=id.clone()>{label.to_owned()}</label>
            {control}
            {(!hint.is_empty()).then(|| view! { <span class="hint" id=format!("{id}-hint")>{hint.to_owned()}</span> })}
            <Wrong id=id wrong/>
        </div>
    }
    .into_any()
}

/// What is wrong, under its field.
#[component]
pub fn Wrong(id: String, wrong: Memo<Option<String>>) -> impl IntoView {
    view! { <span class="wrong" id=format!("{id}-wrong")>{move || wrong.get()}</span> }
}

fn described(at: &str) -> String {
    let id = id_of(at);
    format!("{id}-hint {id}-wrong")
}

/// One line of text.
pub fn text(editor: Editor, at: &str, label: &str, hint: &str) -> AnyView {
    let (value, wrong, place) = (editor.value(at), wrong_at(editor, at), at.to_owned());
    let control = view! {
        <input
            class="input"
            type="text"
            id=id_of(at)
            autocomplete="off"
            aria-describedby=described(at)
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=move || shown(&value.get())
            on:input:target=move |event| editor.set(&place, event.target().value().into())
        />
    };
    field(editor, at, label, hint, control)
}

/// Several lines of text.
pub fn long_text(editor: Editor, at: &str, label: &str, hint: &str, rows: u8) -> AnyView {
    let (value, wrong, place) = (editor.value(at), wrong_at(editor, at), at.to_owned());
    let control = view! {
        <textarea
            class="input"
            rows=rows.to_string()
            id=id_of(at)
            aria-describedby=described(at)
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=move || shown(&value.get())
            on:input:target=move |event| editor.set(&place, event.target().value().into())
        ></textarea>
    };
    field(editor, at, label, hint, control)
}

/// In what a number is shown, and how many of the document's units that is.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    name: &'static str,
    size: u32,
    /// What an empty field says, where `null` is possible.
    empty: Option<&'static str>,
}

impl Unit {
    /// Plain numbers.
    pub const ONE: Self = Self::of("", 1);
    /// Times in seconds; the document has milliseconds.
    pub const SECONDS: Self = Self::of("s", 1_000);
    /// Times in minutes.
    pub const MINUTES: Self = Self::of("min", 60_000);
    /// Parts of a hundred.
    pub const PERCENT: Self = Self::of("%", 1);
    /// Ratings; the document has hundredths.
    pub const HUNDREDTHS: Self = Self::of("of 5", 100);

    const fn of(name: &'static str, size: u32) -> Self {
        Self { name, size, empty: None }
    }

    /// It may be left empty, which means this.
    pub const fn or(self, empty: &'static str) -> Self {
        Self { empty: Some(empty), ..self }
    }

    fn shown(self, value: &Value) -> String {
        match value.as_f64() {
            // Numbers of the document are whole and far below 2^53.
            Some(number) => (number / f64::from(self.size)).to_string(),
            None => shown(value),
        }
    }

    /// What is no number stays as it was typed: its problem says so.
    fn read(self, text: &str) -> Value {
        let number = text.trim().replace(',', ".").parse::<f64>().ok();
        match number.map(|number| (number * f64::from(self.size)).round()) {
            None if text.trim().is_empty() && self.empty.is_some() => Value::Null,
            None => text.into(),
            Some(number) if (0.0..9e15).contains(&number) => Value::from(number as u64),
            Some(number) => Value::from(number),
        }
    }
}

/// A number. The text is the field's own while it is typed: `1.` is no number yet.
pub fn number(editor: Editor, at: &str, label: &str, hint: &str, unit: Unit) -> AnyView {
    let (wrong, place) = (wrong_at(editor, at), at.to_owned());
    let text = RwSignal::new(unit.shown(&editor.value_now(at)));
    let typed = move |typed: String| {
        editor.set(&place, unit.read(&typed));
        text.set(typed);
    };
    let control = view! {
        <span class="with-unit">
            <input
                class="input is-number"
                type="text"
                inputmode="decimal"
                id=id_of(at)
                autocomplete="off"
                placeholder=unit.empty.unwrap_or_default()
                aria-describedby=described(at)
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                prop:value=text
                on:input:target=move |event| typed(event.target().value())
            />
            <span class="unit">{unit.name}</span>
        </span>
    };
    field(editor, at, label, hint, control)
}

/// Yes or no.
pub fn switch(editor: Editor, at: &str, label: &str) -> AnyView {
    let (value, place) = (editor.value(at), at.to_owned());
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=id_of(at)
                prop:checked=move || value.get() == Value::Bool(true)
                on:change:target=move |event| editor.set(&place, event.target().checked().into())
            />
            <span>{label.to_owned()}</span>
        </label>
    }
    .into_any()
}

/// One of several values, each with its words.
pub fn choice(editor: Editor, at: &str, label: &str, hint: &str, options: Vec<(Value, String)>) -> AnyView {
    let (value, wrong, place) = (editor.value(at), wrong_at(editor, at), at.to_owned());
    let values: Vec<Value> = options.iter().map(|(value, _)| value.clone()).collect();
    let drawn = options.into_iter().enumerate().map(|(number, (option, words))| {
        view! { <option value=number.to_string() selected=move || value.get() == option>{words}</option> }
    });
    // A value that is none of them is kept until another is chosen.
    let known = values.clone();
    let unknown = move || {
        let value = value.get();
        (!known.contains(&value))
            .then(|| view! { <option value="-" selected>{format!("{} (unknown)", shown(&value))}</option> })
    };
    let chosen = move |number: String| {
        if let Some(value) = number.parse::<usize>().ok().and_then(|number| values.get(number)) {
            editor.set(&place, value.clone());
        }
    };
    let control = view! {
        <select
            class="input"
            id=id_of(at)
            aria-describedby=described(at)
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            on:change:target=move |event| chosen(event.target().value())
        >
            {drawn.collect_view()}
            {unknown}
        </select>
    };
    field(editor, at, label, hint, control)
}

/// A value as a field shows it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
