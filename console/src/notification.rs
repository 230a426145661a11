//! What the system shows for the desk while its page is not looked at. Asked for only on a gesture.

use std::collections::BTreeMap;

use baton_shared::ids::ConversationId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether the browser lets us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Yes.
    Granted,
    /// No; only the person can change that, in the browser's own settings.
    Denied,
    /// Nobody has asked yet.
    Open,
    /// This browser has none.
    Missing,
}

/// What is shown now, by its conversation. Dropping it takes the notification away.
struct Shown {
    notification: Notification,
    _on_click: Closure<dyn FnMut()>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.notification.set_onclick(None);
        self.notification.close();
    }
}

/// All notifications of the desk, as a handle.
#[derive(Clone, Copy)]
pub struct Notifications(StoredValue<BTreeMap<ConversationId, Shown>, LocalStorage>);

impl Notifications {
    /// None yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(BTreeMap::new()))
    }

    /// Shows one. A click brings the page to the front and calls `on_click`.
    pub fn show(self, id: &ConversationId, title: &str, body: &str, on_click: impl Fn() + 'static) {
        let options = NotificationOptions::new();
        options.set_body(body);
        // The same conversation never stands there twice.
        options.set_tag(id.as_str());
        options.set_require_interaction(true);
        // Some browsers allow notifications and refuse to make them: then there is none.
        let Ok(notification) = Notification::new_with_options(title, &options) else { return };
        let on_click = Closure::<dyn FnMut()>::new(move || {
            // Fails only in browsers that never bring a page to the front.
            let _ = window().focus();
            on_click();
        });
        notification.set_onclick(Some(on_click.as_ref().unchecked_ref()));
        self.0.update_value(|all| drop(all.insert(id.clone(), Shown { notification, _on_click: on_click })));
    }

    /// Takes away all but these.
    pub fn keep_only(self, ids: &[ConversationId]) {
        self.0.try_update_value(|all| all.retain(|id, _| ids.contains(id)));
    }
}

/// What the browser says now.
pub fn permission() -> Permission {
    // Safari on a phone has no such thing outside an installed page.
    if !js_sys::Reflect::has(&window(), &"Notification".into()).unwrap_or_default() {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Asks the person, through the browser. Call it from a gesture only.
pub fn ask(then: impl Fn(Permission) + 'static) {
    if permission() != Permission::Open {
        return then(permission());
    }
    let Ok(asking) = Notification::request_permission() else { return then(Permission::Denied) };
    spawn_local(async move {
        // The answer is what `permission` says from now on; a question that was closed is one too.
        let _ = JsFuture::from(asking).await;
        then(permission());
    });
}
