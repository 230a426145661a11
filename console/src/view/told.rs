//! What the customer's page says about its visitor. Agents must not take it for proof.

use std::collections::BTreeMap;

use baton_shared::conversation::{PageVisit, Tracked};
use baton_shared::protocol::VisitorCard;
use leptos::prelude::*;

use crate::clock;

const UNVERIFIED: &str = "The website says this. Nobody has verified it.";

/// Attributes, pages and actions; nothing where the page has said nothing.
pub fn told(card: &VisitorCard) -> impl IntoView + use<> {
    let because = card.called_because.clone();
    view! {
        {because.map(|words| view! {
            <section class="card-part told" data-testid="called-because">
                <h3>"Called because" {unverified()}</h3>
                <p>{words}</p>
            </section>
        })}
        {attributes(&card.attributes)}
        {pages(&card.pages)}
        {tracked(&card.tracked)}
    }
}

fn unverified() -> impl IntoView {
    view! { <span class="unverified" title=UNVERIFIED>"unverified"</span> }
}

fn attributes(all: &BTreeMap<String, String>) -> impl IntoView + use<> {
    (!all.is_empty()).then(|| {
        view! {
            <section class="card-part told" data-testid="attributes">
                <h3>"From the website" {unverified()}</h3>
                {facts(all)}
            </section>
        }
    })
}

fn facts(all: &BTreeMap<String, String>) -> impl IntoView + use<> {
    let facts: Vec<_> = all
        .iter()
        .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
        .collect();
    view! { <dl class="facts">{facts}</dl> }
}

/// The newest first: that is where the visitor is.
fn pages(all: &[PageVisit]) -> impl IntoView + use<> {
    (!all.is_empty()).then(|| {
        let visits: Vec<_> = all
            .iter()
            .rev()
            .map(|visit| {
                let title = if visit.title.is_empty() { visit.url.clone() } else { visit.title.clone() };
                let (url, hint) = (visit.url.clone(), visit.url.clone());
                view! {
                    <li>
                        <a href=url title=hint target="_blank" rel="noopener noreferrer">{title}</a>
                        <time>{clock::time(visit.at)}</time>
                    </li>
                }
            })
            .collect();
        view! {
            <section class="card-part told" data-testid="pages">
                <h3>"Last pages" {unverified()}</h3>
                <ul class="handovers">{visits}</ul>
            </section>
        }
    })
}

fn tracked(all: &[Tracked]) -> impl IntoView + use<> {
    (!all.is_empty()).then(|| {
        let actions: Vec<_> = all
            .iter()
            .rev()
            .map(|action| {
                let more: Vec<String> =
                    action.properties.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                view! {
                    <li>
                        <span>{action.name.clone()}</span>
                        {(!more.is_empty()).then(|| view! { <span>{more.join(", ")}</span> })}
                        <time>{clock::time(action.at)}</time>
                    </li>
                }
            })
            .collect();
        view! {
            <section class="card-part told" data-testid="tracked">
                <h3>"Last actions" {unverified()}</h3>
                <ul class="handovers">{actions}</ul>
            </section>
        }
    })
}
