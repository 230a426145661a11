//! Who the visitor is, and whether that is verified: what anybody could have said looks different from what the site signed.

use baton_shared::identity::VisitorIdentity;
use leptos::prelude::*;

/// The mark beside a name.
pub fn mark(identity: Option<&VisitorIdentity>) -> AnyView {
    match identity.map(VisitorIdentity::is_verified) {
        None => ().into_any(),
        Some(true) => {
            view! { <span class="badge is-verified" data-testid="verified">"✓ Verified"</span> }.into_any()
        }
        Some(false) => {
            view! { <span class="badge is-unverified" data-testid="unverified">"Unverified"</span> }
                .into_any()
        }
    }
}

/// What is known of the person, under the mark that it has.
pub fn identity(identity: Option<VisitorIdentity>) -> impl IntoView {
    identity.map(|identity| {
        let title = if identity.is_verified() { "Verified identity" } else { "Unverified identity" };
        let mail = identity.email.clone().map(|email| {
            let address = format!("mailto:{email}");
            view! { <div><dt>"E-mail"</dt><dd><a href=address>{email}</a></dd></div> }
        });
        let line = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        let named = [("Name", identity.name), ("Phone", identity.phone)];
        view! {
            <section class="card-part" aria-label=title data-testid="identity">
                <h3>{title}</h3>
                <dl class="facts">
                    {line("User ID".to_owned(), identity.sub)}
                    {named.into_iter().filter_map(|(name, value)| Some(line(name.to_owned(), value?))).collect_view()}
                    {mail}
                    {identity.attributes.into_iter().map(|(name, value)| line(name, value)).collect_view()}
                </dl>
            </section>
        }
    })
}
