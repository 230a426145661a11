//! How this browser calls its agent: sound, notifications, single keys. Nothing of it is the site's.

use leptos::prelude::*;

use crate::desk::{Desk, Sheet};
use crate::notification::{self, Permission};
use crate::view::dialog::Dialog;

/// How long the sound is tried, in milliseconds: one ring.
const TRY_MS: u64 = 1_000;

/// Over the desk, when it is asked for.
#[component]
pub fn AlertsSheet(desk: Desk) -> impl IntoView {
    let is_shown = Memo::new(move |_| desk.sheet.get() == Some(Sheet::Alerts));
    move || is_shown.get().then(|| view! { <Sheets desk/> })
}

#[component]
fn Sheets(desk: Desk) -> impl IntoView {
    let settings = desk.settings;
    view! {
        <Dialog title="Alerts in this browser" close=move || desk.sheet.set(None)>
            <div class="dialog-form">
                <Choice
                    name="Sound"
                    hint=|| "Rings while a conversation is offered to you; one soft tone when one of your visitors writes."
                    is_on=Signal::derive(move || !settings.is_muted.get())
                    choose=move |is_on| settings.is_muted.set(!is_on)
                />
                <button class="button is-small alerts-try" on:click=move |_| desk.sound.ring(TRY_MS)>
                    "Try the sound"
                </button>
                <Notifications desk/>
                <Choice
                    name="Single keys as shortcuts"
                    hint=|| "The keys that ? lists. Switch them off if they get in the way of other software."
                    is_on=settings.has_keys
                    choose=move |is_on| settings.has_keys.set(is_on)
                />
            </div>
        </Dialog>
    }
}

#[component]
fn Notifications(desk: Desk) -> impl IntoView {
    let wants = desk.settings.wants_notifications;
    let permission = RwSignal::new(notification::permission());
    let choose = move |is_on: bool| {
        wants.set(is_on);
        if is_on {
            notification::ask(move |answer| {
                permission.try_set(answer);
            });
        }
    };
    let hint = move || match permission.get() {
        Permission::Missing => "This browser has no notifications.",
        Permission::Denied => "This browser does not allow them: the lock beside the address changes that.",
        Permission::Granted | Permission::Open => {
            "Shown by the system when something rings while you look at something else."
        }
    };
    view! {
        <Choice
            name="Desktop notifications"
            hint=hint
            is_on=Signal::derive(move || wants.get() && permission.get() == Permission::Granted)
            choose
        />
    }
}

#[component]
fn Choice(
    name: &'static str,
    hint: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    #[prop(into)] is_on: Signal<bool>,
    choose: impl Fn(bool) + Copy + Send + 'static,
) -> impl IntoView {
    view! {
        <label class="check is-tall">
            <input
                type="checkbox"
                prop:checked=is_on
                on:change:target=move |event| choose(event.target().checked())
            />
            <span>
                <span class="label">{name}</span>
                <span class="hint">{hint}</span>
            </span>
        </label>
    }
}
