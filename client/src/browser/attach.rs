//! Files, emoji and sound in a browser: the part of the page that is fetched later (`widget/static/later`), and the
//! elements that it fills.

use baton_shared::files::FileCard;
use baton_shared::ids::FileId;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/static/attach.js")]
extern "C" {
    /// Puts the tools beside the field in `place`; `changed` hears what is attached.
    #[wasm_bindgen(js_name = begin)]
    fn begin_with(place: &Element, changed: &JsValue);

    /// The conversation that files belong to from now on; the token is a visitor's, "" at the desk.
    pub fn enter(conversation: &str, token: &str);

    /// What was attached has been sent.
    pub fn sent();

    #[wasm_bindgen(js_name = back)]
    fn back_with(ids: &str);

    /// Somebody else has said something.
    pub fn heard(is_seen: bool);

    /// There are files on the page.
    pub fn show();
}

/// Puts the tools into an element that has a field and a place for them. `changed` hears whether something is still on
/// its way, and what is stored: its ids, in the order in which they were picked, with spaces between.
pub fn begin(place: &Element, changed: impl Fn(bool, String) + 'static) {
    let changed: Box<dyn FnMut(bool, String)> = Box::new(changed);
    begin_with(place, &Closure::wrap(changed).into_js_value());
}

/// A message was not taken: its files are attached again.
pub fn back(files: &[FileId]) {
    if !files.is_empty() {
        back_with(&joined(files));
    }
}

/// Ids as [`begin`] tells them.
pub fn ids(told: &str) -> Vec<FileId> {
    told.split(' ').filter_map(|id| FileId::new(id).ok()).collect()
}

fn joined(files: &[FileId]) -> String {
    let ids: Vec<&str> = files.iter().map(FileId::as_str).collect();
    ids.join(" ")
}

/// The element of a file of a stored message.
pub fn stored(file: &FileCard) -> Option<Element> {
    let element = sent_from_here(&file.id)?;
    // Fails only for a name that can't be one.
    let _ = element.set_attribute("data-size", &file.size.to_string());
    let _ = element.set_attribute("data-type", &file.kind);
    if let (Some(width), Some(height)) = (file.width, file.height) {
        let _ = element.set_attribute("data-width", &width.to_string());
        let _ = element.set_attribute("data-height", &height.to_string());
    }
    element.set_text_content(Some(&file.name));
    Some(element)
}

/// The element of a file that this page has stored: what it is is known there.
pub fn sent_from_here(file: &FileId) -> Option<Element> {
    show();
    let element = web_sys::window()?.document()?.create_element("baton-file").ok()?;
    let _ = element.set_attribute("data-file", file.as_str());
    Some(element)
}
