//! The part of the address after `#`: an invitation, an open conversation, the settings, analytics, or nothing. Pure.

use baton_shared::ids::ConversationId;

use crate::section::Section;

/// Where the page is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// The list, nothing open.
    #[default]
    List,
    /// A conversation.
    Conversation(ConversationId),
    /// What happened to handovers, in numbers.
    Analytics,
    /// A one-time link.
    Invitation(String),
    /// A section of the settings.
    Settings(Section),
}

impl Place {
    /// Reads what stands after `#`.
    pub fn of(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#');
        if let Some(id) = hash.strip_prefix("c=") {
            return ConversationId::new(id).map_or(Self::List, Self::Conversation);
        }
        if let Some(key) = hash.strip_prefix("settings=") {
            return Self::Settings(Section::of_key(key));
        }
        if hash == "analytics" {
            return Self::Analytics;
        }
        hash.strip_prefix("invite=").map_or(Self::List, |token| Self::Invitation(token.to_owned()))
    }

    /// As a link.
    pub fn hash(&self) -> String {
        match self {
            Self::List => "#".to_owned(),
            Self::Conversation(id) => format!("#c={id}"),
            Self::Settings(section) => format!("#settings={}", section.key()),
            Self::Analytics => "#analytics".to_owned(),
            Self::Invitation(token) => format!("#invite={token}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_is_read_from_its_own_link() {
        for hash in ["#c=abc_-1", "#invite=T0ken", "#settings=rules", "#analytics", "#"] {
            assert_eq!(Place::of(hash).hash(), hash);
        }
        for hash in ["", "#c=", "#c=<b>", "#other"] {
            assert_eq!(Place::of(hash), Place::List, "{hash}");
        }
    }
}
