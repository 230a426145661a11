//! Faults that a shell around the rules could have. Planted one at a time, to show that the world finds each.

use super::weather::Season;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The sender is told before the row is stored.
    AcknowledgeBeforeAppend,
    /// Those who look are shown the message before the row is stored.
    ShowBeforeAppend,
    /// The bot's answer is stored as it comes, whoever owns the conversation by then.
    EpochCheckedOnlyBeforeTheAwait,
    /// The names of messages are forgotten when the object is loaded anew.
    DedupeOnlyInMemory,
    /// Places are counted when a turn begins, not when it is stored.
    SeqCountedBeforeAppend,
    /// Something else can happen between the decision and the row.
    AwaitBetweenDecideAndAppend,
    /// A client that comes back gets what was said lately, not what it lacks.
    ResumeByTimeWindow,
    /// The version of views begins at 1 whenever the object is loaded.
    VersionStartsAnew,
    /// A report that fails is not sent again.
    ReportNotRepeated,
    /// The desk believes the report that came last.
    DeskIgnoresVersions,
    /// The alarm is a timer in memory.
    AlarmNotStored,
}

impl Bug {
    pub const ALL: [Self; 11] = [
        Self::AcknowledgeBeforeAppend,
        Self::ShowBeforeAppend,
        Self::EpochCheckedOnlyBeforeTheAwait,
        Self::DedupeOnlyInMemory,
        Self::SeqCountedBeforeAppend,
        Self::AwaitBetweenDecideAndAppend,
        Self::ResumeByTimeWindow,
        Self::VersionStartsAnew,
        Self::ReportNotRepeated,
        Self::DeskIgnoresVersions,
        Self::AlarmNotStored,
    ];

    /// What makes it show soonest.
    pub fn season(self) -> Season {
        match self {
            Self::EpochCheckedOnlyBeforeTheAwait => Season::Crowd,
            Self::ResumeByTimeWindow => Season::Network,
            Self::AwaitBetweenDecideAndAppend | Self::ReportNotRepeated | Self::DeskIgnoresVersions => {
                Season::Handovers
            }
            Self::AcknowledgeBeforeAppend
            | Self::ShowBeforeAppend
            | Self::DedupeOnlyInMemory
            | Self::SeqCountedBeforeAppend
            | Self::VersionStartsAnew
            | Self::AlarmNotStored => Season::Kills,
        }
    }
}
