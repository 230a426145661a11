//! Forms of a conversation: what a visitor has to fill in now, and what he has filled in. Both go by what the site asks at
//! this moment: whoever agrees agrees to today's text.

use std::collections::BTreeMap;
use std::rc::Rc;

use baton_shared::conversation::{Command, Submitted, VisitorCommand};
use baton_shared::forms::{ConsentSaid, FormName};
use baton_shared::policy::Policy;
use baton_shared::protocol::{FormShown, form_shown};
use baton_shared::rejection::Rejection;
use serde::{Deserialize, Serialize};

use crate::conversation_object::Core;
use crate::conversation_object::files::Bearer;
use crate::error::Error;

/// A form is wanted, or comes filled in.
#[derive(Debug, Serialize, Deserialize)]
pub struct AskForm {
    /// By whom.
    pub by: Bearer,
    /// What the site has decided, as it is now.
    pub policy: Box<Policy>,
    /// What was filled in; `None`: the form is wanted.
    pub filled: Option<Filled>,
}

/// What a page sends of a form.
#[derive(Debug, Serialize, Deserialize)]
pub struct Filled {
    /// Which form.
    pub form: FormName,
    /// By the field's id; of a check `yes`.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// What it says of the consent that it has shown.
    #[serde(default)]
    pub consent: Option<ConsentSaid>,
    /// In which language it was read.
    #[serde(default)]
    pub language: String,
}

/// What comes of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormAnswer {
    /// What there is to fill in now; `None`: nothing.
    Asked(Option<Box<FormShown>>),
    /// It can't be taken.
    Refused(Rejection),
}

impl Core {
    /// Hands out the form, or takes it. `None`: there is no such conversation for who asks.
    pub fn ask_form(self: &Rc<Self>, ask: AskForm) -> Result<Option<FormAnswer>, Error> {
        // An agent fills in no form.
        if self.side_of(&ask.by)?.is_none_or(|agent| agent.is_some()) {
            return Ok(None);
        }
        self.ask_as_of_now(&ask.policy)?;
        if let Some(Filled { form, answers, consent, language }) = ask.filled {
            let submitted = Submitted { form, answers, consent, language };
            if let Err(rejection) = self.turn(&Command::Visitor(VisitorCommand::SubmitForm(submitted)))? {
                return Ok(Some(FormAnswer::Refused(rejection)));
            }
        }
        let shown = self.with(|memory| form_shown(&memory.state, &memory.policy)).flatten();
        Ok(Some(FormAnswer::Asked(shown.map(Box::new))))
    }

    /// What visitors are asked is what the site asks now; the rest of a policy is that of the beginning.
    pub fn ask_as_of_now(self: &Rc<Self>, now: &Policy) -> Result<(), Error> {
        let changed = self.with(|memory| {
            if memory.policy.forms == now.forms && memory.policy.contact == now.contact {
                return Ok(false);
            }
            let policy =
                Policy { forms: now.forms.clone(), contact: now.contact.clone(), ..memory.policy.clone() };
            self.store.set("policy", &policy)?;
            memory.policy = policy;
            Ok::<bool, Error>(true)
        });
        if changed.transpose()? == Some(true) {
            self.show_view();
        }
        Ok(())
    }
}
