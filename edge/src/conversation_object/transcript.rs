//! The conversation as a page for saving: for whoever has a place in it, and only what he sees there.

use std::rc::Rc;

use baton_shared::ids::Seq;
use baton_shared::message::Message;
use baton_shared::protocol::{Role, message_for};
use baton_shared::transcript::html;

use crate::conversation_object::Core;
use crate::conversation_object::files::Bearer;
use crate::error::Error;

impl Core {
    /// `None` for who has no place here.
    pub fn transcript(self: &Rc<Self>, by: &Bearer) -> Result<Option<String>, Error> {
        let Some(agent) = self.side_of(by)? else { return Ok(None) };
        let role = if agent.is_some() { Role::Agent } else { Role::Visitor };
        Ok(self.with(|memory| {
            let all = memory.state.messages_after(Seq(0)).iter();
            let seen: Vec<Message> = all.map(|message| message_for(message, role)).collect();
            html(&memory.policy.site_name, &memory.policy.bot_name, &seen)
        }))
    }
}
