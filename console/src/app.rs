//! One screen at a time: the door, or the desk.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::keys;
use crate::place::Place;
use crate::session::{Screen, Session};
use crate::settings_editor::Editor;
use crate::view::conversation::Conversation;
use crate::view::icon::{Icon, icon};
use crate::view::invitation::Invitation;
use crate::view::keys_sheet::KeysSheet;
use crate::view::list::List;
use crate::view::members::Members;
use crate::view::notice::{Banner, Notice};
use crate::view::presence::SetAway;
use crate::view::rail::Rail;
use crate::view::ring::Ring;
use crate::view::settings::Settings;
use crate::view::sign_in::{Door, SignIn};

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    move || match session.screen.get() {
        Screen::Starting => view! { <p class="boot" role="status">"Opening the desk …"</p> }.into_any(),
        Screen::Unreachable(words) => view! { <Unreachable session words/> }.into_any(),
        Screen::Invitation(token) => view! { <Invitation session token/> }.into_any(),
        Screen::SignIn(why) => view! { <SignIn session why/> }.into_any(),
        Screen::Desk(me) => view! { <DeskScreen desk=Desk::start(session, me)/> }.into_any(),
    }
}

#[component]
fn Unreachable(session: Session, words: String) -> impl IntoView {
    view! {
        <Door title="The desk is out of reach">
            <p class="door-text">{words}</p>
            <button class="button is-primary is-wide" on:click=move |_| session.enter()>"Try again"</button>
        </Door>
    }
}

#[component]
fn DeskScreen(desk: Desk) -> impl IntoView {
    keys::listen(desk);
    // Made here, so that what is not saved outlives a look at the list.
    let editor = Editor::new(desk.session, desk.me);
    provide_context(editor);
    let section = Memo::new(move |_| match desk.session.place.get() {
        Place::Settings(section) => Some(section),
        _ => None,
    });
    let is_settings = Memo::new(move |_| section.with(Option::is_some));
    let pane = move || match desk.open.get() {
        _ if is_settings.get() => "settings",
        None => "list",
        Some(_) if desk.has_card.get() => "card",
        Some(_) => "conversation",
    };
    view! {
        <div class="desk" data-pane=pane>
            <Rail desk/>
            <main class="work">
                <h1 class="unseen">"Desk"</h1>
                <div class="strips">
                    <Banner connection=desk.connection clock=desk.clock hurry=move || desk.hurry()/>
                    <SetAway desk/>
                    <Notice text=move || desk.notice.get() dismiss=move || desk.notice.set(None)/>
                </div>
                <Ring desk/>
                <List desk/>
                <div class="pane">
                    {move || match desk.open.get() {
                        Some(id) => view! { <Conversation desk id/> }.into_any(),
                        None => view! { <NothingOpen/> }.into_any(),
                    }}
                </div>
                {move || is_settings.get().then(|| view! { <Settings editor section/> })}
            </main>
            <Members desk/>
            <KeysSheet desk/>
        </div>
    }
}

#[component]
fn NothingOpen() -> impl IntoView {
    view! {
        <div class="nothing">
            {icon(Icon::All)}
            <p class="nothing-title">"No conversation open"</p>
            <p>"Choose one from the list. Opening it only reads along: the visitor sees nothing of it."</p>
            <p class="hint">
                <kbd>"j"</kbd>" "<kbd>"k"</kbd>" to move, "<kbd>"Enter"</kbd>" to open, "<kbd>"?"</kbd>" for all keys"
            </p>
        </div>
    }
}
