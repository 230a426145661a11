//! The sections of the settings screen, and which part of the document each of them shows. Pure.

/// One page of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Section {
    /// The site itself, and how the desk treats its agents.
    #[default]
    General,
    /// Departments with members, limits and hours.
    Departments,
    /// Skills, languages, capacity.
    Agents,
    /// Who may chat, and the keys that identities are signed with.
    Identity,
    /// Who is told what happens.
    Notifications,
    /// Handover and bot.
    Handover,
    /// Escalation rules.
    Rules,
    /// What is said.
    Texts,
    /// How the widget looks.
    Theme,
    /// Canned responses.
    Responses,
    /// What the site wants to reach.
    Targets,
    /// The document itself, export and import.
    Document,
    /// Versions.
    History,
}

impl Section {
    /// In the order of the screen.
    pub const ALL: [Self; 13] = [
        Self::General,
        Self::Departments,
        Self::Agents,
        Self::Identity,
        Self::Notifications,
        Self::Handover,
        Self::Rules,
        Self::Texts,
        Self::Theme,
        Self::Responses,
        Self::Targets,
        Self::Document,
        Self::History,
    ];

    /// As the screen calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::Departments => "Departments",
            Self::Agents => "Agents",
            Self::Identity => "Identity",
            Self::Notifications => "Notifications",
            Self::Handover => "Handover and bot",
            Self::Rules => "Rules",
            Self::Texts => "Texts",
            Self::Theme => "Theme",
            Self::Responses => "Canned responses",
            Self::Targets => "Targets",
            Self::Document => "Document",
            Self::History => "History",
        }
    }

    /// As addresses call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Departments => "departments",
            Self::Agents => "agents",
            Self::Identity => "identity",
            Self::Notifications => "notifications",
            Self::Handover => "handover",
            Self::Rules => "rules",
            Self::Texts => "texts",
            Self::Theme => "theme",
            Self::Responses => "responses",
            Self::Targets => "targets",
            Self::Document => "document",
            Self::History => "history",
        }
    }

    /// The section of an address; the first one for what is not known.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default()
    }

    /// The section that shows what a pointer points at.
    pub fn of_pointer(pointer: &str) -> Self {
        match pointer.split('/').nth(1).unwrap_or_default() {
            "site_name" | "language" | "desk" | "domains" | "contact" => Self::General,
            "departments" => Self::Departments,
            "agents" => Self::Agents,
            "identity" => Self::Identity,
            "handover" | "bot" => Self::Handover,
            "rules" => Self::Rules,
            "texts" => Self::Texts,
            "theme" => Self::Theme,
            "canned_responses" => Self::Responses,
            "targets" => Self::Targets,
            _ => Self::Document,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Section;

    #[test]
    fn a_section_is_found_by_its_key_and_by_what_it_shows() {
        for section in Section::ALL {
            assert_eq!(Section::of_key(section.key()), section);
        }
        for (pointer, section) in [
            ("/departments/orders/hours/zone", Section::Departments),
            ("/canned_responses/0", Section::Responses),
            ("/surprise", Section::Document),
            ("", Section::Document),
        ] {
            assert_eq!(Section::of_pointer(pointer), section, "{pointer}");
        }
    }

    #[test]
    fn every_part_of_a_document_has_a_section_of_its_own() {
        let document = serde_json::to_value(baton_shared::settings::Settings::default()).unwrap();
        for name in document.as_object().unwrap().keys() {
            assert_ne!(Section::of_pointer(&format!("/{name}")), Section::Document, "{name}");
        }
    }
}
