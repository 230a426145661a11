//! News in words, for the people of a team: the line of a channel, a mail's subject, a notification.

use crate::conversation::{HandoverEnd, HandoverReason};
use crate::courier::news::{Detail, Kind, News};
use crate::text::{clean, excerpt};

/// What has happened, in one line without its end.
pub fn headline(news: &News) -> String {
    let who = news.subject.as_ref().map_or("Somebody", |subject| subject.visitor.name.as_str());
    let agent = match &news.detail {
        Detail::Agent(agent) => agent.name.as_str(),
        _ => "an agent",
    };
    match news.kind {
        Kind::ConversationStarted => format!("{who} has opened the chat"),
        Kind::MessagePosted => match &news.detail {
            Detail::Message(message) => match (message.sender.as_str(), &message.agent) {
                ("visitor", _) => format!("{who} writes"),
                (_, Some(agent)) => format!("{} writes to {who}", agent.name),
                _ => format!("The bot writes to {who}"),
            },
            _ => format!("{who} writes"),
        },
        Kind::HandoverRequested => match &news.detail {
            Detail::Handover { reason: Some(HandoverReason::Transfer), .. } => {
                format!("{who} was given to your department")
            }
            Detail::Handover { reason: Some(HandoverReason::AgentLost), .. } => format!("{who} waits again"),
            Detail::Handover {
                reason: Some(HandoverReason::VisitorButton | HandoverReason::VisitorWords),
                ..
            } => {
                format!("{who} asks for a human")
            }
            _ => format!("{who} needs a human"),
        },
        Kind::HandoverQueued => format!("{who} waits in the queue"),
        Kind::OfflineFormOpened => format!("{who} sees the offline form: nobody is there"),
        Kind::HandoverEnded => match &news.detail {
            Detail::Handover { end: Some(HandoverEnd::Accepted), .. } => {
                format!("{who} is helped by a human")
            }
            Detail::Handover { end: Some(HandoverEnd::OfflineMessage), .. } => {
                format!("{who} has left a message instead of waiting")
            }
            Detail::Handover { end: Some(HandoverEnd::Cancelled), .. } => {
                format!("{who} has gone back to the bot")
            }
            _ => format!("Nobody came in time for {who}"),
        },
        Kind::AgentAssigned => format!("{agent} talks with {who}"),
        Kind::ConversationTransferred => format!("{who} was transferred to {agent}"),
        Kind::AgentLost => format!("{agent} has lost the connection: {who} waits again"),
        Kind::ConversationHandedBack => format!("{agent} has handed {who} back to the bot"),
        Kind::OfflineMessageLeft => format!("{who} has left a message"),
        Kind::TeamNotified => format!("A rule wants your team to see {who}"),
        Kind::ConversationResolved => format!("{agent} has ended the conversation with {who}"),
        Kind::ConversationReopened => format!("{who} has come back"),
        Kind::RatingGiven => format!("{who} has rated the conversation"),
        Kind::EndpointTested => "This is a test: news of Baton arrive here".to_owned(),
    }
}

/// What there is to read beside the headline, at most `chars` of it; may be empty.
pub fn body(news: &News, chars: usize) -> String {
    let words = match &news.detail {
        Detail::Message(message) if message.text.is_empty() => message.files.join(", "),
        Detail::Message(message) => message.text.clone(),
        Detail::OfflineMessage(left) => left.message.clone(),
        Detail::Rating(rating) if rating.comment.is_empty() => format!("{} of 5", rating.score),
        Detail::Rating(rating) => format!("{} of 5: {}", rating.score, rating.comment),
        Detail::Handover { reason: Some(reason), .. } => sentence(reason.in_words()),
        Detail::Team { rules, .. } => {
            let rules: Vec<&str> = rules.iter().map(|rule| rule.as_str()).collect();
            format!("Rules: {}", rules.join(", "))
        }
        Detail::None | Detail::Handover { .. } | Detail::Agent(_) => String::new(),
    };
    excerpt(&clean(&words), chars)
}

/// The end of a sentence as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).chain(['.']).collect()).unwrap_or_default()
}
