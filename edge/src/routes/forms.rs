//! The form that a visitor has to fill in, and what he has filled in.

use baton_shared::forms::Fault;
use baton_shared::ids::ConversationId;
use baton_shared::policy::Policy;
use baton_shared::protocol::FormShown;
use baton_shared::rejection::Rejection;
use serde::Serialize;
use worker::{Method, Request};

use crate::call::call;
use crate::config::Config;
use crate::conversation_object::{AskForm, Bearer, Filled, FormAnswer};
use crate::http::{Answer, Refused, body, json, origin};
use crate::routes::files::bearer;

#[derive(Serialize)]
struct Asked {
    /// `null`: there is nothing to fill in.
    form: Option<Box<FormShown>>,
}

/// A refusal with what is wrong with each answer.
#[derive(Serialize)]
struct NotTaken<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
    faults: &'a [Fault],
}

/// GET: what there is to fill in now. POST: it is filled in; sent again it is taken once.
pub async fn answer(mut request: Request, config: &Config<'_>, id: &str) -> Answer {
    let id = ConversationId::new(id).map_err(|_invalid| Refused::not_found())?;
    let by = bearer(&request, config, &id).await?;
    let Bearer::Visitor { site, .. } = &by else { return Err(Refused::not_found()) };
    let filled: Option<Filled> = match request.method() {
        Method::Post => {
            origin::must_be_ours(&request, config)?;
            Some(body::read(&mut request).await?)
        }
        _ => None,
    };
    let policy: Option<Box<Policy>> = call(&config.site(site)?, "policy", site).await?;
    let policy = policy.ok_or_else(Refused::not_found)?;
    let ask = AskForm { by, policy, filled };
    let answer: Option<FormAnswer> = call(&config.conversation(id.as_str())?, "form", &ask).await?;
    match answer.ok_or_else(Refused::not_found)? {
        FormAnswer::Asked(form) => json(200, &Asked { form }),
        FormAnswer::Refused(rejection) => {
            let faults = match &rejection {
                Rejection::FormFaults { faults } => faults.as_slice(),
                _ => &[],
            };
            let not_taken = NotTaken { code: rejection.code(), message: rejection.to_string(), faults };
            json(if faults.is_empty() { 409 } else { 422 }, &not_taken)
        }
    }
}
