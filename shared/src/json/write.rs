//! Writes an object of JSON, field by field.

/// An object on its way into a text.
#[derive(Debug)]
pub struct Object(String);

impl Object {
    /// One without fields.
    #[must_use]
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    /// A frame of this type.
    #[must_use]
    pub fn of_type(kind: &str) -> Self {
        Self::new().text("type", kind)
    }

    /// A text.
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        quote(&mut self.0, value);
        self
    }

    /// A text that is left out if it is empty.
    #[must_use]
    pub fn text_if_any(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.text(name, value) }
    }

    /// A count.
    #[must_use]
    pub fn number(self, name: &str, value: u64) -> Self {
        self.json(name, &value.to_string())
    }

    /// A flag.
    #[must_use]
    pub fn flag(self, name: &str, value: bool) -> Self {
        self.json(name, if value { "true" } else { "false" })
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<'a>(mut self, name: &str, values: impl Iterator<Item = &'a str>) -> Self {
        self.name(name);
        let mut mark = '[';
        for value in values {
            self.0.push(mark);
            quote(&mut self.0, value);
            mark = ',';
        }
        self.0.push_str(if mark == '[' { "[]" } else { "]" });
        self
    }

    /// What is JSON already.
    #[must_use]
    pub fn json(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        self.0.push_str(value);
        self
    }

    /// The whole text.
    #[must_use]
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
    }
}

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}

fn quote(into: &mut String, text: &str) {
    into.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => into.extend(['\\', letter]),
            ' '.. => into.push(letter),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            '\u{8}' => into.push_str("\\b"),
            '\u{c}' => into.push_str("\\f"),
            control => {
                into.push_str("\\u00");
                let code = u32::from(control);
                into.extend([code >> 4, code & 15].iter().filter_map(|half| char::from_digit(*half, 16)));
            }
        }
    }
    into.push('"');
}
