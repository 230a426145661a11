//! One receiver: what it hears of, how it stands, and what it was told.

use baton_shared::courier::{EndpointKind, Kind, Wanted};
use baton_shared::ids::EndpointId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::endpoints::{Hears, Receivers};
use crate::api::Trouble;
use crate::clock::when;
use crate::endpoint_api::{self as api, Delivery, Receiver};
use crate::view::dialog::Dialog;

/// What has happened, for people.
pub fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::ConversationStarted => "A visitor opens the chat",
        Kind::MessagePosted => "Every message",
        Kind::HandoverRequested => "A visitor asks for a human",
        Kind::HandoverQueued => "A visitor waits in the queue",
        Kind::OfflineFormOpened => "Nobody is there: the offline form opens",
        Kind::HandoverEnded => "A request has ended",
        Kind::AgentAssigned => "An agent takes a conversation",
        Kind::ConversationTransferred => "A conversation is transferred",
        Kind::AgentLost => "An agent loses the connection",
        Kind::ConversationHandedBack => "A conversation goes back to the bot",
        Kind::OfflineMessageLeft => "An offline message",
        Kind::TeamNotified => "A rule notifies a team",
        Kind::ConversationResolved => "A conversation ends",
        Kind::ConversationReopened => "A visitor comes back",
        Kind::RatingGiven => "A rating",
        Kind::EndpointTested => "A test",
    }
}

#[derive(Clone, Copy)]
struct One {
    receivers: Receivers,
    id: StoredValue<EndpointId>,
    deliveries: RwSignal<Option<Vec<Delivery>>>,
}

impl One {
    /// Does something, and shows what came of it.
    fn act<F: Future<Output = Result<(), Trouble>> + 'static>(
        self,
        act: impl FnOnce(EndpointId) -> F + 'static,
    ) {
        self.receivers.nothing_wrong();
        spawn_local(async move {
            match act(self.id.get_value()).await {
                Ok(()) => self.receivers.load(),
                Err(trouble) => self.receivers.wrong(&trouble),
            }
        });
    }

    fn look(self) {
        spawn_local(async move {
            match api::deliveries(&self.id.get_value()).await {
                Ok(found) => drop(self.deliveries.try_set(Some(found))),
                Err(trouble) => self.receivers.wrong(&trouble),
            }
        });
    }

    fn test(self) {
        self.receivers.nothing_wrong();
        spawn_local(async move {
            match api::test(&self.id.get_value()).await {
                Ok(()) => self.look(),
                Err(trouble) => self.receivers.wrong(&trouble),
            }
        });
    }

    fn rotate(self) {
        self.receivers.nothing_wrong();
        spawn_local(async move {
            let id = self.id.get_value();
            match api::rotate(&id).await {
                Ok(secret) => {
                    self.receivers.made.try_set(Some((id, secret)));
                    self.receivers.load();
                }
                Err(trouble) => self.receivers.wrong(&trouble),
            }
        });
    }

    fn replay(self, delivery: Option<String>) {
        self.receivers.nothing_wrong();
        spawn_local(async move {
            match api::replay(&self.id.get_value(), delivery.as_deref()).await {
                Ok(()) => self.look(),
                Err(trouble) => self.receivers.wrong(&trouble),
            }
        });
    }
}

