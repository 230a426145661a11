//! Who the visitor is and what he has not sent yet, as `static/person.js` knows it.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The visitor.
    pub type Person;

    /// The signed identity that is shown next, a text; anything else: there is none now.
    #[wasm_bindgen(method)]
    pub fn token(this: &Person) -> Promise;

    /// Messages that an earlier page could not send: name, text, files; name, text, files.
    #[wasm_bindgen(method)]
    pub fn unsent(this: &Person) -> Array;

    /// Keeps a message over a reload.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Person, name: &str, text: &str, files: &str);

    /// The edge has it, or will never take it.
    #[wasm_bindgen(method)]
    pub fn stored(this: &Person, name: &str);
}
