//! What the loader tells the frame at the start.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The loader's first message.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which site.
    pub site: String,
    /// The visitor's secret: the same one finds the same conversation again.
    pub start_id: String,
    /// Who the visitor is, as the page says; empty if it does not.
    pub user_id: String,
    /// Whether the site signs it.
    pub is_signed: bool,
    /// The department that the page wants; empty for the site's own choice.
    pub department: String,
    /// The customer's page, without query and fragment.
    pub page: String,
    /// Its origin, as the browser has told the frame's first script.
    pub origin: String,
    /// Whether the browser keeps the secret.
    pub is_stored: bool,
    /// Whether the panel is open now.
    pub is_visible: bool,
}

impl Config {
    /// `None` if something needed is missing or of the wrong type.
    pub fn read(init: &JsValue) -> Option<Self> {
        Some(Self {
            site: text(init, "site")?,
            start_id: text(init, "startId")?,
            user_id: text(init, "userId").unwrap_or_default(),
            is_signed: flag(init, "signed"),
            department: text(init, "department").unwrap_or_default(),
            page: text(init, "page").unwrap_or_default(),
            origin: text(init, "origin").unwrap_or_default(),
            is_stored: flag(init, "stored"),
            is_visible: flag(init, "visible"),
        })
    }
}

/// A text field of a JavaScript object.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}

/// A yes-or-no field of a JavaScript object; no if it is missing.
pub fn flag(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|value| value.is_truthy())
}
