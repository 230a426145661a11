//! One member in the list: who it is, and what an admin can do. What can't be undone is asked first, in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Member, MemberRole};

/// What an admin can do with a member.
#[derive(Clone, Copy, PartialEq)]
enum Act {
    SignOut,
    Remove,
}

impl Act {
    fn question(self, name: &str) -> String {
        match self {
            Self::SignOut => format!("{name} is signed out in every browser, at once."),
            Self::Remove => format!(
                "{name} is signed out and can't come in any more. Open conversations go back to the queue; what was \
                 written stays."
            ),
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::SignOut => "Sign out everywhere",
            Self::Remove => "Remove",
        }
    }
}

/// `is_you`: nobody removes himself. `changed`: the list has to be loaded anew.
#[component]
pub fn MemberRow(
    member: Member,
    is_you: bool,
    wrong: RwSignal<Option<String>>,
    changed: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let asked = RwSignal::new(None::<Act>);
    let is_busy = RwSignal::new(false);
    let (id, name) = (StoredValue::new(member.id), StoredValue::new(member.name.clone()));
    let is_invited = member.is_invited;
    let act = move |act: Act| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let id = id.get_value();
            let done = match act {
                Act::SignOut => api::sign_out_member(&id).await,
                Act::Remove => api::remove_member(&id).await,
            };
            is_busy.try_set(false);
            asked.try_set(None);
            match done {
                Ok(()) => changed(),
                Err(trouble) => drop(wrong.try_set(Some(trouble.words()))),
            }
        });
    };
    view! {
        <li class="member">
            <span class="member-name">{member.name}{is_you.then_some(" (you)")}</span>
            <span class="member-email">{member.email}</span>
            {is_invited.then(|| view! { <span class="badge is-waiting">"Invited"</span> })}
            <span class="member-role">{role_name(member.role)}</span>
            {move || (!is_you).then(|| match asked.get() {
                None => buttons(&name.get_value(), is_invited, asked).into_any(),
                Some(which) => {
                    let sure = move || act(which);
                    question(which, &name.get_value(), asked, is_busy, sure).into_any()
                }
            })}
        </li>
    }
}

fn buttons(name: &str, is_invited: bool, asked: RwSignal<Option<Act>>) -> impl IntoView {
    let button = move |act: Act| {
        let label = format!("{}: {name}", act.button());
        view! {
            <button type="button" class="button is-small" aria-label=label on:click=move |_| asked.set(Some(act))>
                {act.button()}
            </button>
        }
    };
    view! {
        <div class="member-acts">{(!is_invited).then(|| button(Act::SignOut))} {button(Act::Remove)}</div>
    }
}

fn question(
    which: Act,
    name: &str,
    asked: RwSignal<Option<Act>>,
    is_busy: RwSignal<bool>,
    sure: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <div class="member-acts" role="group" aria-label="Please confirm">
            <p>{which.question(name)}</p>
            <button type="button" class="button is-small" on:click=move |_| asked.set(None)>"Cancel"</button>
            <button
                type="button"
                class="button is-small is-primary"
                autofocus
                aria-busy=move || is_busy.get().to_string()
                on:click=move |_| sure()
            >
                {which.button()}
            </button>
        </div>
    }
}

fn role_name(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Admin => "Admin",
        MemberRole::Agent => "Agent",
    }
}
