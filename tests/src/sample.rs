//! Whole values for tests that care about a few of their fields.

use std::collections::BTreeSet;

use baton_shared::desk::Summary;
use baton_shared::ids::{ConversationId, DepartmentId, Seq, Version};
use baton_shared::message::{Message, RichText, Sender};
use baton_shared::priority::Priority;
use baton_shared::protocol::{PhaseName, View};
use baton_shared::seen::SeenUpTo;
use baton_shared::time::Timestamp;

/// A conversation with the bot, as the desk's list has it.
pub fn summary(conversation: ConversationId) -> Summary {
    Summary {
        conversation,
        version: Version(1),
        phase: PhaseName::Bot,
        agent: None,
        handover: None,
        is_front: false,
        reason: None,
        department: DepartmentId::standard(),
        previous_agent: None,
        priority: Priority::Normal,
        language: None,
        tags: BTreeSet::new(),
        visitor: "Visitor".to_owned(),
        excerpt: String::new(),
        last_sender: "visitor".to_owned(),
        last_at: Timestamp(0),
        unanswered_since: None,
        since: Timestamp(0),
        is_visitor_online: true,
        is_listed: true,
        viewers: BTreeSet::new(),
        rating: None,
    }
}

/// A visitor's message.
pub fn message(text: &str) -> Message {
    Message::new(Seq(1), Timestamp(0), Sender::Visitor, RichText::plain(text))
}

/// A conversation with the bot, as a visitor sees it.
pub fn view() -> View {
    View {
        version: Version(1),
        phase: PhaseName::Bot,
        since: Timestamp(0),
        agent_name: None,
        agent_id: None,
        position: None,
        wait: None,
        opens_at: None,
        asks_rating: false,
        button: None,
        asks: None,
        seen: SeenUpTo::default(),
        is_available: None,
        is_bot_typing: false,
        card: None,
    }
}