/// One receiver.
#[component]
pub fn Card(receivers: Receivers, receiver: Receiver, kinds: Vec<Kind>) -> impl IntoView {
    let Receiver { endpoint, address, waiting, given_up, gone_at, old_secret_until } = receiver;
    let one = One { receivers, id: StoredValue::new(endpoint.id), deliveries: RwSignal::new(None) };
    let is_webhook = endpoint.kind == EndpointKind::Webhook;
    let how = match endpoint.kind {
        EndpointKind::Webhook => "Webhook",
        EndpointKind::Slack => "Slack",
        EndpointKind::Mail => "E-mail",
    };
    let (wanted, heard) = (endpoint.wanted.clone(), RwSignal::new(endpoint.wanted.kinds.clone()));
    let (name, is_asked) = (endpoint.wanted.name.clone(), RwSignal::new(false));
    let state = match gone_at {
        Some(at) => {
            format!("It has said that it wants nothing any more ({}). Save it to tell it again.", when(at))
        }
        None if waiting + given_up == 0 => "All that it had to be told has arrived.".to_owned(),
        None => format!("{waiting} waiting, {given_up} given up."),
    };
    let old =
        old_secret_until.map(|at| format!("The old secret signs beside the new one until {}.", when(at)));
    let saved = wanted.clone();
    let save = move |_| {
        let wanted = Wanted { kinds: heard.get_untracked(), ..saved.clone() };
        one.act(move |id| async move { api::change(&id, &wanted).await });
    };
    let pause = move |_| {
        let wanted = Wanted { is_on: !wanted.is_on, ..wanted.clone() };
        one.act(move |id| async move { api::change(&id, &wanted).await });
    };
    let is_on = endpoint.wanted.is_on;
    view! {
        <section class="settings-group" aria-label=name.clone() data-testid="endpoint">
            <h4 class="settings-row">
                {name.clone()}
                <span class="badge">{how}</span>
                {(!is_on).then(|| view! { <span class="badge is-off">"Paused"</span> })}
            </h4>
            <p class="hint">{address}</p>
            <p class="hint" data-testid="endpoint-state">{state}" "{old}</p>
            <Hears kinds=heard all=kinds/>
            <p class="settings-row">
                <button type="button" class="button is-small is-primary" on:click=save>"Save"</button>
                <button type="button" class="button is-small" on:click=move |_| one.test()>"Send a test"</button>
                <button type="button" class="button is-small" on:click=move |_| one.look()>"What was sent"</button>
                <button type="button" class="button is-small" on:click=pause>
                    {if is_on { "Pause" } else { "Go on" }}
                </button>
                {is_webhook.then(|| view! {
                    <button type="button" class="button is-small" on:click=move |_| one.rotate()>"New secret"</button>
                })}
                <button type="button" class="button is-small" on:click=move |_| is_asked.set(true)>"Remove"</button>
            </p>
            {move || one.deliveries.get().map(|all| view! { <Deliveries one all/> })}
            {move || is_asked.get().then(|| view! { <Really one name=name.clone() is_asked/> })}
        </section>
    }
}

#[component]
fn Deliveries(one: One, all: Vec<Delivery>) -> impl IntoView {
    let has_given_up = all.iter().any(|delivery| delivery.state == "given_up");
    let rows = if all.is_empty() {
        view! { <li class="hint">"Nothing yet."</li> }.into_any()
    } else {
        all.into_iter().map(|delivery| row(one, delivery)).collect_view().into_any()
    };
    view! {
        <p class="settings-row">
            <button type="button" class="button is-small" on:click=move |_| one.look()>"Look again"</button>
            {has_given_up.then(|| view! {
                <button type="button" class="button is-small" on:click=move |_| one.replay(None)>
                    "Send again all that were given up"
                </button>
            })}
        </p>
        <ul class="history" aria-label="Deliveries" data-testid="deliveries">{rows}</ul>
    }
}

fn row(one: One, delivery: Delivery) -> AnyView {
    let (badge, class) = match delivery.state.as_str() {
        "done" => ("Arrived", "badge is-assigned"),
        "given_up" => ("Given up", "badge is-urgent"),
        _ => ("Waiting", "badge is-waiting"),
    };
    let tries = if delivery.attempts == 1 { "1 attempt" } else { &format!("{} attempts", delivery.attempts) };
    let next = delivery.due.filter(|_| delivery.attempts > 0).map(|at| format!(" Next {}.", when(at)));
    let words = format!(
        "{}, {tries}. {}{}",
        when(delivery.created_at),
        delivery.note.unwrap_or_default(),
        next.unwrap_or_default()
    );
    let id = delivery.id;
    let can_replay = delivery.state != "waiting";
    let label = format!("Send {} again", delivery.kind);
    view! {
        <li class="version" data-testid="delivery">
            <code class="version-name">{delivery.kind}</code>
            <span class="hint">{words}</span>
            <span class="settings-row">
                <span class=class>{badge}</span>
                {can_replay.then(|| view! {
                    <button
                        type="button"
                        class="button is-small"
                        aria-label=label
                        on:click=move |_| one.replay(Some(id.clone()))
                    >
                        "Send again"
                    </button>
                })}
            </span>
        </li>
    }
    .into_any()
}

#[component]
fn Really(one: One, name: String, is_asked: RwSignal<bool>) -> impl IntoView {
    let remove = move |_| {
        is_asked.set(false);
        one.act(|id| async move { api::remove(&id).await });
    };
    view! {
        <Dialog title=format!("Remove {name}?") class="is-narrow" close=move || is_asked.set(false)>
            <p class="dialog-text">"It is told nothing any more. What waits for it is forgotten, and so is its list."</p>
            <footer class="dialog-foot">
                <button type="button" class="button" on:click=move |_| is_asked.set(false)>"Cancel"</button>
                <button type="button" class="button is-primary" on:click=remove>"Remove"</button>
            </footer>
        </Dialog>
    }
}
