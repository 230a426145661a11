//! Files, emoji and sound in a browser: the part of the page that is fetched later (`widget/static/later`), and the
//! elements that it fills.

use baton_shared::files::FileCard;
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

    /// A message was not taken: its files are attached again.
    pub fn back(ids: &str);

    /// Somebody else has said something.
    pub fn heard(is_seen: bool);

    #[wasm_bindgen(js_name = form)]
    fn form_with(place: &Element, name: &str, email: &str, message: &str, tell: &JsValue);
}

/// Puts the form that the site asks into an element. Name, e-mail and message: what the page knows. `tell` hears what
/// becomes of it (`widget/static/later/form.js`): its name, and a text.
pub fn form(place: &Element, known: [String; 3], tell: impl Fn(String, String) + 'static) {
    let tell: Box<dyn FnMut(String, String)> = Box::new(tell);
    let [name, email, message] = known;
    form_with(place, &name, &email, &message, &Closure::wrap(tell).into_js_value());
}

/// Puts the tools into an element that has a field and a place for them. `changed` hears whether something is still on
/// its way, and what is stored: its ids, in the order in which they were picked, with spaces between.
pub fn begin(place: &Element, changed: impl Fn(bool, String) + 'static) {
    let changed: Box<dyn FnMut(bool, String)> = Box::new(changed);
    begin_with(place, &Closure::wrap(changed).into_js_value());
}

/// The element of a file of a stored message.
pub fn stored(file: &FileCard) -> Option<Element> {
    let mut facts = file.id.to_string();
    for number in [file.size, file.width.map_or(0, u64::from), file.height.map_or(0, u64::from)] {
        facts.push(' ');
        facts.push_str(&number.to_string());
    }
    let element = element(&facts)?;
    element.set_text_content(Some(&file.name));
    Some(element)
}

/// The element of files that this page has stored: what they are is known there.
pub fn sent_from_here(ids: &str) -> Option<Element> {
    element(ids).filter(|_| !ids.is_empty())
}

/// An element whose facts `widget/static/later/files.js` reads.
fn element(facts: &str) -> Option<Element> {
    let element = web_sys::window()?.document()?.create_element("baton-file").ok()?;
    // Fails only for a name that can't be one.
    let _ = element.set_attribute("data-facts", facts);
    Some(element)
}
