//! Which form a visitor has to fill in now, as it follows from the state and from what the site asks today.

use crate::conversation::state::{Conversation, Phase};
use crate::forms::{Form, FormName, When, remaining};
use crate::policy::Policy;

impl Conversation {
    /// What is left of the form before the chat, for whoever has to fill it in now; `None` if nobody has to.
    pub fn pre_chat_due(&self, policy: &Policy) -> Option<Form> {
        let is_called = self.form_opened.is_some();
        let left = self.pre_chat_left(policy);
        left.filter(|_| is_called || self.is_before_chat(policy))
    }

    /// Whether nothing can be said before the form is filled in.
    pub fn is_silenced(&self, policy: &Policy) -> bool {
        self.is_before_chat(policy) && self.pre_chat_left(policy).is_some()
    }

    /// What is left of the form before the chat; `None` if it asks for nothing any more.
    pub(super) fn pre_chat_left(&self, policy: &Policy) -> Option<Form> {
        let pre_chat = &policy.forms.pre_chat;
        let left = || remaining(&pre_chat.form, FormName::PreChat, self.identity.as_ref(), &self.submissions);
        (pre_chat.when != When::Never).then(left).filter(|left| !left.is_empty())
    }

    /// What is left of the offline form.
    pub fn offline_left(&self, policy: &Policy) -> Form {
        let form = policy.forms.offline_form();
        let consent = form.consent.clone();
        // Who has agreed to one message has not agreed to the next.
        Form { consent, ..remaining(&form, FormName::Offline, self.identity.as_ref(), &[]) }
    }

    /// Whether the visitor does not agree to what the site can't do without, as it is asked today.
    pub fn has_refused(&self, policy: &Policy) -> bool {
        let consent = self.pre_chat_left(policy).and_then(|left| left.consent);
        let last = self.submissions.iter().rev().find(|sent| sent.form == FormName::PreChat);
        let said = last.filter(|last| last.is_refusal()).and_then(|last| last.consent.as_ref());
        consent
            .zip(said)
            .is_some_and(|(consent, said)| said.version == consent.version && consent.says(&said.text))
    }

    /// Nobody but the bot is there, and the site wants to know something first.
    fn is_before_chat(&self, policy: &Policy) -> bool {
        let is_free =
            matches!(self.phase, Phase::Bot | Phase::AwaitingFollowUp { .. } | Phase::Resolved { .. });
        is_free && policy.forms.pre_chat.when == When::BeforeChat
    }
}
