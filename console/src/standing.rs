//! What an agent may do with a conversation as it stands, and why not. Pure: the edge decides, this only offers.

use baton_client::chat::{Ask, Refusal};
use baton_shared::ids::AgentId;
use baton_shared::protocol::{PhaseName, View};

/// A conversation as one agent stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The bot answers.
    Bot,
    /// A human was asked for; the desk answers within a moment.
    Requested,
    /// Somebody waits.
    Queued,
    /// The visitor fills in the offline form.
    OfflineForm,
    /// An offline message waits.
    FollowUp,
    /// The one who looks owns it.
    Mine,
    /// Somebody else owns it.
    Theirs(String),
    /// Over.
    Ended,
}

/// A button of the conversation's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Stop the bot and join.
    Join,
    /// Take who waits.
    Accept,
    /// To another agent.
    Transfer,
    /// Back to the bot.
    HandBack,
    /// Over.
    End,
}

impl Standing {
    /// How `me` stands to what is to be seen.
    pub fn of(view: &View, me: &AgentId) -> Self {
        match view.phase {
            PhaseName::Bot => Self::Bot,
            PhaseName::Requested => Self::Requested,
            PhaseName::Queued => Self::Queued,
            PhaseName::OfflineForm => Self::OfflineForm,
            PhaseName::AwaitingFollowUp => Self::FollowUp,
            PhaseName::Resolved => Self::Ended,
            PhaseName::Assigned if view.agent_id.as_ref() == Some(me) => Self::Mine,
            PhaseName::Assigned => {
                Self::Theirs(view.agent_name.clone().unwrap_or_else(|| "another agent".to_owned()))
            }
        }
    }

    /// What is offered, the most likely first.
    pub fn actions(&self) -> &'static [Action] {
        match self {
            Self::Bot => &[Action::Join],
            Self::Queued => &[Action::Accept],
            // Whoever has answered the mail may close it.
            Self::FollowUp => &[Action::Accept, Action::End],
            Self::Mine => &[Action::Transfer, Action::HandBack, Action::End],
            Self::Requested | Self::OfflineForm | Self::Theirs(_) | Self::Ended => &[],
        }
    }

    /// Why the message box is closed; `None`: it is open.
    pub fn why_closed(&self) -> Option<String> {
        let why = match self {
            Self::Mine => return None,
            Self::Bot => "The AI assistant answers here. Stop the chatbot and join to write.",
            Self::Requested => "The visitor has just asked for a human. You can accept in a moment.",
            Self::Queued => "The visitor waits for a human. Accept to write.",
            Self::OfflineForm => "The visitor is leaving a message. You can accept it when it has been sent.",
            Self::FollowUp => "The visitor left a message. Accept to take care of it.",
            Self::Ended => {
                "This conversation has ended. If the visitor writes again, the AI assistant answers first."
            }
            Self::Theirs(owner) => {
                return Some(format!("{owner} owns this conversation. You are reading along."));
            }
        };
        Some(why.to_owned())
    }
}

impl Action {
    /// What the button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Join => "Stop chatbot and join",
            Self::Accept => "Accept",
            Self::Transfer => "Transfer",
            Self::HandBack => "Hand back to AI",
            Self::End => "End",
        }
    }

    /// Its place in the page for tests.
    pub fn test_id(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Accept => "accept",
            Self::Transfer => "transfer",
            Self::HandBack => "hand-back",
            Self::End => "end",
        }
    }

    /// The key that does the same.
    pub fn key(self) -> &'static str {
        match self {
            Self::Join | Self::Accept => "a",
            Self::Transfer => "t",
            Self::HandBack => "b",
            Self::End => "e",
        }
    }
}

/// Why something was not done, in words that name who was faster.
pub fn refused(ask: &Ask, refusal: &Refusal, owner: Option<&str>) -> String {
    match (refusal.code.as_str(), owner) {
        ("not_waiting", Some(owner)) => format!("Already accepted by {owner}."),
        ("not_in_bot_mode", Some(owner)) => format!("{owner} has joined already."),
        ("not_owner", Some(owner)) => format!("This conversation is now owned by {owner}."),
        ("not_waiting", None) => "The visitor no longer waits.".to_owned(),
        ("not_in_bot_mode", None) => "The AI assistant no longer answers here.".to_owned(),
        ("not_owner", None) => "You no longer own this conversation.".to_owned(),
        ("connection_lost", _) => {
            format!("No answer from the edge. {} again when the connection is back.", what(ask))
        }
        _ => refusal.message.clone(),
    }
}

fn what(ask: &Ask) -> &'static str {
    match ask {
        Ask::Accept => "Accept",
        Ask::TakeOver => "Join",
        Ask::Transfer { .. } | Ask::TransferToDepartment { .. } => "Transfer",
        Ask::HandBack => "Hand back",
        Ask::End => "End",
        Ask::Note { .. } | Ask::Mark { .. } => "Try",
        // A visitor's.
        Ask::RequestHuman
        | Ask::Tell { .. }
        | Ask::CancelRequest
        | Ask::OpenOfflineForm
        | Ask::LeaveOfflineMessage { .. }
        | Ask::Rate { .. } => "Try",
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Standing, refused};
    use baton_client::chat::{Ask, Refusal};
    use baton_shared::ids::AgentId;
    use baton_shared::protocol::View;

    fn view(phase: &str, owner: &str) -> View {
        let owner = if owner == "-" {
            String::new()
        } else {
            format!(r#","agent_id":"{owner}","agent_name":"Agent {owner}""#)
        };
        serde_json::from_str(&format!(r#"{{"version":1,"phase":"{phase}","since":1{owner}}}"#)).unwrap()
    }

    #[test]
    fn only_the_owner_writes_and_only_what_fits_is_offered() {
        use Action::{Accept, End, HandBack, Join, Transfer};
        let me = AgentId::new("one").unwrap();
        let cases: [(&str, &str, &[Action], bool); 8] = [
            ("bot", "-", &[Join], false),
            ("requested", "-", &[], false),
            ("queued", "-", &[Accept], false),
            ("offline_form", "-", &[], false),
            ("awaiting_follow_up", "-", &[Accept, End], false),
            ("assigned", "one", &[Transfer, HandBack, End], true),
            ("assigned", "two", &[], false),
            ("resolved", "-", &[], false),
        ];
        for (phase, owner, actions, may_write) in cases {
            let standing = Standing::of(&view(phase, owner), &me);
            assert_eq!(standing.actions(), actions, "{phase} {owner}");
            assert_eq!(standing.why_closed().is_none(), may_write, "{phase} {owner}");
        }
    }

    #[test]
    fn a_refusal_names_who_was_faster() {
        let refusal = |code: &str| Refusal { code: code.to_owned(), message: "As the edge says.".to_owned() };
        for (code, owner, want) in [
            ("not_waiting", Some("Agent Two"), "Already accepted by Agent Two."),
            ("not_waiting", None, "The visitor no longer waits."),
            ("conversation_full", None, "As the edge says."),
            ("connection_lost", None, "No answer from the edge. Accept again when the connection is back."),
        ] {
            assert_eq!(refused(&Ask::Accept, &refusal(code), owner), want, "{code}");
        }
    }
}
