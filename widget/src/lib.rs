//! The visitor's chat window. `static/boot.js` starts it in the frame as soon as the loader's channel is there.

#![cfg(target_arch = "wasm32")]

mod app;
mod config;
mod dom;
mod field;
mod focus;
mod http;
mod loader;
mod person;
mod session;
mod shown;
mod texts;
mod told;
mod view;
mod words;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlTextAreaElement, MessagePort};

use config::Config;
use person::Person;
use session::Session;

/// A third of the standard library's allocator, and of constant time (docs/decisions/0016).
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Replaces the page that was there before by the living one and takes over what was typed in it.
/// `init` is the loader's first message; `wants_send`: Enter was pressed already; `person`: see `static/person.js`.
///
/// # Errors
/// When the message or the page is not what it has to be.
#[wasm_bindgen]
pub fn run(port: MessagePort, init: JsValue, wants_send: bool, person: Person) -> Result<(), JsValue> {
    let config = Config::read(&init).ok_or("the loader's first message is not readable")?;
    let page = document().get_element_by_id("app").ok_or("the frame has no #app")?;
    let (typed, had_focus) = early();
    page.set_text_content(None);
    let place = page.clone().unchecked_into();
    mount_to(place, move || {
        let session = Session::start(config, port, person);
        session.state().composing.set(typed);
        if wants_send {
            session.send_composed();
        }
        if had_focus {
            session.focus_composer();
        }
        dom::append(&page, &app::app(session));
        session.say_ready();
    })
    .forget();
    Ok(())
}

/// The text of the composer that was there before, and whether the visitor was in it.
fn early() -> (String, bool) {
    let Some(field) = document().get_element_by_id("early") else { return Default::default() };
    let had_focus = document().active_element().as_ref() == Some(&field);
    (field.unchecked_into::<HtmlTextAreaElement>().value(), had_focus)
}
