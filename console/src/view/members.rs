//! Members of the site, for admins: who they are, a one-time link for a new one, and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Member, MemberRole};
use crate::desk::{Desk, Sheet};
use crate::view::dialog::Dialog;
use crate::view::member_row::MemberRow;
use crate::view::notice::Notice;
use crate::view::one_time::OneTime;

/// Over the desk, when it is asked for.
#[component]
pub fn Members(desk: Desk) -> impl IntoView {
    let is_shown = Memo::new(move |_| desk.sheet.get() == Some(Sheet::Members));
    move || is_shown.get().then(|| view! { <MembersSheet desk/> })
}

#[component]
fn MembersSheet(desk: Desk) -> impl IntoView {
    let members = RwSignal::new(None::<Vec<Member>>);
    let wrong = RwSignal::new(None::<String>);
    let load = move || {
        spawn_local(async move {
            match api::members().await {
                Ok(found) => drop(members.try_set(Some(found))),
                Err(trouble) => drop(wrong.try_set(Some(trouble.words()))),
            }
        });
    };
    load();
    let you = desk.me.with_value(|me| me.agent.id.clone());
    let row = move |member: Member| {
        let is_you = you == member.id;
        view! { <MemberRow member is_you wrong changed=load/> }
    };
    view! {
        <Dialog title="Members" class="is-wide" close=move || desk.sheet.set(None)>
            <Notice text=move || wrong.get() dismiss=move || wrong.set(None)/>
            <Invite loaded=load/>
            <ul class="members" aria-label="Members">
                {move || match members.get() {
                    None => view! { <li class="hint">"Loading …"</li> }.into_any(),
                    Some(members) => members.into_iter().map(row.clone()).collect_view().into_any(),
                }}
            </ul>
        </Dialog>
    }
}

#[component]
fn Invite(loaded: impl Fn() + Copy + 'static) -> impl IntoView {
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_admin = RwSignal::new(false);
    let (is_busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let link = RwSignal::new(None::<(String, String)>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        wrong.set(None);
        is_busy.set(true);
        let role = if is_admin.get_untracked() { MemberRole::Admin } else { MemberRole::Agent };
        let (name_now, email_now) =
            (name.get_untracked().trim().to_owned(), email.get_untracked().trim().to_owned());
        spawn_local(async move {
            match api::invite(&name_now, &email_now, role).await {
                Ok(made) => {
                    link.try_set(Some((name_now, absolute(&made))));
                    name.try_set(String::new());
                    email.try_set(String::new());
                    loaded();
                }
                Err(trouble) => drop(wrong.try_set(Some(trouble.words()))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <form class="invite" on:submit=submit>
            <h3>"Invite somebody"</h3>
            <label class="field">
                <span class="label">"Name"</span>
                <input
                    class="input"
                    type="text"
                    required
                    autocomplete="off"
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                />
            </label>
            <label class="field">
                <span class="label">"E-mail"</span>
                <input
                    class="input"
                    type="email"
                    required
                    autocomplete="off"
                    prop:value=email
                    on:input:target=move |event| email.set(event.target().value())
                />
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_admin
                    on:change:target=move |event| is_admin.set(event.target().checked())
                />
                <span>"Admin: may invite others"</span>
            </label>
            <button type="submit" class="button is-primary" aria-busy=move || is_busy.get().to_string()>
                "Make invitation"
            </button>
            <Notice text=move || wrong.get() dismiss=move || wrong.set(None)/>
            {move || link.get().map(|(name, link)| view! { <Link name link/> })}
        </form>
    }
}

/// The link is shown once: the edge keeps only its hash.
#[component]
fn Link(name: String, link: String) -> impl IntoView {
    view! {
        <OneTime label="One-time link" value=link>
            "Give this one-time link to "<strong>{name}</strong>". It is shown only now."
        </OneTime>
    }
}

/// The edge may answer with a path: people need an address.
fn absolute(link: &str) -> String {
    if link.starts_with('/') {
        format!("{}{link}", window().location().origin().unwrap_or_default())
    } else {
        link.to_owned()
    }
}
