//! A tree of JSON, as small as a page's code has to be: `serde_json::Value` keeps numbers of every kind in a sorted
//! map and is four times this size, and its reader and writer twice that of these (docs/decisions/0007).

mod read;
mod write;

pub use write::Object;

/// What JSON can be, as far as our protocol uses it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// A number that is not a count: the protocol has none.
    OtherNumber,
    /// A flag.
    Bool(bool),
    /// A count.
    Number(u64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object; the first of several fields with one name counts.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads a text; `None` if it is not JSON.
    pub fn read(text: &str) -> Option<Self> {
        read::json(text)
    }

    /// A field of an object; `None` if it is missing.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The count, if it is one.
    pub fn as_u64(&self) -> Option<u64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The flag, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The fields, if it is an object.
    pub fn as_object(&self) -> Option<&[(String, Self)]> {
        if let Self::Object(fields) = self { Some(fields) } else { None }
    }

    /// A text field; empty if it is missing.
    pub fn text_of(&self, name: &str) -> &str {
        self.get(name).and_then(Self::as_str).unwrap_or_default()
    }
}
