//! What need not be asked: what the site has signed, and what was answered before (WCAG 2.2, 3.3.7).

use crate::forms::form::{Field, FieldKind, Form};
use crate::forms::submission::{FormName, Submission};
use crate::identity::VisitorIdentity;

/// What is left of a form. Whoever has sent it once is not asked for what may stay empty, nor for what he has answered;
/// but what is asked since then is asked, and a consent whose text is another one now is asked again.
pub fn remaining(
    form: &Form,
    name: FormName,
    identity: Option<&VisitorIdentity>,
    submissions: &[Submission],
) -> Form {
    let sent = || submissions.iter().filter(|sent| sent.form == name && !sent.is_refusal());
    let is_answered = |field: &Field| {
        let is_settled =
            |sent: &Submission| !field.required || sent.answers.iter().any(|answer| answer.id == field.id);
        sent().any(is_settled)
    };
    // A message is written anew each time.
    let is_known = |field: &Field| {
        signed(field.kind, identity).is_some() || name == FormName::PreChat && is_answered(field)
    };
    let fields = form.fields.iter().filter(|field| !is_known(field)).cloned().collect();
    let consent = form.consent.clone().filter(|consent| {
        let said =
            submissions.iter().filter(|sent| sent.form == name).filter_map(|sent| sent.consent.as_ref());
        !said.into_iter().any(|said| said.settles(consent))
    });
    Form { fields, consent }
}

/// What is known of the visitor that would answer such a question: signed, or answered in any form.
pub fn suggestion<'a>(
    kind: FieldKind,
    identity: Option<&'a VisitorIdentity>,
    submissions: &'a [Submission],
) -> Option<&'a str> {
    if !matches!(kind, FieldKind::Name | FieldKind::Email | FieldKind::Phone) {
        return None;
    }
    let answered = || submissions.iter().rev().find_map(|sent| sent.answer_of(kind));
    signed(kind, identity).or_else(answered)
}

/// What the site has signed; what a page only says is asked.
fn signed(kind: FieldKind, identity: Option<&VisitorIdentity>) -> Option<&str> {
    let identity = identity.filter(|identity| identity.is_verified())?;
    match kind {
        FieldKind::Name => identity.name.as_deref(),
        FieldKind::Email => identity.email.as_deref(),
        FieldKind::Phone => identity.phone.as_deref(),
        FieldKind::Line | FieldKind::Text | FieldKind::Choice | FieldKind::Check => None,
    }
}
