//! A one-time link: says for whom it is, and makes that person a member.

use baton_shared::text;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::address;
use crate::api::{self, Invitation as Invited, MemberRole};
use crate::place::Place;
use crate::session::Session;
use crate::view::notice::Notice;
use crate::view::password::{Password, Purpose, is_long_enough};
use crate::view::sign_in::Door;

/// Looks the link up, then shows the form or what is wrong.
#[component]
pub fn Invitation(session: Session, token: String) -> impl IntoView {
    let found = RwSignal::new(None::<Result<Invited, String>>);
    let asked = token.clone();
    spawn_local(async move {
        let answer = api::show_invitation(&asked).await.map_err(|trouble| match trouble.status() {
            Some(404) => {
                "This link has been used already or is not valid any more. If you have a password, sign in; \
                          otherwise ask your admin for a new link."
                    .to_owned()
            }
            _ => trouble.words(),
        });
        found.try_set(Some(answer));
    });
    move || match found.get() {
        None => view! { <p class="boot" role="status">"Looking up the invitation …"</p> }.into_any(),
        Some(Err(words)) => view! {
            <Door title="This link does not open the desk">
                <p class="door-text" role="alert">{words}</p>
                <button class="button is-primary is-wide" on:click=move |_| address::replace(&Place::List)>
                    "Go to sign-in"
                </button>
            </Door>
        }
        .into_any(),
        Some(Ok(invited)) => view! { <Accept session token=token.clone() invited/> }.into_any(),
    }
}

#[component]
fn Accept(session: Session, token: String, invited: Invited) -> impl IntoView {
    let is_first = invited.is_first_admin;
    let welcome = match (is_first, invited.role) {
        (true, _) => "You are the first here and become the admin: you can invite your colleagues.",
        (false, MemberRole::Admin) => "You are invited as an admin. Choose a password to come in.",
        (false, MemberRole::Agent) => "You are invited as an agent. Choose a password to come in.",
    };
    let (name, email) = (RwSignal::new(invited.name), RwSignal::new(invited.email));
    let password = RwSignal::new(String::new());
    let (is_busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (name, email, password) = (name.get_untracked(), email.get_untracked(), password.get_untracked());
        wrong.set(first_fault(&name, &email, &password));
        if is_busy.get_untracked() || wrong.with_untracked(Option::is_some) {
            return;
        }
        is_busy.set(true);
        let token = token.clone();
        spawn_local(async move {
            let result = session.accept(token, name, email, password).await;
            // Accepted, the screen is another one and these are gone.
            is_busy.try_set(false);
            if let Err(words) = result {
                wrong.try_set(Some(words));
            }
        });
    };
    view! {
        <Door title="Welcome to the desk">
            <p class="door-text">{welcome}</p>
            <form class="door-form" on:submit=submit novalidate>
                <label class="field">
                    <span class="label">"Name" <span class="label-extra">"visitors read it"</span></span>
                    <input
                        class="input"
                        type="text"
                        name="name"
                        autocomplete="name"
                        readonly=!is_first
                        prop:value=name
                        on:input:target=move |event| name.set(event.target().value())
                    />
                </label>
                <label class="field">
                    <span class="label">"E-mail" <span class="label-extra">"to sign in with"</span></span>
                    <input
                        class="input"
                        type="email"
                        name="email"
                        autocomplete="username"
                        readonly=!is_first
                        prop:value=email
                        on:input:target=move |event| email.set(event.target().value())
                    />
                </label>
                <Password password purpose=Purpose::New/>
                <Notice text=move || wrong.get() dismiss=move || wrong.set(None)/>
                <button type="submit" class="button is-primary is-wide" aria-busy=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { "Opening the desk …" } else { "Open the desk" }}
                </button>
            </form>
        </Door>
    }
}

/// The same rules as the edge's, so that most faults are told without asking it.
fn first_fault(name: &str, email: &str, password: &str) -> Option<String> {
    let fault = text::name(name).err().or_else(|| text::email(email).err());
    let short =
        (!is_long_enough(password)).then(|| "Please choose a password of 10 to 200 characters.".to_owned());
    fault.map(|fault| fault.to_string()).or(short)
}
