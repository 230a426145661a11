//! The rail: whose desk it is, own presence, the views with their counts, and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::MemberRole;
use crate::desk::{Desk, Sheet};
use crate::listing::Listing;
use crate::place::Place;
use crate::section::Section;
use crate::settings_editor::Editor;
use crate::view::alerts_sheet::AlertsSheet;
use crate::view::icon::{Icon, icon, mark};
use crate::view::presence::Presence;
use crate::view::team::{Team, TeamSheet};

/// The whole rail.
#[component]
pub fn Rail(desk: Desk) -> impl IntoView {
    let me = desk.me.get_value();
    let views = Listing::ALL.into_iter().zip(1_u8..).map(|(listing, key)| view! { <View desk listing key/> });
    view! {
        <header class="rail">
            <div class="brand">
                {mark()}
                <p class="brand-names">
                    <span class="brand-site">{me.site_name}</span>
                    <span class="brand-agent" title=me.email>{me.agent.name}</span>
                </p>
            </div>
            <Presence desk/>
            <nav class="views" aria-label="Views">
                {views.collect_view()}
            </nav>
            <Team desk/>
            <Tools desk is_admin=me.role == MemberRole::Admin/>
        </header>
        <TeamSheet desk/>
        <AlertsSheet desk/>
    }
}

#[component]
fn View(desk: Desk, listing: Listing, key: u8) -> impl IntoView {
    let count = Memo::new(move |_| desk.counts.get().of(listing));
    let is_shown = move || {
        desk.listing.get() == listing
            && !matches!(desk.session.place.get(), Place::Analytics | Place::Settings(_))
    };
    let picture = match listing {
        Listing::Waiting => Icon::Waiting,
        Listing::Mine => Icon::Mine,
        Listing::BotLive => Icon::Bot,
        Listing::All => Icon::All,
        Listing::Ended => Icon::Ended,
    };
    view! {
        <button
            class="view"
            class:is-urgent=move || listing == Listing::Waiting && count.get() != 0
            data-testid=listing.test_id()
            aria-current=move || is_shown().then_some("true")
            aria-keyshortcuts=key.to_string()
            on:click=move |_| desk.show(listing)
        >
            {icon(picture)}
            <span class="view-name">{listing.name()}</span>
            <span class="count" data-count=move || count.get().to_string()>{move || count.get()}</span>
        </button>
    }
}

#[component]
fn Tools(desk: Desk, is_admin: bool) -> impl IntoView {
    let editor = use_context::<Editor>();
    let is_changed = move || editor.is_some_and(|editor| editor.is_changed.get());
    let is_muted = desk.settings.is_muted;
    let sound = move || if is_muted.get() { "Sound is off" } else { "Sound is on" };
    let sign_out = move |_| {
        spawn_local(async move {
            if let Err(words) = desk.session.sign_out().await {
                desk.notice.try_set(Some(words));
            }
        });
    };
    view! {
        <button class="tool tools-open" popovertarget="tools" title="More">
            {icon(Icon::More)}<span class="tool-name">"More"</span>
        </button>
        <div class="tools" id="tools" popover="auto">
            <button class="tool is-team" title="Colleagues" on:click=move |_| desk.sheet.set(Some(Sheet::Team))>
                {icon(Icon::Team)}<span class="tool-name">"Colleagues"</span>
            </button>
            {is_admin.then(|| view! {
                <button class="tool" title="Members" on:click=move |_| desk.sheet.set(Some(Sheet::Members))>
                    {icon(Icon::Members)}<span class="tool-name">"Members"</span>
                </button>
                <a class="tool" title="Settings" href=Place::Settings(Section::default()).hash() data-testid="to-settings">
                    {icon(Icon::Settings)}<span class="tool-name">"Settings"</span>
                    {move || is_changed().then(|| view! { <span class="tool-dot" title="Not saved"></span> })}
                </a>
            })}
            <a
                class="tool"
                title="Analytics"
                data-testid="to-analytics"
                href=Place::Analytics.hash()
                aria-current=move || (desk.session.place.get() == Place::Analytics).then_some("page")
            >
                {icon(Icon::Chart)}<span class="tool-name">"Analytics"</span>
            </a>
            <button
                class="tool"
                title=sound
                aria-pressed=move || (!is_muted.get()).to_string()
                aria-keyshortcuts="m"
                on:click=move |_| is_muted.update(|is_muted| *is_muted = !*is_muted)
            >
                {move || icon(if is_muted.get() { Icon::Muted } else { Icon::Sound })}
                <span class="tool-name">"Sound"</span>
            </button>
            <button class="tool" title="Alerts" on:click=move |_| desk.sheet.set(Some(Sheet::Alerts))>
                {icon(Icon::Bell)}<span class="tool-name">"Alerts"</span>
            </button>
            <button
                class="tool"
                title="Keyboard"
                aria-keyshortcuts="?"
                on:click=move |_| desk.sheet.set(Some(Sheet::Keys))
            >
                {icon(Icon::Keys)}<span class="tool-name">"Keyboard"</span>
            </button>
            <button class="tool" title="Sign out" on:click=sign_out>
                {icon(Icon::SignOut)}<span class="tool-name">"Sign out"</span>
            </button>
        </div>
    }
}
