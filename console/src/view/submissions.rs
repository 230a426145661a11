//! Forms that the visitor has filled in: what was answered, and what was agreed to in which version.

use baton_shared::forms::{Answer, ConsentGiven, FieldKind, FormName, Submission};
use leptos::prelude::*;

use crate::clock;

/// The newest first; nothing where there is none.
pub fn submissions(all: &[Submission]) -> impl IntoView + use<> {
    all.iter().rev().map(one).collect_view()
}

fn one(sent: &Submission) -> impl IntoView + use<> {
    let title = match sent.form {
        FormName::PreChat => "Form before the chat",
        FormName::Offline => "With the offline message",
    };
    let at = format!("{}, {}", clock::day(sent.at), clock::time(sent.at));
    let answers = sent.answers.iter().map(answer).collect_view();
    view! {
        <section class="card-part" aria-label=title data-testid="submission">
            <h3>{title}</h3>
            <dl class="facts">
                {answers}
                {sent.consent.as_ref().map(consent)}
                <div><dt>"Sent"</dt><dd>{at}</dd></div>
            </dl>
        </section>
    }
}

fn answer(answer: &Answer) -> impl IntoView + use<> {
    let value = answer.value.clone();
    let shown = match answer.kind {
        FieldKind::Email => {
            let mail = format!("mailto:{value}");
            view! { <a href=mail>{value}</a> }.into_any()
        }
        FieldKind::Check => "Yes".into_any(),
        _ => value.into_any(),
    };
    view! { <div><dt>{answer.label.clone()}</dt><dd dir="auto">{shown}</dd></div> }
}

fn consent(consent: &ConsentGiven) -> impl IntoView + use<> {
    let said = if consent.given { "Given" } else { "Refused" };
    view! {
        <div>
            <dt>"Consent"</dt>
            <dd>
                <details>
                    <summary>{format!("{said}, version {}", consent.version)}</summary>
                    <p dir="auto">{consent.text.clone()}</p>
                </details>
            </dd>
        </div>
    }
}
