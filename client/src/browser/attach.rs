//! Files, emoji and sound in a browser: the part of the page that is fetched later (`widget/static/later`), and the
//! elements that it fills.

use baton_shared::files::FileCard;
use baton_shared::json::Json;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/static/attach.js")]
extern "C" {
    /// Puts the tools beside the field in `box`; `changed` hears what is attached.
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

/// What is attached and not sent yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attached {
    /// Something is still on its way.
    pub is_busy: bool,
    /// Stored, in the order in which they were picked.
    pub files: Vec<FileCard>,
}

/// Puts the tools into an element that has a field and a place for them. `changed` is called as long as it is there.
pub fn begin(place: &Element, changed: impl Fn(Attached) + 'static) {
    let heard: Closure<dyn FnMut(String)> = Closure::new(move |told: String| {
        let told = Json::read(&told).unwrap_or(Json::Null);
        let files = told.get("files").and_then(Json::as_list).unwrap_or_default();
        changed(Attached {
            is_busy: told.get("busy").and_then(Json::as_bool).unwrap_or_default(),
            files: files.iter().filter_map(FileCard::read).collect(),
        });
    });
    begin_with(place, &heard.into_js_value());
}

/// A message was not taken: its files are attached again.
pub fn back(files: &[FileCard]) {
    if !files.is_empty() {
        let ids: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
        back_with(&ids.join(" "));
    }
}

/// The facts of a file, as its element has them.
pub fn facts(file: &FileCard) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("data-file", file.id.to_string()),
        ("data-size", file.size.to_string()),
        ("data-type", file.kind.clone()),
    ];
    facts.extend(file.width.map(|width| ("data-width", width.to_string())));
    facts.extend(file.height.map(|height| ("data-height", height.to_string())));
    facts
}
