//! What the customer's page says over the loader's channel. What is not known is for a newer widget, and ignored.

use std::collections::BTreeMap;

use baton_client::browser::new_client_id;
use baton_client::chat::Ask;
use baton_shared::ids::DepartmentId;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::config::{flag, text};

/// One message of the loader.
pub enum Told {
    /// The panel was opened or closed.
    Visible(bool),
    /// For the edge.
    Ask(Ask),
    /// A department whose name can't be one.
    NoDepartment,
    /// What the visitor finds written: the message, the name, the e-mail address.
    Prefill([Option<String>; 3]),
}

impl Told {
    /// Reads a message; `None` if it says nothing to this widget.
    pub fn read(said: &JsValue) -> Option<Self> {
        Some(match text(said, "type")?.as_str() {
            "visible" => Self::Visible(flag(said, "on")),
            "attributes" => Self::Ask(Ask::SetAttributes(texts(said, "attributes").collect())),
            "page" => Self::Ask(Ask::ViewPage {
                url: text(said, "url")?,
                title: text(said, "title").unwrap_or_default(),
            }),
            "track" => Self::Ask(Ask::Track {
                client_id: new_client_id(),
                name: text(said, "name")?,
                properties: known(texts(said, "properties")),
            }),
            "department" => match DepartmentId::new(text(said, "department")?) {
                Ok(department) => Self::Ask(Ask::SetDepartment(department)),
                Err(_) => Self::NoDepartment,
            },
            "human" => call(said),
            "prefill" => Self::Prefill(["message", "name", "email"].map(|field| text(said, field))),
            _ => return None,
        })
    }
}

fn call(said: &JsValue) -> Told {
    let reason = text(said, "reason").unwrap_or_default();
    match text(said, "department").map(DepartmentId::new).transpose() {
        Ok(department) => Told::Ask(Ask::CallHuman { department, reason }),
        Err(_) => Told::NoDepartment,
    }
}

/// The fields of an object; a value that is no text takes the name away.
fn texts(said: &JsValue, name: &str) -> impl Iterator<Item = (String, Option<String>)> {
    let object = Reflect::get(said, &name.into()).ok().and_then(|object| object.dyn_into::<Object>().ok());
    let entries = object.map(|object| Object::entries(&object)).unwrap_or_default();
    entries.into_iter().filter_map(|entry| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, entry.get(1).as_string()))
    })
}

fn known(texts: impl Iterator<Item = (String, Option<String>)>) -> BTreeMap<String, String> {
    texts.filter_map(|(name, value)| Some((name, value?))).collect()
}
