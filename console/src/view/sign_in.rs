//! The door: who comes in, and the frame that all doors have.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::session::Session;
use crate::view::icon::mark;
use crate::view::notice::Notice;
use crate::view::password::{Password, Purpose};

/// A screen with one thing to do.
#[component]
pub fn Door(
    /// What.
    #[prop(into)]
    title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="door">
            <div class="door-card">
                {mark()}
                <h1>{title}</h1>
                {children()}
            </div>
        </main>
    }
}

/// E-mail and password.
#[component]
pub fn SignIn(session: Session, why: Option<&'static str>) -> impl IntoView {
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (is_busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        wrong.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let result = session.sign_in(email.get_untracked(), password.get_untracked()).await;
            // Signed in, the screen is another one and these are gone.
            is_busy.try_set(false);
            if let Err(words) = result {
                wrong.try_set(Some(words));
            }
        });
    };
    view! {
        <Door title="Sign in to the desk">
            {why.map(|why| view! { <p class="door-text" role="status">{why}</p> })}
            <form class="door-form" on:submit=submit>
                <label class="field">
                    <span class="label">"E-mail"</span>
                    <input
                        class="input"
                        type="email"
                        name="email"
                        autocomplete="username"
                        required
                        autofocus
                        prop:value=email
                        on:input:target=move |event| email.set(event.target().value())
                    />
                </label>
                <Password password purpose=Purpose::Current/>
                <Notice text=move || wrong.get() dismiss=move || wrong.set(None)/>
                <button type="submit" class="button is-primary is-wide" aria-busy=move || is_busy.get().to_string()>
                    {move || if is_busy.get() { "Signing in …" } else { "Sign in" }}
                </button>
            </form>
            <p class="hint">"No password yet? Open the one-time link that your admin has given you."</p>
        </Door>
    }
}
